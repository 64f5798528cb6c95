"""No name from a browser leads out of the project's folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.workbench.inside import file_name, inside

OUTSIDE = [
    "../secret", "..", ".", "", " ", "/etc/passwd", "a/b", "a\\b", "..\\secret", "C:secret",
    "C:\\secret", "\\\\server\\share", "a\x00.txt", "a\n.txt", "con", "NUL.txt", "com1", "LPT9.csv",
    ".hidden", "~user", "name.", "name ", "a" * 200, "right\u202eto-left.txt", "a\ud800b", "file:x",
    "%2e%2e/secret", "a?b", "a*b", "x|y", '"', "<a>",
]  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_name_that_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(OnrecordError):
        inside(tmp_path, name)


@pytest.mark.parametrize("name", ["report.txt", "GEDEvent_v25_1.csv", "ucdp-ged@25.1", "Año é.pdf"])
def test_an_ordinary_name_is_a_file_of_the_folder(name: str, tmp_path: Path) -> None:
    assert inside(tmp_path, name).parent == tmp_path


def test_a_link_is_refused_wherever_it_leads(tmp_path: Path) -> None:
    project = tmp_path / "linked"
    project.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (project / "out.txt").symlink_to(tmp_path / "secret.txt")
    (project / "in.txt").write_text("own")
    (project / "own.txt").symlink_to(project / "in.txt")
    for name in ("out.txt", "own.txt"):
        with pytest.raises(OnrecordError, match="leads out"):
            inside(project, name)


@given(st.text(max_size=40))
def test_whatever_is_typed_stays_in_the_folder_or_is_refused(name: str) -> None:
    folder = Path("/srv/project")
    try:
        plain = file_name(name)
    except OnrecordError:
        return
    assert (folder / plain).parent == folder
    assert Path(plain).name == plain
