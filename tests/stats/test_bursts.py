"""Bursts are single linkage in space and time at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.stats import as_large_per_year, burst_labels, bursts_in_window, distance_km, linkage

event = st.tuples(
    st.integers(0, 40),
    st.sampled_from([35.0, 35.05, 35.1, 35.3, np.nan]),
    st.sampled_from([37.0, 37.05, 37.1, 179.99, -179.99]),
    st.integers(0, 1),
)
events = st.lists(event, max_size=25)


def columns(rows: list[tuple[int, float, float, int]]) -> list[list[float]]:
    return [[row[i] for row in rows] for i in range(4)]


def slow_labels(rows: list[tuple[int, float, float, int]], km: float, gap: float) -> list[int]:
    """Spread a label from event to event until nothing changes."""
    label = list(range(len(rows)))
    changed = True
    while changed:
        changed = False
        for i, (day, lat, lon, side) in enumerate(rows):
            for j, (day2, lat2, lon2, side2) in enumerate(rows):
                linked = (
                    side == side2
                    and abs(day - day2) <= gap
                    and distance_km(lat, lon, lat2, lon2) <= km
                )
                if linked and label[i] != label[j]:
                    label[i] = label[j] = min(label[i], label[j])
                    changed = True
    return label


def partition(labels: object) -> set[frozenset[int]]:
    array = np.asarray(labels)
    return {frozenset(np.flatnonzero(array == label).tolist()) for label in np.unique(array)}


@pytest.fixture(params=["pair by pair", "by cells"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of linking, whatever the number of events."""
    if request.param == "by cells":
        monkeypatch.setattr(linkage, "_FEW", -1)
    return str(request.param)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events, st.sampled_from([0.0, 6.0, 10.0]), st.sampled_from([0, 1, 5]))
def test_is_what_spreading_labels_gives(
    way: str, rows: list[tuple[int, float, float, int]], km: float, gap: int
) -> None:
    day, lat, lon, side = columns(rows)
    fast = burst_labels(day, lat, lon, km=km, gap_days=gap, group=side)
    assert partition(fast) == partition(slow_labels(rows, km, gap)), way


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=40))
def test_connected_is_what_spreading_numbers_gives(edges: list[tuple[int, int]]) -> None:
    label = list(range(31))
    for _ in label:
        for i, j in edges:
            label[i] = label[j] = min(label[i], label[j])
    i, j = np.array(edges, dtype=np.int64).reshape(-1, 2).T
    assert linkage.connected(31, i, j).tolist() == label


@given(events, st.randoms(use_true_random=False), st.integers(-1000, 1000))
def test_knows_no_order_no_origin_of_time_and_no_names_of_sides(
    rows: list[tuple[int, float, float, int]], random: object, shift: int
) -> None:
    order = list(range(len(rows)))
    random.shuffle(order)  # type: ignore[attr-defined]
    day, lat, lon, side = columns(rows)
    labels = burst_labels(day, lat, lon, group=side)
    moved = burst_labels(
        [day[i] + shift for i in order],
        [lat[i] for i in order],
        [lon[i] for i in order],
        group=[7 - side[i] for i in order],
    )
    back = np.empty(len(rows), int)
    back[order] = moved
    assert partition(labels) == partition(back)


@given(events)
def test_labels_are_numbered_by_first_day(rows: list[tuple[int, float, float, int]]) -> None:
    day, lat, lon, _ = columns(rows)
    labels = burst_labels(day, lat, lon)
    assert sorted(set(labels.tolist())) == list(range(len(set(labels.tolist()))))
    first = [min(d for d, b in zip(day, labels, strict=True) if b == k) for k in sorted({*labels})]
    assert first == sorted(first)


def test_portions_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    day, lat, lon = rng.integers(0, 60, 300), rng.uniform(35, 36, 300), rng.uniform(37, 38, 300)
    pair_by_pair = burst_labels(day, lat, lon)
    monkeypatch.setattr(linkage, "_FEW", -1)
    whole = burst_labels(day, lat, lon)
    assert np.array_equal(whole, pair_by_pair)
    monkeypatch.setattr(linkage, "AT_ONCE", 7)
    assert np.array_equal(whole, burst_labels(day, lat, lon))
    assert 1 < whole.max() < 299


def test_nothing_one_and_two_events() -> None:
    assert burst_labels([], [], []).tolist() == []
    assert burst_labels([3], [35], [37]).tolist() == [0]
    assert burst_labels([3, 8], [35, 35], [37, 37]).tolist() == [0, 0]
    assert burst_labels([3, 9], [35, 35], [37, 37]).tolist() == [0, 1]


def test_near_in_space_only_or_in_time_only_does_not_link() -> None:
    assert burst_labels([0, 0], [35, 36], [37, 37]).tolist() == [0, 1]
    assert burst_labels([0, 100], [35, 35], [37, 37]).tolist() == [0, 1]


def test_exactly_at_the_distance_links() -> None:
    km = float(distance_km(35, 37, 35.05, 37.05))
    assert burst_labels([0, 0], [35, 35.05], [37, 37.05], km=km).tolist() == [0, 0]
    nearer = float(np.nextafter(km, 0))
    assert burst_labels([0, 0], [35, 35.05], [37, 37.05], km=nearer).tolist() == [0, 1]


