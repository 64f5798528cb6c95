"""The different values are those that are different, looked up or sorted."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.stats.distinct import different_points, first_of_each


@given(st.lists(st.integers(0, 19), max_size=30), st.sampled_from([20, 100_000]))
def test_keys_are_told_apart_alike_whether_sorted_or_looked_up(keys: list[int], most: int) -> None:
    first, which = first_of_each(np.asarray(keys, dtype=np.int64), most)
    assert [keys[at] for at in first] == sorted(set(keys))
    assert first.tolist() == [keys.index(key) for key in sorted(set(keys))]
    assert [keys[first[of]] for of in which] == keys


AT = st.sampled_from([-1.0, 0.0, 0.5, math.nan])


@given(st.lists(st.tuples(AT, AT), max_size=30))
def test_points_are_told_apart(points: list[tuple[float, float]]) -> None:
    known = [point for point in points if not any(map(math.isnan, point))]
    lat, lon, which = different_points([at[0] for at in points], [at[1] for at in points])
    assert len(lat) == len(lon) == len(set(known)) + len(points) - len(known)
    for point, of in zip(points, which, strict=True):
        if point in known:
            assert (lat[of], lon[of]) == point
        else:
            assert np.count_nonzero(which == of) == 1
            assert math.isnan(lat[of] + lon[of])
