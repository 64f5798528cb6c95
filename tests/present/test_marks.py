"""The text cut at its claims: nothing lost, every overlap marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.present.marks import Mark, paragraphs, segments

TEXTS = st.text(alphabet="ab 🔥é\n", max_size=60)
MARKS = st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)).map(sorted), max_size=6).map(
    lambda pairs: [Mark(f"c{i}", a, b) for i, (a, b) in enumerate(pairs)]
)


@given(TEXTS, MARKS)
def test_segments_joined_are_the_text_and_carry_exactly_the_claims_over_them(
    text: str, marks: list[Mark]
) -> None:
    pieces = segments(text, marks)
    assert "".join(p.text for p in pieces) == text
    at = 0
    for piece in pieces:
        for offset in range(len(piece.text)):
            over = {m.key for m in marks if m.start <= at + offset < m.end}
            assert set(piece.keys) == over
        at += len(piece.text)


@given(TEXTS, MARKS)
def test_every_claim_with_visible_text_ends_exactly_once(text: str, marks: list[Mark]) -> None:
    found = paragraphs(text, marks)
    pieces = [s for p in found for s in p.segments]
    shown = {key for piece in pieces for key in piece.keys}
    ends = [key for piece in pieces for key in piece.ends]
    assert sorted(ends) == sorted(shown)
    assert all(set(p.ends) <= set(p.keys) for p in pieces)
    assert "".join("".join(p.text for p in pieces).split()) == "".join(text.split())


def test_overlapping_claims_share_a_piece_the_longer_one_outside() -> None:
    pieces = segments("abcdefgh", [Mark("short", 2, 5), Mark("long", 1, 8), Mark("cross", 4, 6)])
    assert [(p.text, p.keys) for p in pieces] == [
        ("a", ()),
        ("b", ("long",)),
        ("cd", ("long", "short")),
        ("e", ("long", "short", "cross")),
        ("f", ("long", "cross")),
        ("gh", ("long",)),
    ]


def test_wrapped_lines_are_joined_and_verses_kept() -> None:
    wrapped = "\n".join(["word " * 14] * 3)
    verse = "one\ntwo\nthree"
    assert [p.lines for p in paragraphs(f"{wrapped}\n\n{verse}", [])] == ["joined", "kept"]


def test_long_lines_are_paragraphs_of_their_own() -> None:
    found = paragraphs("A title\n" + "word " * 40 + "\n" + "more " * 40, [])
    assert len(found) == 3


def test_a_claim_over_two_paragraphs_is_marked_in_both() -> None:
    first, second = paragraphs("one two\n\nthree four", [Mark("c", 4, 14)])
    assert [s.text for s in first.segments if s.keys] == ["two"]
    assert [s.text for s in second.segments if s.keys] == ["three"]
    assert [s.ends for s in (*first.segments, *second.segments) if s.ends] == [("c",)]


def test_claims_on_the_same_words_end_in_the_order_given() -> None:
    found = paragraphs("one two three", [Mark("z", 0, 7), Mark("a", 0, 7), Mark("b", 4, 7)])
    assert [s.ends for p in found for s in p.segments if s.ends] == [("z", "a", "b")]
