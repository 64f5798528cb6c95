"""The self-exciting process has the rate, the bursts and the family tree it was asked for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.simulate.bursts import self_exciting

DAYS = 40_000


def _draw(branching: float, *, per_day: float = 0.5, decay: float = 2.0) -> np.ndarray:
    rng = np.random.default_rng(11)
    times, _ = self_exciting(rng, DAYS, per_day=per_day, branching=branching, decay_days=decay)
    return times[times >= 0]


@pytest.mark.parametrize("branching", [0.0, 0.3, 0.5])
def test_rate_counts_offspring(branching: float) -> None:
    times = _draw(branching)
    # Standard error of the rate: sqrt(rate/DAYS)/(1 − branching), at most 0.007 here.
    assert len(times) / DAYS == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize(("branching", "expected"), [(0.0, 1.0), (0.3, 2.04), (0.5, 4.0)])
def test_dispersion_of_long_bins_is_that_of_a_hawkes_process(
    branching: float, expected: float
) -> None:
    """Variance over mean tends to (1 − n)⁻² (Hawkes & Oakes 1974, cluster representation)."""
    bins = np.bincount((_draw(branching) // 100).astype(int), minlength=DAYS // 100)
    assert bins.var() / bins.mean() == pytest.approx(expected, rel=0.25)


def test_offspring_come_after_their_parents_and_as_soon_as_they_should() -> None:
    rng = np.random.default_rng(5)
    times, parents = self_exciting(rng, DAYS, per_day=0.5, branching=0.5, decay_days=3.0)
    born = np.flatnonzero(parents >= 0)
    assert np.all(parents[born] < born)
    delays = times[born] - times[parents[born]]
    assert delays.min() > 0
    assert delays.mean() == pytest.approx(3.0, rel=0.05)
    assert len(born) / len(times) == pytest.approx(0.5, abs=0.02)


def test_the_process_is_as_busy_at_its_beginning_as_later() -> None:
    early = late = 0
    for seed in range(300):
        times, _ = self_exciting(
            np.random.default_rng(seed), 100, per_day=1.0, branching=0.6, decay_days=5.0
        )
        early += int(np.sum((times >= 0) & (times < 20)))
        late += int(np.sum(times >= 80))
    assert early == pytest.approx(late, rel=0.08)


@given(
    st.integers(1, 400),
    st.floats(0, 2),
    st.floats(0, 0.9),
    st.floats(0.1, 10),
    st.integers(0, 2**32),
)
def test_all_times_are_before_the_end(
    days: int, per_day: float, branching: float, decay: float, seed: int
) -> None:
    times, parents = self_exciting(
        np.random.default_rng(seed), days, per_day=per_day, branching=branching, decay_days=decay
    )
    assert len(times) == len(parents)
    assert not len(times) or times.max() < days


@pytest.mark.parametrize(
    "bad",
    [{"branching": 1.0}, {"branching": -0.1}, {"per_day": -1.0}, {"decay_days": 0.0}, {"days": 0}],
)
def test_impossible_processes_are_refused(bad: dict[str, float]) -> None:
    good = {"days": 10, "per_day": 1.0, "branching": 0.3, "decay_days": 2.0}
    wanted = {**good, **bad}
    with pytest.raises(ValueError, match=r"must be positive|branching ratio"):
        self_exciting(np.random.default_rng(0), int(wanted.pop("days")), **wanted)
