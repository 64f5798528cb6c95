"""Words that an answer quotes are found in the report as they stand, or not at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.llm.quoting import Quotable

TEXT = "“We took Hama’s north” — he said.\nThen\tThey  left Hama; Ham was quiet. حماة بحلب 北京战斗"
letters = st.text(alphabet="abAB ’'“\"-–—\n\t .İıßﬁΣς\u0301حلב北京é", max_size=60)


def found(words: str, text: str = TEXT) -> str | None:
    at = Quotable(text).find(words, [(0, len(text))])
    return text[at.start : at.end] if at else None


def test_signs_and_spaces_count_for_nothing() -> None:
    assert found('"we took hama\'s north" - he said') == "We took Hama’s north” — he said"
    assert found("they left Hama") == "They  left Hama"


def test_words_are_whole() -> None:
    assert found("Ham was") == "Ham was"
    assert found("am was") is None
    assert found("left Ham") is None
    assert found("京战") == "京战"
    assert found("حلب") == "حلب"  # with a preposition written on to it


def test_nothing_is_found_of_nothing() -> None:
    for words in ("", " ", "…", "“”", ".,;", "\n"):
        assert found(words) is None


def test_only_within_the_given_stretches() -> None:
    end = TEXT.index("\n")
    assert Quotable(TEXT).find("left Hama", [(0, end)]) is None
    assert Quotable(TEXT).find("he said.\nThen", [(0, end), (end + 1, len(TEXT))]) is None


@given(letters, letters)
def test_what_is_found_lies_in_the_text(text: str, words: str) -> None:
    quotable = Quotable(text)
    for at in quotable.all(words, [(0, len(text))]):
        assert 0 <= at.start < at.end <= len(text)
        if at.exact:
            assert text[at.start : at.end] == words.strip()


@given(letters, st.integers(0, 60), st.integers(1, 60))
def test_every_copy_of_whole_words_is_found(text: str, start: int, length: int) -> None:
    words = text.split()
    copied = " ".join(words[start : start + length])
    if any(c.isalnum() for c in copied):
        assert Quotable(text).find(copied, [(0, len(text))]) is not None
