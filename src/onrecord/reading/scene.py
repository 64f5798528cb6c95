"""What is at hand while a paragraph is read: its words, its names, what was told before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from onrecord.reading.happening import Happening
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.moment import Timing
from onrecord.reading.parties import Parties, Party
from onrecord.reading.passage import Passage
from onrecord.reading.placing import Placing, Whereabouts
from onrecord.reading.spots import Spot
from onrecord.reading.timing import Clock


@dataclass(frozen=True)
class Told:
    """An event with its parties, place and time found. Party lists hold only actors."""

    happening: Happening
    by: tuple[Party, ...]
    against: tuple[Party, ...]
    placing: Placing | None
    timing: Timing
    missing: tuple[str, ...]
    assumed: tuple[str, ...]
    again: bool = False
    """It only speaks of an event told before: “these bombardments”."""
    others: tuple[Party, ...] = ()
    """Those hit who are no armed actor: civilians, people, a place."""


@dataclass
class Story:
    """What carries over from paragraph to paragraph."""

    whereabouts: Whereabouts
    clock: Clock
    names: dict[str, tuple[str, str]]
    """Actor id → name shown, kind."""
    country: str | None
    told: list[Told] = field(default_factory=list)


@dataclass
class Scene:
    """One paragraph being read."""

    passage: Passage
    lexicon: Lexicon
    parties: Parties
    story: Story
    happenings: list[Happening]
    places: list[tuple[int, Spot]]

    told: list[Told] = field(default_factory=list)
    """The events of this paragraph told so far."""
    teller: str | None = None
    """Who says the first sentence, by the label before it: “Governor: 12 killed in P”."""
    not_when: tuple[int, ...] = ()
    """Words whose times say since when something ranks, not when it was."""

    _told_by_trigger: dict[int, Told] = field(default_factory=dict)
    _told_by_clause: dict[int, Told] = field(default_factory=dict)

    @cached_property
    def triggers(self) -> frozenset[int]:
        return frozenset(h.trigger for h in self.happenings)

    @cached_property
    def place_words(self) -> frozenset[int]:
        """The words that name places, where a place can stand."""
        return frozenset(word for word, _ in self.places)

    @cached_property
    def _clauses(self) -> dict[int, set[int]]:
        """Trigger → the clauses that tell of it."""
        found: dict[int, set[int]] = {}
        for h in self.happenings:
            found.setdefault(h.trigger, set()).add(h.clause)
        return found

    def told_elsewhere(self, word: int, clause: int) -> bool:
        """Whether a word is that of an event which another clause than this tells."""
        return any(other != clause for other in self._clauses.get(word, ()))

    def happenings_in(self, first: int, end: int) -> list[Happening]:
        """The events whose words are among those from `first` to `end`."""
        low = bisect_left(self.happenings, first, key=lambda h: h.trigger)
        return self.happenings[low : bisect_left(self.happenings, end, key=lambda h: h.trigger)]

    def record(self, told: Told) -> None:
        """Keep an event of this paragraph for what is told after it."""
        self.story.told.append(told)
        self.told.append(told)
        self._told_by_trigger[told.happening.trigger] = told
        self._told_by_clause[told.happening.clause] = told

    def told_at(self, trigger: int) -> Told | None:
        """The event told last by this word."""
        return self._told_by_trigger.get(trigger)

    def told_in_clause(self, clause: int) -> Told | None:
        """The event told last in the clause of this verb."""
        return self._told_by_clause.get(clause)

    def told_between(self, first: int, end: int) -> list[Told]:
        """The events told whose words are among those from `first` to `end`."""
        low = bisect_left(self.told, first, key=lambda t: t.happening.trigger)
        return self.told[low : bisect_left(self.told, end, key=lambda t: t.happening.trigger)]

    def told_here(self, told: Told) -> bool:
        """Whether an event was told in this paragraph."""
        return any(told is other for other in reversed(self.told))

    def shown(self, actor_id: str) -> str:
        return self.story.names.get(actor_id, (actor_id, ""))[0]

    def kind(self, actor_id: str) -> str:
        return self.story.names.get(actor_id, ("", ""))[1]

    def written(self, party: Party) -> list[str] | str:
        """A party as the claim language writes it: a name, or several of which one is meant."""
        names = [self.shown(i) for i in party.ids]
        return names if party.either and len(names) > 1 else names[0]

    def apart(self, parties: Iterable[Party]) -> list[Party]:
        """Each actor of its own: what several did, each did. Slashes stay together."""
        found: list[Party] = []
        for party in parties:
            if party.either:
                found.append(party)
            else:
                found.extend(
                    Party("actor", (named,), head=party.head)
                    for named in {n.actor_id: n for n in party.named}.values()
                )
        unique: dict[tuple[str, ...], Party] = {}
        for party in found:
            unique.setdefault(party.ids, party)
        return list(unique.values())

    def assumed_of(self, parties: Iterable[Party]) -> list[str]:
        """What was taken for granted about who is meant."""
        said = []
        for named in (n for p in parties for n in p.named):
            shown = self.shown(named.actor_id)
            if named.taken_for:
                said.append(f"“{named.taken_for}” is taken as {shown}, named just before it.")
            elif named.by_country:
                said.append(
                    f"“{named.text}” is taken as {shown}, since the report is mostly about "
                    f"{self.story.country}."
                )
            elif named.metonym:
                said.append(f"“{named.text}” is taken as {shown}.")
        return list(dict.fromkeys(said))

    def text(self, head: int) -> str:
        """The words of a noun phrase, without clauses that hang on it."""
        parse = self.passage.parse
        left_out = [
            c.i for c in parse.children(head, "relcl", "acl", "conj", "cc", "punct", "appos")
        ]
        words = parse.under(head, without=left_out)
        return parse.words(words[0], words[-1] + 1)[:80]
