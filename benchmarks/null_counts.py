"""Daily counts of one place, many draws at a time, in which nothing is planted.

Each generator gives counts of shape (draws, days) with a mean of `rate` a day where the front is,
from a random generator whose seed the caller fixes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

YEAR = 365.25
DECAY = 5.0
"""Days, on average, from a battle to one that it provokes."""

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]
Random = np.random.Generator


def self_exciting(
    rng: Random, draws: int, days: int, rate: float, branching: float, shape: Floats | None = None
) -> Counts:
    """Battles that provoke `branching` further ones on average, after 5 days on average each.

    `shape`, (draws, days), multiplies the rate at which unprovoked ones come.
    """
    burn = 0 if branching == 0 else int(20 * DECAY / (1 - branching))
    base = np.full((draws, burn + days), rate * (1 - branching))
    if shape is not None:
        base *= np.concatenate([np.repeat(shape[:, :1], burn, axis=1), shape], axis=1)
    first = rng.poisson(base)
    draw, day = np.nonzero(first)
    times = first[draw, day]
    draw = np.repeat(draw, times)
    when = np.repeat(day, times) + rng.random(draw.size)
    counts = np.zeros((draws, days), dtype=np.int64)
    while draw.size:
        add_events(counts, draw, when - burn)
        offspring = rng.poisson(branching, draw.size)
        draw = np.repeat(draw, offspring)
        when = np.repeat(when, offspring) + rng.exponential(DECAY, draw.size)
        kept = when < burn + days
        draw, when = draw[kept], when[kept]
    return counts


def add_events(counts: Counts, draw: NDArray[np.int64], when: Floats) -> None:
    inside = (when >= 0) & (when < counts.shape[1])
    flat = draw[inside] * counts.shape[1] + when[inside].astype(np.int64)
    counts += np.bincount(flat, minlength=counts.size).reshape(counts.shape)


def heavy_tailed(rng: Random, draws: int, days: int, rate: float) -> Counts:
    """Bursts of Pareto sizes (index 1.5, at most 200 events), over some 5 days each."""

    def sizes(n: int) -> NDArray[np.int64]:
        return np.minimum(rng.random(n) ** (-1 / 1.5), 200.0).astype(np.int64)

    burn = 60
    first = rng.poisson(rate / sizes(1_000_000).mean(), (draws, burn + days))
    draw, day = np.nonzero(first)
    times = first[draw, day]
    draw, begin = np.repeat(draw, times), np.repeat(day, times) + rng.random(times.sum())
    size = sizes(draw.size)
    draw = np.repeat(draw, size)
    counts = np.zeros((draws, days), dtype=np.int64)
    add_events(counts, draw, np.repeat(begin, size) + rng.exponential(DECAY, draw.size) - burn)
    return counts


def slow_shape(rng: Random, draws: int, days: int) -> Floats:
    """An intensity that wanders: log-normal, standard deviation 1, correlation time 120 days."""
    keep = np.exp(-1 / 120)
    noise = rng.normal(size=(draws, days)) * np.sqrt(1 - keep**2)
    level = np.empty((draws, days))
    level[:, 0] = rng.normal(size=draws)
    for day in range(1, days):
        level[:, day] = keep * level[:, day - 1] + noise[:, day]
    return np.exp(level - 0.5)


def step_shape(days: int, at: NDArray[np.int64]) -> Floats:
    """A front that arrives on the day `at`: a twentieth of the rate before."""
    return np.where(np.arange(days) >= at[:, None], 1.0, 0.05)


def season_shape(rng: Random, draws: int, days: int) -> Floats:
    """Nine times as much at the height of the year as in its depth."""
    phase = rng.random((draws, 1))
    return 1 + 0.8 * np.cos(2 * np.pi * (np.arange(days) / YEAR + phase))


def thinned(rng: Random, counts: Counts) -> Counts:
    """Reporting that tires: all of the first year, 40 % of the last, less where much happened."""
    total = np.cumsum(counts, axis=1)
    recent = total.copy()
    recent[:, 14:] -= total[:, :-14]
    tired = np.linspace(1, 0.4, counts.shape[1]) / (1 + recent / 14)
    return rng.binomial(counts, tired)


@dataclass(frozen=True)
class Null:
    """How to draw counts, and windows that know nothing of them."""

    name: str
    draw: Callable[[Random, int, int, float], Counts]
    at_end: bool = False


def front(rng: Random, draws: int, days: int, rate: float) -> Counts:
    return self_exciting(
        rng, draws, days, rate, 0.5, step_shape(days, rng.integers(0, days, draws))
    )


def front_leaves(rng: Random, draws: int, days: int, rate: float) -> Counts:
    return front(rng, draws, days, rate)[:, ::-1].copy()


NULLS = (
    Null("no bursts", lambda r, n, d, x: self_exciting(r, n, d, x, 0.0)),
    Null("bursts 0.5", lambda r, n, d, x: self_exciting(r, n, d, x, 0.5)),
    Null("bursts 0.8", lambda r, n, d, x: self_exciting(r, n, d, x, 0.8)),
    Null("heavy-tailed bursts", heavy_tailed),
    Null("slow intensity", lambda r, n, d, x: self_exciting(r, n, d, x, 0.5, slow_shape(r, n, d))),
    Null("front arrives", front),
    Null("front leaves", front_leaves),
    Null("season", lambda r, n, d, x: self_exciting(r, n, d, x, 0.5, season_shape(r, n, d))),
    Null("thinning reports", lambda r, n, d, x: thinned(r, self_exciting(r, n, d, x, 0.5))),
    Null("record's end", lambda r, n, d, x: self_exciting(r, n, d, x, 0.8), at_end=True),
)
