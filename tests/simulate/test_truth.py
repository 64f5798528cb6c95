"""The planted truth holds, whatever chance draws: by brute force on the rows, and by `assess`."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import math
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from onrecord.simulate import demo
from onrecord.simulate.island import SETTLEMENTS

SEEDS = range(1, 21)
FIRST, LAST = dt.date(2016, 1, 1), dt.date(2023, 12, 31)
MAY = (dt.date(2023, 5, 1), dt.date(2023, 5, 21))
MONTH = (dt.date(2023, 5, 17), dt.date(2023, 6, 16))
TRUCE = (dt.date(2023, 5, 22), dt.date(2023, 6, 16))
ARMY, LANTERN, COVENANT = "Government of Orrevane", "Lantern Front", "Ash Covenant"
HYPOTHESES = 3
"""Tests with a p-value in the report: two changes and one absence (METHODS 9)."""


@dataclass(frozen=True)
class Event:
    """One row, as a reader of the file sees it."""

    start: dt.date
    end: dt.date
    lat: float
    lon: float
    where_prec: int
    sides: frozenset[str]
    kind: int
    low: int
    best: int
    high: int
    civilians: int
    headline: str

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


def _events(seed: int) -> list[Event]:
    return [
        Event(
            dt.date.fromisoformat(row["date_start"]),
            dt.date.fromisoformat(row["date_end"]),
            float(row["latitude"]),
            float(row["longitude"]),
            int(row["where_prec"]),
            frozenset((row["side_a"], row["side_b"])),
            int(row["type_of_violence"]),
            int(row["low"]),
            int(row["best"]),
            int(row["high"]),
            int(row["deaths_civilians"]),
            row["source_headline"],
        )
        for row in csv.DictReader(io.StringIO(demo(seed=seed).ged_csv))
    ]


@pytest.fixture(scope="module", params=SEEDS)
def events(request: pytest.FixtureRequest) -> list[Event]:
    return _events(request.param)


def _point(name: str) -> tuple[float, float]:
    return next((place.lat, place.lon) for place in SETTLEMENTS if place.name == name)


def _km(event: Event, place: str) -> float:
    """Great-circle distance (haversine, radius 6371.0088 km)."""
    lat, lon = _point(place)
    a, b = math.radians(lat), math.radians(event.lat)
    half = (
        math.sin((b - a) / 2) ** 2
        + math.cos(a) * math.cos(b) * math.sin(math.radians(event.lon - lon) / 2) ** 2
    )
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def _certain(event: Event, place: str, km: float) -> bool:
    """METHODS 1: distance plus radius within the circle; exact 1 km, near 25 km."""
    radius = {1: 1.0, 2: 25.0}.get(event.where_prec)
    return radius is not None and _km(event, place) + radius <= km


def _perhaps(event: Event, place: str, km: float) -> bool:
    """Anything that could lie in the circle: a unit's row always, to be on the safe side."""
    radius = {1: 1.0, 2: 25.0}.get(event.where_prec)
    if radius is None:
        return event.where_prec <= 5
    return _km(event, place) - radius <= km


def _overlaps(event: Event, days: tuple[dt.date, dt.date]) -> bool:
    """Touches the days, and is short enough to be placed among them at all (METHODS 1)."""
    length = (days[1] - days[0]).days + 1
    return event.start <= days[1] and event.end >= days[0] and event.days <= 2 * length


def _within(event: Event, days: tuple[dt.date, dt.date]) -> bool:
    return days[0] <= event.start and event.end <= days[1]


NORTH = frozenset((ARMY, COVENANT))
LAKE = frozenset((LANTERN, COVENANT))


@pytest.mark.parametrize("km", [15.0, 30.0, 60.0])
def test_thirty_clashes_around_vessarun_and_no_more(events: list[Event], km: float) -> None:
    north = [e for e in events if e.sides == NORTH]
    certain = [e for e in north if _within(e, MAY) and _certain(e, "Vessarun", km)]
    perhaps = [e for e in north if _overlaps(e, MAY) and _perhaps(e, "Vessarun", km)]
    assert len(certain) == len(perhaps) == 30
    dead = sum(e.low for e in certain), sum(e.high for e in certain)
    assert 10 < dead[0] <= dead[1] < 900


def _daily(chosen: list[Event]) -> np.ndarray:
    counts = np.zeros((LAST - FIRST).days + 1)
    for event in chosen:
        if event.days <= 7:
            counts[(event.start - FIRST).days] += 1
    return counts


@pytest.mark.parametrize("km", [15.0, 30.0, 60.0])
def test_the_rise_stands_out_among_eight_years(events: list[Event], km: float) -> None:
    """METHODS 3, by hand: z of every window of 21 days after 126, and the rank of the claim's."""
    length, baseline = 21, 126
    counts = _daily([e for e in events if e.sides == NORTH and _certain(e, "Vessarun", km)])
    total = np.concatenate([[0.0], np.cumsum(counts)])
    starts = np.arange(baseline, len(counts) - length + 1)
    k1 = total[starts + length] - total[starts]
    k0 = total[starts] - total[starts - baseline]
    n, q = k1 + k0, length / (length + baseline)
    z = (k1 - q * n) / np.sqrt(q * (1 - q) * (n + 1))
    own = int(np.flatnonzero(starts == (MAY[0] - FIRST).days)[0])
    comparable = (n >= n[own] / 3) & (n <= 3 * n[own])
    assert comparable.sum() / length >= 19 * HYPOTHESES
    assert np.mean(z[comparable] >= z[own]) <= 0.05 / HYPOTHESES
    assert k0[own] * length / baseline >= 5


