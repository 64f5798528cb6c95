"""Names shown to the parser as one word: “anti-Balaka”, “al-Qaeda”.

A parser splits them and takes “anti” for an adjective. They are shown with a capital and without
hyphens, of the same length, and every word gets its own letters back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from onrecord.reading.parse import Parse


def masked(text: str, mentions: Iterable[Any]) -> str:
    """The text as it is shown to the parser: `mentions` that are written small as one word."""
    letters = list(text)
    for mention in mentions:
        said = text[mention.start : mention.end]
        if "-" not in said or not said[:1].islower():
            continue
        for i, letter in enumerate(said, mention.start):
            letters[i] = "x" if letter == "-" else letter
        letters[mention.start] = said[0].upper()
    return "".join(letters)


def unmasked(parse: Parse, text: str) -> Parse:
    """The parse of a masked text, with the words as `text` has them."""
    tokens = tuple(
        replace(t, text=text[t.start : t.end], lemma=text[t.start : t.end])
        if t.text != text[t.start : t.end]
        else t
        for t in parse.tokens
    )
    return Parse(text, tokens, parse.sentences)
