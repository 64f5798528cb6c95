"""The histogram of a rank, the lines of the sensitivity chart, and charts that stand alone."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.assess.finding import Alternative, Checked, Finding, Reference, ReferenceBin
from onrecord.present.drawing import svg
from onrecord.present.figures import finding_charts, map_chart, reference_chart
from onrecord.present.methods_view import methods_view
from onrecord.present.page import page
from onrecord.present.ranking import ranking
from onrecord.present.sensitive import sensitive
from onrecord.present.table import RecordRows
from onrecord.present.words import catalogue

WORDS = catalogue()
REFERENCE = Reference(
    kind="placebo", measure="change in standard deviations", value=2.5, number=60, as_far=3,
    bins=(
        ReferenceBin(low=-1, high=1, number=50),
        ReferenceBin(low=1, high=2, number=0),
        ReferenceBin(low=2, high=3, number=10),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def ranked(checked: Checked) -> Finding:
    found = next(f for f in checked.findings if f.id == "tripled")
    others = (
        Alternative(kind="distance", label="15 km instead of 30 km", verdict="borne out"),
        Alternative(kind="homonym", label="<i>Old</i> Weir", verdict="contradicted"),
    )
    return found.model_copy(
        update={"reference": REFERENCE, "alternatives": others, "verdict": "borne out"}
    )


def test_the_histogram_says_in_words_what_it_shows(ranked: Finding) -> None:
    found = ranking(WORDS, ranked)
    assert found is not None
    assert found.caption == (
        "The red line is this claim’s value, 2.5; the bars are 60 comparable windows of the same "
        "place, of which 3 lie as far out or further."
    )
    assert [(n, own) for _, n, own in found.bins] == [(50, False), (0, False), (10, True)]
    assert [bar["y"] for bar in found.datasets["others"]] == [50, 10]
    assert ranking(WORDS, ranked.model_copy(update={"reference": None})) is None


def test_sensitivity_is_one_sentence_and_a_line_for_each_way(ranked: Finding) -> None:
    found = sensitive(WORDS, ranked)
    assert found is not None
    assert found.sentence == "The verdict is the same in 1 of the 2 other ways to take it."
    assert [(line.answer.word, line.same) for line in found.lines] == [
        ("borne out", True), ("borne out", True), ("contradicted", False),
    ]  # fmt: skip
    one = ranked.model_copy(update={"alternatives": ranked.alternatives[:1]})
    alone = sensitive(WORDS, one)
    assert alone is not None
    assert alone.sentence == "The verdict is the same in the other way to take it."


def test_every_chart_of_a_finding_can_be_drawn_by_itself(
    ranked: Finding, checked: Checked, records: dict[str, Any]
) -> None:
    rows = RecordRows(records, checked.findings).of(ranked).rows
    charts = finding_charts(ranked, rows, published=checked.published, invented=True)
    assert set(charts) == {"timeline", "map", "reference"}
    for name, spec in charts.items():
        assert svg(spec, f"_{name}").startswith("<svg")
    assert reference_chart(ranked.model_copy(update={"reference": None})) is None


def test_invented_ground_has_no_coast_and_no_town(
    ranked: Finding, checked: Checked, records: dict[str, Any]
) -> None:
    rows = RecordRows(records, checked.findings).of(ranked).rows
    invented, real = (map_chart(ranked, rows, invented=i) for i in (True, False))
    assert invented is not None
    assert real is not None
    assert invented["datasets"]["land"] == invented["datasets"]["sea"] == []
    assert not any(name["town"] for name in invented["datasets"]["names"])
    assert real["datasets"]["sea"]


def test_the_page_shows_them_escaped(
    ranked: Finding, checked: Checked, records: dict[str, Any]
) -> None:
    html = page(checked.model_copy(update={"findings": (ranked,)}), records)
    assert "of which 3 lie as far out or further" in html
    assert "&lt;i&gt;Old&lt;/i&gt; Weir instead" in html
    assert "<i>Old" not in html


def test_the_appendix_names_what_makes_the_page_again(
    checked: Checked, records: dict[str, Any]
) -> None:
    real = checked.model_copy(update={"truth": None, "seed": 7, "command": "onrecord check x"})
    found = methods_view(WORDS, real, records, maps=True)
    text = dict(found.pairs)
    assert found.command == "onrecord check x"
    assert text["Seed"] == "7"
    assert "Natural Earth" in text["Map"]
    assert "GeoNames" in text["Names of towns"]
    assert "180 days before and after" in text["Around a claim"]
    every = " ".join(value for _, value in found.pairs)
    for record in records.values():
        assert record.info.sha256 in every
    assert "Map" not in dict(methods_view(WORDS, checked, records, maps=True).pairs)