def test_links_chain() -> None:
    assert burst_labels(range(0, 50, 5), [35] * 10, [37] * 10).tolist() == [0] * 10


def test_many_events_on_one_day_and_at_one_point() -> None:
    assert burst_labels([4] * 16_000, [35] * 16_000, [37] * 16_000).max() == 0
    spread = np.linspace(-60, 60, 4_000)
    assert burst_labels([4] * 4_000, spread, [37] * 4_000).max() == 0


def test_unknown_point_or_day_is_a_burst_of_its_own() -> None:
    labels = burst_labels([0, 0, 0, np.nan, np.nan], [35, np.nan, np.nan, 35, 35], [37] * 5)
    assert labels.tolist() == [0, 1, 2, 3, 4]


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(OnrecordError, match="shapes"):
        burst_labels([1, 2], [35], [37])


def test_sixteen_thousand_real_events_hang_together(syria_csv: object) -> None:
    import csv
    import datetime as dt

    with open(str(syria_csv), encoding="utf-8") as file:  # noqa: PTH123
        rows = list(csv.DictReader(file))
    day = [dt.date.fromisoformat(row["date_start"][:10]).toordinal() for row in rows]
    lat, lon = [float(row["latitude"]) for row in rows], [float(row["longitude"]) for row in rows]
    labels = burst_labels(day, lat, lon)
    assert len(labels) == len(rows) > 10_000
    for burst in range(0, int(labels.max()), 500):
        inside = np.flatnonzero(labels == burst)
        near = distance_km(np.array(lat)[inside][:, None], np.array(lon)[inside][:, None], lat, lon)
        close = (near <= 10) & (np.abs(np.array(day)[inside][:, None] - np.array(day)) <= 5)
        assert set(np.flatnonzero(close.any(axis=0))) == set(inside)


def test_bursts_of_a_window() -> None:
    labels, days = [0, 0, 0, 0, 1, 2, 2], [1, 5, 9, 13, 12, 20, 21]
    found = bursts_in_window(labels, days, 9, 20)
    assert (found.number, found.sizes) == (3, (2, 1, 1))
    assert (found.largest, found.largest_began) == (4, 1)
    nothing = bursts_in_window(labels, days, 100, 120)
    assert (nothing.number, nothing.largest, nothing.largest_began) == (0, 0, None)


def test_how_often_so_large_a_burst_comes() -> None:
    assert as_large_per_year([0, 0, 0, 1, 2, 2, 2], 3, 1461) == pytest.approx(2 / 4)
    assert as_large_per_year([], 3, 1461) == 0
    with pytest.raises(OnrecordError):
        as_large_per_year([0], 1, 0)


@given(events, st.sampled_from([0.0, 0.005, 10.0, 25_000.0]), st.sampled_from([0, 1, 5]))
def test_trees_and_trying_pairs_give_the_same(
    rows: list[tuple[int, float, float, int]], km: float, gap: int
) -> None:
    day, lat, lon, side = columns(rows)
    tried = linkage._TRIED
    try:
        linkage._TRIED = 0
        by_tree = burst_labels(day, lat, lon, km=km, gap_days=gap, group=side)
    finally:
        linkage._TRIED = tried
    assert np.array_equal(by_tree, burst_labels(day, lat, lon, km=km, gap_days=gap, group=side))
    assert partition(by_tree) == partition(slow_labels(rows, km, gap))


def test_two_towns_full_of_events_link_by_their_nearest_pair() -> None:
    """A million pairs on one day, of which one alone is within the distance."""
    rng = np.random.default_rng(9)
    lat = 35 + rng.uniform(0, 0.01, 1_000)
    north = 35 + 0.13 + rng.uniform(0, 0.01, 1_000)
    both = np.concatenate([lat, north])
    lon = np.full(2_000, 37.0)
    nearest = float(distance_km(lat.max(), 37, north.min(), 37))
    within = burst_labels(np.zeros(2_000), both, lon, km=nearest * (1 + 1e-9))
    beyond = burst_labels(np.zeros(2_000), both, lon, km=nearest * (1 - 1e-9))
    assert within.max() == 0
    assert beyond.max() == 1


def test_every_chain_of_a_crowded_month_is_found() -> None:
    rng = np.random.default_rng(10)
    day, lat, lon = rng.integers(0, 40, 400), rng.uniform(35, 35.8, 400), rng.uniform(37, 38, 400)
    rows = list(zip(day.tolist(), lat.tolist(), lon.tolist(), [0] * 400, strict=True))
    found = burst_labels(day, lat, lon, km=6.0, gap_days=2)
    assert 10 < len(partition(found)) < 390
    near = distance_km(lat[:, None], lon[:, None], lat, lon) <= 6.0
    linked = near & (np.abs(day[:, None] - day) <= 2)
    label = np.arange(len(rows))
    while True:
        spread = np.where(linked, label, len(rows)).min(axis=1)
        if np.array_equal(spread, label):
            break
        label = spread
    assert partition(found) == partition(label)
