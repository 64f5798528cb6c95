"""Where an event was: the place said of it, of its sentence, or named before it."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from onrecord.reading.happening import Happening
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.parse import Parse
from onrecord.reading.passage import Passage, Placed
from onrecord.reading.place_lists import grouped, innermost
from onrecord.reading.place_words import of_speaker, stands_as_place
from onrecord.reading.spots import Spot, Spots

_THE_COUNTRY = re.compile(
    r"\b(?:the\s+)?(north|south)?[\s-]?(east|west)?(?:ern)?\s*(?:part\s+|half\s+)?of\s+the\s+country\b"
    r"|\bthe\s+country['’]s\s+(north|south)?[\s-]?(east|west)?\b",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:this|that|the\s+same|these)\s+(?:region|area|areas|place|province|city|town|village)\b",
    re.IGNORECASE,
)
_THE_TOWN = re.compile(
    r"(?<!near )(?<!outside )(?<!around )\b(?:the|this) (?:town|city|village)\b", re.IGNORECASE
)


def _antecedent(parse: Parse, clause: int) -> int | None:
    """The noun that a clause with “where” hangs on: the place of what it tells."""
    here = parse[clause]
    for _ in range(6):
        said = parse.children(here.i, "advmod", "mark")
        if here.dep == "relcl" and any(c.lower == "where" for c in said):
            return here.head
        if here.dep not in ("conj", "xcomp", "ccomp"):
            return None
        here = parse.head(here.i)
    return None


@dataclass(frozen=True)
class Placing:
    spots: tuple[Spot, ...]
    assumed: tuple[str, ...] = ()
    own: bool = False

    @property
    def unknown(self) -> str | None:
        """The first of the places that nobody knows."""
        return next((s.label for s in self.spots if s.unknown), None)

    @property
    def where(self) -> list[dict[str, object]] | None:
        return [dict(s.written) for s in self.spots] or None


def _position(group: tuple[int, tuple[Spot, ...]]) -> int:
    return group[0]


@dataclass
class Whereabouts:
    """Remembers, from sentence to sentence, which places the report named.

    A claim without a place takes the nearest one named before it in its paragraph, else in the
    paragraph before; where that one names none, what its own claims were given.
    """

    spots: Spots
    lexicon: Lexicon
    _groups: list[tuple[int, tuple[Spot, ...]]] = field(default_factory=list)
    """Places of the paragraph by the word that names them, in the order of the words."""
    _before: tuple[Spot, ...] = ()
    _single: bool = True
    """The paragraph before named one place only, or one and what it lies in, or was a heading."""
    _finest: tuple[Spot, ...] = ()
    """That one place."""
    _carried: tuple[Spot, ...] = ()

    def new_paragraph(self) -> None:
        finest = min((s.rank for _, spots in self._groups for s in spots), default=0)
        fine = [g for g in self._groups if any(s.rank == finest for s in g[1])]
        named = {s.label for _, spots in fine for s in spots}
        one = len(named) == 1 and not any(s.unknown for _, spots in fine for s in spots)
        self._single = one or len(self._groups) <= 1 or all(at < 0 for at, _ in self._groups)
        self._finest = max(fine, key=lambda g: g[0])[1] if one else ()
        if self._groups:
            self._before = max(self._groups, key=lambda g: g[0])[1]
        elif self._carried:
            self._before = self._carried
        else:
            self._before = ()
        self._groups, self._carried = [], ()

    def read(self, passage: Passage) -> list[tuple[int, Spot]]:
        """The places of a paragraph that stand where a place can stand: word position and place."""
        found = []
        for placed in passage.places:
            if placed.words and stands_as_place(passage, self.lexicon, placed):
                spot = self.spots.of(passage.parse.text, placed)
                if spot is not None:
                    found.append((placed.words[-1], spot))
        for match in _THE_COUNTRY.finditer(passage.parse.text):
            side = "-".join(g.lower() for g in match.groups() if g)
            words = passage.parse.covering(match.start(), match.end())
            spot = self.spots.part_of_country(side) if side else None
            if spot is not None and words:
                found.append((words[-1], spot))
        return sorted(found, key=lambda f: f[0])

    def remember(self, passage: Passage, places: Iterable[tuple[int, Spot]]) -> None:
        """Keep the places of a paragraph for the claims that follow, coordinated ones together."""
        places = list(places)
        there = [p for p in places if not of_speaker(passage, p[0])]
        for group in grouped(passage, there):
            self._keep(group[0][0], tuple(spot for _, spot in group))

    def label(self, text: str, places: Iterable[Any], within: tuple[int, int]) -> None:
        """Keep the places that a heading or a label names for what stands below or behind it."""
        named = [p for p in places if within[0] <= p.start and p.end <= within[1]]
        spots = [
            self.spots.of(text, Placed(p.start, p.end, text[p.start : p.end],
                                       tuple(getattr(p, "phrase", (p.start, p.end))), ()))
            for p in named
        ]  # fmt: skip
        known = tuple(s for s in spots if s is not None)
        if known:
            finest = min(s.rank for s in known)
            self._keep(-1, tuple(s for s in known if s.rank == finest))

    def _keep(self, at: int, spots: tuple[Spot, ...]) -> None:
        insort(self._groups, (at, spots), key=_position)

    def unknown(self, word: int, spot: Spot) -> None:
        """Keep that a place is named here that nobody knows: no earlier one holds behind it."""
        self._keep(word, (spot,))

    def unknown_in(self, first: int, end: int) -> bool:
        """Whether words `first` to `end` name a place that nobody knows."""
        low = bisect_left(self._groups, first, key=_position)
        high = bisect_left(self._groups, end, key=_position)
        return any(s.unknown for _, spots in self._groups[low:high] for s in spots)

    def carry(self, placing: Placing, *, until: int) -> None:
        """Keep where an event was. `until`: the end of its sentence; what follows it takes its
        place rather than another that the sentence named.
        """
        self._carried = placing.spots
        last = bisect_left(self._groups, until - 1, key=_position)
        if placing.own and not any(at == until - 1 for at, _ in self._groups[last : last + 1]):
            self._keep(until - 1, placing.spots)

    def before(self, word: int, *, here: bool = False, pointing: bool = False) -> Placing | None:
        """The nearest place named before word `word`; `here`: in its own paragraph.

        The place of an earlier paragraph is taken only where that named no other, was a heading,
        or where the words point back at it (`pointing`: “this area”): else it is as often another.
        """
        earlier = bisect_left(self._groups, word, key=_position)
        if earlier:
            # of several kept at one word, what was kept first
            nearest = self._groups[earlier - 1][0]
            at, spots = self._groups[bisect_left(self._groups, nearest, key=_position)]
            if at < 0:  # the paragraph's own label
                return Placing(spots, tuple(a for s in spots for a in s.assumed), own=True)
            where = "before in the paragraph"
        elif self._before and not here and (pointing or self._single):
            spots = self._before if pointing else self._finest or self._before
            where = "before, in an earlier paragraph"
        else:
            return None
        name = ", ".join(s.label for s in spots)
        say = f"No place is given here; {name}, the nearest named {where}, is taken."
        kept = tuple(a for s in spots for a in s.assumed)
        return Placing(spots, (say, *kept))

    @staticmethod
    def inside(placing: Placing, words: str) -> Placing:
        """“The town”, of one near which something was told before: the town itself."""
        one = placing.spots[0] if len(placing.spots) == 1 else None
        if one is None or placing.own or not _THE_TOWN.search(words):
            return placing
        if not one.written.get("assumed") or "near" not in one.written or one.unknown:
            return placing
        spot = Spot({"place": one.label}, one.label, 0)
        return Placing((spot,), placing.assumed[:1], placing.own)

    def beside(self, placing: Placing) -> Placing:
        """Near the places, where they are settlements."""
        near = tuple(self.spots.near(s) for s in placing.spots)
        assumed = (*placing.assumed, *(a for s in near for a in s.assumed))
        return Placing(near, tuple(dict.fromkeys(assumed)), placing.own)

    @staticmethod
    def pointed_at(passage: Passage, first: int, end: int) -> bool:
        """Whether these words point back at a place of the paragraph before: “this region”."""
        return _POINTING.search(passage.parse.words(first, end)) is not None

    # places in the event's own sentence --------------------------------------------------------

    def where(
        self,
        passage: Passage,
        happening: Happening,
        places: list[tuple[int, Spot]],
        others: Callable[[int], bool] = lambda _: False,
        *,
        not_there: Collection[int] = (),
    ) -> Placing | None:
        """Where `happening` was, or None.

        `places`: those of the paragraph; `others`: whether a word is that of another event, whose
        places are its own; `not_there`: words that name parties, not places.
        """
        parse = passage.parse
        first, end = parse.sentence_of(happening.trigger)
        low = bisect_left(places, first, key=lambda p: p[0])
        high = bisect_left(places, end, key=lambda p: p[0])
        here = [
            (w, s) for w, s in places[low:high] if w not in not_there and not of_speaker(passage, w)
        ]
        chain = self._chain(passage, happening)
        ranked: dict[int, list[list[tuple[int, Spot]]]] = {}
        for group in grouped(passage, here):
            reached = [self._reach(passage, word, chain, others) for word, _ in group]
            ranks = [r for r in reached if r is not None]
            if ranks:
                ranked.setdefault(min(ranks), []).append(group)
        if ranked:
            return self._chosen(ranked[min(ranked)])
        ahead = [(w, s) for w, s in here if w < happening.trigger]
        if ahead:
            chosen = self._chosen([[innermost(passage, ahead)]])
            name = ", ".join(s.label for s in chosen.spots)
            say = f"No place is given here; {name}, named before in the sentence, is taken."
            return Placing(chosen.spots, (say, *chosen.assumed))
        return None

    def _chain(self, passage: Passage, happening: Happening) -> dict[int, int]:
        parse = passage.parse
        chain: dict[int, int] = {}
        for head in happening.targets:
            chain.setdefault(head, 0)
        chain.setdefault(happening.trigger, 1)
        if happening.apart:
            return chain
        where = _antecedent(parse, happening.clause)
        if where is not None:
            chain.setdefault(where, 1)  # “Solhan, where gunmen killed 132 people”
        for via in happening.via:
            chain.setdefault(via, 2)
        for child in parse.children(happening.clause, "advcl"):
            words = {c.lower for c in parse.children(child.i, "advmod", "mark")}
            if words & {"when", "as"} and happening.entry.form in ("kills", "holds"):
                chain.setdefault(child.i, 6)  # “were killed when A attacked B at P”
        chain.setdefault(happening.clause, 2)
        for head in (*happening.doers, *happening.subjects):
            chain.setdefault(head, 5)
        here, far = happening.clause, 3
        while parse[here].dep in ("conj", "xcomp", "ccomp", "advcl", "pcomp", "acl") and far < 12:
            here = parse[here].head
            far += 1
            if parse[here].pos in ("VERB", "AUX", "NOUN"):
                chain.setdefault(here, far + 3)
        return chain

    @staticmethod
    def _reach(
        passage: Passage, word: int, chain: dict[int, int], others: Callable[[int], bool]
    ) -> int | None:
        """How near on the chain a place hangs; None where another event stands between."""
        parse = passage.parse
        if word in chain:
            return chain[word]
        if others(word):
            return None
        for up in parse.above(word):
            if up.i in chain:
                return chain[up.i]
            if others(up.i) or (
                up.pos in ("VERB", "AUX") and up.dep in ("relcl", "advcl", "ccomp")
            ):
                return None
        return None

    @staticmethod
    def _chosen(groups: list[list[tuple[int, Spot]]]) -> Placing:
        """Of several places the finest; of coordinated ones all."""
        finest = min(s.rank for group in groups for _, s in group)
        group = next(g for g in groups if any(s.rank == finest for _, s in g))
        spots = tuple(dict.fromkeys(s for _, s in group))
        return Placing(spots, tuple(a for s in spots for a in s.assumed), own=True)
