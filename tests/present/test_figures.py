"""The histogram of a rank, the lines of the sensitivity chart, and charts that stand alone."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.assess.finding import (
    Alternative,
    Checked,
    Counts,
    Finding,
    PossibleEvents,
    Reference,
    ReferenceBin,
)
from onrecord.present.drawing import svg
from onrecord.present.figures import finding_charts, map_chart, reference_chart
from onrecord.present.finding_view import meaning, sums, unplaced_view
from onrecord.present.methods_view import methods_view
from onrecord.present.numbers_view import figures
from onrecord.present.page import page
from onrecord.present.ranking import ranking
from onrecord.present.sensitive import sensitive, undecided_because
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


@pytest.fixture(scope="module")
def by_distance(ranked: Finding) -> Finding:
    """Undecided because the answer changes with the distance, as the sensitivity test leaves it."""
    return ranked.model_copy(
        update={
            "type": "occurred",
            "verdict": "undecided",
            "numbers": {
                "here": "partly borne out",
                "there": "undecided",
                "km": "30",
                "other_km": "15",
            },
            "possible_events": PossibleEvents(handled_by="ends", agree=1.0),
            "counts": Counts(certain=6, possible=4),
            "alternatives": (
                Alternative(kind="distance", label="30 km, as taken", verdict="partly borne out"),
                Alternative(kind="distance", label="15 km instead of 30 km", verdict="undecided"),
                Alternative(kind="homonym", label="Weir", verdict="not on record"),
            ),
        }
    )


def test_where_the_distance_decides_that_is_said_first(by_distance: Finding) -> None:
    found = sensitive(WORDS, by_distance)
    assert found is not None
    assert found.sentence == (
        "At 30 km it would be partly borne out, at 15 km undecided: the answer depends on the "
        "distance assumed, which the report does not give."
    )
    assert [(line.name, line.answer.word, line.same) for line in found.lines] == [
        ("30 km, as taken", "partly borne out", True),
        ("15 km instead of 30 km", "undecided", False),
        ("Weir instead", "not on record", False),
    ]
    assert WORDS("numbers.agree") not in [f.name for f in figures(WORDS, by_distance)]
    decided = by_distance.model_copy(update={"verdict": "partly borne out"})
    assert WORDS("numbers.agree") in [f.name for f in figures(WORDS, decided)]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, "distance"),
        ({"numbers": {"chance_share": "57 %"}}, "common"),
        ({"numbers": {}, "counts": Counts(certain=0, possible=4)}, "coarse"),
        (
            {"numbers": {}, "possible_events": PossibleEvents(handled_by="ends", agree=0.5)},
            "coarse",
        ),
        ({"numbers": {}, "type": "changed", "counts": Counts(certain=3)}, "few"),
        ({"numbers": {}}, None),
        ({"verdict": "borne out"}, None),
    ],
)
def test_an_undecided_verdict_names_its_own_reason(
    by_distance: Finding, change: dict[str, Any], reason: str | None
) -> None:
    finding = by_distance.model_copy(update=change)
    assert undecided_because(finding) == reason
    said = (
        WORDS(f"reasons.undecided.{reason}")
        if reason
        else WORDS.verdict(finding.verdict or "").meaning
    )
    assert meaning(WORDS, finding) == said


def test_sums_keep_certain_and_possible_apart(checked: Checked, records: dict[str, Any]) -> None:
    finding = next(f for f in checked.findings if f.id == "only-battle")
    rows = [
        r for r in RecordRows(records, checked.findings).of(finding).rows if r.role != "unplaced"
    ]
    dead = {
        role: sum(r.best or 0 for r in rows if r.role == role) for role in ("counted", "possible")
    }
    said = sums(WORDS, rows)
    assert f"certain: 4 events, {dead['counted']} dead" in said
    assert f"possible: 5 events, {dead['possible']} dead" in said
    assert sums(WORDS, ()) == ""


def test_only_a_toll_speaks_of_its_upper_bound(checked: Checked) -> None:
    by_id = {f.id: f for f in checked.findings}
    for name, says in (("only-battle", False), ("toll-march", True)):
        view = unplaced_view(WORDS, by_id[name], (), 5, False)
        assert view is not None
        assert ("upper bound" in view.note) == says
