"""The specification of a simulated war: who fights whom, where, in what bursts, what is planted.

Every part is a small frozen dataclass, checked when the `War` is made; `draw` (draws.py) turns a
war and a seed into what happened and what was reported of it. Lengths are in km, times in days from
the war's first day (0), places in km east and north of the centre of the land.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from onrecord.simulate.checks import check
from onrecord.simulate.effects import Change, Displaced, Effect, Taking
from onrecord.simulate.land import Land
from onrecord.simulate.reported import Reporting

CIVILIANS = "Civilians"

Kinds = tuple[tuple[str, float], ...]
"""Kinds of event with their weights."""


@dataclass(frozen=True)
class Actor:
    """A party. Its name is what the records call it.

    government: a state actor (UCDP's type of violence, ACLED's territorial events). supports: the
    actor whom it helps: UCDP GED codes its acts under that side, ACLED under its own name.
    umbrella: a name under which UCDP GED codes a share `under_umbrella` of its events.
    """

    name: str
    government: bool = False
    supports: str = ""
    umbrella: str = ""
    under_umbrella: float = 0.0


@dataclass(frozen=True)
class Offensives:
    """Times in which everything on a front is busier, whoever does it: a shared cause, no link.

    They begin at random, `per_year` of them, last `days`, and multiply the rate of all that is on
    the front by `times`. A share `gathered` of what begins then lies within some `km` (standard
    deviation) of the one stretch of the front where the offensive is.
    """

    per_year: float = 6.0
    days: float = 30.0
    times: float = 4.0
    gathered: float = 0.8
    km: float = 8.0


@dataclass(frozen=True)
class Front:
    """A line across which parties fight, which may move.

    path: bends of its centre as (day, east km, north km); before the first and after the last it
    stands still. wander_km: on top, a random walk of its centre with this standard deviation in
    30 days, drawn anew for each seed. length_km: of the line, which runs at `bearing` degrees from
    north. depth_km: standard deviation of events across it.
    """

    name: str = "front"
    path: tuple[tuple[float, float, float], ...] = ((0.0, 0.0, 0.0),)
    wander_km: float = 0.0
    length_km: float = 60.0
    bearing: float = 0.0
    depth_km: float = 5.0
    offensives: Offensives | None = None


@dataclass(frozen=True)
class Bursts:
    """Events that set off events (Hawkes & Oakes 1974).

    branching: mean number of direct offspring of an event, 0 (none) to 0.95. decay_days: mean
    delay (exponential). km: standard deviation of an offspring's place about its parent, either
    way. tail: index of the Pareto law of fertility across events (> 1; the smaller, the heavier the
    tail of burst sizes: Ogata 1988); None: all are alike. kind_kept: probability that an offspring
    is of its parent's kind rather than drawn anew.
    """

    branching: float = 0.0
    decay_days: float = 5.0
    km: float = 3.0
    tail: float | None = None
    kind_kept: float = 0.0


@dataclass(frozen=True)
class Pace:
    """How the rate of what begins out of the blue changes in time; its mean stays as given.

    trend: factor per year. season: amplitude of a yearly wave, 0 to 1, highest on day `peak_day`.
    slow_sd, slow_days: standard deviation and correlation time of a random log-rate
    (Ornstein–Uhlenbeck); 0: none. One may be common to all (`War.pace`), each may have its own.
    """

    trend: float = 1.0
    season: float = 0.0
    peak_day: float = 0.0
    slow_sd: float = 0.0
    slow_days: float = 60.0


@dataclass(frozen=True)
class Follow:
    """Events drawn by other events.

    after: the key of the acts that draw them (`Fighting.key` …). mean: expected number for each of
    these, the offspring of what is drawn included. of_bursts: share of their bursts that draw any;
    in those the mean is `mean / of_bursts`, so that it is kept over all. days: longest delay
    (uniform from 0). km: standard deviation of the place about the event that draws it, either way.
    kind: only events of this kind draw. first, last: only events from and up to these days do.
    """

    after: str
    mean: float
    days: float = 3.0
    km: float = 5.0
    of_bursts: float = 1.0
    kind: str | None = None
    first: float = 0.0
    last: float | None = None


@dataclass(frozen=True)
class Fighting:
    """Battles of a dyad; who began is not told.

    per_day: events a day that are not drawn by others, offspring included. front: where. section:
    the part of the front's length where the dyad meets, from 0 (its tail) to 1. follows: what draws
    further ones. key: name by which others refer to it; “A-B” unless given.
    """

    between: tuple[str, str]
    per_day: float
    front: str = "front"
    section: tuple[float, float] = (0.0, 1.0)
    bursts: Bursts = Bursts()
    pace: Pace = Pace()
    kinds: Kinds = (("battle", 1.0),)
    follows: tuple[Follow, ...] = ()
    key: str = ""

    def __post_init__(self) -> None:
        _named(self, "-".join(self.between))


@dataclass(frozen=True)
class Strikes:
    """Acts by one party on another from afar, with a direction (kept by ACLED, lost in GED).

    per_day: those that come by themselves along the front (“shared front only”). follows: those
    drawn by fighting. key: “A>C” unless given.
    """

    by: str
    against: str
    per_day: float = 0.0
    front: str = "front"
    section: tuple[float, float] = (0.0, 1.0)
    bursts: Bursts = Bursts()
    pace: Pace = Pace()
    kinds: Kinds = (("airstrike", 1.0),)
    follows: tuple[Follow, ...] = ()
    key: str = ""

    def __post_init__(self) -> None:
        _named(self, f"{self.by}>{self.against}")

    @property
    def between(self) -> tuple[str, str]:
        return self.by, self.against


@dataclass(frozen=True)
class OneSided:
    """Killings of civilians by one party. key: “A>Civilians” unless given."""

    by: str
    per_day: float = 0.0
    front: str = "front"
    section: tuple[float, float] = (0.0, 1.0)
    bursts: Bursts = Bursts()
    pace: Pace = Pace()
    kinds: Kinds = (("killing of civilians", 1.0),)
    follows: tuple[Follow, ...] = ()
    key: str = ""

    def __post_init__(self) -> None:
        _named(self, f"{self.by}>{CIVILIANS}")

    @property
    def between(self) -> tuple[str, str]:
        return self.by, CIVILIANS


def _named(act: Fighting | Strikes | OneSided, key: str) -> None:
    object.__setattr__(act, "key", act.key or key)


Acts = Fighting | Strikes | OneSided


@dataclass(frozen=True)
class War:
    """A war to be drawn. Raises SimulationError, with what is wrong, when it cannot be.

    acts: everything that happens by itself or follows something; each may follow only acts that
    stand before it. effects: what is planted on top (`Change`, `Displaced`, `Taking`); none:
    nothing. pace: common to all acts. first: the date of day 0.
    """

    actors: tuple[Actor, ...]
    acts: tuple[Acts, ...]
    fronts: tuple[Front, ...] = (Front(),)
    days: int = 1096
    first: dt.date = dt.date(2016, 1, 1)
    land: Land = field(default_factory=Land)
    pace: Pace = Pace()
    effects: tuple[Effect, ...] = ()
    reporting: Reporting = field(default_factory=Reporting)

    def __post_init__(self) -> None:
        check(self)

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes that are planted, those of a turn (`Displaced`) included."""
        found: list[Change] = []
        for effect in self.effects:
            if isinstance(effect, Displaced):
                found += effect.changes
            elif isinstance(effect, Change):
                found.append(effect)
        return tuple(found)


__all__ = [
    "CIVILIANS", "Actor", "Acts", "Bursts", "Change", "Displaced", "Effect", "Fighting", "Follow",
    "Front", "Land", "Offensives", "OneSided", "Pace", "Reporting", "Strikes", "Taking", "War",
]  # fmt: skip
