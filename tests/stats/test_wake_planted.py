"""Planted events counted from pairs looked up once, against counting everything again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.stats.wake import wake_counts
from onrecord.stats.wake_bursts import label_wakes
from onrecord.stats.wake_planted import beside

DAYS, KM, LATEST = (3, 7, 14), (5.0, 10.0, 20.0), 7


def world(seed: int, n: int, spread: float) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    day = rng.integers(0, 60, n).astype(np.float64)
    lat = 34.0 + spread * rng.random(n)
    lon = (179.9 + spread * rng.random(n) + 180.0) % 360.0 - 180.0
    kind = rng.integers(0, 3, n)
    return day, lat, lon, kind


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    n=st.integers(2, 60),
    spread=st.sampled_from([0.0, 0.1, 0.6]),
    planted=st.integers(0, 40),
)
def test_as_many_as_when_everything_is_counted_again(
    seed: int, n: int, spread: float, planted: int
) -> None:
    day, lat, lon, kind = world(seed, n, spread)
    masks = {"treatment": kind == 1, "control": kind == 2, "dependent": kind == 0}
    counts = wake_counts(day, lat, lon, **masks, days=DAYS, km=KM, covered=(-20.0, 60.0))
    labels = label_wakes(counts, day, lat, lon)
    if not labels.wake.size:
        return
    rng = np.random.default_rng(seed)
    after = labels.wake[rng.integers(0, labels.wake.size, planted)]
    late = rng.integers(1, LATEST + 1, planted)

    pre, post = beside(counts, labels, day, lat, lon, latest=LATEST).added(after, late)

    own, at = counts.event, counts.event[after]
    again = wake_counts(
        np.concatenate([day, day[at] + late]),
        np.concatenate([lat, lat[at]]),
        np.concatenate([lon, lon[at]]),
        treatment=np.concatenate([masks["treatment"], np.zeros(planted, bool)]),
        control=np.concatenate([masks["control"], np.zeros(planted, bool)]),
        dependent=np.concatenate([np.zeros(n, bool), np.ones(planted, bool)]),
        days=DAYS,
        km=KM,
        covered=(-20.0, 60.0),
    )
    assert np.array_equal(again.event, own)
    assert pre == pytest.approx(labels.mean(again.dependent_pre))
    assert post == pytest.approx(labels.mean(again.dependent_post))
