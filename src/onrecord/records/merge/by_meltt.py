"""Two records matched by meltt's rule, with a taxonomy of parties and of civilians or not."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onrecord.records.merge.meltt import MelttSet, Rule, meltt
from onrecord.records.schema import Events

AGAINST_CIVILIANS = frozenset({"killing of civilians", "attack on civilians", "abduction"})


def match_by_meltt(one: Events, other: Events, days: float, km: float) -> list[tuple[int, int]]:
    """Rows of the two that are one event by meltt's rule.

    One taxonomy of two levels: the kind of event, and whether it is violence against
    civilians. (The package takes taxonomies from its user; this one any record here can fill.)
    """
    if not len(one) or not len(other):
        return []
    kinds: dict[str, int] = {}
    sets, orders = [], []
    for events in (one, other):
        order = np.argsort(events.start, kind="stable")
        orders.append(order)
        date, end = (
            d.astype("datetime64[D]").astype(np.float64)[order] for d in (events.start, events.end)
        )
        sets.append(
            MelttSet(
                date, end, events.lat[order], events.lon[order], (_codes(events, kinds)[order],)
            )
        )
    found = meltt(sets, Rule(days, km))
    both = [m for m in (*found.events, *found.episodes) if len(m) == 2]
    return [(int(orders[0][m[0]]), int(orders[1][m[1]])) for m in both]


def _codes(events: Events, kinds: dict[str, int]) -> NDArray[np.int64]:
    names = [events.kind[i] for i in range(len(events))]
    fine = [kinds.setdefault(name, len(kinds)) for name in names]
    return np.asarray(
        [[f, 10_000 + (name in AGAINST_CIVILIANS)] for f, name in zip(fine, names, strict=True)],
        dtype=np.int64,
    ).reshape(-1, 2)
