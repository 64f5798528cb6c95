"""The most striking window of a year in many series of counts at once, and the rank of one among
them: the test for a window that somebody may have picked because it is striking.

Scan statistics as in Naus (1965) and Kulldorff (1997); the rank among other series instead of
among draws of a model, because no model of fighting is trusted to say how striking it gets.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onrecord.errors import OnrecordError
from onrecord.stats.windows import DAYS_A_YEAR, TIE, Direction, Floats, Ints, separate

YEAR = 365
"""Days over which a window's count is held against the total."""

FEWEST_IN_YEAR = 5
"""Series with fewer events have no striking window to speak of, and are nobody's peers."""

COUNT_FACTOR = 3
DISPERSION_FACTOR = 1.6
"""How alike the yearly count and the dispersion of a peer must be. On the count alone, strongly
bursty series among calmer ones are called striking in 8 % instead of 5."""

PEERS = 20
"""One test at 5 % needs the best of 20; so many for each of a family."""

Masks = NDArray[np.bool_]


class NoRank(enum.StrEnum):
    """Why a window has no rank among peers."""

    OUTSIDE = "no year of the record holds the window"
    TOO_LONG = "the window takes up more than a third of the year"
    NO_EVENTS = "no event in that year"
    TOO_FEW_PEERS = "too few comparable places, parties and years"


@overload
def scan_z(
    k1: float, total: float, length: int, days: int, direction: Direction = ...
) -> float: ...
@overload
def scan_z(k1: Ints, total: Ints, length: int, days: int, direction: Direction = ...) -> Floats: ...
def scan_z(
    k1: float | Ints, total: float | Ints, length: int, days: int, direction: Direction = "rose"
) -> float | Floats:
    """How far a window's count departs from its share of the year's total, the claimed way.

    z = ± (k1 − q·N) / √(q(1 − q)(N + 1)), q = length/days: as `changed_z`, with the whole year
    (window included) in the place of window and baseline.
    """
    rest = days - length
    rise = (k1 * float(days) - total * float(length)) / np.sqrt(
        float(length) * float(rest) * (total + 1.0)
    )
    signed = rise if direction == "rose" else -rise
    return float(signed) if np.ndim(signed) == 0 else np.asarray(signed, dtype=np.float64)


