"""Many reports: names without collisions, going on after a stop, one bad file stopping no other."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError, ReportError
from onrecord.reading.many import Outcome, Task, Texts, read_many, settings_digest, tasks_of
from onrecord.reading.many.tasks import JOURNAL, _apart, _file_name, _target


def reads(log: str, report: str, text_name: str) -> Texts:
    """A reader that notes what it is asked to read, and fails where the report says so."""
    text = Path(report).read_text("utf-8")
    with Path(log).open("a", encoding="utf-8") as stream:
        stream.write(f"{Path(report).name}\n")
    if text == "bad":
        raise ReportError("the report is empty", where=report)
    if text == "worse":
        raise RecursionError("too deep")
    return Texts(f"claims: []  # {text_name}\n", text, 0, 0)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    for name, text in {"a.txt": "A", "b.md": "bad", "c.txt": "worse", "sub/a.txt": "AA",
                       "sub/a.pdf": "P", ".hidden.txt": "x", "notes.csv": "x"}.items():  # fmt: skip
        write(made / name, text)
    return made


def run(folder: Path, out: Path, settings: str = "s", jobs: int = 1) -> tuple[Outcome, ...]:
    out.mkdir(exist_ok=True)
    return read_many(
        tasks_of([str(folder)], out), partial(reads, str(out.parent / "log")), out, settings,
        write=write, jobs=jobs,
    )  # fmt: skip


def log(out: Path) -> list[str]:
    path = out.parent / "log"
    return sorted(path.read_text("utf-8").split()) if path.exists() else []


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_bad_file_stops_no_other(folder: Path, tmp_path: Path, jobs: int) -> None:
    if jobs > 1:
        pytest.importorskip("joblib")
    outcomes = run(folder, tmp_path / "out", jobs=jobs)
    assert [(o.target, o.state) for o in outcomes] == [
        ("a.txt.yaml", "read"), ("b.md.yaml", "failed"), ("c.txt.yaml", "failed"),
        ("sub/a.pdf.yaml", "read"), ("sub/a.txt.yaml", "read"),
    ]  # fmt: skip
    assert "the report is empty" in outcomes[1].why
    assert "RecursionError" in outcomes[2].why
    assert (tmp_path / "out/sub/a.txt.txt").read_text() == "AA"
    assert "a.txt.txt" in (tmp_path / "out/sub/a.txt.yaml").read_text()


def test_what_is_finished_is_not_read_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out)
    write(folder / "a.txt", "changed")
    (out / "sub/a.pdf.yaml").unlink()
    (tmp_path / "log").unlink()
    states = {o.target: o.state for o in run(folder, out)}
    assert states["sub/a.txt.yaml"] == "as before"
    assert log(out) == ["a.pdf", "a.txt", "b.md", "c.txt"]
    (tmp_path / "log").unlink()
    run(folder, out, settings="other")
    assert len(log(out)) == 5


def test_a_stopped_run_goes_on(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out)
    journal = out / JOURNAL
    journal.write_text(journal.read_text()[:-30])  # the last line was cut off
    (tmp_path / "log").unlink()
    states = [o.state for o in run(folder, out) if o.state != "failed"]
    # The claims of the line that was lost cannot be told from edited ones.
    assert sorted(states) == ["as before", "as before"]
    journal.write_bytes(b"\xff\xfe not a journal")
    assert {o.state for o in run(folder, tmp_path / "out2")} == {"read", "failed"}


def test_claims_that_a_person_edited_are_left_alone(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out)
    write(out / "a.txt.yaml", "claims: []  # reviewed\n")
    first = run(folder, out)[0]
    assert first.state == "as before"
    for settings in ("s", "other"):
        if settings == "s":
            write(folder / "a.txt", "new words")
        first = run(folder, out, settings)[0]
        assert first.state == "failed"
        assert "was edited" in first.why
    assert "reviewed" in (out / "a.txt.yaml").read_text()


def test_output_inside_the_input_is_not_read(folder: Path) -> None:
    out = folder / "claims"
    first = run(folder, out)
    assert [o.target for o in run(folder, out)] == [o.target for o in first]
    assert [t.target for t in tasks_of([str(folder)], folder / "elsewhere")] == [
        o.target for o in first
    ]  # fmt: skip


def test_several_folders_do_not_collide(tmp_path: Path) -> None:
    for name in ("x/r/a.txt", "y/r/a.txt", "z/A.TXT"):
        write(tmp_path / name, "t")
    tasks = tasks_of([str(tmp_path / "x/r"), str(tmp_path / "y/r"), str(tmp_path / "z/A.TXT"),
                      str(tmp_path / "x/r/a.txt"), "https://example.org/a.txt"], tmp_path / "o")  # fmt: skip
    assert len({t.target.casefold() for t in tasks}) == len(tasks) == 5


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"no report in this folder(.|\n)*\.docx"):
        tasks_of([str(tmp_path)], tmp_path / "out")


def test_no_jobs_and_unknown_backends_are_told(folder: Path, tmp_path: Path) -> None:
    tasks = tasks_of([str(folder)], tmp_path / "out")
    with pytest.raises(OnrecordError, match="0 jobs"):
        read_many(tasks, partial(reads, "log"), tmp_path, "s", write=write, jobs=0)
    pytest.importorskip("joblib")
    with pytest.raises(OnrecordError, match="no backend “nope”"):
        read_many(tasks, partial(reads, "log"), tmp_path, "s", write=write, jobs=2, backend="nope")


def test_the_backend_around_it_is_used(folder: Path, tmp_path: Path) -> None:
    joblib = pytest.importorskip("joblib")
    with joblib.parallel_config(backend="threading"):
        outcomes = run(folder, tmp_path / "out", jobs=2)
    assert [o.state for o in outcomes].count("read") == 3


def test_settings_and_the_files_among_them_make_the_digest(tmp_path: Path) -> None:
    own = tmp_path / "actors.yaml"
    own.write_text("a")
    one = settings_digest(actors=(own,), reader="rules")
    assert settings_digest(actors=(own,), reader="rules") == one
    own.write_text("b")
    assert settings_digest(actors=(own,), reader="rules") != one


@given(st.lists(st.text(min_size=1, max_size=20), max_size=8, unique=True))
def test_any_names_stay_apart_and_in_the_folder(names: list[str]) -> None:
    tasks: list[Task] = list(_apart((n, _target(Path(_file_name(n)))) for n in names))
    assert len(tasks) == len(names)
    assert len({t.target.casefold() for t in tasks}) == len(names)
    assert all(".." not in Path(t.target).parts and not Path(t.target).is_absolute() for t in tasks)
    assert all("\n" not in json.dumps(t.target) for t in tasks)
