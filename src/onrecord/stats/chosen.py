"""The test for a window, and a series, that somebody may have picked for being striking.

Two p: the rank of the window among the most striking windows of comparable series (a picked
window), and how far it stands out from those of all series (a picked series, which is always
first). For a series named in advance the rank decides; for a picked one, the larger of the two.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onrecord.errors import OnrecordError
from onrecord.stats.gap import Gap, NoGap, gap_test
from onrecord.stats.scan import (
    FEWEST_IN_YEAR,
    NoRank,
    Peers,
    Scan,
    alike,
    excess,
    left_out_dispersions,
    peer_test,
    per_year,
    running_totals,
    scan_z,
)
from onrecord.stats.sensitivity import FACTORS, PLACEBOS, NoAnswer, Power
from onrecord.stats.windows import (
    TIE,
    Direction,
    Floats,
    Ints,
    checked_counts,
    default_baseline,
)

LEVEL = 0.05
"""Of the rank, up to which it matters how far the first is ahead."""


@dataclass(frozen=True, eq=False)
class ByRank:
    """The rank alone: what it says of a window picked in a series that nobody picked."""

    test: Chosen

    @property
    def p(self) -> float | None:
        return self.test.peers.p

    @property
    def k1(self) -> int:
        return self.test.k1

    @property
    def k0(self) -> int:
        return self.test.k0

    @property
    def direction(self) -> Direction:
        return self.test.direction

    def p_at(self, k1: float, k0: float) -> float | None:
        """The rank's p if the window and the rest of the year had these counts."""
        return self.test.peers.p_of(scan_z(k1, k1 + k0, *self.test.shape))


@dataclass(frozen=True, eq=False)
class Chosen:
    """A window's change against the rest of its year, its rank among peers, and its lead."""

    p: float | None
    """The larger of the two p; None where `peers.why` or `gap.why` says that it cannot be told.

    The rank's where that alone is above 5 %: then no lead is asked for.
    """
    peers: Peers
    gap: Gap
    k1: int
    total: int
    """Events of the year, window included."""
    dispersion: float
    scanned: Scan
    """The most striking windows of the other series."""
    peers_per_year: float | None
    """Occasions a year, in comparable series, on which a window was as striking."""
    rivals: Floats
    """What the window must stand out from: the largest excess of every other series."""
    hypotheses: int

    @property
    def why(self) -> str | None:
        return None if self.p is not None else (self.peers.why or self.gap.why)

    @property
    def untold(self) -> bool:
        """Whether a lead was asked for and cannot be told."""
        return self.gap.why not in (None, NoGap.NOT_ASKED)

    @property
    def k0(self) -> int:
        """Events in the rest of the year."""
        return self.total - self.k1

    @property
    def direction(self) -> Direction:
        return self.scanned.direction

    @property
    def shape(self) -> tuple[int, int, Direction]:
        """Days of the window and of the year, and the direction."""
        return self.scanned.length, self.scanned.days, self.direction

    @property
    def by_rank(self) -> ByRank:
        return ByRank(self)

    @property
    def capacity(self) -> int:
        """The most hypotheses among which this test could still decide."""
        return 0 if self.untold else self.peers.capacity

    def p_at(self, k1: float, k0: float) -> float | None:
        """p if the window and the rest of the year had these counts, all others as they are."""
        peer = self.by_rank.p_at(k1, k0)
        if peer is None or self.untold:
            return None
        if self.gap.p is None or peer > LEVEL:
            return peer
        lead = gap_test(float(excess(k1, k1 + k0, *self.shape)), self.rivals).p
        return None if lead is None else max(peer, lead)


def others(scanned: Scan) -> Floats:
    """The largest excess of each series with enough events, shape (n,)."""
    return scanned.excess[scanned.totals >= FEWEST_IN_YEAR]