def excess(
    k1: ArrayLike, total: ArrayLike, length: int, days: int, direction: Direction = "rose"
) -> Floats:
    """Log-likelihood ratio of another rate in the window than in the rest of the year.

    Kulldorff (1997), Bernoulli model, natural logarithm, at least 0; 0 where the window departs
    the other way. Unlike z it puts a few events among few on the same scale as many among many.
    Takes counts of any one shape and gives that shape.
    """
    inside, whole = np.broadcast_arrays(
        np.asarray(k1, dtype=np.float64), np.asarray(total, dtype=np.float64)
    )
    share = length / days
    outside = whole - inside
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(inside > 0, inside * np.log(inside / (share * whole)), 0.0)
        ratio += np.where(outside > 0, outside * np.log(outside / ((1.0 - share) * whole)), 0.0)
    departs = inside > share * whole if direction == "rose" else inside < share * whole
    return np.asarray(np.where(departs & (whole > 0), ratio, 0.0), dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Scan:
    """The most striking window of each series, and how much its other windows vary.

    Arrays of shape (series,). The window is the one with most events (fewest, for a fall), the
    earliest of equals.
    """

    totals: Ints
    k1: Ints
    starts: Ints
    dispersions: Floats
    """Variance/mean of bins as long as the window, that window left out; at least 1."""
    length: int
    days: int
    direction: Direction

    @property
    def z(self) -> Floats:
        """Largest `scan_z` of each series."""
        return scan_z(self.k1, self.totals, self.length, self.days, self.direction)

    @property
    def excess(self) -> Floats:
        """Largest `excess` of each series."""
        return excess(self.k1, self.totals, self.length, self.days, self.direction)


def scan(counts: ArrayLike, length: int, direction: Direction = "rose") -> Scan:
    """The most striking window of `length` days in each row of daily counts, (series, days)."""
    daily = np.asarray(counts)
    if daily.ndim != 2 or daily.dtype.kind not in "biu" or (daily.size and daily.min() < 0):
        raise OnrecordError(
            "counts that are not whole numbers from 0 in a table",
            todo="Give one row for each series and one column for each day.",
        )
    days = daily.shape[1]
    if not 1 <= length < days:
        raise OnrecordError(
            f"a window of {length} days in a year of {days}",
            todo="Give a window of 1 day or more, shorter than the year.",
        )
    running = running_totals(daily)
    inside = running[:, length:] - running[:, :-length]
    starts = (inside.argmax(axis=1) if direction == "rose" else inside.argmin(axis=1)).astype(
        np.int64
    )
    k1 = np.take_along_axis(inside, starts[:, None], axis=1)[:, 0]
    return Scan(
        totals=running[:, -1].copy(),
        k1=k1,
        starts=starts,
        dispersions=left_out_dispersions(running, starts, length),
        length=length,
        days=days,
        direction=direction,
    )


def running_totals(counts: NDArray[np.integer]) -> Ints:
    """Events before each day, shape (series, days + 1)."""
    before = np.zeros((counts.shape[0], counts.shape[1] + 1), dtype=np.int64)
    np.cumsum(counts, axis=1, out=before[:, 1:])
    return before


def left_out_dispersions(running: Ints, starts: Ints, length: int) -> Floats:
    """Variance/mean of bins of `length` days laid outwards from the window at `starts`, (series,).

    The window itself is left out, so that what makes it striking does not make it usual. As
    `intervals.dispersion` for one series; at least 1, and 1 where there are fewer than two bins.
    """
    days = running.shape[1] - 1
    steps = np.arange(-(days // length), days // length + 1)
    first = starts[:, None] + steps[steps != 0] * length
    whole = (first >= 0) & (first + length <= days)
    first = np.clip(first, 0, days - length)
    bins = np.take_along_axis(running, first + length, axis=1) - np.take_along_axis(
        running, first, axis=1
    )
    number = whole.sum(axis=1)
    mean = (bins * whole).sum(axis=1) / np.maximum(number, 1)
    variance = (((bins - mean[:, None]) ** 2) * whole).sum(axis=1) / np.maximum(number - 1, 1)
    known = (number >= 2) & (mean > 0)
    ratio = np.divide(variance, mean, out=np.ones_like(mean), where=known)
    return np.asarray(np.maximum(1.0, ratio), dtype=np.float64)


def alike(scanned: Scan, total: int, dispersion: float) -> Masks:
    """Which series have a yearly count and a dispersion like these, shape (series,).

    A dispersion below 1, of a year's few bins, is a chance one: events do not avoid one another.
    """
    n, spread = scanned.totals, np.maximum(scanned.dispersions, 1.0)
    dispersion = max(dispersion, 1.0)
    return np.asarray(
        (n >= FEWEST_IN_YEAR)
        & (COUNT_FACTOR * n >= total)
        & (n <= COUNT_FACTOR * total)
        & (DISPERSION_FACTOR * spread >= dispersion)
        & (spread <= DISPERSION_FACTOR * dispersion),
        dtype=np.bool_,
    )


@dataclass(frozen=True, eq=False)
class Peers:
    """The rank of a window among the most striking windows of comparable series."""

    p: float | None
    why: NoRank | None
    z: float
    z_peers: Floats
    """Largest z of each comparable series, shape (peers,)."""
    needed: int
    """Peers that the family would take."""

    @property
    def number(self) -> int:
        return int(self.z_peers.size)

    @property
    def as_striking(self) -> int:
        """Peers whose most striking window is as striking as this one."""
        return int(np.count_nonzero(self.z_peers >= self.z - TIE))

    @property
    def capacity(self) -> int:
        """The most hypotheses among which this test could still decide."""
        return (self.number + 1) // PEERS

    def p_of(self, z: float) -> float | None:
        """p if the window's z were this one, the peers as they are."""
        if self.why is not None:
            return None
        return float((1 + np.count_nonzero(self.z_peers >= z - TIE)) / (1 + self.number))


def peer_test(
    k1: int,
    total: int,
    dispersion: float,
    scanned: Scan,
    *,
    hypotheses: int = 1,
    observed: tuple[int, int] | None = None,
) -> Peers:
    """Rank a window with `k1` of the year's `total` events among comparable series' best windows.

    p = (1 + #{series whose most striking window has z at least as large}) / (1 + series), over the
    series within a factor 3 of the total and a factor 1.6 of the dispersion (this window left out).
    Right for a window picked as the most striking of the year in a series that was not itself
    picked for it; with fewer than 20·`hypotheses` − 1 peers, p is None. `observed` replaces
    (k1, total) by those of another reading of imprecise events, among the same peers.
    """
    if hypotheses < 1:
        raise OnrecordError(f"a family of {hypotheses} hypotheses", todo="Give 1 or more.")
    inside, whole = (k1, total) if observed is None else observed
    if not 0 <= inside <= whole:
        raise OnrecordError(
            f"{inside} of {whole} events in the window", todo="Give a count and the year's total."
        )
    z = scan_z(inside, whole, scanned.length, scanned.days, scanned.direction)
    peers = scanned.z[alike(scanned, total, dispersion)]
    needed = PEERS * hypotheses - 1
    why = None
    if 3 * scanned.length > scanned.days:
        why = NoRank.TOO_LONG
    elif whole == 0:
        why = NoRank.NO_EVENTS
    elif peers.size < needed:
        why = NoRank.TOO_FEW_PEERS
    found = Peers(None, why, z, peers, needed)
    return Peers(found.p_of(z), why, z, peers, needed)


def per_year(
    counts: NDArray[np.integer],
    z: float,
    length: int,
    spacing: int,
    direction: Direction = "rose",
) -> float | None:
    """How often a year a window as striking as `z` comes in these series, (series, days).

    Windows that begin less than `spacing` days apart are one occasion. None without a series.
    """
    daily = np.asarray(counts)
    if daily.shape[0] == 0:
        return None
    running = running_totals(daily)
    inside = running[:, length:] - running[:, :-length]
    found = scan_z(inside, running[:, -1:], length, daily.shape[1], direction) >= z - TIE
    occasions = sum(
        separate(np.flatnonzero(row).astype(np.int64), spacing) for row in found[found.any(axis=1)]
    )
    return occasions * DAYS_A_YEAR / daily.size
