"""Passages: every word is in one of them, each begins before the last ended, none is too long."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.llm.pieces import pieces
from tests.reading.conflicts import Text

sentence = st.text(alphabet="abc de", min_size=1, max_size=60).map(lambda s: f"A{s}x.")
paragraph = st.lists(sentence, min_size=1, max_size=8).map(" ".join)
report = st.lists(paragraph, min_size=1, max_size=6).map("\n".join)


@given(report, st.integers(40, 400), st.integers(0, 120))
def test_every_word_is_in_a_passage(text: str, longest: int, overlap: int) -> None:
    found = pieces(text, Text(text).paragraphs, longest, overlap)
    covered = set()
    for piece in found:
        for start, end in piece.spans:
            assert "\n" not in text[start:end]
            covered |= set(range(start, end))
    assert all(text[k].isspace() for k in set(range(len(text))) - covered)
    starts = [piece.start for piece in found]
    assert starts == sorted(set(starts))
    for one, two in pairwise(found):
        assert not text[one.end : two.start].strip()


@given(report, st.integers(80, 400))
def test_a_passage_is_no_longer_than_asked_unless_a_sentence_is(text: str, longest: int) -> None:
    for piece in pieces(text, Text(text).paragraphs, longest, 60):
        assert piece.length <= longest + len(piece.spans) * 8 or len(piece.spans) == 1


@given(report)
def test_halves_are_the_whole(text: str) -> None:
    for piece in pieces(text, Text(text).paragraphs):
        halves = piece.halves(text)
        if halves is None:
            continue
        both = "".join(half.text(text) for half in halves)
        assert "".join(both.split()) == "".join(piece.text(text).split())
        assert halves[0].end <= halves[1].start


def test_a_report_of_one_endless_sentence_is_cut() -> None:
    text = "word " * 4000
    found = pieces(text, Text(text).paragraphs)
    assert len(found) > 2
    assert max(piece.length for piece in found) <= 6000
    assert pieces("", ()) == ()
