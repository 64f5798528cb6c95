"""Bursts of wakes: of one kind, whole, in one stratum and one group."""

from __future__ import annotations

import numpy as np

from onrecord.stats.bursts import burst_labels
from onrecord.stats.wake import WakeCounts, wake_counts
from onrecord.stats.wake_bursts import BurstWakes, burst_wakes

DAYS, KM = (3, 7), (5.0, 15.0)


def counted(*events: tuple[float, float, str]) -> tuple[WakeCounts, BurstWakes]:
    day = np.array([e[0] for e in events], dtype=float)
    lat = np.array([e[1] for e in events], dtype=float)
    kind = np.array([e[2] for e in events], dtype="U1")
    lon = np.full(day.size, 20.0)
    counts = wake_counts(
        day,
        lat,
        lon,
        treatment=kind == "t",
        control=kind == "c",
        dependent=kind == "d",
        days=DAYS,
        km=KM,
        covered=(0.0, 1000.0),
    )
    return counts, burst_wakes(counts, day, lat, lon, seed=2)


def test_bursts_are_of_one_kind_and_average_their_events() -> None:
    _, bursts = counted(
        (100, 5.0, "t"), (102, 5.0, "t"), (102, 5.0, "c"), (103, 5.0, "d"), (150, 5.0, "t")
    )
    assert bursts.treated.tolist() == [True, False, True]
    assert bursts.size.tolist() == [2, 1, 1]
    # Both strikes of the first burst are followed by the one event.
    assert bursts.post[0].tolist() == [1.0, 1.0, 1.0, 1.0]
    assert bursts.pre.sum() == 0.0
    assert bursts.stratum[0] == bursts.stratum[1] != bursts.stratum[2]


def test_a_stratum_is_in_one_group() -> None:
    rng = np.random.default_rng(5)
    events = [(float(rng.integers(20, 900)), 5 + 4 * rng.random(), kind) for kind in "tc" * 150]
    _, bursts = counted(*events)
    for s in set(bursts.stratum):
        assert len(set(bursts.group[bursts.stratum == s])) == 1
    assert len(set(bursts.group)) < len(set(bursts.stratum))


def test_wakes_that_are_not_complete_do_not_count() -> None:
    counts, bursts = counted((3, 5.0, "t"), (500, 5.0, "c"), (998, 5.0, "t"))
    assert counts.event.size == 3
    assert bursts.treated.tolist() == [False]


def test_a_burst_is_as_the_whole_project_has_it() -> None:
    rng = np.random.default_rng(9)
    events = [(float(rng.integers(50, 200)), 5 + rng.random() / 2, "t") for _ in range(60)]
    _, bursts = counted(*events)
    labels = burst_labels([e[0] for e in events], [e[1] for e in events], [20.0] * 60)
    assert bursts.size.sum() == 60
    assert sorted(bursts.size) == sorted(np.bincount(labels))


def test_nothing_has_no_bursts() -> None:
    _, none = counted()
    assert none.treated.size == 0
    assert none.post.shape == (0, 4)
    assert none.shared().size.size == 0
