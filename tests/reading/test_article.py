"""A real, partisan article of 23 October 2017: metadata, notes, sourcing, dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from onrecord.reading.document import Document, open_report
from onrecord.reading.sourcing import citations


@pytest.fixture(scope="module")
def report(article: Path) -> Document:
    return open_report(article)


def test_metadata(report: Document) -> None:
    assert (report.published, report.published_how) == (date(2017, 10, 23), "header")
    assert report.published_assumed is None
    assert not report.day_order.ambiguous
    assert report.abbreviation == "RCIT"
    assert report.organisation is not None
    assert report.organisation.endswith("Tendency")
    assert len((report.author or "").split()) == 2
    kinds = [paragraph.kind for paragraph in report.paragraphs]
    assert kinds[:4] == ["title", "subtitle", "byline", "body"]
    assert kinds.count("note") == 5
    assert kinds[-5:] == ["note"] * 5


def test_the_text_is_kept_line_for_line(report: Document, article: Path) -> None:
    assert report.text == article.read_text(encoding="utf-8")
    # The design's example of a claim gives these places.
    assert report.text[2917:2998].startswith("currently the only ongoing battle")
    assert report.text[2917:2998].endswith("HTS and Daesh")


def test_notes_and_markers(report: Document) -> None:
    assert [note.marker for note in report.notes] == [f"({k})" for k in range(1, 6)]
    assert [marker.note for marker in report.markers] == [0, 1, 2, 3, 4]
    for marker in report.markers:
        assert report.text[slice(*marker.supports)].endswith(marker.text)
    last = report.text[slice(*report.markers[-1].supports)]
    assert last.startswith("Now, ")


def test_sourcing(report: Document) -> None:
    """Notes 1 to 4 cite the author's own organisation; note 5 has lost its links."""
    found = citations(report)
    assert [(c.kind, c.resolvable) for c in found.citations] == [("self", True)] * 4 + [
        ("unknown", False)
    ]
    assert (found.self_citations, found.unresolvable) == (4, 1)


def test_dates(report: Document) -> None:
    found = {time.text.lower(): time for time in report.times()}
    assert found["in recent days"].first == date(2017, 10, 9)
    assert found["in recent days"].last == date(2017, 10, 23)
    assert found["currently"].first == date(2017, 10, 9)
    ago = found["two weeks ago"]
    assert ago.first is not None
    assert ago.last is not None
    assert ago.first <= date(2017, 10, 10) <= ago.last  # the day of the article it speaks of
    assert found["at that time"].anaphoric
    assert found["7 may 2017"].first == date(2017, 5, 7)
