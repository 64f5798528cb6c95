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


def offensives(rng: Random, cells: int, days: int, length: int, groups: int) -> Floats:
    """Intensity of cells that follow one another's offensives, (cells, days).

    Some three offensives a year of `length` days in each of `groups` groups of neighbours, six
    times the intensity of other days, beginning up to a week apart from cell to cell.
    """
    shape = np.full((cells, days), 1.0)
    group = rng.integers(groups, size=cells)
    for one in range(groups):
        members = np.flatnonzero(group == one)
        for begin in rng.integers(-length, days, rng.poisson(3 * days / YEAR)):
            for cell in members:
                first = begin + int(rng.integers(0, 8))
                shape[cell, max(0, first) : max(0, first + length)] = 6.0
    return shape / shape.mean()


def pareto_bursts(rng: Random, cells: int, days: int, rate: float) -> Counts:
    """As `heavy_tailed`, with sizes of index 2 and no largest size to speak of."""
    burn = 60
    sizes = np.minimum((1 - rng.random(1_000_000)) ** -0.5, 1e4).astype(np.int64)
    bursts = rng.poisson(rate / sizes.mean(), (cells, burn + days))
    cell, day = np.nonzero(bursts)
    times = bursts[cell, day]
    cell, begin = np.repeat(cell, times), np.repeat(day, times) + rng.random(times.sum())
    size = rng.choice(sizes, cell.size)
    counts = np.zeros((cells, days), dtype=np.int64)
    begin = np.repeat(begin, size) + rng.exponential(DECAY, int(size.sum())) - burn
    add_events(counts, np.repeat(cell, size), begin)
    return counts


def unequal(rng: Random, cells: int, days: int, rate: float) -> Counts:
    """Cells from a tenth to ten times the usual rate."""
    level = np.exp(rng.normal(0.0, 1.2, (cells, 1))) * np.ones((1, days))
    return self_exciting(rng, cells, days, rate / 2, 0.5, level)


def some_bursty(rng: Random, cells: int, days: int, rate: float, bursty: int) -> Counts:
    """A few strongly bursty cells (branching 0.85) among calm ones (0.2)."""
    return np.concatenate(
        [
            self_exciting(rng, bursty, days, rate, 0.85),
            self_exciting(rng, cells - bursty, days, rate, 0.2),
        ]
    )


def moving(rng: Random, cells: int, days: int, rate: float, length: int) -> Counts:
    shape = offensives(rng, cells, days, length, max(1, cells // 6))
    return self_exciting(rng, cells, days, rate, 0.5, shape)


RECORDS = (
    *NULLS[:5],
    Null("Pareto bursts", pareto_bursts),
    *NULLS[5:9],
    Null("offensives, 30 days", lambda r, n, d, x: moving(r, n, d, x, 30)),
    Null("offensives, 7 days", lambda r, n, d, x: moving(r, n, d, x, 7)),
    Null("unequal rates", unequal),
    Null("two bursty cells", lambda r, n, d, x: some_bursty(r, n, d, x, 2)),
    Null("a tenth bursty", lambda r, n, d, x: some_bursty(r, n, d, x, n // 10)),
)
"""Records of many cells (a place, two parties, a year), counts of shape (cells, days)."""
