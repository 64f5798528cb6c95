"""What happens: battles in bursts, fronts that move, strikes that follow fighting, killings.

A conflict is a list of theatres. Each has a dyad, places, a rate and the shape of its bursts, so
that other conflicts (calmer, burstier, with effects planted or not) are other lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.simulate.bursts import self_exciting
from onrecord.simulate.island import DYAD_INDEX, EAST_NORTH, distance_km

KINDS: tuple[str, ...] = ("battle", "shelling", "bombing", "airstrike", "killing of civilians")
BATTLE, SHELLING, BOMBING, AIRSTRIKE, KILLING = range(len(KINDS))

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Theatre:
    """A dyad that fights in some places.

    per_day: events a day, bursts included. branching, decay_days: of the bursts. spill: share of
    follow-ups that move to another of the places. kinds: weights in the order of KINDS.
    strikes: share of battles that an air strike follows within three days and 20 km. front: bends
    of the front's way as (share of the time, km east, km north); fights keep within some
    `front_km` of where it then is. Without a front every place is as likely at any time.
    """

    dyad: str
    places: tuple[int, ...]
    per_day: float
    branching: float = 0.4
    decay_days: float = 4.0
    spill: float = 0.3
    kinds: tuple[float, ...] = (0.6, 0.27, 0.13, 0.0, 0.0)
    strikes: float = 0.0
    front: tuple[tuple[float, float, float], ...] = ()
    front_km: float = 18.0


@dataclass(frozen=True)
class Happenings:
    """What happened, whether reported or not; every array has shape (n,)."""

    day: Ints
    """Days from the start."""
    place: Ints
    dyad: Ints
    kind: Ints

    def __len__(self) -> int:
        return len(self.day)


def happen(rng: np.random.Generator, theatres: Sequence[Theatre], days: int) -> Happenings:
    """Draw a conflict of `days` days. Each theatre has a stream of its own: to change one leaves
    the others as they were."""
    drawn = [
        _theatre(stream, theatre, days)
        for stream, theatre in zip(rng.spawn(len(theatres)), theatres, strict=True)
    ]
    return joined(drawn)


def joined(parts: Sequence[Happenings]) -> Happenings:
    """Several lists of happenings as one, in order of days."""
    columns = [
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("day", "place", "dyad", "kind")
    ]
    order = np.argsort(columns[0], kind="stable")
    return Happenings(*(column[order] for column in columns))


def _theatre(rng: np.random.Generator, theatre: Theatre, days: int) -> Happenings:
    times, parents = self_exciting(
        rng,
        days,
        per_day=theatre.per_day,
        branching=theatre.branching,
        decay_days=theatre.decay_days,
    )
    place = _places(rng, theatre, times, parents, days)
    share = np.asarray(theatre.kinds) / sum(theatre.kinds)
    kind = rng.choice(len(KINDS), size=len(times), p=share)
    inside = times >= 0
    fights = Happenings(
        np.floor(times[inside]).astype(np.int64),
        place[inside],
        np.full(int(inside.sum()), DYAD_INDEX[theatre.dyad]),
        kind[inside],
    )
    return joined([fights, _strikes(rng, theatre, fights, days)]) if theatre.strikes else fights


def _places(
    rng: np.random.Generator, theatre: Theatre, times: Floats, parents: Ints, days: int
) -> Ints:
    """Where each event is: by the front, or where its parent was, unless it spills over."""
    among = np.asarray(theatre.places)
    weights = np.ones((len(times), len(among)))
    if theatre.front:
        share, east, north = np.asarray(theatre.front).T
        at = np.clip(times / days, 0.0, 1.0)
        front = np.stack([np.interp(at, share, east), np.interp(at, share, north)], axis=1)
        gap = EAST_NORTH[among][None, :, :] - front[:, None, :]
        # The small constant keeps a far-off front from having no place at all.
        weights = np.exp(-(gap**2).sum(axis=2) / (2 * theatre.front_km**2)) + 1e-9
    chance = np.cumsum(weights, axis=1)
    pick = rng.random(len(times)) * chance[:, -1]
    place = among[(pick[:, None] >= chance).sum(axis=1)]
    stays = (parents >= 0) & (rng.random(len(times)) >= theatre.spill)
    for index in np.flatnonzero(stays):  # parents come first, so theirs is settled
        place[index] = place[parents[index]]
    return np.asarray(place)


def _strikes(
    rng: np.random.Generator, theatre: Theatre, fights: Happenings, days: int
) -> Happenings:
    followed = (fights.kind == BATTLE) & (rng.random(len(fights)) < theatre.strikes)
    day = fights.day[followed] + rng.integers(0, 4, int(followed.sum()))
    place = fights.place[followed].copy()
    moves = rng.random(len(place)) < 0.3
    for index in np.flatnonzero(moves):
        gap = distance_km(int(place[index]))
        near = [p for p in theatre.places if gap[p] <= 20.0]
        place[index] = near[int(rng.integers(len(near)))]
    inside = day < days
    n = int(inside.sum())
    return Happenings(
        day[inside],
        place[inside],
        np.full(n, DYAD_INDEX[theatre.dyad]),
        np.full(n, AIRSTRIKE),
    )
