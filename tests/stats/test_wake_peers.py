"""Our wakes against R mwa 0.5.0 (Schutte & Donnay 2014), run on 2026-11-22 with R 4.2.2.

Its README's data: `matchedwake(mwa_data, t_window=c(2,10,2), spat_window=c(2,10,2),
treatment=c("type","treatment"), control=c("type","control"), dependent=c("type","dependent"),
matchColumns=c("match1","match2"), weighted=TRUE, t_unit="days", TCM=TRUE)`, and variants. Syria:
1,000 rows of UCDP GED 19.1, treatment non-state, control state-based, dependent all, windows of
2 to 20 days and km, matched on best and where_prec.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from tests.peers import day_numbers, peer

from onrecord.stats.cem import cells, coarsened, match, sturges_breaks
from onrecord.stats.wake import WakeCounts, wake_counts
from onrecord.stats.wake_effect import Balance, WakeEffect, matched_wakes, overlaps
from onrecord.stats.wake_rules import MWA, as_printed

EVENS = tuple(range(2, 11, 2))
WIDE = tuple(range(2, 21, 2))


def of_readme(days: tuple[int, ...] = EVENS, km: tuple[int, ...] = EVENS) -> WakeCounts:
    rows = peer("mwa_input.csv")
    return wake_counts(
        day_numbers(rows.timestamp),
        rows.lat,
        rows.lon,
        treatment=rows.type == "treatment",
        control=rows.type == "control",
        dependent=rows.type == "dependent",
        days=days,
        km=km,
        rules=MWA,
    )


def of_syria() -> WakeCounts:
    rows = peer("mwa_syria1000_input.csv")
    return wake_counts(
        day_numbers(rows.timestamp),
        rows.lat,
        rows.lon,
        treatment=rows.vtype == "nonstate",
        control=rows.vtype == "state",
        dependent=np.ones(len(rows), bool),
        days=WIDE,
        km=WIDE,
        rules=MWA,
    )


def readme_columns() -> dict[str, Any]:
    rows = peer("mwa_input.csv")
    return {"match1": rows.match1, "match2": rows.match2}


def syria_columns() -> dict[str, Any]:
    rows = peer("mwa_syria1000_input.csv")
    return {"best": rows.best, "where_prec": rows.where_prec}


def per_window(table: pd.DataFrame) -> Iterator[tuple[int, float, pd.DataFrame]]:
    for _, rows in table.groupby(["t_window", "spat_window"]):
        yield int(rows.t_window.iloc[0]), float(rows.spat_window.iloc[0]), rows


@pytest.mark.parametrize(
    ("make", "file"),
    [
        (of_readme, "mwa_counts.csv"),
        (lambda: of_readme((3, 5, 7, 9), (5, 10)), "mwa_counts_oddwindows.csv"),
        (of_syria, "mwa_syria1000_counts.csv"),
    ],
)
def test_counts(make: Any, file: str) -> None:
    counts, table = make(), peer(file)
    assert len(table) == int(counts.complete.sum()) * len(counts.km)
    columns = {
        "dependent_pre": counts.dependent_pre,
        "dependent_trend": counts.trend,
        "SO_pre": counts.same_pre,
        "MO_pre": counts.opposite_pre,
        "dependent_post": counts.dependent_post,
        "SO_post": counts.same_post,
        "MO_post": counts.opposite_post,
    }
    for days, km, rows in per_window(table):
        at, ring = counts.days.index(days), counts.km.index(km)
        kept = counts.complete[:, at]
        assert np.array_equal(rows.eventID, counts.rank[kept] + 1)
        assert np.array_equal(rows.treatment, counts.treated[kept])
        for name, ours in columns.items():
            assert np.array_equal(rows[name], ours[kept, at, ring]), (days, km, name)


RESULTS = [
    ("mwa_result.csv", {}),
    ("mwa_result_att_weighted.csv", {}),
    ("mwa_result_deleteSUTVA.csv", {"drop_overlapping": True}),
    ("mwa_result_nomatch.csv", {"matching": False}),
    ("mwa_result_weighted_notcm.csv", {"match_overlaps": False}),
    ("mwa_result_unweighted_notcm.csv", {"match_overlaps": False, "weighted": False}),
]


def assert_effects(effects: tuple[WakeEffect, ...], table: pd.DataFrame) -> None:
    assert len(effects) == len(table)
    theirs = table.set_index(["t_window", "spat_window"])
    for ours in effects:
        row = theirs.loc[(ours.days, int(ours.km))]
        for name, value in {
            "estimate": ours.effect,
            "pvalue": ours.p,
            "adj.r.squared": ours.adjusted_r2,
            "intercept": ours.intercept,
            "intercept.pval": ours.intercept_p,
        }.items():
            if name not in row:
                continue
            assert (value is None) == bool(np.isnan(row[name])), (ours, name)
            assert value is None or value == pytest.approx(row[name], abs=1e-12), (ours, name)
        assert (ours.effect is None) == (ours.why is not None)


@pytest.mark.parametrize(("file", "how"), RESULTS)
def test_estimates_of_the_readme(file: str, how: dict[str, bool]) -> None:
    table = peer(file)
    assert_effects(matched_wakes(of_readme(), readme_columns(), rules=MWA, **how), table)


def test_estimates_of_syria() -> None:
    table = peer("mwa_syria1000_est.csv")
    assert_effects(matched_wakes(of_syria(), syria_columns(), rules=MWA), table)


def as_reported(balance: Balance) -> NDArray[np.float64]:
    assert balance.l1 is not None
    assert balance.common_support is not None
    return np.array([balance.control, balance.treated, balance.l1, 100.0 * balance.common_support])


@pytest.mark.parametrize(
    ("make", "columns", "file"),
    [
        (of_readme, readme_columns, "mwa_matching.csv"),
        (of_syria, syria_columns, "mwa_syria1000_matching.csv"),
    ],
)
def test_matched_numbers_and_imbalance(make: Any, columns: Any, file: str) -> None:
    table = peer(file).set_index(["t_window", "spat_window"])
    # They report three decimals of L1 and one of the per cent.
    half = np.array([0.0, 0.0, 0.0005, 0.05]) + 1e-9
    for effect in matched_wakes(make(), columns(), rules=MWA):
        row = table.loc[(effect.days, int(effect.km))].to_numpy(float)
        assert (np.abs(as_reported(effect.before) - row[:4]) <= half).all(), effect
        assert (np.abs(as_reported(effect.after) - row[4:]) <= half).all(), effect


@pytest.mark.parametrize(
    ("make", "file"), [(of_readme, "mwa_sutva.csv"), (of_syria, "mwa_syria1000_sutva.csv")]
)
def test_overlapping_wakes(make: Any, file: str) -> None:
    table = peer(file).set_index(["t_window", "spat_window"])
    for share in overlaps(make()):
        ours = [share.same_pre, share.same_post, share.same]
        ours += [share.opposite_pre, share.opposite_post, share.opposite]
        theirs = table.loc[(share.days, int(share.km))].to_numpy(float)
        assert np.abs(ours - theirs).max() <= 0.0005 + 1e-9


def readme_window(counts: WakeCounts, at: int, ring: int) -> dict[str, NDArray[Any]]:
    kept = counts.complete[:, at]
    columns = {name: as_printed(v)[counts.event][kept] for name, v in readme_columns().items()}
    columns["dependent_trend"] = counts.trend[kept, at, ring]
    columns["SO_pre"] = counts.same_pre[kept, at, ring]
    columns["MO_pre"] = counts.opposite_pre[kept, at, ring]
    return columns


def test_which_wakes_are_matched() -> None:
    counts, table = of_readme(), peer("mwa_matched_flags.csv")
    for days, km, rows in per_window(table):
        at, ring = counts.days.index(days), counts.km.index(km)
        columns = readme_window(counts, at, ring)
        kept = counts.complete[:, at]
        stratum = cells([coarsened(column) for column in columns.values()])
        matched = match(counts.treated[kept], stratum)
        assert np.array_equal(rows.eventID, counts.rank[kept] + 1)
        assert np.array_equal(rows.matched.astype(bool), matched.kept), (days, km)


def test_break_points() -> None:
    counts, table = of_readme(), peer("mwa_cem_breaks.csv")
    for days, km, rows in per_window(table):
        columns = readme_window(counts, counts.days.index(days), counts.km.index(km))
        for name, column in columns.items():
            theirs = [float(x) for x in str(rows[name].iloc[0]).split(",")]
            assert sturges_breaks(column) == pytest.approx(theirs, rel=1e-13, abs=1e-13)
