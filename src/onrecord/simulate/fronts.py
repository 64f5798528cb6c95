"""Where the fronts are on each day, when they are busy, and how rates change in time."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.simulate.land import Land, folded
from onrecord.simulate.war import Front, Pace

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
YEAR = 365.25


@dataclass(frozen=True, eq=False)
class Track:
    """A front as it was drawn: arrays of one entry a day, shape (days,)."""

    front: Front
    east: Floats
    north: Floats
    busy: Floats
    """Factor of the rate of what begins on the front; 1 on average."""
    spot: Floats
    """Where on its length (0 to 1) an offensive is; NaN while there is none."""


def track(rng: np.random.Generator, front: Front, days: int, land: Land) -> Track:
    """Draw the way of a front and its offensives."""
    day, east, north = np.asarray(front.path, dtype=float).T
    at = np.arange(days) + 0.5
    centre = [np.interp(at, day, east), np.interp(at, day, north)]
    if front.wander_km:
        steps = rng.normal(0.0, front.wander_km / math.sqrt(30.0), (2, days))
        centre = [own + walk for own, walk in zip(centre, np.cumsum(steps, axis=1), strict=True)]
    inside = folded(land, centre[0], centre[1])
    busy, spot = np.ones(days), np.full(days, np.nan)
    own = front.offensives
    if own is not None:
        # Those under way when the war is first looked at count as much as later ones.
        number = rng.poisson(own.per_year * (days + own.days) / YEAR)
        starts = np.sort(rng.uniform(-own.days, days, number))
        for start, place in zip(starts.tolist(), rng.random(number).tolist(), strict=True):
            spot[max(0, math.ceil(start)) : max(0, math.ceil(start + own.days))] = place
        on = ~np.isnan(spot)
        share = 1.0 - math.exp(-own.per_year * own.days / YEAR)
        busy = np.where(on, own.times, 1.0) / (1.0 + share * (own.times - 1.0))
    return Track(front, inside[0], inside[1], busy, spot)


def rates(rng: np.random.Generator, pace: Pace, days: int) -> Floats:
    """Factor of the rate on each day, shape (days,); 1 on average."""
    at = np.arange(days) + 0.5
    factor = np.ones(days)
    if pace.trend != 1.0:
        factor *= pace.trend ** (at / YEAR)
    if pace.season:
        factor *= 1.0 + pace.season * np.cos(2 * math.pi * (at - pace.peak_day) / YEAR)
    factor /= factor.mean()
    if pace.slow_sd:
        factor *= np.exp(_ornstein_uhlenbeck(rng, days, pace.slow_sd, pace.slow_days))
        factor *= math.exp(-(pace.slow_sd**2) / 2)
    return factor


def _ornstein_uhlenbeck(rng: np.random.Generator, days: int, sd: float, memory: float) -> Floats:
    """A stationary Gaussian walk with correlation exp(−lag/memory) (Uhlenbeck & Ornstein 1930)."""
    keep = math.exp(-1.0 / memory)
    kicks = rng.normal(0.0, sd * math.sqrt(1.0 - keep**2), days)
    kicks[0] = rng.normal(0.0, sd)
    # The recursion x[t] = keep·x[t−1] + kick[t], as sums over stretches too short to overflow.
    walk, last = np.empty(days), 0.0
    stretch = max(1, min(days, int(300.0 * memory)))
    for first in range(0, days, stretch):
        part = kicks[first : first + stretch]
        powers = keep ** np.arange(1, len(part) + 1)
        walk[first : first + stretch] = powers * (last + np.cumsum(part / powers))
        last = float(walk[min(first + stretch, days) - 1])
    return walk


def places(
    rng: np.random.Generator, way: Track, section: tuple[float, float], times: Floats
) -> tuple[Floats, Floats]:
    """Where events that begin at these times are: km east and north, each of shape (n,)."""
    front, n = way.front, len(times)
    day = np.clip(np.floor(times), 0, len(way.east) - 1).astype(np.int64)
    along = rng.uniform(section[0], section[1], n)
    across = rng.normal(0.0, front.depth_km, n)
    if front.offensives is not None:
        spot = way.spot[day]
        gathers = ~np.isnan(spot) & (rng.random(n) < front.offensives.gathered)
        scatter = rng.normal(0.0, front.offensives.km, (2, n))
        there = np.clip(spot, *section) + scatter[0] / max(front.length_km, 1e-9)
        along = np.where(gathers, there, along)
        across = np.where(gathers, scatter[1], across)
    length = (along - 0.5) * front.length_km
    turn = math.radians(front.bearing)
    east = way.east[day] + length * math.sin(turn) + across * math.cos(turn)
    north = way.north[day] + length * math.cos(turn) - across * math.sin(turn)
    return east, north
