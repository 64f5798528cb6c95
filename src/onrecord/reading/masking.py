"""Names shown to the parser as one word: “anti-Balaka”, “al-Qaeda”.

A parser splits them and takes “anti” for an adjective. They are shown with a capital and without
hyphens, of the same length, and every word gets its own letters back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from onrecord.reading.parse import Parse


def parsed(text: str, mentions: Iterable[Any], parse: Callable[[str], Parse]) -> Parse:
    """The parse of a text in which `mentions` are names; those written small are kept whole."""
    masked = list(text)
    hidden = False
    for mention in mentions:
        said = text[mention.start : mention.end]
        if "-" not in said or not said[:1].islower():
            continue
        hidden = True
        for i, letter in enumerate(said, mention.start):
            masked[i] = "x" if letter == "-" else letter
        masked[mention.start] = said[0].upper()
    if not hidden:
        return parse(text)
    found = parse("".join(masked))
    tokens = tuple(
        replace(t, text=text[t.start : t.end], lemma=text[t.start : t.end])
        if t.text != text[t.start : t.end]
        else t
        for t in found.tokens
    )
    return Parse(text, tokens, found.sentences)
