"""The specification of how a simulated war is reported: what is missed, what is made coarse."""

from __future__ import annotations

from dataclasses import dataclass

WHERE_PREC: tuple[float, ...] = (0.544, 0.349, 0.020, 0.038, 0.034, 0.015)
"""Shares of UCDP's codes 1 to 6 among 16,566 rows on Syria, 2016 to 2019 (GED 19.1)."""

DATE_PREC: tuple[tuple[float, ...], ...] = (
    (0.954, 0.040, 0.001, 0.004, 0.001),
    (0.940, 0.054, 0.001, 0.004, 0.001),
    (0.754, 0.126, 0.009, 0.093, 0.018),
    (0.879, 0.076, 0.000, 0.029, 0.016),
    (0.868, 0.094, 0.005, 0.026, 0.007),
    (0.626, 0.039, 0.004, 0.268, 0.063),
)
"""Shares of date_prec 1 to 5 for each where_prec, among the same rows: the coarse go together."""


@dataclass(frozen=True)
class Reporting:
    """What a record makes of what happened. The default leaves nothing out and codes as GED does.

    seen: probability that an event beside a town, on a calm day, on day 0 is reported.
    far_km: distance from the nearest town at which that has fallen to 1/e; None: distance does not
    matter. crowded: number of other events of that day at which it has fallen to a half; None:
    never. per_year: its factor per year. step: (day, factor) from which day on it is multiplied.
    of: ((key, factor), …) for the acts of some keys only. Never above 1.
    coarse: whether places and dates are coded as coarsely as `where_prec` (shares of codes 1 to 6)
    and `date_prec` (for each where_prec, shares of codes 1 to 5) say; else all are exact.
    aggregated: share of rows that sum up several incidents (event_clarity 2).
    bloodless: share of events other than killings of civilians in which nobody dies: in ACLED, not
    in GED. doubtful: share of deadly ones without a certain death (best = 0, high > 0).
    log_dead, log_dead_sd: mean and standard deviation of the log of the number of dead.
    """

    seen: float = 1.0
    far_km: float | None = None
    crowded: float | None = None
    per_year: float = 1.0
    step: tuple[float, float] | None = None
    of: tuple[tuple[str, float], ...] = ()
    coarse: bool = True
    where_prec: tuple[float, ...] = WHERE_PREC
    date_prec: tuple[tuple[float, ...], ...] = DATE_PREC
    aggregated: float = 0.038
    bloodless: float = 0.0
    doubtful: float = 0.068
    log_dead: float = 0.7
    log_dead_sd: float = 1.0

    @staticmethod
    def exact() -> Reporting:
        """Everything is reported, with its exact day and place."""
        return Reporting(coarse=False, aggregated=0.0, doubtful=0.0)
