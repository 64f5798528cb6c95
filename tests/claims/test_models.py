"""The claim models: short forms, canonical forms, and what they refuse."""

from __future__ import annotations

import datetime as dt
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from onrecord.claims import (
    CLAIM,
    DEADLY_KINDS,
    KINDS,
    MODELS,
    TYPES,
    AnyClaim,
    Changed,
    Events,
    Number,
    Review,
    When,
    as_written,
    between,
    by,
    involving,
)

from .strategies import any_claim, days, km, whens

BASE: dict[str, Any] = {"events": {"involving": "Lanterns"}, "where": "Ombrelle", "when": "2021"}


def claim(**fields: Any) -> Any:
    return CLAIM.validate_python({"type": "only", **BASE, **fields})


def refused(**fields: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        claim(**fields)
    return str(caught.value)


def test_the_types_are_those_of_the_claim_language() -> None:
    assert TYPES == (
        "occurred", "none", "only", "count", "toll", "ranked", "changed", "displaced", "coincided",
        "targeted", "followed", "controls", "aligned", "opinion",
    )  # fmt: skip


@pytest.mark.parametrize("type_", TYPES)
def test_every_type_has_the_common_fields_and_a_sentence(type_: str) -> None:
    model = MODELS[type_]
    common = {"id", "type", "says", "at", "according_to", "stance", "incomplete", "review"}
    assert common <= set(model.model_fields)
    assert set(model.needs) <= set(model.model_fields)
    assert model.__doc__


@given(any_claim)
def test_canonical_form_reads_back(whole: AnyClaim) -> None:
    written = as_written(whole)
    again = CLAIM.validate_python(written)
    assert again == whole
    assert hash(again) == hash(whole)
    assert as_written(again) == written
    assert CLAIM.validate_json(CLAIM.dump_json(whole)) == whole
    assert pickle.loads(pickle.dumps(whole)) == whole  # noqa: S301
    assert list(written)[:2] == ["id", "type"]


@given(any_claim)
def test_a_claim_without_id_is_named_by_its_content(whole: AnyClaim) -> None:
    content = {k: v for k, v in as_written(whole).items() if k != "id"}
    named = CLAIM.validate_python(content)
    assert named.id.startswith(f"{whole.type}-")
    reviewed = {**content, "review": {"status": "accepted"}}
    assert CLAIM.validate_python(reviewed).id == named.id
    other = CLAIM.validate_python({**content, "says": "something else entirely"})
    assert other.id != named.id


def test_the_name_does_not_depend_on_the_form() -> None:
    short = claim()
    long = claim(
        events=Events(involving=("Lanterns",)),
        where=[{"place": "Ombrelle"}],
        when=When(first=dt.date(2021, 1, 1), last=dt.date(2021, 12, 31)),
    )
    assert short == long
    assert short.id == long.id


def test_a_claim_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        claim().stance = "denied"


def test_what_is_missing_must_be_named() -> None:
    with pytest.raises(ValidationError, match="where, when missing"):
        CLAIM.validate_python({"type": "only", "events": {"involving": "A"}})
    unfinished = CLAIM.validate_python({"type": "only", "incomplete": ["place", "date"]})
    assert unfinished.incomplete == ("place", "date")


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2021-02-09", "2021-02-09", "2021-02-09"),
        ("2021-02", "2021-02-01", "2021-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2021", "2021-01-01", "2021-12-31"),
        (2021, "2021-01-01", "2021-12-31"),
        ("2021-02-09/2021-03", "2021-02-09", "2021-03-31"),
        (" 2021-02-09 / 2021-02-10 ", "2021-02-09", "2021-02-10"),
        ("2021-02-09/..", "2021-02-09", None),
        ("../2021-02-09", None, "2021-02-09"),
        ("/2021-02-09", None, "2021-02-09"),
        (dt.date(2021, 2, 9), "2021-02-09", "2021-02-09"),
        ({"from": "2021-02", "to": "2021"}, "2021-02-01", "2021-12-31"),
        ({"from": 2021}, "2021-01-01", None),
    ],
)
def test_forms_of_when(written: Any, first: str | None, last: str | None) -> None:
    when = When.model_validate(written)
    assert (when.first and when.first.isoformat(), when.last and when.last.isoformat()) == (
        first,
        last,
    )
    assert When.model_validate(when.model_dump()) == When.model_validate(when) == when
    assert str(when) == when.iso


@pytest.mark.parametrize(
    "written",
    [
        "", "soon", "2021-13", "2021-02-30", "21-02-09", "2021-2-9", "../..", "/", True, 86400, 1.5,
        None, [], {}, {"from": ""}, {"from": None}, {"vague": True}, {1: 2, "a": 3, "from": "2021"},
        {"first": "2021-01-01"}, {"from": "2021", "vague": "yes"}, "2021-03-02/2021-03-01",
        "２０２１",
    ],
)  # fmt: skip
def test_what_is_no_when(written: Any) -> None:
    with pytest.raises(ValidationError):
        When.model_validate(written)


@given(whens())
def test_length_in_days(when: When) -> None:
    if when.first is None or when.last is None:
        assert when.days is None
        assert ".." in when.iso
    else:
        assert when.days == (when.last - when.first).days + 1
        assert when.days >= 1


@given(days)
def test_days_are_days_and_not_seconds(day: dt.date) -> None:
    anchored = {"event": "the truce", "on": day.isoformat()}
    rose: Changed = claim(type="changed", direction="rose", anchored_by=anchored)
    assert rose.anchored_by is not None
    assert rose.anchored_by.on == day
    for bad in (86400, "86400", f"{day} 00:00", dt.datetime(2021, 1, 1), None):
        with pytest.raises(ValidationError):
            claim(type="changed", direction="rose", anchored_by={"event": "x", "on": bad})


