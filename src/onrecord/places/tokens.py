"""Running text cut into words, each with its place in the text and its folded spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest

from onrecord.places.spelling import is_article, key_tokens, plain

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f]|['’‘ʼʿʾ`´](?=[^\W\d_]))*", re.UNICODE)
_OWNED = re.compile(r"['’‘ʼ`´]s$", re.IGNORECASE)
# What may stand between the words of one name: a space, a hyphen, a line break of a wrapped line.
_GAP = re.compile(r"[ \t\u00a0]*(?:[-‐‑/]|\r?\n)?[ \t\u00a0'’‘ʿ]*")
_SENTENCE_END = re.compile(r"[.!?…:;•\n][\s\"”’')\]“‘(\[–—-]*$")


@dataclass(frozen=True)
class Word:
    """One word of a text: code points `start` to `end`, without a possessive ’s."""

    start: int
    end: int
    text: str
    key: str
    """Its folded spelling, as it stands at the head of a key."""
    inner: str
    """The same after other words of a name: “Ezzor” in Deir Ezzor is `zor`."""
    lower: str
    """Its plain spelling."""
    capital: bool
    """It begins with a capital, with a digit, or is in a script without case."""
    follows: bool
    """Nothing but a space or a hyphen stands between it and the word before."""
    hyphened: bool
    """That is a hyphen."""
    first: bool
    """It begins a sentence, as far as punctuation tells."""


def words_of(text: str) -> list[Word]:
    """The words of a text, in order; takes time in proportion to its length."""
    found: list[Word] = []
    folded: dict[str, tuple[str, str, str]] = {}
    end = 0
    for match in _WORD.finditer(text):
        word = _OWNED.sub("", match[0])
        if word not in folded:
            lower = plain(word)
            inner = key_tokens(f"0 {lower}")[1:]
            folded[word] = lower, "".join(key_tokens(lower)), "".join(inner)
        lower, spelled, inner_spelled = folded[word]
        gap = text[end : match.start()]
        found.append(
            Word(
                start=match.start(),
                end=match.start() + len(word),
                text=word,
                key=spelled,
                inner=inner_spelled,
                lower=lower,
                capital=not word[0].islower(),
                follows=bool(found) and _GAP.fullmatch(gap) is not None,
                hyphened=bool(found) and gap.strip() in ("-", "‐", "‑"),
                first=not found or _SENTENCE_END.search(gap) is not None,
            )
        )
        # After a possessive another name begins: “Syria’s Idlib” is two, so ’s is in the gap.
        end = found[-1].end
    return found


def without_articles(words: list[Word]) -> list[tuple[Word, Word | None]]:
    """The words that count, each with the article before it, if there is one."""
    kept: list[tuple[Word, Word | None]] = []
    article: Word | None = None
    for word, following in zip_longest(words, words[1:]):
        if following is not None and following.follows and is_article(word.key, following.key):
            article = word
            continue
        kept.append((word, article))
        article = None
    return kept
