"""The merged record: rows behind each event, differences kept, terms of the strictest part."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from tests.rows import DAY, info, row, table_of

from onrecord.cli import main
from onrecord.errors import RecordError
from onrecord.records.memory import FileRecord
from onrecord.records.merge import merge
from onrecord.records.merge.weights import read_weights
from onrecord.records.store import Store
from onrecord.simulate import draw, typical


def two(**other: object) -> tuple[FileRecord, FileRecord]:
    days = [DAY + dt.timedelta(days=40 * i) for i in range(8)]
    one = [row(id=f"a{i}", start=day, best=3 + i, lat=10 + i) for i, day in enumerate(days)]
    two = [
        r | {"id": f"b{i}", "best": r["best"] + 1, "kind": "battle"} | other
        for i, r in enumerate(one)
    ]
    return (
        FileRecord(table_of(one), info(8, name="one")),
        FileRecord(table_of(two), replace(info(8, name="two"), redistributable=False)),
    )


def test_figures_are_of_the_first_and_differences_are_kept() -> None:
    found = merge(two())
    events = found.record.events()
    assert len(events) == found.matched == 8
    assert events.best.tolist() == [3 + i for i in range(8)]
    behind = found.record.table["rows_behind"].to_pylist()
    assert behind[0] == ["one@1:a0", "two@1:b0"]
    differs = json.loads(found.record.table["differs"][0].as_py())
    assert differs["best"] == {"one@1:a0": 3, "two@1:b0": 4}
    assert all(events.kind_inferred)
    steps = json.loads(found.record.table["why"][0].as_py())["two@1:b0"]
    assert steps["total"] == pytest.approx(sum(s["bits"] for s in steps["steps"]), abs=0.1)
    assert merge(two()[::-1]).record.events().best.tolist() == [4 + i for i in range(8)]


def test_other_settings_make_another_version_even_of_the_same_matches() -> None:
    plain = read_weights()
    other = plain.using(deaths=(0.47, 0.25, 0.16, 0.12))
    about = [merge(two(), weights=weights).record.info for weights in (plain, other, plain)]
    assert about[0].version == about[2].version
    assert about[0].version != about[1].version
    windows = {merge(two(), method="meltt", days=d, km=4).record.info.version for d in (1, 2)}
    assert len(windows) == 2
    assert about[0].version not in windows


def test_terms_and_limits_are_those_of_the_strictest_part() -> None:
    about = merge(two()).record.info
    assert not about.redistributable
    assert about.coverage.countries == ("Erewhon",)
    assert about.expresses.deadly_only


def test_it_covers_what_all_parts_cover_and_says_what_lies_beyond() -> None:
    one, other = two()
    cover = replace(
        other.info.coverage,
        first=DAY,
        last=dt.date(2024, 6, 1),
        countries=("Erewhon", "Elsewhere"),
        since={"Erewhon": DAY + dt.timedelta(30), "Elsewhere": DAY},
    )
    other = FileRecord(other.table, replace(other.info, coverage=cover))
    about = merge([one, other]).record.info
    assert (about.coverage.first, about.coverage.last) == (DAY, dt.date(2023, 12, 31))
    assert about.coverage.countries == ("Erewhon",)
    assert about.coverage.since == {"Erewhon": DAY + dt.timedelta(30)}
    assert any("nothing is concluded from their number" in note for note in about.notes)
    assert not any("concluded" in note for note in merge(two()).record.info.notes)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"first": dt.date(2030, 1, 1), "last": dt.date(2031, 1, 1)}, "no day in common"),
        ({"countries": ("Elsewhere",)}, "no country in common"),
    ],
)
def test_records_that_cover_nothing_in_common_are_refused(change: dict, words: str) -> None:
    one, other = two()
    apart = replace(other.info, coverage=replace(other.info.coverage, **change))
    with pytest.raises(RecordError, match=words):
        merge([one, FileRecord(other.table, apart)])


def test_three_records_are_merged_in_the_order_given() -> None:
    one, other = two()
    rows = [r | {"id": f"c{i}", "best": 90} for i, r in enumerate(other.table.to_pylist()[:5])]
    far = [row(id=f"far{i}", lat=-30.0, start=DAY + dt.timedelta(days=50 * i)) for i in range(2)]
    third = FileRecord(table_of([*rows, *far]), info(7, name="three"))
    found = merge([one, other, third]).record
    assert len(found.table) == 10
    behind = {r["id"]: r["rows_behind"] for r in found.table.to_pylist()}
    assert behind["one@1:a0"] == ["one@1:a0", "two@1:b0", "three@1:c0"]
    assert behind["one@1:a7"] == ["one@1:a7", "two@1:b7"]
    assert behind["three@1:far1"] == ["three@1:far1"]
    differs = json.loads(found.table["differs"][0].as_py())["best"]
    assert differs == {"one@1:a0": 3, "two@1:b0": 4, "three@1:c0": 90}
    assert found.events().best[0] == 3
    first = merge([third, other, one]).record.table.to_pylist()[0]
    assert (first["id"], first["best"]) == ("three@1:c0", 90)
    assert not found.info.redistributable


def test_a_record_is_not_merged_with_itself_nor_alone() -> None:
    one, other = two()
    with pytest.raises(RecordError, match="twice"):
        merge([one, other, one])
    with pytest.raises(RecordError, match="nothing to merge"):
        merge([one])
    with pytest.raises(RecordError, match="no method"):
        merge([one, other], method="guess")


def test_stories_are_marked_and_a_lasting_row_names_what_it_holds() -> None:
    one = FileRecord(
        table_of([row(id="long", end=DAY + dt.timedelta(days=25), best=40)]), info(1, name="one")
    )
    days = [row(id=f"d{i}", start=DAY + dt.timedelta(days=i)) for i in range(3)]
    other = FileRecord(table_of([*days, row(id="again")]), info(4, name="two"))
    table = merge([one, other]).record.table
    rows = {r["id"]: r for r in table.to_pylist()}
    assert len(rows) == 5
    assert {"two@1:d0", "two@1:d1", "two@1:d2"} <= set(rows["one@1:long"]["holds"])
    assert rows["two@1:again"]["story"] == "two@1:d0"


def test_the_command_keeps_a_record_that_opens_like_any_other(tmp_path) -> None:
    drawn = draw(typical(600), 3)
    paths = [str(drawn.write(tmp_path, form)) for form in ("ged", "acled")]
    runner = CliRunner()
    for path in paths:
        assert runner.invoke(main, ["records", "add", path]).exit_code == 0
    done = runner.invoke(
        main, ["records", "merge", "ucdp-ged", "acled", "--as", "merged", "--json"]
    )
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    kept = Store().open("merged")
    sizes = [len(drawn.events(form)) for form in ("ged", "acled")]
    both = len(set(drawn.reported("ged")) & set(drawn.reported("acled")))
    assert len(kept.events()) == told["events"] == sum(sizes) - told["in_several"]
    assert told["in_several"] == pytest.approx(both, rel=0.15)
    assert runner.invoke(main, ["records", "show", "merged"]).exit_code == 0
