"""The bundle: whole, the same on every run, silent where it must be, and every change noticed."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest

from onrecord.errors import OnrecordError
from onrecord.present.exports import Kept, bundle, open_folder, verify_bundle
from onrecord.present.exports.zipped import fixed_zip


def _parts(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_is_the_same_byte_for_byte(kept: Kept, made: dict[str, Path]) -> None:
    assert bundle(kept) == bundle(open_folder(made["plain"]))


def test_it_holds_everything_and_verifies(kept: Kept, tmp_path: Path) -> None:
    path = tmp_path / "bundle.zip"
    path.write_bytes(bundle(kept))
    names = verify_bundle(path)
    assert {"claims.yaml", "findings.json", "report.txt", "events.csv", "events.geojson",
            "versions.json", "citation.txt", "README.txt"} == set(names)  # fmt: skip
    parts = _parts(path.read_bytes())
    assert json.loads(parts["findings.json"]) == kept.contents
    for line in parts["SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(parts[name]).hexdigest() == digest
    readme = parts["README.txt"].decode()
    assert "onrecord test claims.yaml --record island@1 --record island-closed@1 --seed 1" in readme
    # Unpacked, it is a folder that every other command takes.
    for name, content in parts.items():
        (tmp_path / name).write_bytes(content)
    assert bundle(open_folder(tmp_path)) == path.read_bytes()


def test_rows_that_may_not_be_passed_on_stay_at_home(made: dict[str, Path]) -> None:
    folder = open_folder(made["rows"])
    for with_rows in (False, True):
        parts = _parts(bundle(folder, with_rows=with_rows))
        features = json.loads(parts["events.geojson"])["features"]
        closed = [f for f in features if f["properties"]["record"] == "island-closed@1"]
        assert any(f["geometry"] for f in closed) is with_rows
        lines = [line for f in json.loads(parts["findings.json"])["findings"]
                 if f["record"] == "island-closed@1" for line in f["source_lines"]]  # fmt: skip
        assert lines
        assert all(bool(line["text"]) is with_rows for line in lines)


def test_an_excerpt_holds_no_more_of_the_report_than_its_claims(kept: Kept) -> None:
    parts = _parts(bundle(kept, excerpt=True))
    assert "report.txt" not in parts
    assert b"text: report.txt" not in parts["claims.yaml"]
    text = kept.checked.text
    assert text is not None
    first = text[: min(c.at[0] for c in kept.checked.claims if c.at)].split("\n")
    outside = [line for line in first if len(line) > 60]
    assert outside
    for content in parts.values():
        assert all(line.encode() not in content for line in outside)
        assert b"Cited words." not in content
    assert kept.checked.claims[0].says is not None
    assert kept.checked.claims[0].says.encode() in parts["excerpt.txt"]


def test_what_the_check_was_asked_is_kept_to(kept: Kept, folder: Path) -> None:
    path = folder / "findings.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('--record island"', '--record island --excerpt"'),
        encoding="utf-8",
    )
    assert "report.txt" not in _parts(bundle(open_folder(folder)))
    assert "report.txt" in _parts(bundle(kept))


def test_files_of_actors_are_put_in(kept: Kept, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("actors: []\n", encoding="utf-8")
    parts = _parts(bundle(kept, actors=[path]))
    assert parts["actors/own.yaml"] == b"actors: []\n"
    assert "--actors actors/own.yaml" in parts["README.txt"].decode()
    with pytest.raises(OnrecordError, match="cannot be read"):
        bundle(kept, actors=[tmp_path / "none.yaml"])
    with pytest.raises(OnrecordError, match="two files of actors"):
        bundle(kept, actors=[path, path])


@pytest.mark.parametrize("name", ["findings.json", "claims.yaml", "README.txt"])
def test_a_changed_file_is_noticed(kept: Kept, tmp_path: Path, name: str) -> None:
    parts = _parts(bundle(kept))
    path = tmp_path / "bundle.zip"
    path.write_bytes(fixed_zip({**parts, name: parts[name] + b" "}))
    with pytest.raises(OnrecordError, match=f"{name} was changed"):
        verify_bundle(path)
    path.write_bytes(fixed_zip({n: content for n, content in parts.items() if n != name}))
    with pytest.raises(OnrecordError, match=f"lacks {name}"):
        verify_bundle(path)
    path.write_bytes(fixed_zip({**parts, "more.txt": b"x"}))
    with pytest.raises(OnrecordError, match=r"more\.txt"):
        verify_bundle(path)


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"x" * 100, fixed_zip({"a": b""}),
                                 fixed_zip({"SHA256SUMS": b"nonsense"})])  # fmt: skip
def test_what_is_no_bundle_is_a_plain_error(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "bundle.zip"
    path.write_bytes(raw)
    with pytest.raises(OnrecordError):
        verify_bundle(path)
    with pytest.raises(OnrecordError):
        verify_bundle(tmp_path / "none.zip")
