"""Running text as words: folded, with their places, possessives, hyphens and articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.actors.names import APOSTROPHES, ARTICLES, fold_word, is_article

_MARKS = "\u0300-\u036f"
_TOKEN = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}|[^\W_][^\W_{_MARKS}]*(?:[{_MARKS}]+[^\W_]*)*"
    rf"(?:[{APOSTROPHES}](?=[^\W_])[^\W_{_MARKS}]*(?:[{_MARKS}]+[^\W_]*)*)*"
)
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS]$")
_HYPHENS = frozenset("-‐‑–_")
_CUTS = frozenset(",;:.!?()[]{}…|•·—")
_BREAK = re.compile(r"[,;:.!?()\[\]{}…|•·—]|\s[-–]\s|\n\s*\n")


@dataclass(slots=True)
class Token:
    """One word of a text. Offsets are code points of the text."""

    start: int
    end: int
    raw: str
    norm: str
    """The folded word, with a possessive s run in: “Russia’s” → “russias”."""
    base: str
    """The folded word without the possessive: “russia”. Equal to `norm` where there is none."""
    base_end: int
    possessive: bool
    glued: bool
    """Joined to the word before it by a hyphen (or underscore), without spaces."""
    lead: int
    """Where the word starts when the Arabic article before it is counted in."""
    broken: bool = False
    """Cut off from the word before it by punctuation or a new paragraph."""

    @property
    def capital(self) -> bool:
        return self.raw[0].isupper()


def tokenise(text: str) -> list[Token]:
    """The words of a text in order, Arabic articles folded into the word they belong to.

    One pass; time and memory linear in the length of the text.
    """
    tokens: list[Token] = []
    lead = -1
    matches = list(_TOKEN.finditer(text))
    last = len(matches) - 1
    for i, found in enumerate(matches):
        start, end = found.span()
        raw = found.group()
        glued = i > 0 and start - matches[i - 1].end() == 1 and text[start - 1] in _HYPHENS
        if i < last and len(raw) <= 3:
            folded = fold_word(raw)
            gap = text[end : matches[i + 1].start()]
            if (folded in ARTICLES and (gap == " " or gap in _HYPHENS)) or (
                len(gap) == 1
                and gap in _HYPHENS
                and is_article(folded, fold_word(matches[i + 1].group()))
            ):
                lead = start if lead < 0 else lead
                continue
        token = _token(text, raw, start, end, glued, start if lead < 0 else lead)
        if tokens and token.lead - tokens[-1].end > 1:
            token.broken = _BREAK.search(text, tokens[-1].end, token.lead) is not None
        elif tokens and token.lead > tokens[-1].end:
            token.broken = text[tokens[-1].end] in _CUTS
        tokens.append(token)
        lead = -1
    return tokens


def _token(text: str, raw: str, start: int, end: int, glued: bool, lead: int) -> Token:
    if "." in raw:
        raw_word = raw.replace(".", "")
        folded = fold_word(raw_word)
        return Token(start, end, raw_word, folded, folded, end, False, glued, lead)
    norm = fold_word(raw)
    if possessive := _POSSESSIVE.search(raw):
        base = fold_word(raw[: possessive.start()])
        return Token(start, end, raw, norm, base, start + possessive.start(), True, glued, lead)
    # “the rebels’ advance”: an apostrophe after a final s, with nothing behind it.
    bare = norm.endswith("s") and end < len(text) and text[end] in APOSTROPHES
    return Token(start, end, raw, norm, norm, end, bare, glued, lead)


def follows_on(tokens: Sequence[Token], k: int) -> bool:
    """Whether a word follows at k, without punctuation or hyphen before it."""
    return k < len(tokens) and not tokens[k].glued and not tokens[k].broken
