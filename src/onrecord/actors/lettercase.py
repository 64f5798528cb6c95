"""Whether the letters of a text have the case that a name asks for."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.lexicon import CountryWord
from onrecord.actors.tokens import Token


def case_fits(text: str, tokens: Sequence[Token], i: int, end: int, word: CountryWord) -> bool:
    """Whether tokens[i:end] are written as a country word must be in running text."""
    first = tokens[i]
    if word.sort != "leader" and word.article is not (first.lead < first.start):
        return False  # “El Salvador” only with its article; “al-Romania” is some village
    if word.exact_case:
        said = "".join(t.raw for t in tokens[i:end])
        said = said[: len(said) - (tokens[end - 1].end - tokens[end - 1].base_end)]
        return said.isupper() and not shouted(text, tokens, i, end)
    return first.capital or text[first.lead].isupper()


def shouted(text: str, tokens: Sequence[Token], i: int, end: int) -> bool:
    """Inside a heading all in capitals, where an abbreviation cannot be told from a word."""
    around = [*tokens[max(i - 1, 0) : i], *tokens[end : end + 1]]
    long = [t for t in around if len(t.raw) > 3 and t.raw.isalpha()]
    return (
        bool(long)
        and all(t.raw.isupper() for t in long)
        and "\n" not in text[around[0].start : around[-1].end]
    )