def chosen_test(
    year: ArrayLike,
    start: int,
    scanned: Scan,
    counts: NDArray[np.integer],
    *,
    hypotheses: int = 1,
    observed: tuple[int, int] | None = None,
    rivals: Callable[[], Floats] | None = None,
) -> Chosen:
    """Test a window of `scanned.length` days from position `start` of a year's daily counts.

    `year`: shape (days,); `counts`: those that `scanned` was made from, (series, days), the tested
    series and all that share events with it left out. The peer p (`peer_test`) is right for a
    window picked as the most striking of its year; it says yes every time to a series picked as
    well, so that this must stand out from all others too (`gap_test`, on `excess`). `observed`
    replaces (events in the window, events in the year) by those of another reading. `rivals` gives
    the largest excesses, shape (n,), of all that could have been picked instead, where that is more
    than the series of `counts`; it is called only where the rank stands at 5 %.
    """
    daily = checked_counts(year)
    if daily.size != scanned.days or not 0 <= start <= daily.size - scanned.length:
        raise OnrecordError(
            f"a window from day {start} of {daily.size}",
            todo="Give the year that holds the window, as long as those of the others.",
        )
    k1, total = int(daily[start : start + scanned.length].sum()), int(daily.sum())
    running = running_totals(daily[None, :])
    dispersion = float(left_out_dispersions(running, np.array([start]), scanned.length)[0])
    peers = peer_test(k1, total, dispersion, scanned, hypotheses=hypotheses, observed=observed)
    inside, whole = (k1, total) if observed is None else observed
    best, gap, p = np.empty(0), Gap(None, NoGap.NOT_ASKED, None, 0), peers.p
    if p is not None and p <= LEVEL:
        shape = (scanned.length, scanned.days, scanned.direction)
        best = others(scanned) if rivals is None else rivals()
        gap = gap_test(float(excess(inside, whole, *shape)), best)
        p = None if gap.p is None else max(p, gap.p)
    matched = counts[alike(scanned, total, dispersion)]
    spacing = scanned.length + default_baseline(scanned.length)
    often = None
    if peers.why in (None, NoRank.TOO_FEW_PEERS):
        often = per_year(matched, peers.z, scanned.length, spacing, scanned.direction)
    return Chosen(
        p=p,
        peers=peers,
        gap=gap,
        k1=inside,
        total=whole,
        dispersion=dispersion,
        scanned=scanned,
        peers_per_year=often,
        rivals=best,
        hypotheses=hypotheses,
    )


def power_chosen(
    counts: NDArray[np.integer],
    test: Chosen,
    *,
    seed: int,
    factors: Sequence[int] = FACTORS,
    series: int = PLACEBOS,
    alpha: float = 0.05,
) -> Power:
    """How often a change by each factor, in a window of a comparable series, ranks at p ≤ alpha/m.

    `counts`, (series, days), are those of `test.scanned`. In up to `series` of the comparable
    series a window is drawn; a rise by f adds to it the counts of f − 1 other windows of its
    series, a fall keeps each event with probability 1/f. It is then ranked as `peer_test` would
    rank it, among the other series as they are.
    """
    if any(factor < 2 for factor in factors):
        raise OnrecordError("a factor below 2", todo="Give whole factors from 2; a fall divides.")
    scanned = test.scanned
    peers = np.flatnonzero(alike(scanned, test.total, test.dispersion))
    if test.p is None or peers.size == 0:
        return Power((), (), None, 0, NoAnswer.NO_P)
    rng = np.random.default_rng(seed)
    chosen = rng.choice(peers, size=min(series, peers.size), replace=False)
    length = scanned.length
    running = running_totals(counts[chosen])
    inside = running[:, length:] - running[:, :-length]
    rows = np.arange(chosen.size)
    k1 = inside[rows, rng.integers(inside.shape[1], size=chosen.size)]
    donors = rng.integers(inside.shape[1], size=(chosen.size, max(factors) - 1))
    added = np.cumsum(inside[rows[:, None], donors], axis=1)
    noticed = []
    for factor in factors:
        rose = scanned.direction == "rose"
        more = added[:, factor - 2] if rose else rng.binomial(k1, 1 / factor) - k1
        p = _planted(test, chosen, k1 + more, scanned.totals[chosen] + more)
        noticed.append(float(np.mean(p <= alpha / test.hypotheses)))
    enough = [f for f, share in zip(factors, noticed, strict=True) if share >= 0.8]
    return Power(tuple(factors), tuple(noticed), min(enough, default=None), int(chosen.size), None)


def _planted(test: Chosen, chosen: Ints, k1: Ints, totals: Ints) -> Floats:
    """The rank's p of each of the `chosen` series with these counts, itself left out."""
    z = scan_z(k1, totals, *test.shape)
    own = test.scanned.z[chosen]
    ranks = test.scanned.z[alike(test.scanned, test.total, test.dispersion)]
    above = np.count_nonzero(ranks[None, :] >= z[:, None] - TIE, axis=1) - (own >= z - TIE)
    return np.asarray((1 + above) / ranks.size)
