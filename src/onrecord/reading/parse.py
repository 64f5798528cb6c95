"""A parsed text: words, what they depend on, and where sentences end. Plain data, JSON in and out.

The rules see nothing else of a parser, so that any parser will do and most tests run on stored
parses. Labels are those of spaCy's English models (the ClearNLP scheme).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Token:
    """One word. `start` and `end` are code points in the parsed text; a root is its own head."""

    i: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    lower: str = field(init=False, repr=False, compare=False)
    """The word in lower case, which the rules ask for some thirty times."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "lower", self.text.lower())


@dataclass(frozen=True)
class Parse:
    """The tokens of a text in order; `sentences` are (first, end) positions among them."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    _children: list[list[Token]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        children: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                children[token.head].append(token)
        object.__setattr__(self, "_children", children)

    def __getitem__(self, i: int) -> Token:
        return self.tokens[i]

    def children(self, i: int, *deps: str) -> list[Token]:
        """The words that depend on word `i` directly, in order; only with the labels given."""
        if not deps:
            return self._children[i].copy()
        return [t for t in self._children[i] if t.dep in deps]

    def child(self, i: int, *deps: str) -> Token | None:
        """The dependent with one of these labels that stands nearest to word `i`."""
        found = self.children(i, *deps)
        return min(found, key=lambda t: abs(t.i - i)) if found else None

    def head(self, i: int) -> Token:
        return self.tokens[self.tokens[i].head]

    def above(self, i: int) -> Iterator[Token]:
        """The heads of word `i`, from the nearest to the root."""
        seen = {i}
        while (up := self.tokens[i].head) not in seen:
            seen.add(up)
            i = up
            yield self.tokens[i]

    def under(self, i: int, *, without: Iterable[int] = ()) -> list[int]:
        """Word `i` and everything that hangs on it, in order; branches in `without` left out."""
        left_out = set(without)
        found, open_ = [], [i]
        seen: set[int] = set()
        while open_:
            here = open_.pop()
            if here in seen or here in left_out:
                continue
            seen.add(here)
            found.append(here)
            open_.extend(child.i for child in self._children[here])
        return sorted(found)

    def sentence_of(self, i: int) -> tuple[int, int]:
        """First and end position of the sentence that word `i` stands in."""
        return self.sentences[bisect_right(self.sentences, (i, len(self.tokens))) - 1]

    def capital(self, i: int) -> bool:
        """Whether word `i` is written with a capital that it does not owe to its sentence."""
        return self.tokens[i].text[:1].isupper() and i != self.sentence_of(i)[0]

    def words(self, first: int, end: int) -> str:
        """The text from word `first` up to but not including word `end`."""
        return self.text[self.tokens[first].start : self.tokens[end - 1].end]

    def covering(self, start: int, end: int) -> list[int]:
        """The words that overlap the characters from `start` up to `end`."""
        first = max(0, bisect_right(self.tokens, start, key=lambda t: t.start) - 1)
        last = bisect_left(self.tokens, end, first, key=lambda t: t.start)
        return [t.i for t in self.tokens[first:last] if t.end > start]

    def to_json(self) -> dict[str, Any]:
        rows = [
            [t.start, t.end, t.lemma, t.pos, t.tag, t.dep, t.head] for t in self.tokens
        ]  # fmt: skip
        return {
            "text": self.text,
            "sentences": [list(s) for s in self.sentences],
            "tokens": rows,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Parse:
        text = stored["text"]
        tokens = tuple(
            Token(i, text[start:end], lemma, pos, tag, dep, head, start, end)
            for i, (start, end, lemma, pos, tag, dep, head) in enumerate(stored["tokens"])
        )
        return cls(text, tokens, tuple((a, b) for a, b in stored["sentences"]))
