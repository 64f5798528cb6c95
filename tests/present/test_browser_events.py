"""The events of a claim as a reader narrows them down: by days, by words, by what they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from visiting import Visit

FINDING = "#toll-march .finding"
ROWS = f"{FINDING} table.events >> nth=0 >> css=tbody tr"


@pytest.fixture
def march(browser: Any, address: str) -> Iterator[Visit]:
    opened = Visit(browser, f"{address}#toll-march")
    opened.page.wait_for_selector(f"{FINDING} .canvas[data-chart=map] > div svg")
    yield opened
    assert opened.said == []
    opened.context.close()


def _days(visit: Visit) -> list[str]:
    cells = visit.page.locator(f"{ROWS} >> css=td.when")
    return [str(day) for day in cells.evaluate_all("all => all.map(c => c.dataset.sort)")]


def _marks(visit: Visit) -> int:
    """Marks of events on the live map."""
    return int(visit.page.locator(f"{FINDING} .canvas[data-chart=map] .mark-symbol path").count())


def test_days_narrow_both_the_table_and_the_map(march: Visit) -> None:
    before, marks = march.page.locator(ROWS).count(), _marks(march)
    days = sorted(_days(march))
    first = dt.date.fromisoformat(days[0])
    last = first + dt.timedelta(days=1)
    march.page.fill(f"{FINDING} .between .from", first.isoformat())
    march.page.fill(f"{FINDING} .between .to", last.isoformat())
    march.page.locator(f"{FINDING} .between .to").dispatch_event("change")
    march.page.wait_for_selector(f"{FINDING} .matching:not(:empty)", state="attached")
    march.until(lambda: 0 < march.page.locator(ROWS).count() < before)
    march.until(lambda: _marks(march) < marks)
    assert all(first.isoformat() <= day <= last.isoformat() for day in _days(march))
    assert "of 120 events match" in march.page.inner_text(f"{FINDING} .matching")
    march.page.click(f"{FINDING} .between .clear")
    march.until(lambda: march.page.locator(ROWS).count() == before)
    march.until(lambda: _marks(march) == marks)
    assert march.page.inner_text(f"{FINDING} .matching") == ""


def test_drawing_over_the_timeline_chooses_its_days(march: Visit) -> None:
    canvas = march.page.locator(f"{FINDING} .canvas[data-chart=timeline]")
    canvas.scroll_into_view_if_needed()
    march.page.wait_for_timeout(300)
    box = canvas.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] * 0.4
    march.page.mouse.move(box["x"] + box["width"] * 0.35, middle)
    march.page.mouse.down()
    march.page.mouse.move(box["x"] + box["width"] * 0.55, middle, steps=6)
    march.page.mouse.up()
    march.until(lambda: march.page.input_value(f"{FINDING} .between .from"))
    march.until(lambda: "match" in march.page.inner_text(f"{FINDING} .matching"))
    first = march.page.input_value(f"{FINDING} .between .from")
    last = march.page.input_value(f"{FINDING} .between .to")
    assert first
    assert first <= last
    assert "of 120 events match" in march.page.inner_text(f"{FINDING} .matching")
    assert all(first <= day <= last for day in _days(march))


def test_words_narrow_the_table_and_can_be_cleared(march: Visit) -> None:
    rows = march.page.locator(ROWS)
    before = rows.count()
    first = march.page.locator(f"{ROWS} >> nth=0 >> css=button.id")
    wanted = first.get_attribute("data-id")
    assert wanted is not None
    march.page.fill(f"{FINDING} .filter .words", wanted.rpartition(":")[2])
    march.page.wait_for_selector(f"{FINDING} .matching:not(:empty)", state="attached")
    march.until(lambda: rows.count() == 1)
    assert first.get_attribute("data-id") == wanted
    march.page.fill(f"{FINDING} .filter .words", "no such word at all")
    march.until(lambda: rows.count() == 0)
    assert march.page.inner_text(f"{FINDING} .matching") == "0 of 120 events match."
    march.page.fill(f"{FINDING} .filter .words", "")
    march.until(lambda: rows.count() == before)


def test_an_id_is_copied_whole_by_keyboard(march: Visit) -> None:
    march.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = march.page.locator(f"{ROWS} >> nth=0 >> css=button.id")
    button.focus()
    march.page.keyboard.press("Enter")
    march.until(lambda: march.page.evaluate("navigator.clipboard.readText()"))
    copied = march.page.evaluate("navigator.clipboard.readText()")
    assert copied == button.get_attribute("data-id")
    assert copied.startswith("island-ged@")
    assert copied in march.page.inner_text("#_said")


def test_keys_of_the_page_are_left_alone_while_a_word_is_typed(march: Visit) -> None:
    march.page.focus(f"{FINDING} .filter .words")
    march.page.keyboard.type("jk")
    assert march.open_claim == "toll-march"
    assert march.page.input_value(f"{FINDING} .filter .words") == "jk"


def test_the_fields_can_be_reached_and_named_by_keyboard(march: Visit) -> None:
    names = march.page.locator(f"{FINDING} :is(.between, .filter) :is(input, select, button)")
    labels = names.evaluate_all("all => all.map(e => e.labels?.[0]?.textContent || e.textContent)")
    assert labels
    assert all(str(label).strip() for label in labels)
