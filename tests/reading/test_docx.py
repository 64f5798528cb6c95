"""DOCX, written here with python-docx."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from onrecord.errors import ReportError
from onrecord.reading.document import open_report
from onrecord.reading.formats import docx as reading_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SENTENCE = "Government forces attacked the village of Ruweida on Monday, residents said."


def saved(document: Any, path: Path) -> Path:
    document.save(str(path))
    return path


def with_footnote(document: Any, text: str) -> None:
    """A footnote, which python-docx cannot write: its part and a reference to it."""
    xml = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="-1"><w:p/></w:footnote>'
        f'<w:footnote w:id="7"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        xml.encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    run = parse_xml(f'<w:r xmlns:w="{W}"><w:footnoteReference w:id="7"/></w:r>')
    document.paragraphs[-1]._p.append(run)


def test_paragraphs_tables_links_and_footnotes(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Fighting near Ruweida", style="Title")
    document.add_paragraph("Shelling through the night", style="Subtitle")
    document.add_paragraph("By Jane Doe, analyst at Example Monitor (EM), 23 October 2017")
    document.add_paragraph(SENTENCE)
    with_footnote(document, "Reuters, 10 October 2017")
    link = parse_xml(
        f'<w:hyperlink xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/'
        f'2006/relationships" r:id="'
        + document.part.relate_to(
            "https://example.org/a", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        + '"><w:r><w:t>a source</w:t></w:r></w:hyperlink>'
    )
    document.add_heading("Losses", level=1)
    document.add_paragraph("It is said by ")._p.append(link)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "army", "5"
    report = open_report(saved(document, tmp_path / "report.docx"))
    said = [(p.kind, report.text[p.start : p.end]) for p in report.paragraphs]
    assert said == [
        ("title", "Fighting near Ruweida"),
        ("subtitle", "Shelling through the night"),
        ("byline", "By Jane Doe, analyst at Example Monitor (EM), 23 October 2017"),
        ("body", SENTENCE + "[1]"),
        ("heading", "Losses"),
        ("body", "It is said by a source"),
        ("body", "army | 5"),
        ("note", "[1] Reuters, 10 October 2017"),
    ]
    assert (report.author, report.organisation) == ("Jane Doe", "Example Monitor")
    assert report.published == date(2017, 10, 23)
    assert report.markers[0].note == 0
    assert [(report.text[x.start : x.end], x.address) for x in report.links] == [
        ("a source", "https://example.org/a")
    ]


def test_inserted_text_is_read_and_deleted_text_is_not(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Forces ")._p.append(
        parse_xml(
            f'<w:ins xmlns:w="{W}" w:id="1" w:author="x"><w:r><w:t>took the town.</w:t></w:r>'
            "</w:ins>"
        )
    )
    document.paragraphs[0]._p.append(
        parse_xml(
            f'<w:del xmlns:w="{W}" w:id="2" w:author="x"><w:r><w:delText>lost it.</w:delText>'
            "</w:r></w:del>"
        )
    )
    assert open_report(saved(document, tmp_path / "r.docx")).text == "Forces took the town.\n"


def test_an_empty_document(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="the report is empty"):
        open_report(saved(docx.Document(), tmp_path / "r.docx"))


def test_damaged_files(tmp_path: Path) -> None:
    whole = saved(docx.Document(), tmp_path / "whole.docx").read_bytes()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as other:
        other.writestr("readme.txt", "no Word file")
    for k, data in enumerate([whole[:500], b"PK\x03\x04 nothing", archive.getvalue()]):
        path = tmp_path / f"{k}.docx"
        path.write_bytes(data)
        with pytest.raises(ReportError, match="damaged or not a DOCX"):
            open_report(path)


def test_a_file_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_docx, "MOST_UNPACKED", 100)
    with pytest.raises(ReportError, match="unpacks to"):
        open_report(saved(docx.Document(), tmp_path / "r.docx"))
