"""Wakes: what is recorded near an event shortly before it, and shortly after it.

Sliding spatiotemporal windows of Schutte & Donnay (2014), "Matched wake analysis", Political
Geography 41: 1-10. Every number here is a count; matching is in `cem`, estimates in `wake_effect`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onrecord.errors import OnrecordError
from onrecord.stats.sphere import distance_km, unit_vectors
from onrecord.stats.wake_rules import KM_PER_DEGREE, WakeRules, as_printed

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Counts = NDArray[np.int32]
Mask = NDArray[np.bool_]

_CELLS_AT_ONCE = 2_000_000
_PAIRS_AT_ONCE = 1_000_000
"""Cells (wake × distance × lag) and pairs counted at a time: bounds memory."""


@dataclass(frozen=True, eq=False)
class WakeCounts:
    """Events around each treatment and control event, in every window of a grid.

    W wakes in order of time, T windows of days, S windows of km.
    """

    event: Ints
    """Position of each wake's event in the input, shape (W,)."""
    rank: Ints
    """Position of that event among all events in order of time, shape (W,)."""
    treated: Mask
    """Treatment (True) or control, shape (W,)."""
    days: tuple[int, ...]
    km: tuple[float, ...]
    complete: Mask
    """Whether the wake's days before and after are covered, shape (W, T)."""
    dependent_pre: Counts
    """Dependent events before, shape (W, T, S); the event itself never counts."""
    dependent_post: Counts
    trend: Floats
    """Dependent events in the later half of the days before, less those in the earlier half."""
    same_pre: Counts
    """Events of the same type (treatment or control) before: wakes that overlap."""
    same_post: Counts
    opposite_pre: Counts
    opposite_post: Counts

    @property
    def windows(self) -> tuple[tuple[int, float], ...]:
        """(days, km) of every window, days slowest."""
        return tuple((days, km) for days in self.days for km in self.km)


def wake_counts(
    time: ArrayLike,
    lat: ArrayLike,
    lon: ArrayLike,
    *,
    treatment: ArrayLike,
    control: ArrayLike,
    dependent: ArrayLike,
    days: Sequence[int],
    km: Sequence[float],
    covered: tuple[float, float] | None = None,
    overlaps: bool = True,
    rules: WakeRules | None = None,
) -> WakeCounts:
    """Count the events within `km` kilometres and `days` days before and after each wake.

    `time`: days from any origin, shape (n,), whole or with a fraction; `lat`, `lon`: degrees;
    `treatment`, `control`, `dependent`: masks of shape (n,). An event may be dependent and
    treatment at once, but not treatment and control. `days`: whole numbers from 1; `km` above 0;
    both ascending. `covered`: first and last day that the record covers (default: of the events;
    not used where the rules ask for events beyond the ends). An event without a time or a point
    has no wake and is in none. `overlaps=False` leaves the tables of treatment and control events
    at zero, which is faster. `rules`: default `WakeRules()`.

    A KD-tree over space and time together lists the pairs within the widest window once; they are
    counted by distance ring and lag, and cumulative sums give every window of the grid.

    Raises `OnrecordError` for arrays of different lengths and for windows that are not ascending.
    """
    rules = rules or WakeRules()
    when, phi, lam = (np.atleast_1d(np.asarray(x, np.float64)) for x in (time, lat, lon))
    masks = [np.atleast_1d(np.asarray(x, np.bool_)) for x in (treatment, control, dependent)]
    _check(when, (phi, lam, *masks), (masks[0] & masks[1]), days, km, rules)
    known = np.flatnonzero(np.isfinite(when) & np.isfinite(phi) & np.isfinite(lam))
    order = known[np.argsort(when[known], kind="stable")]
    when, phi, lam = when[order], phi[order], lam[order]
    if rules.as_printed:
        phi, lam = as_printed(phi), as_printed(lam)
    if rules.whole_days:
        when = np.floor(when)
    treated, control_, counted = (mask[order] for mask in masks)
    wakes = np.flatnonzero(treated | control_)
    kind = np.where(treated, 1, np.where(control_, 2, 0)).astype(np.int8)
    shape = (wakes.size, len(days), len(km))
    tables = {name: np.zeros(shape, np.int32) for name in _TABLES}
    trend = np.zeros(shape, np.float64)
    spans = np.asarray(days, np.int64)
    among = np.arange(when.size) if overlaps else np.flatnonzero(counted)
    for first, last, near in _portions(when, phi, lam, wakes, among, spans, km, rules):
        of = kind[wakes[first:last]][near.wake]
        other = kind[near.event]
        size = (last - first, len(km), int(spans[-1]) + 1)
        for name, mask in (
            ("dependent", counted[near.event]),
            ("same", other == of),
            ("opposite", (other != of) & (other != 0)),
        )[: 3 if overlaps else 1]:
            pre = _cumulative(size, near, mask & near.before)
            post = _cumulative(size, near, mask & ~near.before)
            tables[f"{name}_pre"][first:last] = pre[:, :, spans].swapaxes(1, 2)
            tables[f"{name}_post"][first:last] = post[:, :, spans].swapaxes(1, 2)
            if name == "dependent":
                for at, span in enumerate(days):
                    trend[first:last, at] = _trend(pre, int(span), rules)
    return WakeCounts(
        event=order[wakes],
        rank=wakes,
        treated=treated[wakes],
        days=tuple(int(span) for span in days),
        km=tuple(float(reach) for reach in km),
        complete=_complete(when, wakes, spans, covered, rules),
        trend=trend,
        **tables,
    )


