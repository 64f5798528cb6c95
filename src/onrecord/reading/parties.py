"""From noun phrases to actors and places: who “a column of several hundred X fighters” is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeGuard

from onrecord.reading.arguments import after
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.parse import Token
from onrecord.reading.passage import Named, Passage, Placed

Sort = Literal["actor", "place", "civilians", "people", "pronoun", "armed", "held", "thing"]

Lookup = Callable[[str], tuple[str, str, bool] | None]
"""From a description (“the army”, “Russian government”) to an actor's id, the rule that says so,
and whether it holds only in the country that the report is about."""

CIVILIANS = "civilians"
"""Id of those who are no party, in the registry and in the claim language."""

_DEPTH = 6
# Behind a group's name these make it another group, or the group's opponents.
_TURNING = frozenset({"anti", "pro", "ex", "former", "non"})


@dataclass(frozen=True)
class Party:
    """What one noun phrase turns out to be.

    `armed`: people with weapons whom nobody knows by that description (“gunmen”); `held`: something
    that an actor may hold (a base, a village); `thing`: no party at all.
    """

    sort: Sort
    named: tuple[Named, ...] = ()
    either: bool = False
    """Several names joined by a slash: one of them, the text does not say which."""
    placed: Placed | None = None
    head: int = 0

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(n.actor_id for n in self.named))


# “IS-held”, “Islamic State (IS)-affiliated”
_GLUED = re.compile(r"\)?(?:\s?\([^()]{1,15}\))?-\w")
_RESTRICTING = frozenset(
    {"backed", "led", "aligned", "allied", "affiliated", "supported", "linked"}
)
_SERVICES = frozenset({"army", "government", "military", "regime", "junta"})


def parse_left(token: Token, head: int) -> bool:
    """Whether a word belongs to the phrase of the noun behind it."""
    return token.head == head and token.dep in ("compound", "amod", "nmod")


class Parties:
    """Resolves noun phrases of one passage."""

    def __init__(self, passage: Passage, lexicon: Lexicon, lookup: Lookup) -> None:
        self.passage, self.lexicon, self.parse = passage, lexicon, passage.parse
        self.lookup = lookup

    def government(self, adjective: str) -> tuple[str, str, bool] | None:
        """The government that a country's adjective stands for."""
        return self.lookup(f"{adjective} government")

    def of(self, head: int, *, as_place: bool = False, depth: int = 0) -> Party:
        """What the phrase with this head means; `as_place`: where it can be either, a place."""
        token = self.parse[head]
        placed = self.passage.place_at(head)
        named = self.passage.actor_at(head)
        if named is not None and named.actor_id == CIVILIANS:
            return Party("civilians", head=head)
        if named is not None and named.by_country and self._restricted(head):
            return Party("armed", head=head)
        if named is not None and not self._turned(named):
            if placed is not None and as_place and (named.bare_country or named.metonym):
                return Party("place", placed=placed, named=(named,), head=head)
            return Party(
                "actor", self._with_slash(named), len(self._with_slash(named)) > 1, placed, head
            )
        if placed is not None:
            return Party("place", placed=placed, head=head)
        if token.pos == "PRON" or token.tag in ("PRP", "PRP$", "WP", "WDT", "DT"):
            return Party("pronoun", head=head)
        if self._owned(token):
            owner = self._owner(token, depth)
            if owner is not None:
                return owner
        apposed = self._apposed(token, depth)
        if apposed is not None:
            return apposed
        return Party(self._sort(token), head=head)

    def all_of(self, heads: tuple[int, ...], *, as_place: bool = False) -> list[Party]:
        return [self.of(h, as_place=as_place) for h in heads]

    def _sort(self, token: Token) -> Sort:
        lexicon = self.lexicon
        if lexicon.noun_in(token, "groups", "civilians"):
            return "civilians"
        if lexicon.noun_in(token, "groups", "people"):
            return "people"
        if lexicon.noun_in(token, "groups", "armed") or lexicon.noun_in(token, "groups", "ruling"):
            return "armed"
        if lexicon.noun_in(token, "groups", "not_theirs"):
            return "armed"
        if lexicon.noun_in(token, "groups", "held"):
            return "held"
        if token.tag in ("NNPS", "NNS", "NNP") and token.text[:1].isupper():
            # “Syrians”: the people of a country, not its army.
            return "people" if self.government(token.text.removesuffix("s")) else "armed"
        return "armed" if token.pos == "PROPN" else "thing"

    def _owned(self, token: Token) -> bool:
        if self.lexicon.noun_in(token, "groups", "not_theirs"):
            return False
        lists = ("armed", "ruling", "held", "amounts")
        return any(self.lexicon.noun_in(token, "groups", name) for name in lists)

    def _owner(self, token: Token, depth: int) -> Party | None:
        """Whose the group is: “Assad’s army”, “HTS units”, “a column of IS fighters”."""
        before = self._before(token)
        if self.lexicon.noun_in(token, "groups", "ruling"):
            before = self._with_rulers(token, before)
        if before:
            ids = {n.actor_id for n in before}
            joined = len(ids) > 1 and self._slashed(before)
            several = joined or len(ids) == 1 or self.lexicon.noun_in(token, "groups", "ruling")
            return Party("actor", before if several else before[-1:], joined, head=token.i)
        described = self._described(token)
        if described is not None:
            return Party("actor", (described,), head=token.i)
        if depth < _DEPTH:
            for noun in after(self.parse, token.i, ("of", "from"), self.lexicon, deep=False)[:1]:
                inner = self.of(noun, depth=depth + 1)
                if self.parse.head(noun).lower == "from" and any(
                    n.bare_country for n in inner.named
                ):
                    continue  # “fighters from P”: where they come from
                if inner.sort in ("actor", "civilians", "people", "place"):
                    return Party(inner.sort, inner.named, inner.either, inner.placed, head=token.i)
        return None

    def _before(self, token: Token) -> tuple[Named, ...]:
        found: dict[int, Named] = {}
        for child in self.parse.children(
            token.i, "compound", "nmod", "amod", "poss", "nummod", "appos"
        ):
            if child.i > token.i:
                continue
            for j in self.parse.under(child.i):
                named = self.passage.actor_at(j)
                if self._names(named):
                    found[named.start] = named
        return tuple(found[start] for start in sorted(found))

    def _with_rulers(self, token: Token, before: tuple[Named, ...]) -> tuple[Named, ...]:
        """“Russian imperialism”, “their Russian masters”: a country's adjective before a ruler."""
        found = {n.start: n for n in before}
        for child in self.parse.children(token.i, "amod", "compound", "nmod"):
            for word in (child, *self.parse.children(child.i, "conj")):
                if self.passage.actor_at(word.i) is None and (named := self.adjective(word)):
                    found[word.start] = named
        return tuple(found[start] for start in sorted(found))

    def adjective(self, word: Token) -> Named | None:
        """The government that a country's adjective stands for (“Russian backing”)."""
        found = self.government(word.text) if word.text[:1].isupper() else None
        if found is None:
            return None
        return Named(word.start, word.end, word.text, found[0], found[1], (word.i,), metonym=True)

    def _described(self, token: Token) -> Named | None:
        """A description that only the registry can judge: “junta warplanes”, “an army patrol”."""
        if not (
            self.lexicon.noun_in(token, "groups", "armed")
            or self.lexicon.noun_in(token, "groups", "ruling")
        ):
            return None
        first = token.i
        while first > 0 and parse_left(self.parse[first - 1], token.i):
            first -= 1
        for start in range(first, token.i):
            found = self.lookup(self.parse.words(start, token.i + 1))
            if found is not None:
                return self._as_named(start, token.i, found)
        service = self.parse[token.i - 1] if token.i else token
        if service.lower in _SERVICES and service.head == token.i:
            found = self.lookup(f"the {service.lower}")
            if found is not None:
                return self._as_named(service.i, token.i, found)
        return None

    def _as_named(self, first: int, last: int, found: tuple[str, str, bool]) -> Named:
        words = tuple(range(first, last + 1))
        start, end = self.parse[first].start, self.parse[last].end
        text = self.parse.text[start:end]
        return Named(start, end, text, found[0], found[1], words, by_country=found[2])

    def _names(self, named: Named | None) -> TypeGuard[Named]:
        """Whether a name before a noun says whose it is."""
        return (
            named is not None
            and named.actor_id != CIVILIANS
            and not self._turned(named)
            and not self._hyphened(named)
        )

    def _restricted(self, head: int) -> bool:
        """“Turkish-backed rebels”: some of the rebels only, and who they are is not known."""
        left = [
            j for c in self.parse.children(head, "amod", "compound") for j in self.parse.under(c.i)
        ]
        return any(self.parse[j].lower in _RESTRICTING for j in left)

    def _turned(self, named: Named) -> bool:
        """Whether a word before turns the name round: “anti-IS fighters”, “former FARC rebels”."""
        first = named.words[0] if named.words else 0
        before = self.parse[first - 1].lower if first else ""
        further = self.parse[first - 2].lower if first > 1 else ""
        return before in _TURNING or (before == "-" and further in _TURNING)

    def _hyphened(self, named: Named) -> bool:
        """“IS-held”: the name only describes what follows."""
        return _GLUED.match(self.parse.text, named.end) is not None

    def _slashed(self, named: tuple[Named, ...]) -> bool:
        text = self.parse.text[named[0].end : named[-1].start]
        return text.strip() == "/"

    def _with_slash(self, named: Named) -> tuple[Named, ...]:
        """“SDF/YPG”: the name before a slash belongs to the one behind it."""
        beside = [
            other
            for other in self.passage.actors
            if other.end < named.start and self.parse.text[other.end : named.start].strip() == "/"
        ]
        if beside and beside[-1].actor_id != named.actor_id:
            return (beside[-1], named)
        return (named,)

    def _apposed(self, token: Token, depth: int) -> Party | None:
        """“its rival, the RSF”: what the phrase is explained by."""
        if depth >= _DEPTH or token.pos == "PRON":
            return None
        animate = self._sort(token) in ("armed", "people")
        for child in self.parse.children(token.i, "appos"):
            if animate and child.i > token.i:
                inner = self.of(child.i, depth=depth + 1)
                if inner.sort == "actor":
                    return Party("actor", inner.named, inner.either, head=token.i)
        return None

    def modifiers(self, positions: tuple[int, ...]) -> tuple[Named, ...]:
        """The actors among the words before an event noun: “massive Russian airstrikes”."""
        found: dict[int, Named] = {}
        for i in positions:
            named = self.passage.actor_at(i)
            if self._names(named):
                found[named.start] = named
        return tuple(found[s] for s in sorted(found))
