"""Pure numeric methods: arrays and numbers in, arrays and small frozen results out.

Nothing here knows a claim, a record or an actor. No function returns NaN, and where a p, a share or
an end of an interval is None, the field beside it says why.
"""

from onrecord.stats.bursts import (
    WindowBursts,
    as_large_per_year,
    burst_labels,
    bursts_in_window,
)
from onrecord.stats.chance import (
    ChanceMatch,
    EmptyWindows,
    NoShare,
    chance_match,
    empty_windows,
)
from onrecord.stats.intervals import (
    Dispersion,
    OpenEnd,
    RateRatio,
    Share,
    dispersion,
    rate_ratio,
    wilson,
)
from onrecord.stats.multiple import benjamini_hochberg, family, holm
from onrecord.stats.placebo import Placebo, Undecidable, exact_p, placebo_test
from onrecord.stats.sensitivity import (
    NoAnswer,
    Power,
    ReportingRatio,
    TippingPoint,
    in_bursts,
    power_changed,
    reporting_ratio,
    tipping_point,
)
from onrecord.stats.sphere import EARTH_RADIUS_KM, distance_km, pairs_within, unit_vectors
from onrecord.stats.windows import (
    Direction,
    Windows,
    changed_z,
    daily_counts,
    default_baseline,
    sliding_windows,
    window_counts,
)

__all__ = [
    "EARTH_RADIUS_KM",
    "ChanceMatch",
    "Direction",
    "Dispersion",
    "EmptyWindows",
    "NoAnswer",
    "NoShare",
    "OpenEnd",
    "Placebo",
    "Power",
    "RateRatio",
    "ReportingRatio",
    "Share",
    "TippingPoint",
    "Undecidable",
    "WindowBursts",
    "Windows",
    "as_large_per_year",
    "benjamini_hochberg",
    "burst_labels",
    "bursts_in_window",
    "chance_match",
    "changed_z",
    "daily_counts",
    "default_baseline",
    "dispersion",
    "distance_km",
    "empty_windows",
    "exact_p",
    "family",
    "holm",
    "in_bursts",
    "pairs_within",
    "placebo_test",
    "power_changed",
    "rate_ratio",
    "reporting_ratio",
    "sliding_windows",
    "tipping_point",
    "unit_vectors",
    "wilson",
    "window_counts",
]