@given(km)
def test_distances_read_back_exactly(distance: float) -> None:
    near = claim(where={"near": "Ombrelle", "within": distance})
    assert as_written(near)["where"]["within"].endswith(" km")
    assert CLAIM.validate_python(as_written(near)).where[0].within == distance  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("60 km", 60),
        ("60", 60),
        (60, 60),
        ("500 m", 0.5),
        ("10 mi", 16.09344),
        ("2miles", 3.218688),
    ],
)
def test_units_of_distance(written: Any, expected: float) -> None:
    near = claim(where={"near": "Ombrelle", "within": written})
    assert near.where[0].within == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("bad", ["0 km", "-3 km", "60 leagues", True, "", 0, 1e9, float("nan"), []])
def test_what_is_no_distance(bad: Any) -> None:
    assert refused(where={"near": "Ombrelle", "within": bad})


SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]


def test_equal_polygons_are_equal_wherever_they_come_from() -> None:
    lists = claim(where={"polygon": {"type": "Polygon", "coordinates": [SQUARE]}})
    tuples = {"type": "Polygon", "coordinates": (tuple((float(x), float(y)) for x, y in SQUARE),)}
    other = claim(where={"polygon": tuples})
    assert lists == other
    assert hash(lists) == hash(other)
    assert lists.id == other.id


@pytest.mark.parametrize(
    "bad",
    [
        {"type": "Point", "coordinates": [1, 2]},
        {"type": "Polygon", "coordinates": 5},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 0]]]},
        {"type": "Polygon", "coordinates": [[["a", 0], [1, 0], [1, 1], ["a", 0]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]},
        {"type": "Polygon", "coordinates": [[[x + 500, y] for x, y in SQUARE]]},
        {"type": "Polygon", "coordinates": [[[x, y + 100] for x, y in SQUARE]]},
        {"type": "Polygon", "coordinates": [[[float("nan"), 0], [1, 0], [1, 1], [0, 0]]]},
        {"type": ["x"], "coordinates": [SQUARE]},
        {},
    ],
)
def test_what_is_no_polygon(bad: Any) -> None:
    assert refused(where={"polygon": bad})


@pytest.mark.parametrize(
    "bad",
    [
        "", "  ", 12, [], None, {"place": " "}, {"near": [91, 0]}, {"near": ["35", "37"]},
        {"near": [1, 2, 3]}, {"near": "A", "place": "B"}, {"box": [0, 5, 1, 4]}, {"box": [0, 0, 1]},
        {"place": "A", "part": "middle"}, {"place": "A", "assumed": "yes"}, [[35.4, 37.4]],
    ],
)  # fmt: skip
def test_what_is_no_place(bad: Any) -> None:
    assert refused(where=bad)


@pytest.mark.parametrize(
    "bad",
    [
        {}, {"by": []}, {"by": ""}, {"by": "A+"}, {"by": "+"}, {"by": "A", "involving": "B"},
        {"between": ["A"]}, {"between": ["A", "B", "C"]}, {"between": "A"}, {"kind": "war"},
        {"by": 7}, {"by": [["A"]]}, "A",
    ],
)  # fmt: skip
def test_what_are_no_events(bad: Any) -> None:
    assert refused(events=bad)


def test_parties_of_events() -> None:
    assert between(["A", "B"], "C+D", kind="battle").names() == ("A", "B", "C", "D")
    assert by("A", against="B").directed
    assert not involving("A").directed
    assert Events.model_validate({"by": " A "}).by == ("A",)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (14, "14"),
        ({"low": 1400}, "at least 1,400"),
        ({"high": 3}, "at most 3"),
        ({"low": 0, "high": 3}, "0 to 3"),
    ],
)
def test_numbers(written: Any, said: str) -> None:
    assert str(Number.model_validate(written)) == said


@pytest.mark.parametrize(
    "bad", [{}, True, -1, 3.0, "3", {"low": True}, {"low": 3, "high": 2}, {"low": 2.0}, None]
)
def test_what_is_no_number(bad: Any) -> None:
    with pytest.raises(ValidationError):
        Number.model_validate(bad)


@given(st.sampled_from(["times", "scale", "among"]), st.sampled_from([True, "3", float("inf"), {}]))
def test_no_guessing_between_types(field: str, bad: Any) -> None:
    type_ = {"times": "changed", "scale": "coincided", "among": "ranked"}[field]
    needed = {"direction": "rose"} if type_ == "changed" else {"incomplete": ["x"]}
    assert refused(type=type_, **needed, **{field: bad})


def test_rivals_are_of_one_kind() -> None:
    for bad in ({}, {"periods": "month", "actors": ["A"]}, {"actors": []}, {"since": "2020-01-01"}):
        assert refused(type="ranked", measure="killed", among=bad)


def test_quotes_stand_somewhere() -> None:
    for bad in ([5, 5], [5, 4], [-1, 4], [1], [1, 2, 3], [1.0, 2.0], ["1", "2"]):
        assert refused(at=bad)


def test_a_new_claim_is_proposed() -> None:
    assert claim().review == Review(status="proposed")
    assert "review" not in as_written(claim())


def test_only_deadly_kinds_coarsen() -> None:
    assert set(KINDS) - DEADLY_KINDS == {
        "abduction", "siege", "capture", "movement", "deal", "support",
    }  # fmt: skip
