"""The charts' library: made once, kept, made again when what was kept is damaged."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest
import vl_convert

from onrecord.present import bundle


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls: list[str] = []

    def fake(snippet: str) -> str:
        calls.append(snippet)
        return "/* the library */ window.vegaEmbed = 1;\n"

    monkeypatch.setattr(vl_convert, "javascript_bundle", fake)
    return calls


def test_it_is_made_once_and_then_read(made: list[str], own_home: Path) -> None:
    first = bundle.chart_bundle()
    assert bundle.chart_bundle() == first
    assert len(made) == 1
    kept = list((own_home / "present").iterdir())
    assert [k.name for k in kept] == [f"charts-{version('vl-convert-python')}.js"]


@pytest.mark.parametrize("damage", [b"", b"// sha256 0\nalert(1)", b"\xff\xfe", b"half of it"])
def test_a_damaged_file_is_made_again(made: list[str], own_home: Path, damage: bytes) -> None:
    first = bundle.chart_bundle()
    kept = next((own_home / "present").iterdir())
    kept.write_bytes(damage)
    assert bundle.chart_bundle() == first
    assert len(made) == 2
    assert bundle.chart_bundle() == first
    assert len(made) == 2


def test_without_a_folder_it_is_made_every_time(
    made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, not a folder")
    monkeypatch.setenv("ONRECORD_HOME", str(blocked))
    assert bundle.chart_bundle() == bundle.chart_bundle()
    assert len(made) == 2


def test_the_real_library_holds_the_interpreter_and_cannot_end_its_element() -> None:
    script = bundle.chart_bundle()
    assert "vegaEmbed" in script
    assert 500_000 < len(script.encode()) < 1_200_000
    assert "</script" not in script.lower()
