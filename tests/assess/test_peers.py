"""The other places, parties and years that a selection is compared with."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import numpy as np
import pytest

from onrecord.assess.asking import asked
from onrecord.assess.case import Bench, Case
from onrecord.assess.peer_places import circles_of, places_of, radius_of
from onrecord.assess.peers import (
    OWN,
    elsewhere,
    rivals,
    rows_of,
    scanned,
    year_of,
    year_with,
)
from onrecord.places.areas import Box, Disc, Polygon, UnitArea, UnitPart
from onrecord.selection import Resolver
from onrecord.selection.where import where_levels
from onrecord.stats.sphere import distance_km
from tests.rows import ALL_SEEING, UCDP_LIKE, events_of, row
from tests.world import claim, gazetteer, record, registry

FRONT, LEAGUE, OLD = "Highland Front", "Sea League", "Old Front"
PAIR = {"between": [FRONT, LEAGUE]}


def case_of(rows: list[dict[str, Any]], expresses: Any = UCDP_LIKE, **fields: Any) -> Case:
    held = record(rows, expresses)
    places = gazetteer(rows)
    bench = Bench(held, registry(), places.unit_bounds(), 1)
    one = claim(**{"type": "changed", "direction": "rose", "events": PAIR} | fields)
    return asked(one, Resolver(registry(), places, held.info), bench)


def fights(
    n: int, day: str = "2020-06-10", a: str = FRONT, b: str = LEAGUE, **given: Any
) -> list[dict[str, Any]]:
    first = dt.date.fromisoformat(day)
    return [
        row(side_a=[a], side_b=[b], start=first + dt.timedelta(days=i), **given) for i in range(n)
    ]


@pytest.mark.parametrize(
    ("start", "length", "covered", "year"),
    [
        (10, 14, 1430, (0, 365)),
        (400, 14, 1430, (365, 365)),
        (360, 14, 1430, (335, 365)),  # cut by the first years: years that end with the record
        (1416, 14, 1430, (1065, 365)),
        (0, 14, 1430, (0, 365)),
        (10, 14, 200, (0, 200)),  # a record shorter than a year is one
        (-3, 14, 1430, None),
        (1420, 14, 1430, None),
        (360, 400, 1430, None),
    ],
)
def test_the_year_that_holds_a_window(start: int, length: int, covered: int, year: Any) -> None:
    assert year_of(start, length, covered) == year


def test_every_window_inside_a_record_of_two_years_has_a_year() -> None:
    for start in range(900 - 30):
        found = year_of(start, 30, 900)
        assert found is not None
        first, days = found
        assert 0 <= first <= start
        assert start + 30 <= first + days <= 900


def test_cells_are_places_parties_and_years() -> None:
    rows = [
        *fights(6),  # the selection itself
        *fights(6, "2018-06-10"),  # another year
        *fights(6, lat=12.0),  # another place
        *fights(6, b=OLD),  # other parties
        *fights(4, lat=14.0),  # too few
        *fights(6, "2020-06-10", lat=12.0, b=OLD),
    ]
    case = case_of(rows)
    start = (dt.date(2020, 6, 10) - case.info.coverage.first).days
    year = year_with(case, start, 11)
    assert year is not None
    cells = set(zip((year.place > OWN).tolist(), (year.parties > OWN).tolist(), strict=True))
    assert year.cells == 4
    assert cells == {(False, False), (True, False), (False, True), (True, True)}
    own = (year.place == OWN) & (year.parties == OWN)
    assert np.all(year.year[own] != 0)
    assert year.counts.sum() == 24
    assert year_with(case, start, 11) is year  # kept for the next claim


def test_no_cell_shares_an_event_with_the_selection() -> None:
    """Whoever is involved: a fight of the claim's actor is not its opponent's as well."""
    rows = [*fights(6), *fights(6, lat=12.0), *fights(6, a=OLD, b=LEAGUE)]
    case = case_of(rows, events={"involving": FRONT})
    entries = rows_of(case)
    assert np.count_nonzero(entries.parties == OWN) == 12
    # The other fights stand under each of their two sides.
    assert np.count_nonzero(entries.parties > OWN) == 12
    assert len(set(entries.parties[entries.parties > OWN].tolist())) == 2


def test_direction_only_where_the_record_says_it() -> None:
    there = fights(6, directed=True)
    back = fights(6, a=LEAGUE, b=FRONT, directed=True)
    unsaid = fights(6, b=OLD)
    case = case_of([*there, *back, *unsaid], ALL_SEEING, events={"by": FRONT, "against": LEAGUE})
    entries = rows_of(case)
    assert np.count_nonzero(entries.parties == OWN) == 6
    assert np.count_nonzero(entries.parties > OWN) == 6


def test_circles_do_not_overlap_and_hold_what_they_say() -> None:
    draw = random.Random(4)
    rows = [row(lat=10 + draw.random() * 3, lon=20 + draw.random() * 3) for _ in range(400)]
    events, km = events_of(rows), 20.0
    areas = (Disc(11.0, 21.0, km),)
    where = where_levels(events, areas, {})
    codes = places_of(events, areas, where, np.ones(len(events), dtype=bool))
    assert np.array_equal(codes == 0, where == 2)
    middles = []
    for code in range(1, int(codes.max()) + 1):
        inside = np.flatnonzero(codes == code)
        away = distance_km(
            events.lat[inside][:, None], events.lon[inside][:, None],
            events.lat[inside][None], events.lon[inside][None],
        )  # fmt: skip
        assert away.max() <= 2 * km
        # One of its points is the middle, within reach of all the others.
        middle = inside[away.max(axis=1).argmin()]
        assert away.max(axis=1).min() <= km
        middles.append(middle)
    assert len(middles) > 20
    own = distance_km(events.lat[codes > 0], events.lon[codes > 0], 11.0, 21.0)
    assert own.min() > km


def test_the_order_of_the_rows_does_not_matter() -> None:
    draw = random.Random(5)
    rows = [
        row(lat=10 + draw.random() * 2, lon=20 + draw.random() * 2, id=str(i)) for i in range(200)
    ]
    mixed = rows.copy()
    draw.shuffle(mixed)
    areas = (Disc(10.5, 20.5, 15.0),)
    found = []
    for table in (rows, mixed):
        events = events_of(table)
        where = where_levels(events, areas, {})
        codes = places_of(events, areas, where, np.ones(len(events), dtype=bool))
        found.append(dict(zip(events.id, codes.tolist(), strict=True)))
    assert found[0] == found[1]


def test_units_are_compared_with_units_of_their_level() -> None:
    rows = [
        *fights(6, adm1="North Province"),
        *fights(6, adm1="South Province", lat=12.0),
        *fights(3, adm1="South Province", lat=12.0, where_prec=6),
        *fights(3, adm1=None, adm2=None, lat=13.0),
    ]
    events = events_of(rows)
    north = UnitArea("North Province", 1, frozenset({"North Province"}), frozenset(), None, 10, 20,
                     None)  # fmt: skip
    where = where_levels(events, (north,), {})
    codes = places_of(events, (north,), where, np.ones(len(events), dtype=bool))
    assert codes[:6].tolist() == [0] * 6
    assert len(set(codes[6:12].tolist())) == 1
    assert codes[6] > 0
    assert codes[12:].tolist() == [-1] * 6


def test_other_shapes_are_compared_with_circles_of_their_area() -> None:
    assert radius_of((Disc(0, 0, 30.0),)) == 30.0
    assert radius_of((Disc(0, 0, 30.0), Disc(0, 5, 40.0))) == pytest.approx(50.0)
    degree = 111.195
    assert radius_of((Box(20, -0.5, 21, 0.5),)) == pytest.approx(degree / np.pi**0.5, rel=1e-3)
    across = Box(179.5, -0.5, -179.5, 0.5)
    assert radius_of((across,)) == pytest.approx(degree / np.pi**0.5, rel=1e-3)
    ring = [[20, -0.5], [21, -0.5], [21, 0.5], [20, 0.5], [20, -0.5]]
    shape = Polygon({"type": "Polygon", "coordinates": [ring]})
    assert radius_of((shape,)) == pytest.approx(degree / np.pi**0.5, rel=1e-3)
    unit = UnitArea("U", 1, frozenset({"U"}), frozenset(), None, 0, 20, (20.0, -0.5, 21.0, 0.5))
    part = UnitPart(unit, "north", 0.0, 20.5)
    assert radius_of((part,)) == pytest.approx(radius_of((unit,)) / 2**0.5)


@pytest.mark.parametrize(("lat", "lon"), [(89.99, 0.0), (0.0, 180.0), (0.0, -180.0)])
def test_at_a_pole_and_at_the_date_line(lat: float, lon: float) -> None:
    rows = [*fights(6, lat=lat, lon=lon), *fights(6, lat=lat - 3, lon=lon)]
    events = events_of(rows)
    areas = (Disc(lat, lon, 50.0),)
    where = where_levels(events, areas, {})
    codes = places_of(events, areas, where, np.ones(len(events), dtype=bool))
    assert codes.tolist() == [0] * 6 + [1] * 6


def test_no_points_no_peers() -> None:
    rows = [*fights(6), *fights(6, lat=float("nan"), lon=float("nan"), where_prec=6)]
    case = case_of(rows)
    year = year_with(case, 1600, 11)
    assert year is not None
    assert year.cells == 0
    assert scanned(case, year, 11, "rose").z.shape == (0,)


def test_elsewhere_counts_the_same_parties_in_other_places() -> None:
    rows = [*fights(6), *fights(7, lat=12.0), *fights(5, lat=14.0), *fights(9, lat=12.0, b=OLD)]
    case = case_of(rows)
    days = dt.date(2020, 6, 10), dt.date(2020, 6, 14)
    assert sorted(elsewhere(case, *days).tolist()) == [5, 5]
    assert elsewhere(case, dt.date(2019, 1, 1), dt.date(2019, 2, 1)).tolist() == [0, 0]


def test_rivals_are_the_most_striking_circles_that_do_not_overlap() -> None:
    """Two towns 40 km apart, each with a burst: one circle around the point between them has both,
    and no circle that touches it counts again."""
    usual = [f for lat in (14.0, 14.18, 14.36) for f in fights(20, "2020-01-01", lat=lat)]
    burst = [f for lat in (14.0, 14.36) for f in fights(7, "2020-06-01", lat=lat)]
    case = case_of([*fights(6), *usual, *burst], where={"near": [10.0, 20.0], "within": 25})
    start = (dt.date(2020, 6, 10) - case.info.coverage.first).days
    year = year_with(case, start, 11)
    assert year is not None
    found = rivals(case, year, 11, "rose")
    peers = scanned(case, year, 11, "rose")
    # Peers lie side by side, busiest point first; the rival lies where it is most striking.
    assert found.size == 1
    assert found[0] >= peers.excess.max()
    assert rivals(case, year, 11, "rose") is found


def test_every_circle_is_clear_of_the_claims_own() -> None:
    draw = random.Random(6)
    rows = [row(lat=10 + draw.random() * 3, lon=20 + draw.random() * 3) for _ in range(300)]
    events, km = events_of(rows), 30.0
    areas = (Disc(11.0, 21.0, km),)
    where = where_levels(events, areas, {})
    circles = circles_of(events, areas, where, np.ones(len(events), dtype=bool))
    assert circles is not None
    away = distance_km(circles.lat[1:], circles.lon[1:], 11.0, 21.0)
    assert away.min() >= 2 * km
    assert set(circles.row[circles.circle == 0].tolist()) == set(np.flatnonzero(where == 2))
    for entry in range(0, circles.row.size, 97):
        at, circle = circles.row[entry], circles.circle[entry]
        if circle:
            middle = circles.lat[circle], circles.lon[circle]
            assert distance_km(events.lat[at], events.lon[at], *middle) <= km - 1
    unit = UnitArea("U", 1, frozenset({"U"}), frozenset(), None, 0, 20, None)
    assert circles_of(events, (unit,), where, np.ones(len(events), dtype=bool)) is None
