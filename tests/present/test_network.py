"""Who fought whom: what is counted, what is drawn, and what the table says of the rest."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.assess.finding import Checked
from onrecord.present.network import MOST_PARTIES, WIDTH, network
from onrecord.present.table import RecordRows, Row
from onrecord.present.words import catalogue

WORDS = catalogue()


@pytest.fixture(scope="module")
def row(checked: Checked, records: dict[str, Any]) -> Row:
    rows = RecordRows(records, checked.findings).of(checked.findings[0]).rows
    return replace(rows[0], role="counted", best=2, directed=False)


def _row(row: Row, a: str, b: str, **changes: Any) -> Row:
    return replace(row, **({"side_a": (a,), "side_b": (b,)} | changes))


def test_pairs_are_counted_whichever_side_they_stand_on(row: Row) -> None:
    found = network(WORDS, [_row(row, "A", "B"), _row(row, "B", "A"), _row(row, "A", "B")])
    assert found is not None
    assert [(t.words, t.certain, t.possible, t.dead) for t in found.ties] == [("A and B", 3, 0, 6)]
    assert found.dots == ()


def test_who_acted_is_kept_where_the_record_says_it(row: Row) -> None:
    rows = [_row(row, "A", "B", directed=True), _row(row, "B", "A", directed=True)]
    found = network(WORDS, rows)
    assert found is not None
    assert [t.words for t in found.ties] == ["A against B", "B against A"]


def test_rows_for_comparison_and_unplaced_ones_are_left_out(row: Row) -> None:
    assert network(WORDS, [_row(row, "A", "B", role="comparison")]) is None
    assert network(WORDS, [_row(row, "A", "B", role="unplaced")]) is None
    assert network(WORDS, [_row(row, "A", "")]) is None


def test_possible_events_are_told_apart(row: Row) -> None:
    rows = [_row(row, "A", "B"), _row(row, "A", "C", role="possible"), _row(row, "B", "C")]
    found = network(WORDS, rows)
    assert found is not None
    assert [(t.words, t.certain, t.possible) for t in found.ties] == [
        ("A and B", 1, 0), ("A and C", 0, 1), ("B and C", 1, 0),
    ]  # fmt: skip
    assert sum(arc.only_possible for arc in found.arcs) == 1


def test_many_parties_are_drawn_in_part_and_listed_in_full(row: Row) -> None:
    rows = [_row(row, f"Party {n:02}", f"Party {n + 1:02}") for n in range(20)]
    found = network(WORDS, rows)
    assert found is not None
    assert len(found.dots) == MOST_PARTIES
    assert len(found.ties) == 20
    assert found.undrawn == 20 - len(found.arcs) > 0


@given(data=st.data())
def test_the_drawing_is_the_same_in_any_order_and_stays_inside(row: Row, data: Any) -> None:
    names = st.sampled_from("ABCDEF")
    rows = [
        _row(row, *data.draw(st.tuples(names, names))) for _ in range(data.draw(st.integers(1, 25)))
    ]
    found = network(WORDS, rows)
    assert found == network(WORDS, data.draw(st.permutations(rows)))
    assert found is not None
    assert sum(t.certain for t in found.ties) == len(rows)
    for arc in found.arcs:
        assert arc.x + 7 * len(str(arc.number)) <= WIDTH
        assert 0 < arc.y < found.height
        assert re.fullmatch(r"[MC0-9., -]+", arc.path)


def test_the_dead_of_possible_events_stand_apart(row: Row) -> None:
    rows = [_row(row, "A", "B", best=7), _row(row, "A", "B", role="possible", best=900)]
    found = network(WORDS, rows)
    assert found is not None
    assert [(t.dead, t.dead_possible) for t in found.ties] == [(7, 900)]


def test_an_event_that_stands_with_several_pairs_is_said_to(row: Row) -> None:
    plain = network(WORDS, [_row(row, "A", "B")])
    several = network(WORDS, [_row(row, "A", "B", side_b=("B", "C"))])
    assert plain is not None
    assert several is not None
    assert (plain.repeated, several.repeated) == (False, True)
