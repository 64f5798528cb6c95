"""Finding in the report the words that an answer quotes: as they stand, or not at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.reading.llm.pieces import Span

_LIKE = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′`´‹›", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)  # fmt: skip
_EDGES = " \"'.…,;:"
_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class Found:
    """`exact`: it stands there letter by letter. Else quotation marks, dashes, white space or case
    differ, and the report's own words are taken."""

    start: int
    end: int
    exact: bool


class Quotable:
    """The text of a report, searched as a copyist would compare it.

    White space is one space, quotation marks and dashes are of one form each, case counts for
    nothing; letters count. Every place is one of the report's own characters.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        plain: list[str] = []
        self._at: list[int] = []
        space = True
        for k, character in enumerate(text):
            if character.isspace():
                if not space:
                    plain.append(" ")
                    self._at.append(k)
                space = True
                continue
            space = False
            for one in _plain(character):
                plain.append(one)
                self._at.append(k)
        self._plain = "".join(plain)
        self._at.append(len(text))

    def find(self, words: str, within: Sequence[Span]) -> Found | None:
        """Where `words` stand first in one of the stretches `within`."""
        return next(iter(self.all(words, within)), None)

    def all(self, words: str, within: Sequence[Span]) -> Iterable[Found]:
        """Wherever `words` stand in one of the stretches, the exact places first."""
        bare = words.strip()
        if not _WORD.search(bare):
            return
        seen: set[Span] = set()
        for start, end in within:
            at = self.text.find(bare, start, end)
            while at >= 0:
                if self._whole(at, at + len(bare)):
                    seen.add((at, at + len(bare)))
                    yield Found(at, at + len(bare), True)
                at = self.text.find(bare, at + 1, end)
        key = "".join(_plain(c) if not c.isspace() else " " for c in bare)
        key = " ".join(key.split()).strip(_EDGES)
        if not key:
            return
        at = self._plain.find(key)
        while at >= 0:
            start, end = self._at[at], self._at[at + len(key) - 1] + 1
            inside = any(first <= start and end <= last for first, last in within)
            known = any(first <= start and end <= last for first, last in seen)
            if inside and not known and self._whole(start, end):
                seen.add((start, end))
                yield Found(start, end, False)
            at = self._plain.find(key, at + 1)

    def _whole(self, start: int, end: int) -> bool:
        """Whether the stretch is of whole words: “Ham” does not stand in “Hama”."""
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        # “and”, “in” and “to” are written on to a name in Arabic and Hebrew.
        prefixed = "\u0590" <= self.text[start] <= "\u06ff"
        return not (
            (not prefixed and _joins(before) and _joins(self.text[start]))
            or (_joins(after) and _joins(self.text[end - 1]))
        )


def _joins(character: str) -> bool:
    # Scripts without spaces between words (Chinese, Japanese, Thai …) have no such border.
    return character.isalnum() and not _unspaced(character)


def _unspaced(character: str) -> bool:
    code = ord(character)
    return (
        0x0E00 <= code <= 0x0EFF
        or 0x1000 <= code <= 0x109F
        or 0x1780 <= code <= 0x17FF
        or 0x3040 <= code <= 0x30FF
        or 0x3400 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x3FFFF
    )


def _plain(character: str) -> str:
    like = character.translate(_LIKE)
    return unicodedata.normalize("NFC", like.casefold())
