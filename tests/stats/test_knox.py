"""The Knox test, against every pair in turn and against R surveillance 1.20.3."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from tests.peers import peer

from onrecord.errors import OnrecordError
from onrecord.stats import knox as module
from onrecord.stats.knox import Knox, NoKnox, knox_test

Points = NDArray[np.float64]


def near(points: Points, km: float) -> NDArray[np.int64]:
    return np.asarray(cKDTree(points).query_pairs(km, output_type="ndarray"), dtype=np.int64)


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 9), st.integers(0, 9)), max_size=15),
    st.integers(0, 6),
    st.integers(1, 5),
)
def test_counts_of_every_pair(rows: list[tuple[int, int, int]], days: int, km: int) -> None:
    points = np.array([row[1:] for row in rows], dtype=float).reshape(-1, 2)
    pairs = near(points, km) if rows else np.empty((0, 2))
    found = knox_test([row[0] for row in rows], pairs, days=days, permutations=9)
    time = space = both = 0
    for one, other in combinations(rows, 2):
        soon = abs(one[0] - other[0]) <= days
        close = np.hypot(one[1] - other[1], one[2] - other[2]) <= km
        time, space, both = time + soon, space + close, both + (soon and close)
    assert (found.close_time, found.close_space, found.close_both) == (time, space, both)
    assert (found.p is None) == (found.why is not None)


def pattern(number: int) -> tuple[Points, NDArray[np.float64]]:
    rows = peer(f"knox_pattern{number}.csv")
    return rows[["x", "y"]].to_numpy(), rows.t.to_numpy(dtype=float)


@pytest.fixture(scope="module")
def results() -> list[tuple[pd.Series, Knox, Knox]]:
    """Each line of the peer's table, with ours under both nulls."""
    found = []
    for _, line in peer("knox_result.csv").iterrows():
        points, time = pattern(int(line.pattern))
        pairs = near(points, line.eps_s)
        ours = [
            knox_test(time, pairs, days=line.eps_t, permutations=99, null=null, seed=7)
            for null in ("times", "pairs")
        ]
        found.append((line, ours[0], ours[1]))
    return found


def test_counts_and_poisson_p_of_surveillance(
    results: list[tuple[pd.Series, Knox, Knox]],
) -> None:
    # `knox(dt, ds, eps.t, eps.s, B = 99)`, R 4.2.2, run on 2026-11-22.
    for line, ours, _ in results:
        assert ours.close_both == line.close_both
        assert ours.close_time == line.close_time
        assert ours.close_space == line.close_space
        assert ours.pairs == line.pairs
        assert ours.expected == pytest.approx(line.expected, rel=1e-14)
        assert ours.p_poisson == pytest.approx(line.p_poisson, rel=1e-9)


def same_distribution(ours: NDArray[np.int64], theirs: NDArray[np.int64]) -> float:
    """Kolmogorov-Smirnov distance of two samples."""
    at = np.union1d(ours, theirs)
    share = [np.searchsorted(np.sort(s), at, side="right") / s.size for s in (ours, theirs)]
    return float(np.abs(share[0] - share[1]).max())


def test_permuted_numbers_of_surveillance(
    results: list[tuple[pd.Series, Knox, Knox]],
) -> None:
    # Two samples of 99 of one distribution differ by more than 0.27 once in 1,000.
    permuted = peer("knox_permstats.csv")
    for line, times, pairs in results:
        rows = permuted[
            (permuted.pattern == line.pattern)
            & (permuted.eps_t == line.eps_t)
            & (permuted.eps_s == line.eps_s)
        ]
        assert same_distribution(pairs.permuted, rows.pairperm.to_numpy()) < 0.27
        assert same_distribution(times.permuted, rows.eventperm.to_numpy()) < 0.27
        assert abs((pairs.p or 0) - line["p_sim_pairperm_B99"]) < 0.2
        assert abs((times.p or 0) - line["p_eventperm_B99"]) < 0.2


def test_pairs_permuted_as_if_independent_are_too_narrow() -> None:
    # Pattern 3 clusters in space and in time, independently: pairs that share an event move
    # together, which only a permutation of events keeps.
    points, time = pattern(3)
    pairs = near(points, 10.0)
    events = knox_test(time, pairs, days=30, permutations=499).permuted
    drawn = knox_test(time, pairs, days=30, permutations=499, null="pairs").permuted
    assert events.std() > 1.15 * drawn.std()


def test_p_is_uniform_where_nothing_interacts() -> None:
    rng = np.random.default_rng(11)
    ps = []
    for seed in range(300):
        points, time = rng.random((60, 2)), rng.integers(0, 100, 60)
        found = knox_test(time, near(points, 0.1), days=5, permutations=99, seed=seed)
        assert found.p is not None
        ps.append(found.p)
    # 300 draws of a true 5 % stay below 9 % but once in a thousand times.
    assert np.mean(np.array(ps) <= 0.05) < 0.09


def test_near_repeats_are_found() -> None:
    rng = np.random.default_rng(4)
    points, time = rng.random((80, 2)), rng.integers(0, 300, 80)
    again = np.arange(0, 80, 4)
    points = np.vstack([points, points[again] + 0.001])
    time = np.concatenate([time, time[again] + 2])
    found = knox_test(time, near(points, 0.02), days=3, permutations=999)
    assert found.p == 0.001


@given(st.integers(-1000, 1000))
def test_the_origin_of_time_does_not_matter(origin: int) -> None:
    rng = np.random.default_rng(2)
    points, time = rng.random((30, 2)), rng.integers(0, 40, 30)
    one = knox_test(time, near(points, 0.2), days=4, permutations=19)
    other = knox_test(time + origin, near(points, 0.2), days=4, permutations=19)
    assert one.p == other.p


def test_so_many_pairs_that_draws_are_normal(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(2)
    points, time = rng.random((300, 2)), rng.integers(0, 400, 300)
    how = {"days": 20, "permutations": 2000, "null": "pairs"}
    exact = knox_test(time, near(points, 0.2), **how).permuted  # type: ignore[arg-type]
    monkeypatch.setattr(module, "_MOST_PAIRS", 100)
    normal = knox_test(time, near(points, 0.2), **how).permuted  # type: ignore[arg-type]
    assert same_distribution(exact, normal) < 0.062


def test_nothing_to_compare() -> None:
    assert knox_test([], [], days=3).why == NoKnox.TOO_FEW_EVENTS
    assert knox_test([1, 2], [[0, 1]], days=3).why == NoKnox.TOO_FEW_EVENTS
    assert knox_test([5, 5, 5], [[0, 1]], days=3).why == NoKnox.ALL_OR_NONE
    assert knox_test([1, 20, 40], [[0, 1]], days=3).why == NoKnox.ALL_OR_NONE
    at_one_point = [[0, 1], [0, 2], [1, 2]]
    assert knox_test([1, 2, 40], at_one_point, days=3).why == NoKnox.ALL_OR_NONE


def test_input_that_cannot_be() -> None:
    with pytest.raises(OnrecordError, match="without a time"):
        knox_test([1.0, np.nan, 3.0], [[0, 1]], days=3)
    with pytest.raises(OnrecordError, match="among 3"):
        knox_test([1.0, 2.0, 3.0], [[0, 3]], days=3)
    with pytest.raises(OnrecordError, match="permutations"):
        knox_test([1.0, 2.0, 9.0], [[0, 1]], days=3, permutations=0)
