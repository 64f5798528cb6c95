"""The map and the timeline of a finding: what is drawn, what is summed, what is said of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.assess.finding import Bin, Checked, Finding, OtherPlace, TestedPlace
from onrecord.present import geometry
from onrecord.present.mapping import draw_map
from onrecord.present.table import RecordRows, Row
from onrecord.present.timeline import joined, timeline
from onrecord.present.words import catalogue

WORDS = catalogue()
DAY = dt.date


def _finding(checked: Checked, id_: str) -> Finding:
    return next(f for f in checked.findings if f.id == id_)


def _rows(checked: Checked, records: dict[str, Any], id_: str) -> tuple[Row, ...]:
    return RecordRows(records, checked.findings).of(_finding(checked, id_)).rows


def test_every_placed_event_is_drawn_and_no_unplaced_one(
    checked: Checked, records: dict[str, Any]
) -> None:
    rows = _rows(checked, records, "only-battle")
    drawn = draw_map(WORDS, _finding(checked, "only-battle"), rows)
    assert drawn is not None
    assert len(drawn.events) == sum(r.role != "unplaced" for r in rows) == 15
    assert {e["role"] for e in drawn.events} == {"counter-example", "counted", "possible"}
    assert "15 events" in drawn.label
    assert "6 counter-example" in drawn.label


def test_the_circle_of_the_place_and_its_homonym_are_drawn(
    checked: Checked, records: dict[str, Any]
) -> None:
    drawn = draw_map(
        WORDS, _finding(checked, "only-battle"), _rows(checked, records, "only-battle")
    )
    assert drawn is not None
    assert [a["text"] for a in drawn.anchors] == ["Old Weir", "Old Weir (Lower Korrin)"]
    north = max(drawn.rings, key=lambda p: p["y"])
    assert geometry.latitude(north["y"]) == pytest.approx(
        61.18 + 30 / geometry.KM_PER_DEGREE, abs=1e-4
    )


def test_a_far_homonym_does_not_shrink_the_map(checked: Checked) -> None:
    near = TestedPlace(label="A", shape="disc", lat=10, lon=10, km=20)
    far = near.model_copy(
        update={"others": (OtherPlace(label="A far", lat=40, lon=60, km_away=5000),)}
    )
    finding = _finding(checked, "mirrow-denied")
    views = [
        draw_map(WORDS, finding.model_copy(update={"places": (place,)}), ())
        for place in (near, far)
    ]
    assert views[0] is not None
    assert views[1] is not None
    assert views[0].views == views[1].views


def test_above_the_limit_events_are_summed_and_none_is_lost(
    checked: Checked, records: dict[str, Any]
) -> None:
    rows = _rows(checked, records, "toll-march")
    drawn = draw_map(WORDS, _finding(checked, "toll-march"), rows, most=40)
    assert drawn is not None
    assert drawn.cells
    placed = [r for r in rows if r.role != "unplaced"]
    assert sum(e["n"] for e in drawn.events) == len(placed)
    assert sum(e["dead"] for e in drawn.events) == sum(r.best or 0 for r in placed)
    assert len(drawn.events) < len(placed)


def test_a_withheld_record_shows_no_point_and_names_no_place(
    checked: Checked, records: dict[str, Any]
) -> None:
    rows = _rows(checked, records, "only-battle")
    drawn = draw_map(WORDS, _finding(checked, "only-battle"), rows, withheld=True)
    assert drawn is not None
    assert drawn.cells is not None
    assert drawn.cells >= 25
    assert drawn.views["all"]["names"] == []
    points = {(round(r.lon or 0, 5), round(geometry.mercator(r.lat or 0), 5)) for r in rows}
    assert not points & {(e["x"], e["y"]) for e in drawn.events}


def test_nothing_to_draw(checked: Checked) -> None:
    assert draw_map(WORDS, _finding(checked, "favours"), ()) is None
    assert timeline(WORDS, _finding(checked, "favours"), None) is None


def test_a_map_across_the_date_line_is_narrow(checked: Checked) -> None:
    place = TestedPlace(label="D", shape="box", bounds=(178, -20, -178, -12))
    drawn = draw_map(
        WORDS, _finding(checked, "mirrow-denied").model_copy(update={"places": (place,)}), ()
    )
    assert drawn is not None
    assert drawn.past_date_line
    params = drawn.views["all"]["params"]
    assert params["x1"] - params["x0"] < 20


BINS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=500)


@given(BINS)
def test_joined_bins_lose_no_event_and_leave_no_gap(numbers: list[tuple[int, int]]) -> None:
    start = DAY(2031, 1, 1)
    bins = [
        Bin(start=start + dt.timedelta(days=7 * i), days=7, certain=c, possible=p)
        for i, (c, p) in enumerate(numbers)
    ]
    found = joined(bins, most=150)
    assert len(found) <= 150
    assert sum(b.certain for b in found) == sum(c for c, _ in numbers)
    assert sum(b.possible for b in found) == sum(p for _, p in numbers)
    assert sum(b.days for b in found) == 7 * len(bins)


def test_the_timeline_shades_the_window_to_its_last_day(checked: Checked) -> None:
    shown = timeline(WORDS, _finding(checked, "only-battle"), DAY(2032, 4, 2))
    assert shown is not None
    assert shown.datasets["window"] == [{"x": "2032-03-19", "x2": "2032-04-03"}]
    assert shown.datasets["published"] == [{"x": "2032-04-02"}]
    assert "19 Mar – 2 Apr 2032" in shown.caption
    stacked = [b for b in shown.datasets["bars"] if b["x"] == "2032-03-15"]
    assert all(b["y2"] > b["y"] for b in stacked)


def test_the_timelines_words_count_inside_and_outside_of_the_window(checked: Checked) -> None:
    finding = _finding(checked, "only-battle").model_copy(
        update={
            "history": (
                Bin(start=DAY(2032, 3, 1), days=7, certain=2, possible=1),
                Bin(start=DAY(2032, 3, 22), days=7, certain=5, possible=0),
            )
        }
    )
    shown = timeline(WORDS, finding, None)
    assert shown is not None
    assert (
        "In it: 5 certain and 0 possible. Outside of it: 2 certain and 1 possible." in shown.label
    )


def test_a_whole_country_is_drawn_by_its_border_and_a_unit_by_its_box(checked: Checked) -> None:
    box = (35.7, 32.3, 42.4, 37.3)
    place = TestedPlace(label="Syria", shape="country", lat=35.0, lon=38.5, bounds=box)
    finding = _finding(checked, "only-battle").model_copy(update={"places": (place,)})
    border, invented = (draw_map(WORDS, finding, (), invented=i) for i in (False, True))
    assert border is not None
    assert invented is not None
    assert len(border.rings) > 30
    assert (border.boxed, invented.boxed, len(invented.rings)) == (False, True, 5)
