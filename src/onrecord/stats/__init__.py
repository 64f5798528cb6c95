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
from onrecord.stats.chosen import ByRank, Chosen, chosen_test, power_chosen
from onrecord.stats.clustered_odds import (
    ClusteredOdds,
    NoClusters,
    StratifiedOdds,
    clustered_odds,
    stratified_odds,
    stratified_p,
    stratified_power,
)
from onrecord.stats.gap import Gap, NoGap, gap_test
from onrecord.stats.intervals import (
    Dispersion,
    OpenEnd,
    RateRatio,
    Share,
    dispersion,
    rate_ratio,
    wilson,
)
from onrecord.stats.jitter import (
    Jittered,
    Unjittered,
    after_less_before,
    jitter_power,
    jitter_test,
    shifted_counts,
)
from onrecord.stats.knox import Knox, NoKnox, knox_test
from onrecord.stats.lags import Shifts, all_shifts, lag_histogram
from onrecord.stats.matched import Matched, Unmatched, matched_power, matched_test
from onrecord.stats.multiple import benjamini_hochberg, family, holm
from onrecord.stats.odds import CommonOdds, NoOdds, common_odds, mantel_haenszel
from onrecord.stats.pairs import Points, near_after, pairs_after
from onrecord.stats.placebo import Placebo, Undecidable, exact_p, placebo_test
from onrecord.stats.scan import NoRank, Peers, Scan, peer_test, scan_z
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
from onrecord.stats.strata import NOWHERE, space_time_strata
from onrecord.stats.wake import WakeCounts, wake_counts
from onrecord.stats.wake_bursts import BurstWakes, burst_wakes
from onrecord.stats.wake_effect import NoEffect, Overlap, WakeEffect, matched_wakes, overlaps
from onrecord.stats.wake_permuted import Followed, NotTold, followed_test
from onrecord.stats.wake_rules import MWA, WakeRules
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
    "MWA",
    "NOWHERE",
    "BurstWakes",
    "ByRank",
    "ChanceMatch",
    "Chosen",
    "ClusteredOdds",
    "CommonOdds",
    "Direction",
    "Dispersion",
    "EmptyWindows",
    "Followed",
    "Gap",
    "Jittered",
    "Knox",
    "Matched",
    "NoAnswer",
    "NoClusters",
    "NoEffect",
    "NoGap",
    "NoKnox",
    "NoOdds",
    "NoRank",
    "NoShare",
    "NotTold",
    "OpenEnd",
    "Overlap",
    "Peers",
    "Placebo",
    "Points",
    "Power",
    "RateRatio",
    "ReportingRatio",
    "Scan",
    "Share",
    "Shifts",
    "StratifiedOdds",
    "TippingPoint",
    "Undecidable",
    "Unjittered",
    "Unmatched",
    "WakeCounts",
    "WakeEffect",
    "WakeRules",
    "WindowBursts",
    "Windows",
    "after_less_before",
    "all_shifts",
    "as_large_per_year",
    "benjamini_hochberg",
    "burst_labels",
    "burst_wakes",
    "bursts_in_window",
    "chance_match",
    "changed_z",
    "chosen_test",
    "clustered_odds",
    "common_odds",
    "daily_counts",
    "default_baseline",
    "dispersion",
    "distance_km",
    "empty_windows",
    "exact_p",
    "family",
    "followed_test",
    "gap_test",
    "holm",
    "in_bursts",
    "jitter_power",
    "jitter_test",
    "knox_test",
    "lag_histogram",
    "mantel_haenszel",
    "matched_power",
    "matched_test",
    "matched_wakes",
    "near_after",
    "overlaps",
    "pairs_after",
    "pairs_within",
    "peer_test",
    "placebo_test",
    "power_changed",
    "power_chosen",
    "rate_ratio",
    "reporting_ratio",
    "scan_z",
    "shifted_counts",
    "sliding_windows",
    "space_time_strata",
    "stratified_odds",
    "stratified_p",
    "stratified_power",
    "tipping_point",
    "unit_vectors",
    "wake_counts",
    "wilson",
    "window_counts",
]
