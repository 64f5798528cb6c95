"""Bad input: one clear message, exit code 1 (2 for wrong usage), no traceback, nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result

from onrecord.simulate import Written
from tests.cli.test_commands import run


def refused(done: Result, *words: str, code: int = 1) -> None:
    assert done.exit_code == code, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "Traceback" not in done.output
    for word in words:
        assert word in done.stderr, done.stderr


def claims_file(folder: Path, text: str) -> Path:
    path = folder / "claims.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def check(report: Path | str, island: Written, out: Path) -> Result:
    pytest.importorskip("spacy")
    return run("check", report, "--record", island.record, "--out", out)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.txt", None, ["missing.txt"]),
        ("empty.txt", b"", ["empty.txt", "empty"]),
        ("blank.txt", b" \n\n ", ["blank.txt"]),
        ("undated.txt", b"Something happened\n\nThe army attacked the rebels.\n", ["--published"]),
        ("encoded.txt", b"Caf\xe9 caf\xff \x81\x8d\x8f\x90\x9d broken", ["encoded.txt"]),
        ("nul.txt", b"text with \x00 in it\n", ["nul.txt"]),
        ("not.pdf", b"%PDF-1.4 broken", ["not.pdf"]),
    ],
)
def test_reports(
    name: str, content: bytes | None, words: list[str], island: Written, tmp_path: Path
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    out = tmp_path / "out"
    refused(check(path, island, out), *words)
    assert not out.exists()


def test_a_report_of_50_megabytes(island: Written, tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        for _ in range(50):
            stream.write(b"word " * 200_000)
    refused(check(path, island, tmp_path / "out"), "huge.txt", "20")


def test_a_pdf_without_text(island: Written, tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=200, height=200)
    path = tmp_path / "scan.pdf"
    writer.write(path)
    refused(check(path, island, tmp_path / "out"), "scan.pdf", "OCR")


CLAIM = "claims:\n  - {id: a, type: occurred, events: {between: [Ash Covenant, Lantern Front]}, where: %s, when: %s}\n"


@pytest.mark.parametrize(
    ("where", "when", "words"),
    [
        ("Vessarun", "2023-05-21/2023-05-01", ["line 2", "backwards"]),
        ("Vessarun", "2023-13-01", ["line 2", "2023-13-01"]),
        ("{near: Vessarun, within: five}", "2023-05", ["line 2", "60 km"]),
        ("Quuxborough-on-Nought", "2023-05", ["claims.yaml", "line 2", "unknown place"]),
    ],
)
def test_claims(where: str, when: str, words: list[str], island: Written, tmp_path: Path) -> None:
    path = claims_file(tmp_path, CLAIM % (where, when))
    out = tmp_path / "out"
    refused(run("test", path, "--record", island.record, "--out", out), *words)
    assert not out.exists()


def test_an_unknown_actor_in_a_hand_written_file_offers_the_nearest(
    island: Written, tmp_path: Path
) -> None:
    text = (CLAIM % ("Vessarun", "2023-05")).replace("Ash Covenant", "Ash Covenent")
    done = run("test", claims_file(tmp_path, text), "--record", island.record)
    refused(done, "unknown actor “Ash Covenent”", "“Ash Covenant”", "line 2")


def test_an_unknown_actor_that_a_machine_read_leaves_the_claim_incomplete(
    island: Written, tmp_path: Path
) -> None:
    text = (CLAIM % ("Vessarun", "2023-05")).replace("Ash Covenant", "Ash Covenent")
    text = text.replace("type:", "read_by: [rules], type:", 1)
    out = tmp_path / "out"
    done = run("test", claims_file(tmp_path, text), "--record", island.record, "--out", out)
    assert done.exit_code == 0, done.output
    assert "1 incomplete" in done.stdout


def test_a_claim_outside_the_coverage_is_no_error(island: Written, tmp_path: Path) -> None:
    path = claims_file(tmp_path, CLAIM % ("Vessarun", "1999-05"))
    done = run("test", path, "--record", island.record, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert "beyond the record" in done.stdout.replace("\n", " ").replace("the      ", "the ") or (
        "1 beyond" in done.stdout
    )


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.csv", None, ["missing.csv"]),
        ("empty.csv", b"", ["empty.csv"]),
        ("other.csv", b"a,b,c\n1,2,3\n", ["other.csv"]),
        ("page.csv", b"<!DOCTYPE html><html><body>404</body></html>", ["page.csv"]),
        ("utf16.csv", "id,year\n1,2\n".encode("utf-16"), ["utf16.csv"]),
    ],
)
def test_records(
    name: str, content: bytes | None, words: list[str], island: Written, tmp_path: Path
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    out = tmp_path / "out"
    refused(run("test", island.claims, "--record", path, "--out", out), *words)
    assert not out.exists()


def test_a_record_that_was_cut_off(island: Written, tmp_path: Path) -> None:
    whole = island.record.read_bytes()
    path = tmp_path / "cut.csv"
    path.write_bytes(whole[: len(whole) // 2])
    out = tmp_path / "out"
    refused(run("test", island.claims, "--record", path, "--out", out), "cut.csv")
    assert not out.exists()


def test_a_record_without_events(island: Written, tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    path.write_bytes(island.record.read_bytes().split(b"\n", 1)[0] + b"\n")
    out = tmp_path / "out"
    refused(run("test", island.claims, "--record", path, "--out", out), "none.csv")
    assert not out.exists()


def test_a_record_that_nobody_has(island: Written, tmp_path: Path) -> None:
    out = tmp_path / "out"
    refused(run("test", island.claims, "--record", "nowhere@1", "--out", out), "nowhere")
    assert not out.exists()


def test_an_output_folder_that_is_a_file(island: Written, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("kept", encoding="utf-8")
    done = run("test", island.claims, "--record", island.record, "--actors", island.actors,
               "--out", path)  # fmt: skip
    assert done.exit_code in (1, 2)
    assert path.read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["check", "x.txt"],
        ["check", "x.txt", "--record", "y", "--published", "yesterday"],
        ["nonsense"],
    ],
)
def test_wrong_usage(words: list[str]) -> None:
    done = run(*words)
    refused(done, code=2)
    assert "Usage: " in done.stderr
    assert done.stdout == ""