_TABLES = (
    "dependent_pre",
    "dependent_post",
    "same_pre",
    "same_post",
    "opposite_pre",
    "opposite_post",
)


@dataclass(frozen=True, eq=False)
class _Near:
    """Pairs of a wake and an event in its widest window, each of shape (m,)."""

    wake: Ints
    """Position among the wakes of the portion."""
    event: Ints
    ring: Ints
    """Index of the smallest distance that holds the event."""
    lag: Ints
    """Whole days between the two."""
    before: Mask


def _portions(
    when: Floats,
    phi: Floats,
    lam: Floats,
    wakes: Ints,
    among: Ints,
    spans: Ints,
    km: Sequence[float],
    rules: WakeRules,
) -> Iterator[tuple[int, int, _Near]]:
    """The pairs of wakes `first` to `last` (excluded) and events `among`, portion by portion."""
    from scipy.spatial import cKDTree

    if wakes.size == 0 or among.size == 0:
        return
    degrees = km[-1] / rules.km_per_degree
    # The chord is at most the arc; a hair more, so that rounding loses none.
    points = unit_vectors(phi, lam) / (np.radians(min(degrees, 180.0)) * (1.0 + 1e-9) + 1e-12)
    space_time = np.column_stack([points, (when - when[0]) / (spans[-1] + 1.0)])
    tree = cKDTree(space_time[among])
    pairs = tree.query_ball_point(space_time[wakes], 1.0, p=np.inf, return_length=True)
    cells = len(km) * (int(spans[-1]) + 1)
    load = np.cumsum(np.maximum(pairs / _PAIRS_AT_ONCE, cells / _CELLS_AT_ONCE)).astype(np.int64)
    starts = np.flatnonzero(np.diff(load, prepend=-1))
    for first, last in zip(starts, [*starts[1:], wakes.size], strict=True):
        mine = wakes[first:last]
        found = cKDTree(space_time[mine]).sparse_distance_matrix(
            tree, 1.0, p=np.inf, output_type="ndarray"
        )
        event = among[found["j"]]
        yield int(first), int(last), _near(found["i"], event, mine, when, phi, lam, km, rules)


