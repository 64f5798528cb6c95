"""What every opened report keeps to, whatever it came from."""

from __future__ import annotations

import dataclasses
import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import MissingExtraError
from onrecord.reading.document import Document, open_report

TEXT = """\
Fighting near Ruweida

By Jane Doe, 23 October 2017

Government forces took the village
on Monday, residents said.\tNobody was hurt. (1)

(1) Reuters, 22 October 2017, Village taken
"""


@pytest.fixture
def report(tmp_path: Path) -> Document:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return open_report(path)


def test_the_text_is_read_again_as_it_was_written(report: Document, tmp_path: Path) -> None:
    again = tmp_path / "again.txt"
    again.write_text(report.text, encoding="utf-8", newline="")
    other = open_report(again)
    assert dataclasses.replace(other, source=report.source) == report


def test_a_stretch_on_one_line_keeps_its_length(report: Document) -> None:
    start = report.text.index("Government")
    end = report.text.index("(1)")
    flowing = report.flowing(start, end)
    assert len(flowing) == end - start
    assert flowing.startswith("Government forces took the village on Monday")
    assert "\n" not in flowing
    assert "\t" not in flowing


def test_what_is_read_for_claims(report: Document) -> None:
    assert [p.kind for p in report.body()] == ["title", "body", "body"]


def test_times_count_from_the_publication_date(report: Document) -> None:
    monday = next(time for time in report.times() if time.text == "on Monday")
    assert monday.first == date(2017, 10, 23)
    assert report.text[monday.start : monday.end] == "on Monday"


def test_a_report_is_not_changed_by_accident(report: Document) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        report.text = ""  # type: ignore[misc]


def test_invisible_characters_are_told() -> None:
    report = open_report("-", stdin=io.BytesIO("Da\u200besh took \u202eit.".encode()))
    assert report.text == "Daesh took it."
    assert "2 characters that cannot be seen were taken out" in report.notices[0]


def test_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode("utf-16"))
    assert open_report(path).text == TEXT


@pytest.mark.parametrize(
    ("module", "data", "said"),
    [
        ("pypdf", b"%PDF-1.7", "reading a PDF"),
        ("trafilatura", b"<html><p>text</p></html>", "reading HTML"),
        ("charset_normalizer", b"Pr\xf6bsting", "recognising the encoding"),
    ],
)
def test_a_missing_package(
    monkeypatch: pytest.MonkeyPatch, module: str, data: bytes, said: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=said) as caught:
        open_report("-", stdin=io.BytesIO(data))
    assert 'pip install "onrecord[text]"' in str(caught.value)


def test_missing_packages_for_word_and_addresses(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import docx

    docx.Document().save(str(tmp_path / "r.docx"))
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtraError, match="reading a DOCX file"):
        open_report(tmp_path / "r.docx")
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(MissingExtraError, match="reading a web address"):
        open_report("http://127.0.0.1/")


def test_nothing_heavy_is_loaded_to_read_a_text() -> None:
    source = (
        "import sys; from onrecord.reading.document import open_report; "
        "from onrecord.reading.sourcing import citations; "
        "citations(open_report('It fell on 9 October 2017.')); "
        "print(*{'trafilatura', 'lxml', 'docx', 'pypdf', 'dateparser', 'httpx', 'spacy'} "
        "& sys.modules.keys())"
    )
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
