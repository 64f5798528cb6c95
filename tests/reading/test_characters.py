"""Characters: made plain once, so that positions count what is written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.characters import MOST_MARKS, notice, plain
from onrecord.reading.extracted import Composer, Piece, Told

HARD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\r\n\t \u00a0\u2028\u200b\u200c\u200d\u202e\ufeffe\u0301ا한\u1112\u1161"),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("a\r\nb\rc\x0cd\u2028e\u0085f", "a\nb\nc\nd\ne\nf"),
        ("Pro\u0308bsting", "Pröbsting"),
        ("20\u202f000\u00a0men", "20 000 men"),
        ("\ufeffDa\u200besh", "Daesh"),
        ("Da\u200desh", "Daesh"),
        ("revo\u00adlution", "revolution"),
        ("a\u202etxet\u202cb", "atxetb"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # the non-joiner belongs to Persian spelling
        ("tab\there", "tab\there"),
    ],
)
def test_plain(given_: str, expected: str) -> None:
    assert plain(given_).text == expected


@given(HARD)
def test_the_plain_form_of_a_plain_text_is_itself(text: str) -> None:
    done = plain(text)
    again = plain(done.text)
    assert again.text == done.text
    assert again.removed == 0
    assert unicodedata.is_normalized("NFC", done.text)
    assert "\r" not in done.text


def test_what_was_taken_out_is_counted_and_told() -> None:
    done = plain("a\u200bb\u202ec")
    assert (done.removed, done.turned) == (2, 1)
    assert "direction of writing" in str(notice(done))
    assert notice(plain("nothing")) is None


def test_piles_of_marks_are_cut() -> None:
    done = plain("e" + "\u0316\u0301" * 50_000)
    assert len(unicodedata.normalize("NFD", done.text)) <= MOST_MARKS + 1


@given(st.lists(st.lists(HARD, max_size=4), max_size=6))
def test_pieces_stand_where_the_composer_says(paragraphs: list[list[str]]) -> None:
    composer = Composer()
    for pieces in paragraphs:
        composer.add([Piece(text, f"http://x/{k}") for k, text in enumerate(pieces)])
    done = composer.extracted(Told())
    assert plain(done.text).text == done.text
    assert done.blocks is not None
    for block in done.blocks:
        stretch = done.text[block.start : block.end]
        assert stretch == stretch.strip() != ""
    for link in done.links:
        assert 0 <= link.start < link.end <= len(done.text)
        assert any(b.start <= link.start and link.end <= b.end for b in done.blocks)
