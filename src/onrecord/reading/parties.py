"""From noun phrases to actors and places: who “a column of several hundred X fighters” is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, TypeGuard

from onrecord.reading.arguments import after
from onrecord.reading.descriptions import Descriptions, Names
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.meaning import meant
from onrecord.reading.name_words import (
    hyphened,
    listed,
    restricted,
    slashed,
    turned,
    with_slash,
)
from onrecord.reading.parse import Token
from onrecord.reading.passage import Named, Passage, Placed

Sort = Literal["actor", "place", "civilians", "people", "pronoun", "armed", "held", "thing"]

CIVILIANS = "civilians"
"""Id of those who are no party, in the registry and in the claim language."""

_DEPTH = 6


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


class Parties:
    """Resolves noun phrases of one passage."""

    def __init__(
        self, passage: Passage, lexicon: Lexicon, names: Names, kinds: Callable[[str], str]
    ) -> None:
        self.passage, self.lexicon, self.parse = passage, lexicon, passage.parse
        self.lookup, self.kinds = names.lookup, kinds
        self._found: dict[tuple[int, bool, int], Party] = {}
        if names.soldiers is None and names.own is not None and self._only(names.own[0]):
            foreign = names.speaker is not None and names.speaker[0] != names.own[0]
            if not (foreign and names.speaker and kinds(names.speaker[0]) == "government"):
                names = replace(names, soldiers=names.own)
        self.descriptions = Descriptions(self.parse, lexicon, names)
        self.band = (names.band[0], names.band[1]) if names.band is not None else None

    def _only(self, own: str) -> bool:
        """Whether the passage names no other government than this."""
        ids = {n.actor_id for n in self.passage.actors if not n.bare_country or n.metonym}
        return not any(self.kinds(i) == "government" for i in ids - {own})

    def government(self, adjective: str) -> tuple[str, str, bool] | None:
        """The government that a country's adjective stands for."""
        return self.lookup(f"{adjective} government")

    def of(self, head: int, *, as_place: bool = False, depth: int = 0) -> Party:
        """What the phrase with this head means; `as_place`: where it can be either, a place."""
        asked = (head, as_place, depth)
        if asked not in self._found:  # most are asked for by several rules
            self._found[asked] = self._of(head, as_place, depth)
        return self._found[asked]

    def _of(self, head: int, as_place: bool, depth: int) -> Party:
        token = self.parse[head]
        placed = self.passage.place_at(head)
        named = self.passage.actor_at(head)
        ours = self.descriptions.ours(token, bare=named is None or named.by_country)
        if ours is not None:
            return Party("actor", (ours,), head=head)
        enemy = self.descriptions.enemy(token)
        if enemy is not None:
            return Party("actor", (enemy,), head=head)
        if self.descriptions.is_enemy(token) and (named is None or named.by_country):
            return Party("armed", head=head)
        if token.pos == "NUM" or token.lower in ("one", "some", "several", "many"):
            counted = after(self.parse, head, ("of",), self.lexicon, deep=False)
            if counted and depth < _DEPTH and self._men(counted[0]):  # “one of its guards”
                return replace(self.of(counted[0], depth=depth + 1), head=head)
        if named is not None and named.actor_id == CIVILIANS:
            return Party("civilians", head=head)
        if named is not None and named.by_country and restricted(self.parse, self.lexicon, head):
            return Party("armed", head=head)
        if named is not None and not turned(self.parse, named):
            if placed is not None and as_place and (named.bare_country or named.metonym):
                return Party("place", placed=placed, named=(named,), head=head)
            joined = with_slash(self.passage, named)
            either = len(joined) > 1
            return Party("actor", joined + self._also(token, named), either, placed, head)
        if placed is not None:
            return Party("place", placed=placed, head=head)
        before = meant(self.passage, self.lexicon, head, self.kinds, self.band)
        if before is not None:
            return Party("actor", (before,), head=head)
        if token.pos == "PRON" or token.tag in ("PRP", "PRP$", "WP", "WDT", "DT"):
            return Party("pronoun", head=head)
        if self.lexicon.noun_in(token, "groups", "areas"):
            inside = self._place_inside(token) or self._place_before(token)
            if inside is not None:
                return inside
        if self._owned(token) or self.lexicon.noun_in(token, "groups", "struck"):
            owner = self._owner(token, depth)
            if owner is not None:
                return owner
        apposed = self._apposed(token, depth)
        if apposed is not None:
            return apposed
        return Party(self._sort(token), head=head)

    def _men(self, head: int) -> bool:
        """Whether a phrase is of armed people, and not of what they hold or fly."""
        token, lexicon = self.parse[head], self.lexicon
        things = any(lexicon.noun_in(token, "groups", n) for n in ("bases", "held", "munitions"))
        things = things or any(
            lexicon.noun_in(token, "means", n) for n in ("airstrike", "shelling", "bombing")
        )
        return lexicon.noun_in(token, "groups", "armed") and not things

    def _also(self, token: Token, named: Named) -> tuple[Named, ...]:
        """“Russian and Syrian jets”: the other countries whose jets they are."""
        found: list[Named] = []
        for child in self.parse.children(token.i, "amod"):
            words = [child, *self.parse.children(child.i, "conj")]
            if len(words) > 1 and child.end <= named.start:
                found.extend(n for w in words if w.i < token.i and (n := self.adjective(w)))
        return tuple(n for n in found if n.actor_id != named.actor_id)

    def _place_inside(self, token: Token) -> Party | None:
        """“the centre of P”, “large parts of P”: the place that it is part of."""
        for noun in after(self.parse, token.i, ("of",), self.lexicon, deep=False)[:1]:
            placed = self.passage.place_at(noun)
            actor = self.passage.actor_at(noun)
            if placed is not None and (actor is None or actor.bare_country or actor.metonym):
                return Party("place", placed=placed, head=token.i)
        return None

    def _place_before(self, token: Token) -> Party | None:
        """“P town”, “P district”: the place, by the name before what it is."""
        for child in self.parse.children(token.i, "compound", "nmod"):
            placed = self.passage.place_at(child.i)
            if placed is not None and child.i == token.i - 1:
                return Party("place", placed=placed, head=token.i)
        return None

    def all_of(self, heads: tuple[int, ...], *, as_place: bool = False) -> list[Party]:
        return [self.of(h, as_place=as_place) for h in heads]

    def _sort(self, token: Token) -> Sort:
        lexicon = self.lexicon
        if lexicon.noun_in(token, "groups", "civilians"):
            return "civilians"
        if lexicon.noun_in(token, "groups", "people"):
            return "people"
        led = self.parse.children(token.i, "compound", "amod")
        if lexicon.noun_in(token, "groups", "ruling") and any(
            lexicon.noun_in(c, "groups", "civilians") for c in led
        ):
            return "civilians"  # “peasant leaders”
        if lexicon.noun_in(token, "groups", "armed") or lexicon.noun_in(token, "groups", "ruling"):
            return "armed"
        if lexicon.noun_in(token, "groups", "not_theirs"):
            return "armed"
        if any(lexicon.noun_in(token, "groups", name) for name in ("held", "bases", "struck")):
            return "held"
        if token.tag in ("NNPS", "NNS", "NNP") and token.text[:1].isupper():
            # “Syrians”: the people of a country, not its army.
            return "people" if self.government(token.text.removesuffix("s")) else "armed"
        return "armed" if token.pos == "PROPN" else "thing"

    def _owned(self, token: Token) -> bool:
        if self.lexicon.noun_in(token, "groups", "not_theirs"):
            return False
        lists = ("armed", "ruling", "held", "amounts", "state", "bases", "munitions")
        if any(c.lower == "belonging" for c in self.parse.children(token.i, "acl")):
            return True  # “armed men belonging to A”
        means = any(self.lexicon.noun_in(token, "means", m) for m in ("airstrike", "shelling"))
        return means or any(self.lexicon.noun_in(token, "groups", name) for name in lists)

    def _owner(self, token: Token, depth: int) -> Party | None:
        """Whose the group is: “Assad’s army”, “HTS units”, “a column of IS fighters”."""
        if not self._owned(token):
            state = self.descriptions.all_of(token)
            return Party("actor", state, head=token.i) if state else None
        before = self._before(token)
        if self.lexicon.noun_in(token, "groups", "ruling"):
            before = self._with_rulers(token, before)
        if before:
            ids = {n.actor_id for n in before}
            joined = len(ids) > 1 and slashed(self.parse, before)
            several = joined or len(ids) == 1 or listed(self.parse, before)
            several = several or self.lexicon.noun_in(token, "groups", "ruling")
            return Party("actor", before if several else before[-1:], joined, head=token.i)
        described = self.descriptions.all_of(token)
        if described:
            return Party("actor", described, head=token.i)
        if depth < _DEPTH:
            for word in self.parse.children(token.i, "amod", "acl"):
                whose = after(self.parse, word.i, ("to",), self.lexicon, deep=False)
                band = token.lower in ("group", "militia", "tribesmen", "faction")
                if (
                    word.lower in ("loyal", "belonging")
                    and whose
                    and not (band and word.lower == "loyal")
                ):
                    lord = self.of(whose[0], depth=depth + 1)
                    return lord if lord.sort == "actor" else None
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
        return self.descriptions.adjective(word)

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

    def _names(self, named: Named | None) -> TypeGuard[Named]:
        """Whether a name before a noun says whose it is."""
        if named is None or named.actor_id == CIVILIANS:
            return False
        return not turned(self.parse, named) and not hyphened(self.parse, named)

    def modifiers(self, positions: tuple[int, ...]) -> tuple[Named, ...]:
        """The actors among the words before an event noun: “massive Russian airstrikes”."""
        found: dict[int, Named] = {}
        for i in positions:
            named = self.passage.actor_at(i)
            if self._names(named):
                found[named.start] = named
        return tuple(found[s] for s in sorted(found))
