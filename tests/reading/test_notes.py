"""Notes, markers, and the sentences they support."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.document import Document, open_report


def opened(text: str, tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("report") / "report.txt"
    path.write_text(text, encoding="utf-8")
    return open_report(path)


@pytest.fixture
def read(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    return lambda text: opened(text, tmp_path_factory)


BODY = "The title of it\n\nForces took the town. {a} They lost it{b} again, it is said.\n\n"


@pytest.mark.parametrize(
    ("a", "b", "notes"),
    [
        ("(1)", " (2)", "(1) Reuters\n\n(2) Our article"),
        ("[1]", "[2]", "[1] Reuters\n[2] Our article"),
        ("¹", "²", "¹ Reuters\n² Our article"),
        ("[1]", "[2]", "Notes\n\n1. Reuters\n\n2. Our article"),
        ("¹", "²", "1. Reuters\n2. Our article"),
        ("[^1]", "[^2]", "[^1]: Reuters\n\n[^2]: Our article"),
    ],
)
def test_notes_of_many_kinds(read, a: str, b: str, notes: str) -> None:  # type: ignore[no-untyped-def]
    report = read(BODY.format(a=a, b=b) + notes)
    assert [note.text for note in report.notes] == ["Reuters", "Our article"]
    assert [(m.text.strip(), m.note) for m in report.markers] == [(a, 0), (b.strip(), 1)]
    supports = [report.text[slice(*m.supports)] for m in report.markers]
    assert supports[0] == f"Forces took the town. {a}"
    assert supports[1].startswith("They lost it")
    assert all(p.kind == "note" for p in report.paragraphs[-2:])
    for note in report.notes:
        assert report.text[note.start : note.end].endswith(note.text)


def test_several_markers_in_one_bracket(read) -> None:  # type: ignore[no-untyped-def]
    report = read(
        "T\n\nForces took it [1, 3–4].\n\n" + "\n".join(f"[{k}] Note {k}" for k in range(1, 5))
    )
    assert [m.note for m in report.markers] == [0, 2, 3]


def test_a_note_of_two_paragraphs(read) -> None:  # type: ignore[no-untyped-def]
    report = read("T\n\nIt fell. (1) It rose. (2)\n\n(1) First\n\nand more of it\n\n(2) Second")
    assert [note.text for note in report.notes] == ["First\n\nand more of it", "Second"]
    assert [p.kind for p in report.paragraphs] == ["title", "body", "note", "note", "note"]


def test_an_enumeration_is_no_note(read) -> None:  # type: ignore[no-untyped-def]
    report = read("T\n\nWe demand:\n\n(1) that it stops;\n\n(2) that they leave.\n")
    assert report.notes == ()
    assert "note" not in {p.kind for p in report.paragraphs}


def test_numbered_paragraphs_are_body(read) -> None:  # type: ignore[no-untyped-def]
    report = read("T\n\n1. The Council met on the matter.\n\n2. It decided nothing at all.\n")
    assert report.notes == ()


def test_square_kilometres_are_no_marker(read) -> None:  # type: ignore[no-untyped-def]
    report = read("T\n\nThey hold 40 km² of it.¹ It is said.²\n\n¹ Reuters\n² AFP\n")
    assert [(m.text, m.note) for m in report.markers] == [("¹", 0), ("²", 1)]


def test_a_marker_whose_note_is_missing(read) -> None:  # type: ignore[no-untyped-def]
    report = read("T\n\nIt fell.[1] It rose.[2]\n\n[1] Reuters\n")
    assert [(m.text, m.note) for m in report.markers] == [("[1]", 0), ("[2]", None)]


def test_references_without_labels(read) -> None:  # type: ignore[no-untyped-def]
    body = "Forces took the town, and nobody knows more about it than that.\n\n" * 3
    report = read(f"T\n\n{body}References\n\nReuters, 10 October 2017\n\nAFP, 11 October 2017\n")
    assert [(note.marker, note.text) for note in report.notes] == [
        ("", "Reuters, 10 October 2017"),
        ("", "AFP, 11 October 2017"),
    ]


def test_addresses_in_text_and_notes(read) -> None:  # type: ignore[no-untyped-def]
    report = read("T\n\nSee https://a.org/x(y). It fell. (1)\n\n(1) www.b.org/z, 2017\n")
    assert [(x.address, x.note) for x in report.links] == [
        ("https://a.org/x(y", None),
        ("http://www.b.org/z", 0),
    ]


@given(st.text("aB.!? (1)[2]¹²\n", max_size=200))
def test_places_are_right_in_any_text(text: str) -> None:
    source = f"Some words {text}"
    try:
        report = open_report(source)
    except Exception as error:
        raise AssertionError(source) from error
    end = 0
    for paragraph in report.paragraphs:
        assert end <= paragraph.start < paragraph.end <= len(report.text)
        end = paragraph.end
    for note in report.notes:
        assert report.text[note.start : note.end].startswith(note.marker)
    for marker in report.markers:
        assert report.text[marker.start : marker.end] == marker.text
        first, last = marker.supports
        assert first <= marker.start < last
        assert marker.note is None or 0 <= marker.note < len(report.notes)
