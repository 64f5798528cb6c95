"""Where a report comes from, and what is refused before it is read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from onrecord.errors import ReportError
from onrecord.reading.document import open_report
from onrecord.reading.intake import MOST_TEXT_BYTES, recognised, take_in

TEXT = "Government forces took Ruweida on Monday.\n"


def test_a_file_and_its_checksum(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    report = open_report(path)
    assert (report.text, report.format, report.source) == (TEXT, "text", str(path))
    # sha256sum of the 42 bytes
    assert report.sha256 == "16883ba11ee5d5f0dafd6b3070d1f210c30725af7e9717933cd703f48f5a32f3"


@pytest.mark.parametrize("name", ["foo.txt", "missing", "my report.txt", "a folder/report.pdf", ""])
def test_a_missing_file(name: str) -> None:
    with pytest.raises(ReportError, match="there is no such file") as caught:
        open_report(name)
    assert caught.value.todo is not None


def test_a_path_is_never_a_sentence() -> None:
    with pytest.raises(ReportError, match="no such file"):
        open_report(Path("forces took the town"))


def test_one_sentence_is_a_report() -> None:
    report = open_report("Government forces took Ruweida on 9/10.")
    assert report.text == "Government forces took Ruweida on 9/10."
    assert report.source == "sentence"
    assert [p.kind for p in report.paragraphs] == ["body"]
    assert report.title is None


def test_a_sentence_longer_than_any_file_name() -> None:
    assert open_report("forces took the town and " * 100).source == "sentence"


def test_a_sentence_that_is_a_file_after_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("the report").write_text("From the file.", encoding="utf-8")
    assert open_report("the report").text == "From the file."


def test_a_sentence_with_a_broken_character() -> None:
    with pytest.raises(ReportError, match="at position 5"):
        open_report("took \udcff town")


def test_standard_input() -> None:
    report = open_report("-", stdin=io.BytesIO(TEXT.encode()))
    assert (report.text, report.source, report.format) == (TEXT, "standard input", "text")


def test_an_endless_standard_input_is_cut() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return b"a" * size

    stream = Endless()
    with pytest.raises(ReportError, match="more than 100 MB"):
        take_in("-", stream)  # type: ignore[arg-type]
    assert stream.given < 110_000_000


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf", "\u200b\u00a0\n".encode()])
def test_an_empty_report(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(data)
    with pytest.raises(ReportError, match="the report is empty"):
        open_report(path)


def test_a_text_of_fifty_megabytes_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)  # holes: were it read, it would be “not text”
    with pytest.raises(ReportError, match="more than 20 MB is not read") as caught:
        open_report(path)
    assert "the part of it that is the report" in str(caught.value)


def test_a_text_just_over_the_limit_on_standard_input() -> None:
    with pytest.raises(ReportError, match="more than 20 MB"):
        take_in("-", io.BytesIO(b"a " * (MOST_TEXT_BYTES // 2 + 1)))


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="this is a folder"):
        open_report(tmp_path)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReportError, match="Permission denied"):
        open_report(path)


@pytest.mark.parametrize("name", ["r.doc", "r.odt", "r.rtf", "r.epub", "r.csv", "r.yaml"])
def test_formats_that_are_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(ReportError, match="this is a"):
        open_report(tmp_path / name)


@pytest.mark.parametrize("address", ["ftp://host/report.txt", "file:///etc/passwd"])
def test_other_schemes(address: str) -> None:
    with pytest.raises(ReportError, match="are not read"):
        open_report(address)


@pytest.mark.parametrize(
    ("data", "suffix", "format_"),
    [
        (b"%PDF-1.7", "", "pdf"),
        (b"%PDF-1.7", ".txt", "pdf"),
        (b"PK\x03\x04", "", "docx"),
        (b"<!DOCTYPE html><p>", "", "html"),
        (b"<!-- a --> <!-- b -->\n<html>", "", "html"),
        (b"<p>fragment", ".html", "html"),
        (b"# Title", ".md", "markdown"),
        (b"text", ".unknown", "text"),
    ],
)
def test_recognised(data: bytes, suffix: str, format_: str) -> None:
    assert recognised(data, suffix) == format_
