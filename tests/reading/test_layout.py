"""Paragraphs of plain text, and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.layout import paragraphs_in
from onrecord.reading.sentences import sentences

WRAPPED = """\
Fighting near Ruweida
By Jane Doe
23 October 2017

Government forces attacked the village of Ruweida on Monday, and
residents said by telephone that the shelling went on through the
night.

- one village was taken, as far as anyone could tell on that very
- another was lost
(1) Reuters, a note that is long enough to fill the line, and more
than the line.
"""


def said(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs_in(text)]


def test_wrapped_lines_are_one_paragraph_and_short_ones_are_not() -> None:
    assert [part.replace("\n", " ") for part in said(WRAPPED)] == [
        "Fighting near Ruweida",
        "By Jane Doe",
        "23 October 2017",
        "Government forces attacked the village of Ruweida on Monday, and residents said by "
        "telephone that the shelling went on through the night.",
        "- one village was taken, as far as anyone could tell on that very",
        "- another was lost",
        "(1) Reuters, a note that is long enough to fill the line, and more than the line.",
    ]


def test_long_lines_are_paragraphs_without_blank_lines() -> None:
    line = "Government forces attacked the village of Ruweida on Monday. " * 3
    assert said(f"{line}\n{line}\nThe end.") == [line.strip(), line.strip(), "The end."]


@given(st.text("ab .\n\t(1)", max_size=300), st.booleans())
def test_paragraphs_hold_all_text_once(text: str, printed: bool) -> None:
    spans = list(paragraphs_in(text, printed=printed))
    outside = 0
    for start, end in spans:
        assert text[outside:start].strip() == ""
        assert text[start:end] == text[start:end].strip() != ""
        outside = end
    assert text[outside:].strip() == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! (5) Three?", ["One.", "Two! (5)", "Three?"]),
        ("He said “Stop.” They left.", ["He said “Stop.”", "They left."]),
        ("It fell.[1][2] More.¹ Last", ["It fell.[1][2]", "More.¹", "Last"]),
        ("Gen. Salim and Mr. X came at 5 p.m. on 3.5 km.", None),
        ("The U.S. army left. Then J. Doe came.", ["The U.S. army left.", "Then J. Doe came."]),
    ],
)
def test_sentences(text: str, expected: list[str] | None) -> None:
    assert [text[a:b] for a, b in sentences(text, 0, len(text))] == (expected or [text])


@given(st.text("aB .!?“”(1)[2]¹\n", max_size=200))
def test_sentences_hold_all_text_once(text: str) -> None:
    outside = 0
    for start, end in sentences(text, 0, len(text)):
        assert text[outside:start].strip() == ""
        assert start < end
        outside = end
    assert text[outside:].strip() == ""
