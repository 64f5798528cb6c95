"""Spark and DuckDB run the same statements and give the same rows, and so the same findings."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import math
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.records.test_pruning import INFO, _same_but_nan, table_of

import onrecord as on
from onrecord import api
from onrecord.errors import RecordError
from onrecord.records.counted import count_places, count_sides
from onrecord.records.memory import FileRecord
from onrecord.records.store import Store
from onrecord.simulate import demo
from onrecord.simulate.demo import Written

pytestmark = [
    pytest.mark.skipif(
        not importlib.util.find_spec("pyspark"), reason="pyspark is absent (the extra spark)"
    ),
    pytest.mark.skipif(not shutil.which("java"), reason="Java is absent, which Spark runs on"),
    # One session for the file: it takes seconds to start.
    pytest.mark.xdist_group("spark"),
]


@pytest.fixture(scope="module", autouse=True)
def small_spark(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A session made for few rows: nothing is compiled that would be run once."""
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.log.level": "ERROR",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
    }
    builder = SparkSession.builder.master("local[1]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    builder.getOrCreate()


@pytest.fixture(scope="module")
def island(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The demonstration's files, written once."""
    return demo(seed=1).write(tmp_path_factory.mktemp("island"))


DAY = dt.date(2017, 3, 1)
PLACED = {"start": DAY, "end": DAY, "lat": 5.0, "lon": 5.0, "where_prec": 1}


def _rows() -> list[dict]:
    """What the engines could take differently: no point, NaN, edges, empty and missing sides."""
    points = [(5.0, 5.0), (None, None), (math.nan, math.nan), (-90.0, 180.0), (90.0, -180.0),
              (math.inf, 0.0), (0.0, 179.5)]  # fmt: skip
    sides = [["A"], [], None, ["B, C", "A"], ["D's “x”"], ["é%_"], [None, "Z"]]
    return [
        PLACED | {"lat": lat, "lon": lon, "side_a": side, "side_b": sides[(i + j) % 7]}
        | {"end": DAY + dt.timedelta(40 * (i % 2)), "where_prec": 1 + (i + j) % 4}
        for i, (lat, lon) in enumerate(points)
        for j, side in enumerate(sides)
    ]  # fmt: skip


QUESTIONS = [
    (None, None, None, frozenset()),
    (DAY, None, None, frozenset({"A"})),
    (None, DAY, None, frozenset({"Z", "é%_"})),
    (DAY + dt.timedelta(1), DAY + dt.timedelta(9), None, None),
    (dt.date.min, dt.date.max, (4.0, 4.0, 6.0, 6.0), None),
    (None, None, (4.0, 4.0, 6.0, 6.0), None, frozenset({"c", "D's “x”"})),
    (None, None, (170.0, -90.0, -170.0, 90.0), None),
    (None, None, (-180.0, -90.0, 180.0, 90.0), frozenset({"D's “x”", "' OR 1=1 --"})),
    (None, None, (-math.inf, -90.0, 5.0, 10.0), None),
]


def test_both_engines_give_the_same_rows(tmp_path: Path) -> None:
    table = table_of(_rows())
    Store(tmp_path).keep(INFO, table)
    stored = Store(tmp_path).open(INFO.label)
    there = stored.on_engine("spark")
    from_memory = FileRecord(table, INFO).on_engine("spark")
    for i, question in enumerate(QUESTIONS):
        expected = stored.events(*question)
        for record in (there, from_memory) if i < 2 else (there,):
            answer = record.events(*question)
            assert answer.id == expected.id, question
            assert _same_but_nan(answer.table, expected.table)
            assert answer.table.schema.equals(expected.table.schema)
    assert {len(stored.events(*question)) for question in QUESTIONS} > {0}
    ids = frozenset({"3", "17", "'; DROP TABLE events"})
    assert there.with_ids(ids).id == stored.with_ids(ids).id == ("3", "17")
    assert there.with_ids(frozenset()).id == ()


def test_both_engines_count_alike(island: Written, tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add(island.record, name="island", version="1")
    here, there = store.open("island"), store.open("island", engine="spark")
    columns = here.events().table.schema.names

    def content(table) -> list[str]:
        return sorted(map(str, table.to_pylist()))

    for count in (count_places, lambda engine, files: count_sides(engine, columns, files)):
        assert content(count(there._engine, there.files)) == content(
            count(here._engine, here.files)
        )


def test_findings_are_the_same_byte_for_byte(island: Written) -> None:
    claims = on.load_claims(island.claims)
    assert len({claim.type for claim in claims}) > 4
    Store().add(island.record, name="island", version="1")
    written = []
    for engine in ("duckdb", "spark"):
        record = on.load("island@1", engine=engine)
        findings = on.check(claims, record, actors=[island.actors])
        written.append(json.dumps(findings.to_json()).encode())
    assert written[0] == written[1]


def test_a_record_from_a_file_is_asked_by_spark_too(island: Written) -> None:
    claims = on.load_claims(island.claims)[:2]
    record = on.load(island.record, name="island", version="1")
    here, there = (
        api.check(claims, record, actors=[island.actors], engine=engine).to_json()
        for engine in ("duckdb", "spark")
    )
    assert here == there


def test_a_table_of_the_catalogue(island: Written, tmp_path: Path) -> None:
    from onrecord.records.spark import session
    from onrecord.records.spark_table import write_table

    claims = on.load_claims(island.claims)[:2]
    Store().add(island.record, name="island", version="1")
    stored = on.load("island@1")
    session().sql(f"CREATE DATABASE wars LOCATION '{tmp_path / 'wars'}'")
    write_table(stored, "wars.events")
    kept = on.load("spark:wars.events")
    assert kept.info == stored.info
    assert kept.rejects() == stored.rejects()
    assert kept.events().table.equals(stored.events().table)
    findings = [on.check(claims, record, actors=[island.actors]) for record in (stored, kept)]
    assert findings[0].to_json() == findings[1].to_json()
    with pytest.raises(RecordError, match="cannot write the table"):
        write_table(stored, "wars.events")
    with pytest.raises(RecordError, match=r"has no table wars\.none_about"):
        on.load("spark:wars.none")
    with pytest.raises(RecordError, match="cannot be asked by the engine “duckdb”"):
        on.load("spark:wars.events", engine="duckdb")


CODE = """
import sys
from onrecord.cli import main
main(sys.argv[1:], standalone_mode=False)
from onrecord.records.spark import session
conf = session().sparkContext.getConf()
names = ("spark.ui.enabled", "spark.driver.bindAddress", "spark.driver.host", "spark.master")
print(*(conf.get(name) for name in names), file=sys.stderr)
"""


def test_spark_says_nothing_on_standard_output_and_listens_here_alone(
    island: Written, tmp_path: Path
) -> None:
    claims = tmp_path / "claims.yaml"
    one = "{type: none, where: Vessarun, when: 2023-05-01/2023-05-21}"
    claims.write_text(f"report: {{title: x}}\nclaims:\n  - {one}\n")
    words = ["test", str(claims), "--record", str(island.record), "--actors", str(island.actors),
             "--engine", "spark", "--json", "--quiet"]  # fmt: skip
    (tmp_path / "empty").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", CODE, *words],
        cwd=tmp_path / "empty", capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert len(json.loads(done.stdout)["findings"]) == 1
    assert done.stderr.splitlines()[-1] == "false 127.0.0.1 127.0.0.1 local[*]"
    assert list((tmp_path / "empty").iterdir()) == []
