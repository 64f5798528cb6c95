"""Fights that set off fights: a self-exciting (Hawkes) process, drawn generation by generation.

Hawkes & Oakes (1974), Journal of Applied Probability 11(3): the process is a cloud of clusters,
each begun by an event out of the blue and grown by offspring, whose number is Poisson with mean
`branching` and whose delays are exponential with mean `decay_days`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

MOST = 2_000_000
"""Events beyond which a process is taken to have run away."""


def self_exciting(
    rng: np.random.Generator,
    days: int,
    *,
    per_day: float,
    branching: float,
    decay_days: float,
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Times (days from the start, shape (n,)) and each event's parent (−1: out of the blue).

    `per_day` counts all events, offspring included; `branching` < 1 is the mean number of direct
    offspring. Parents stand before their offspring. Events before day 0 are kept as parents, with
    negative times, so that bursts can be under way when the record begins.
    """
    if not 0 <= branching < 1:
        raise ValueError("a branching ratio lies between 0 and 1, 1 excluded")
    if per_day < 0 or decay_days <= 0 or days < 1:
        raise ValueError("rate, decay and length must be positive")
    warm_up = 20.0 * decay_days / (1.0 - branching)
    n = rng.poisson(per_day * (1.0 - branching) * (days + warm_up))
    newest = np.sort(rng.uniform(-warm_up, days, n))
    times, parents = [newest], [np.full(n, -1, dtype=np.int64)]
    first, total = 0, n
    while len(newest):
        offspring = rng.poisson(branching, len(newest))
        parent = np.repeat(np.arange(first, first + len(newest)), offspring)
        born = np.repeat(newest, offspring) + rng.exponential(decay_days, int(offspring.sum()))
        inside = born < days
        first, newest = total, born[inside]
        total += len(newest)
        times.append(newest)
        parents.append(parent[inside])
        if total > MOST:
            raise ValueError(f"more than {MOST:,} events: the process has run away")
    return np.concatenate(times), np.concatenate(parents)