@pytest.mark.parametrize("km", [15.0, 30.0, 60.0])
def test_the_rise_is_more_than_one_burst(events: list[Event], km: float) -> None:
    """Three groups of days, each more than five days after the one before (METHODS 1)."""
    certain = [
        e for e in events if e.sides == NORTH and _within(e, MAY) and _certain(e, "Vessarun", km)
    ]
    days = sorted({(e.start - MAY[0]).days for e in certain})
    assert sum(after - before > 5 for before, after in itertools.pairwise(days)) == 2


def test_nobody_else_fights_on_the_lake(events: list[Event]) -> None:
    there = [e for e in events if _overlaps(e, MONTH) and _perhaps(e, "Ondreth", 40.0)]
    assert {e.sides for e in there} == {LAKE}
    assert len(there) == 11
    assert all(_within(e, MONTH) and _certain(e, "Ondreth", 40.0) for e in there)
    assert (sum(e.low for e in there), sum(e.high for e in there)) == (52, 66)


def test_quorrimel_is_quiet_as_it_hardly_ever_is(events: list[Event]) -> None:
    assert not [e for e in events if _overlaps(e, TRUCE) and _perhaps(e, "Quorrimel", 15.0)]
    counts = _daily([e for e in events if _certain(e, "Quorrimel", 15.0)])
    length = (TRUCE[1] - TRUCE[0]).days + 1
    total = np.concatenate([[0.0], np.cumsum(counts)])
    windows = total[length:] - total[:-length]
    own = (TRUCE[0] - FIRST).days
    others = np.delete(windows, own)
    assert windows[own] == 0
    assert len(others) / length >= 19 * HYPOTHESES
    assert (1 + np.sum(others == 0)) / (1 + len(others)) <= 0.05 / HYPOTHESES


def test_tolvane_was_not_quiet(events: list[Event]) -> None:
    days = (dt.date(2023, 5, 14), dt.date(2023, 6, 16))
    deadly = [e for e in events if _within(e, days) and _certain(e, "Tolvane", 5.0) and e.low > 0]
    assert len({e.start for e in deadly}) == 2


def test_one_fight_in_keldarrow_and_no_other_for_half_a_year(events: list[Event]) -> None:
    day = dt.date(2023, 6, 3)
    half = dt.timedelta(days=180)
    near = [
        e
        for e in events
        if _overlaps(e, (day - half, day + half))
        and e.where_prec <= 2
        and _perhaps(e, "Keldarrow", 20.0)
    ]
    assert [(e.start, e.sides, e.low, e.high) for e in near] == [
        (day, frozenset((ARMY, LANTERN)), 6, 9)
    ]


def test_the_strike_on_dresmoor_is_coded_as_such_records_code_it(events: list[Event]) -> None:
    day = dt.date(2023, 6, 5)
    found = [e for e in events if e.start == e.end == day and _certain(e, "Dresmoor", 5.0)]
    strike = [e for e in found if "Kelmaran warplanes" in e.headline and "market" in e.headline]
    assert [(e.best, e.civilians) for e in strike] == [(12, 12)]
    assert ARMY in strike[0].sides
    assert not any("Kelmara" in side for e in events for side in e.sides)


def test_no_massacre_in_ulmeth_and_eyes_to_see_one(events: list[Event]) -> None:
    day = dt.date(2023, 5, 30)
    wanted = frozenset((COVENANT, "Civilians"))
    assert not [
        e
        for e in events
        if e.sides == wanted and e.start <= day <= e.end and e.where_prec <= 5
        and _perhaps(e, "Ulmeth", 20.0) and e.days <= 2
    ]  # fmt: skip
    half = (day - dt.timedelta(days=180), day + dt.timedelta(days=180))
    assert sum(_within(e, half) and _certain(e, "Ulmeth", 10.0) for e in events) >= 5


def test_fourteen_civilians_in_pelloway(events: list[Event]) -> None:
    wanted = frozenset((ARMY, "Civilians"))
    found = [e for e in events if e.sides == wanted and _certain(e, "Pelloway", 20.0)]
    assert [(e.start, e.low, e.best, e.high, e.civilians) for e in found] == [
        (dt.date(2023, 5, 25), 14, 14, 14, 14)
    ]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_checked_report_gives_the_planted_verdicts(seed: int, tmp_path: Path) -> None:
    from onrecord import api
    from onrecord.actors import Registry
    from onrecord.actors.compiled import DATA
    from onrecord.assess import assess
    from onrecord.places import Gazetteer
    from onrecord.records.names import names_with_ids, place_columns

    written = demo(seed=seed).write(tmp_path / "demo")
    folder = shutil.copytree(DATA, tmp_path / "actors")
    shutil.copy(written.actors, folder / "orrevane.yaml")
    record = api.load(written.record)
    names = [(side.name, side.id) for side in names_with_ids(record)]
    registry = Registry.from_folder(folder).with_record(names)
    claims = api.load_claims(written.claims)
    tested = assess(
        claims.claims, record, registry, Gazetteer.from_rows(*place_columns(record)), strict=True
    )
    answers = {f.id: f.verdict or f.state for f in tested.findings}
    answers |= {claim.id: "incomplete" for claim in tested.incomplete}
    answers |= {claim.id: "not testable" for claim in tested.not_testable}
    assert answers == written.truth
