"""One paragraph, parsed, with the actors, places and times that it names tied to its words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from onrecord.reading.dates import TimeExpression
from onrecord.reading.parse import Parse
from onrecord.reading.righting import righted


@dataclass(frozen=True)
class Named:
    """A stretch of the paragraph that names an actor. `words`: positions of its tokens."""

    start: int
    end: int
    text: str
    actor_id: str
    rule: str
    words: tuple[int, ...]
    bare_country: bool = False
    metonym: bool = False
    by_country: bool = False
    """It means this actor only in the country that the report is about: “the regime”."""
    taken_for: str = ""
    """A pronoun or description in place of the name: who it means was told just before."""


@dataclass(frozen=True)
class Placed:
    """A stretch that names a place; `phrase` is the range of the words that say how near."""

    start: int
    end: int
    text: str
    phrase: tuple[int, int]
    words: tuple[int, ...]


@dataclass(frozen=True)
class Timed:
    """A time expression, with its tokens."""

    time: TimeExpression
    words: tuple[int, ...]


_Found = TypeVar("_Found", Named, Placed, Timed)


@dataclass(frozen=True)
class Passage:
    """A paragraph. `offset`: where it begins in the report; all else counts from there."""

    offset: int
    parse: Parse
    actors: tuple[Named, ...] = ()
    places: tuple[Placed, ...] = ()
    times: tuple[Timed, ...] = ()
    _actor_at: dict[int, Named] = field(init=False, repr=False, compare=False)
    _place_at: dict[int, Placed] = field(init=False, repr=False, compare=False)
    _actors_by_word: list[Named] = field(init=False, repr=False, compare=False)
    _places_by_word: list[Placed] = field(init=False, repr=False, compare=False)
    _times_by_word: list[Timed] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name in ("actors", "places", "times"):
            in_order = sorted((f for f in getattr(self, name) if f.words), key=_first_word)
            object.__setattr__(self, f"_{name}_by_word", in_order)
        object.__setattr__(self, "_actor_at", {w: n for n in self.actors for w in n.words})
        object.__setattr__(self, "_place_at", {w: p for p in self.places for w in p.words})

    def actor_at(self, word: int) -> Named | None:
        return self._actor_at.get(word)

    def place_at(self, word: int) -> Placed | None:
        return self._place_at.get(word)

    def actors_from(self, first: int, end: int) -> list[Named]:
        """The actors whose names begin with the words `first` to `end`, in order."""
        return _between(self._actors_by_word, first, end)

    def places_from(self, first: int, end: int) -> list[Placed]:
        """The places whose names begin with the words `first` to `end`, in order."""
        return _between(self._places_by_word, first, end)

    def times_from(self, first: int, end: int) -> list[Timed]:
        """The times whose expressions begin with the words `first` to `end`, in order."""
        return _between(self._times_by_word, first, end)


def _first_word(found: Named | Placed | Timed) -> int:
    return found.words[0]


def _between(found: list[_Found], first: int, end: int) -> list[_Found]:
    low = bisect_left(found, first, key=_first_word)
    return found[low : bisect_left(found, end, low, key=_first_word)]


def passage_of(
    offset: int,
    parse: Parse,
    mentions: Iterable[Any],
    without_country: Iterable[Any],
    places: Iterable[Any],
    times: Iterable[TimeExpression],
) -> Passage:
    """Tie what was found in a paragraph's text to the words of its parse.

    `without_country`: the same mentions found without a country given, to tell which of them need
    one. Mentions that several actors bear name nobody, nor do those joined to a following word by
    a hyphen (“IS-held”).
    """
    mentions, places = list(mentions), list(places)
    parse = righted(parse, [(m.start, m.end) for m in (*mentions, *places)])
    certain = {(m.start, m.end) for m in without_country if m.actor_id is not None}
    named = tuple(
        Named(
            m.start, m.end, m.text, m.actor_id, m.rule, tuple(parse.covering(m.start, m.end)),
            bare_country=bool(getattr(m, "bare_country", False)),
            metonym=bool(getattr(m, "metonym", False)),
            by_country=(m.start, m.end) not in certain,
        )
        for m in mentions
        if m.actor_id is not None and not getattr(m, "attributive", False)
    )  # fmt: skip
    placed = tuple(
        Placed(
            p.start, p.end, parse.text[p.start : p.end],
            tuple(getattr(p, "phrase", (p.start, p.end))),
            tuple(parse.covering(p.start, p.end)),
        )
        for p in places
    )  # fmt: skip
    timed = tuple(Timed(t, tuple(parse.covering(t.start, t.end))) for t in times)
    return Passage(offset, parse, named, placed, timed)


def introduced(text: str, mentions: Sequence[Any]) -> Mapping[str, str]:
    """Abbreviations that a text introduces behind a name: “Hayyat Tharir al-Sham (HTS)”.

    Abbreviation → actor id. It counts where its capitals are initials of the name before it, in
    order, and where the registry knows that name.
    """
    import re

    found: dict[str, str] = {}
    for match in re.finditer(r"\s?\(([A-Z][A-Z0-9/-]{1,9})\)", text):
        before = [m for m in mentions if m.actor_id and m.end == match.start()]
        short = match[1]
        if before and _initials(short, before[0].text):
            found.setdefault(short, before[0].actor_id)
    return found


def _initials(short: str, name: str) -> bool:
    """Whether an abbreviation's letters come in the name, in order, the first as its first."""
    letters = [c for c in short.lower() if c.isalpha()]
    rest = iter(name.lower())
    return bool(letters) and name.lower().startswith(letters[0]) and all(c in rest for c in letters)
