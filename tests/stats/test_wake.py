"""Wakes counted by a tree, against every pair looked at in turn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.stats import wake
from onrecord.stats.sphere import distance_km
from onrecord.stats.wake import WakeCounts, wake_counts
from onrecord.stats.wake_rules import MWA, WakeRules, as_printed

DAYS, KM = (1, 3, 6), (5.0, 12.0, 30.0)

event = st.tuples(
    st.sampled_from([0.0, 0.4, 1.0, 2.0, 3.9, 5.0, 6.0, 9.0, 15.0, np.nan]),
    st.sampled_from([35.0, 35.04, 35.1, 35.25, 89.99, -89.99, np.nan]),
    st.sampled_from([37.0, 37.05, 37.1, 179.99, -179.99]),
    st.sampled_from("tcdx"),
)
events = st.lists(event, max_size=20)


def counted(
    rows: list[tuple[float, float, float, str]], rules: WakeRules | None = None, **how: object
) -> WakeCounts:
    kind = np.array([row[3] for row in rows], dtype="U1")
    columns = [np.array([row[i] for row in rows], dtype=float) for i in range(3)]
    return wake_counts(
        *columns,
        treatment=kind == "t",
        control=kind == "c",
        # Treatment events are dependent as well: the event itself must not count.
        dependent=(kind == "d") | (kind == "t"),
        days=how.get("days", DAYS),  # type: ignore[arg-type]
        km=how.get("km", KM),  # type: ignore[arg-type]
        covered=how.get("covered"),  # type: ignore[arg-type]
        rules=rules,
    )


def slowly(rows: list[tuple[float, float, float, str]], i: int, days: int, km: float) -> list[int]:
    """pre, post, trend, same pre and post, opposite pre and post, one pair at a time."""
    found = dict.fromkeys(["pre", "post", "trend", "s<", "s>", "o<", "o>"], 0)
    day, lat, lon, kind = rows[i]
    for j, (day2, lat2, lon2, kind2) in enumerate(rows):
        if j == i or not np.isfinite(day2) or not distance_km(lat, lon, lat2, lon2) <= km:
            continue
        lag = int(np.floor(day2) - np.floor(day))
        if lag == 0 or abs(lag) > days:
            continue
        if kind2 in "dt":
            found["pre" if lag < 0 else "post"] += 1
            if lag < 0 and 2 * -lag <= days:
                found["trend"] += 1
            if lag < 0 and 2 * -lag > days + 1:
                found["trend"] -= 1
        if kind2 in "tc":
            found[("s" if kind2 == kind else "o") + ("<" if lag < 0 else ">")] += 1
    return list(found.values())


@given(events)
def test_counts_are_those_of_every_pair(rows: list[tuple[float, float, float, str]]) -> None:
    counts = counted(rows)
    known = [i for i, row in enumerate(rows) if row[3] in "tc" and np.isfinite(row[:3]).all()]
    assert sorted(counts.event) == known
    for place, i in enumerate(counts.event):
        for at, days in enumerate(DAYS):
            for ring, km in enumerate(KM):
                ours = [
                    table[place, at, ring]
                    for table in (
                        counts.dependent_pre,
                        counts.dependent_post,
                        counts.trend,
                        counts.same_pre,
                        counts.same_post,
                        counts.opposite_pre,
                        counts.opposite_post,
                    )
                ]
                assert ours == slowly(rows, int(i), days, km)


@given(events, st.randoms(use_true_random=False), st.integers(-400, 400))
def test_neither_order_nor_origin_matters(
    rows: list[tuple[float, float, float, str]], shuffle: object, origin: int
) -> None:
    order = list(range(len(rows)))
    shuffle.shuffle(order)  # type: ignore[attr-defined]
    moved = [(rows[i][0] + origin, *rows[i][1:]) for i in order]
    first, second = counted(rows), counted(moved)
    back = {order[int(event)]: place for place, event in enumerate(second.event)}
    for place, event in enumerate(first.event):
        there = back[int(event)]
        for name in ("dependent_pre", "dependent_post", "trend", "same_pre", "opposite_post"):
            mine, other = getattr(first, name)[place], getattr(second, name)[there]
            assert np.array_equal(mine, other)
        assert np.array_equal(first.complete[place], second.complete[there])


def test_portions_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    rows = [
        (float(rng.integers(0, 60)), 35 + rng.random() / 3, 37 + rng.random() / 3, kind)
        for kind in "tcd" * 80
    ]
    whole = counted(rows)
    monkeypatch.setattr(wake, "_PAIRS_AT_ONCE", 300)
    monkeypatch.setattr(wake, "_CELLS_AT_ONCE", 100)
    parts = counted(rows)
    assert whole.dependent_pre.sum() > 500
    for name in ("dependent_pre", "dependent_post", "trend", "same_pre", "opposite_pre"):
        assert np.array_equal(getattr(whole, name), getattr(parts, name))


def test_without_overlaps_the_dependent_counts_are_the_same() -> None:
    rng = np.random.default_rng(5)
    kind = rng.choice(["t", "c", "d", "x"], 200)
    args = (rng.integers(0, 60, 200), 35 + rng.random(200) / 3, 37 + rng.random(200) / 3)
    masks = {"treatment": kind == "t", "control": kind == "c", "dependent": kind != "c"}
    both = [
        wake_counts(*args, **masks, days=DAYS, km=KM, overlaps=overlaps)
        for overlaps in (True, False)
    ]
    for name in ("event", "complete", "dependent_pre", "dependent_post", "trend"):
        assert np.array_equal(*(getattr(counts, name) for counts in both))
    assert both[0].same_pre.any()
    assert not both[1].same_pre.any()


def test_days_are_whole_by_default_and_elapsed_for_the_peer() -> None:
    rows = [
        (0.0, 35.0, 37.0, "x"),
        (9.0 + 23 / 24, 35.0, 37.0, "t"),
        (10.0 + 1 / 24, 35.0, 37.0, "d"),
        (40.0, 35.0, 37.0, "x"),
    ]
    assert counted(rows).dependent_post[0, 0, 0] == 1
    assert counted(rows, MWA, days=(2,)).dependent_post[0, 0, 0] == 0


def test_of_two_events_of_a_day_the_peer_takes_the_one_above_as_before() -> None:
    above = [(5.0, 35.0, 37.0, "d"), (5.0, 35.0, 37.0, "t")]
    below = above[::-1]
    assert counted(above, MWA, days=(2,)).dependent_pre[0, 0, 0] == 1
    assert counted(below, MWA, days=(2,)).dependent_pre[0, 0, 0] == 0
    for rows in (above, below):
        counts = counted(rows)
        assert not counts.dependent_pre.any()
        assert not counts.dependent_post.any()


def test_a_wake_is_complete_if_its_days_are_covered() -> None:
    rows = [(0.0, 35.0, 37.0, "x"), (3.0, 35.0, 37.0, "t"), (9.0, 35.0, 37.0, "x")]
    assert counted(rows).complete.tolist() == [[True, True, False]]
    assert counted(rows, covered=(-5.0, 20.0)).complete.tolist() == [[True, True, True]]
    # For the peer an event exactly T days from the end is not inside.
    assert counted(rows, MWA, days=(2, 3)).complete.tolist() == [[True, False]]


def test_numbers_rounded_as_r_prints_them() -> None:
    # The small number needs 9 decimals for 7 digits, and the column has as many.
    assert as_printed([35.8367891, 0.00123456789]).tolist() == [35.8367891, 0.001234568]
    assert as_printed([35.83678912, 7.0]).tolist() == [35.83679, 7.0]
    assert as_printed([]).size == 0


def test_nothing_and_one_event() -> None:
    assert counted([]).event.size == 0
    assert counted([(3.0, 35.0, 37.0, "d")]).event.size == 0
    one = counted([(3.0, 35.0, 37.0, "t")])
    assert one.treated.tolist() == [True]
    assert not one.complete.any()
    assert not one.dependent_pre.any()


def test_a_window_longer_than_the_record_has_no_complete_wake() -> None:
    rows = [(float(day), 35.0, 37.0, "t") for day in range(10)]
    assert not counted(rows, days=(60,)).complete.any()


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"days": ()}, "windows of"),
        ({"days": (0, 1)}, "whole numbers of days from 1"),
        ({"days": (1.5,)}, "whole numbers"),
        ({"days": (3, 2)}, "ascending"),
        ({"km": (0.0,)}, "above 0"),
        ({"km": (5.0, 5.0)}, "each once"),
    ],
)
def test_windows_that_cannot_be(how: dict[str, object], words: str) -> None:
    with pytest.raises(OnrecordError, match=words):
        counted([(3.0, 35.0, 37.0, "t")], **how)


def test_the_peer_has_no_window_of_one_day() -> None:
    with pytest.raises(OnrecordError, match="from 2"):
        counted([(3.0, 35.0, 37.0, "t")], MWA, days=(1,))


def test_columns_that_do_not_fit() -> None:
    one = np.zeros(1)
    with pytest.raises(OnrecordError, match="shape"):
        wake_counts(
            one, np.zeros(2), one, treatment=[1], control=[0], dependent=[0], days=[1], km=[1.0]
        )
    with pytest.raises(OnrecordError, match="both treatment and control"):
        wake_counts(one, one, one, treatment=[1], control=[1], dependent=[0], days=[1], km=[1.0])