def _near(
    i: Ints,
    event: Ints,
    mine: Ints,
    when: Floats,
    phi: Floats,
    lam: Floats,
    km: Sequence[float],
    rules: WakeRules,
) -> _Near:
    of = mine[i]
    lag = np.floor(np.abs(when[event] - when[of])).astype(np.int64)
    if rules.same_day == "file order":
        before = event < of
        counts = (event != of) & (before | (lag >= 1))
    else:
        before = when[event] < when[of]
        counts = lag >= 1
    far = distance_km(phi[of], lam[of], phi[event], lam[event])
    ring = np.searchsorted(km, far * (rules.km_per_degree / KM_PER_DEGREE), side="left")
    counts &= ring < len(km)
    return _Near(i[counts], event[counts], ring[counts], lag[counts], before[counts])


def _cumulative(size: tuple[int, int, int], near: _Near, mask: Mask) -> Ints:
    """Events within each distance and up to each lag, shape (wakes, distances, lags)."""
    _, rings, lags = size
    inside = mask & (near.lag < lags)
    cell = (near.wake[inside] * rings + near.ring[inside]) * lags + near.lag[inside]
    table = np.bincount(cell, minlength=int(np.prod(size))).reshape(size)
    np.cumsum(table, axis=1, out=table)
    np.cumsum(table, axis=2, out=table)
    return table


def _trend(before: Ints, span: int, rules: WakeRules) -> Floats:
    """Events of the later half of `span` days before, less the earlier half, (wakes, distances)."""

    def between(first: int, last: int) -> Ints:
        if last < first:
            return np.zeros_like(before[:, :, 0])
        return before[:, :, last] - (before[:, :, first - 1] if first else 0)

    if rules.same_day == "neither":
        # The middle day of an odd number belongs to neither half.
        half = span // 2
        return np.asarray(between(1, half) - between(span - half + 1, span), np.float64)
    if span % 2 == 0:
        half = span // 2
        return np.asarray(between(0, half - 1) - between(half, span), np.float64)
    half = (span + 1) // 2
    times = half // (half - 1)
    with_middle = between(0, half - 1) - times * between(half, span)
    without = times * between(0, half - 2) - between(half - 1, span)
    return np.asarray(0.5 * (with_middle + without), np.float64)


def _complete(
    when: Floats,
    wakes: Ints,
    spans: Ints,
    covered: tuple[float, float] | None,
    rules: WakeRules,
) -> Mask:
    if wakes.size == 0:
        return np.zeros((0, spans.size), dtype=np.bool_)
    mine = when[wakes][:, None]
    if rules.ends == "strictly inside":
        return np.asarray((when[0] < mine - spans) & (mine + spans < when[-1]), np.bool_)
    first, last = covered or (when[0], when[-1])
    return np.asarray((first <= mine - spans) & (mine + spans <= last), np.bool_)


def _check(
    when: Floats,
    others: Sequence[NDArray[np.float64] | Mask],
    both: Mask,
    days: Sequence[int],
    km: Sequence[float],
    rules: WakeRules,
) -> None:
    if when.ndim != 1 or any(other.shape != when.shape for other in others):
        shapes = ", ".join(str(other.shape) for other in others)
        raise OnrecordError(
            f"times of shape {when.shape} with columns of shapes {shapes}",
            todo="Give one time, one point and one of each mask for every event.",
        )
    if both.any():
        raise OnrecordError(
            f"event {int(np.flatnonzero(both)[0]) + 1} is both treatment and control",
            todo="An event can be one of them, or neither.",
        )
    least = 2 if rules.same_day == "file order" else 1
    if len(days) == 0 or any(span != int(span) or span < least for span in days):
        raise OnrecordError(
            f"windows of {list(days)} days", todo=f"Give whole numbers of days from {least}."
        )
    if len(km) == 0 or any(not reach > 0.0 for reach in km):
        raise OnrecordError(f"windows of {list(km)} km", todo="Give distances above 0 km.")
    if list(days) != sorted(set(days)) or list(km) != sorted(set(km)):
        raise OnrecordError(
            f"windows of {list(days)} days and {list(km)} km",
            todo="Give both in ascending order, each once.",
        )
