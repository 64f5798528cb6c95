"""Conflicts in which nothing is planted, one for each way in which a test may be fooled.

A setting is how fighting comes and how it is reported; each family of cells puts its own parties
into it. What is drawn anew for each conflict (where a season peaks, when a front arrives) comes
from the cell's own random numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial

from onrecord.calibrate.cell import Random
from onrecord.simulate.land import CENTRE_LAT, CENTRE_LON
from onrecord.simulate.reported import Reporting
from onrecord.simulate.war import Bursts, Front, Offensives, Pace

YEAR = 365
FAR_KM = 100.0
"""From the claim's place to where a front is before it arrives, and after it has left."""

PLACE_KM = 60.0
"""Radius of the claims' place around the centre of the land."""


EVERYWHERE = {"near": [CENTRE_LAT, CENTRE_LON], "within": 200}
"""All of the land, as the place of a claim."""


@dataclass(frozen=True)
class Setting:
    """How fighting comes, and how it is reported."""

    name: str
    words: str
    bursts: Bursts = field(default_factory=partial(Bursts, 0.5))
    pace: Pace = field(default_factory=Pace)
    front: Front = field(default_factory=Front)
    reporting: Reporting = field(default_factory=Reporting.exact)
    season: bool = False
    moves: str = ""
    """“arrives” or “leaves” on a random day; “to and fro” does so at both ends of a random time."""
    at_end: bool = False
    """The claim's window is the last of the record."""
    bursty: bool = False
    steady: bool = False
    """The expected rate is the same on all days, so that the true rate ratio is 1."""

    def paced(self, rng: Random) -> Pace:
        """The pace of one conflict."""
        return (
            replace(self.pace, peak_day=float(rng.uniform(0, YEAR))) if self.season else self.pace
        )

    def placed(self, rng: Random, days: int) -> Front:
        """The front of one conflict."""
        if not self.moves:
            return self.front
        at = float(rng.uniform(0, days))
        away, here = FAR_KM, 0.0
        first, then = (away, here) if self.moves == "arrives" else (here, away)
        return replace(
            self.front, path=((0.0, first, 0.0), (at, first, 0.0), (at + 5.0, then, 0.0))
        )


def _offensives(days: float) -> Front:
    return Front(wander_km=6.0, offensives=Offensives(per_year=180.0 / days, days=days, times=4.0))


_TIRED = replace(Reporting.exact(), per_year=0.8, crowded=6.0, far_km=60.0)

SETTINGS: dict[str, Setting] = {
    one.name: one
    for one in (
        Setting("no bursts", "independent events at one rate", Bursts(0.0), steady=True),
        Setting(
            "bursts 0.5",
            "each event sets off 0.5 others on average, after 5 days on average",
            steady=True,
        ),
        Setting(
            "bursts 0.8",
            "each event sets off 0.8 others on average",
            Bursts(0.8),
            bursty=True,
            steady=True,
        ),
        Setting(
            "heavy-tailed bursts",
            "bursts whose sizes have a heavy tail (branching 0.6, Pareto index 1.5)",
            Bursts(0.6, tail=1.5),
            bursty=True,
            steady=True,
        ),
        Setting(
            "slow intensity",
            "bursts of 0.5, at a rate that wanders (log-normal, sd 1, correlated over 120 days)",
            pace=Pace(slow_sd=1.0, slow_days=120.0),
        ),
        Setting("front arrives", "bursts of 0.5; the front comes on a random day", moves="arrives"),
        Setting("front leaves", "bursts of 0.5; the front leaves on a random day", moves="leaves"),
        Setting(
            "shared offensives, 30 days",
            "bursts of 0.5 on a wandering front with offensives of 30 days that all take part in",
            front=_offensives(30.0),
        ),
        Setting(
            "shared offensives, 7 days",
            "bursts of 0.5 on a wandering front with offensives of 7 days that all take part in",
            front=_offensives(7.0),
        ),
        Setting(
            "season",
            "bursts of 0.5, nine times as many at the height of the year as in its depth",
            pace=Pace(season=0.8),
            season=True,
        ),
        Setting(
            "thinning reports",
            "bursts of 0.5; reporting tires (a fifth less each year), and thins with distance from "
            "towns and where much happens",
            reporting=_TIRED,
        ),
        Setting(
            "record's end",
            "bursts of 0.8; the window is the last of the record",
            Bursts(0.8),
            at_end=True,
            bursty=True,
            steady=True,
        ),
        Setting(
            "coarse rows",
            "bursts of 0.5; dates and places as coarse as in UCDP GED for Syria",
            reporting=Reporting(),
        ),
    )
}
