"""Finding the longest known sequence of words that starts at a given word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar

from onrecord.actors.names import ASSIMILATED, is_article
from onrecord.actors.tokens import Token

T = TypeVar("T")

_HERE = ""  # the key under which a node keeps the values that end at it; no word is empty


class Trie(Generic[T]):
    """Word sequences with values. A walk costs at most the longest sequence, whatever the size."""

    def __init__(self, entries: Iterable[tuple[Sequence[str], T]] = ()) -> None:
        self._root: dict[str, Any] = {}
        for words, value in entries:
            self.add(words, value)

    def add(self, words: Sequence[str], value: T) -> None:
        if not words:
            return
        node = self._root
        for word in words:
            node = node.setdefault(word, {})
        node.setdefault(_HERE, []).append(value)

    def __bool__(self) -> bool:
        return bool(self._root)

    def matches(
        self, tokens: Sequence[Token], i: int, *, across: bool = False
    ) -> list[tuple[int, list[T]]]:
        """Every (end, values) whose words are tokens[i:end], longest first.

        `across`: punctuation may stand between the words.

        The last word may carry a possessive that the sequence does not have, and an Arabic article
        written apart (“Hurras ad Din”) may stand between two words.
        """
        found: list[tuple[int, list[T]]] = []
        node = self._root
        total = len(tokens)
        # Most words begin no name.
        if i >= total or not (tokens[i].norm in node or tokens[i].base in node):
            return found
        while i < total:
            token = tokens[i]
            if token.broken and not across and node is not self._root:
                break
            if token.base != token.norm:
                ending = node.get(token.base)
                if ending is not None and _HERE in ending:
                    found.append((i + 1, ending[_HERE]))
            following = node.get(token.norm)
            if following is None:
                apart = (
                    node is not self._root  # an article can only stand inside a name
                    and token.norm in ASSIMILATED
                    and i + 1 < total
                    and is_article(token.norm, tokens[i + 1].norm)
                )
                if not apart:
                    break
                i += 1
                continue
            node = following
            i += 1
            if _HERE in node:
                found.append((i, node[_HERE]))
        found.reverse()
        return found

    def longest(self, tokens: Sequence[Token], i: int) -> tuple[int, list[T]] | None:
        found = self.matches(tokens, i)
        return found[0] if found else None
