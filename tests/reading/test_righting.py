"""Mistakes of small parsers that are put right, and sentences that must stay as they are."""

from __future__ import annotations

import pytest

from onrecord.reading.righting import righted
from tests.reading.conflicts import parse

RIGHTED: dict[str, tuple[str, str, str]] = {
    # sentence: word, what it is, of which word
    "Rebels kidnapped up to 16 advisers in Gao.": ("advisers", "dobj", "kidnapped"),
    "On 10 February rockets struck the town.": ("rockets", "nsubj", "struck"),
    "On 10 February 2015 rockets struck the centre of Kharkiv.": ("rockets", "nsubj", "struck"),
    "RSF and allied militias killed at least 1,100 people there.": ("RSF", "nsubj", "killed"),
    "The town captured by rebels on Monday was burnt.": ("captured", "acl", "town"),
    "Srebrenica was overrun by the army in July. The town is empty.": (
        "Srebrenica",
        "nsubjpass",
        "overrun",
    ),
    "On 27 January M23 rebels marched into the city.": ("rebels", "nsubj", "marched"),
    "On Monday rockets struck the town.": ("rockets", "nsubj", "struck"),
}


@pytest.mark.parametrize("sentence", RIGHTED)
def test_what_a_word_is(sentence: str) -> None:
    word, dep, head = RIGHTED[sentence]
    found = righted(parse(sentence), ())
    token = next(t for t in found.tokens if t.text == word)
    assert (token.dep, found[token.head].text) == (dep, head)
    assert all(0 <= t.head < len(found.tokens) for t in found.tokens)
