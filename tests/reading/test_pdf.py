"""PDF, written here with reportlab and pypdf, read with pypdf."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pypdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from onrecord.errors import ReportError
from onrecord.reading.document import open_report
from onrecord.reading.formats import pdf

SENTENCES = [
    f"In the {word} week government forces attacked a village in the north-eastern countryside, "
    f"and residents said by telephone that the shelling of the {word} week was the heaviest yet."
    for word in (
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
    )
]


def printed(*lines: tuple[str, str], head: str = "") -> bytes:
    """A PDF of paragraphs (style, text), with a page number and a running head."""
    styles = getSampleStyleSheet()
    buffer = io.BytesIO()

    def edge(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.drawString(280, 30, f"Page {template.page}")
        canvas.drawString(100, 810, head)

    flow: list[Flowable] = [Paragraph(text, styles[style]) for style, text in lines]
    template = SimpleDocTemplate(buffer, pagesize=A4, title="untitled")
    template.build(flow, onFirstPage=edge, onLaterPages=edge)
    return buffer.getvalue()


def test_paragraphs_dates_and_notes(tmp_path: Path) -> None:
    body = [("BodyText", " ".join(SENTENCES[:3]) + " (1)")]
    body += [("BodyText", " ".join(SENTENCES[k : k + 4])) for k in range(6)] * 3
    data = printed(
        ("Title", "Fighting near Ruweida"),
        ("Normal", "By Jane Doe, 23 October 2017"),
        *body,
        ("Normal", "(1) Reuters, 10 October 2017"),
        head="The Daily Bulletin",
    )
    path = tmp_path / "report.pdf"
    path.write_bytes(data)
    report = open_report(path)
    assert (report.title, report.author) == ("Fighting near Ruweida", "Jane Doe")
    assert report.published == date(2017, 10, 23)
    assert "Page" not in report.text
    assert "Daily Bulletin" not in report.text
    assert report.notices == ("taken for running heads and left out: The Daily Bulletin",)
    assert " ".join(SENTENCES[:3]) in report.text
    bodies = [report.text[p.start : p.end] for p in report.paragraphs if p.kind == "body"]
    assert " ".join(bodies) == " ".join(text for _, text in body)
    assert all(said[0].isupper() for said in bodies)  # no sentence is cut by the end of a page
    assert len(bodies) <= len(body) + 3
    assert [note.text for note in report.notes] == ["Reuters, 10 October 2017"]
    assert report.markers[0].note == 0


def test_words_broken_at_the_line_end(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    lines = [
        "The so-called revolu-", "tionary forces of the north-", "east attacked a semi-",
        "Arab village; anti-", "tank fire was heard for some time there.",
    ]  # fmt: skip
    for k, line in enumerate(lines):
        canvas.drawString(50, 700 - 14 * k, line)
    canvas.save()
    path = tmp_path / "report.pdf"
    path.write_bytes(buffer.getvalue())
    text = open_report(path).text.replace("\n", " ")
    assert "so-called revolutionary forces of the north-east" in text
    assert "semi-Arab village; anti-tank fire" in text


def test_a_pdf_of_pictures(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.rect(50, 50, 100, 100, fill=1)
    canvas.save()
    path = tmp_path / "scan.pdf"
    path.write_bytes(buffer.getvalue())
    with pytest.raises(ReportError, match="only pictures") as caught:
        open_report(path)
    assert "run OCR first" in str(caught.value)


def test_a_locked_pdf(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(printed(("Normal", "Text."))))
    writer.encrypt("secret", algorithm="RC4-128")
    path = tmp_path / "locked.pdf"
    with path.open("wb") as stream:
        writer.write(stream)
    with pytest.raises(ReportError, match="locked with a password"):
        open_report(path)


def test_damaged_pdfs(tmp_path: Path) -> None:
    data = printed(("Normal", "Text of a report."))
    for k, broken in enumerate([data[:300], b"%PDF-1.7\n" + b"\xff" * 500, b"%PDF-1.4\n%%EOF"]):
        path = tmp_path / f"{k}.pdf"
        path.write_bytes(broken)
        with pytest.raises(ReportError, match=r"damaged|only pictures"):
            open_report(path)


def test_the_date_of_the_file_is_not_that_of_the_report(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(printed(("Title", "Fighting"), ("Normal", SENTENCES[0])))
    assert open_report(path).published is None


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 0)
    with pytest.raises(ReportError, match="has 1 pages; at most 0"):
        pdf.read(printed(("Normal", "Text.")), "report.pdf")


def test_too_much_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_TEXT", 10)
    with pytest.raises(ReportError, match="more than 10 characters"):
        pdf.read(printed(("Normal", "A text of more than ten.")), "report.pdf")
