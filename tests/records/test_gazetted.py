"""The gazetteer that a stored record keeps: read where it is there, else made, never trusted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.records.test_pruning import INFO, table_of

from onrecord.places import Gazetteer, kept
from onrecord.records import gazetted
from onrecord.records.gazetted import PLACES, SPELLINGS, gazetteer_of
from onrecord.records.memory import FileRecord
from onrecord.records.store import Store

DAY = dt.date(2017, 3, 1)
ROW = {"start": DAY, "end": DAY, "lat": 5.0, "lon": 5.0, "where_prec": 1, "side_a": ["A"],
       "side_b": ["B"]}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    found = Store(tmp_path)
    found.keep(INFO, table_of([ROW | {"place": "Hama"}, ROW | {"place": "Abu Dali", "lat": 6.0}]))
    return found


def _folder(store: Store) -> Path:
    (found,) = (store.folder / INFO.label).glob("gazetteer-*")
    return found


def _refuse(*_: object) -> Gazetteer:
    raise AssertionError("it is kept: nothing need be worked out")


def test_it_is_made_once_when_the_record_is_added(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = store.open(INFO.label)
    made = gazetteer_of(FileRecord(record.events().table, INFO))
    monkeypatch.setattr(Gazetteer, "from_rows", _refuse)
    assert gazetteer_of(record).places == made.places
    assert gazetteer_of(record).find("Abu Dali").place.lat == 6.0


@pytest.mark.parametrize("harm", ["gone", "garbage", "another table", "half"])
def test_where_it_is_missing_or_damaged_it_is_made_anew(store: Store, harm: str) -> None:
    made = gazetteer_of(store.open(INFO.label)).places
    folder = _folder(store)
    match harm:
        case "gone":
            for file in folder.iterdir():
                file.unlink()
            folder.rmdir()
        case "garbage":
            (folder / PLACES).write_bytes(b"PAR1 and nothing else")
        case "another table":
            pq.write_table(pa.table({"name": ["x"]}), folder / SPELLINGS)
        case "half":
            (folder / SPELLINGS).unlink()
    assert gazetteer_of(store.open(INFO.label)).places == made
    assert pq.read_table(_folder(store) / PLACES).num_rows == len(made)
    assert (_folder(store) / SPELLINGS).exists()
    assert not list(store.folder.glob(".unfinished-*"))


def test_other_rules_of_spelling_make_it_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _folder(store)
    monkeypatch.setattr(gazetted, "rules", lambda: f"{kept.rules()}-other")
    assert gazetteer_of(store.open(INFO.label)).find("Hama").place.lat == 5.0
    assert _folder(store).name == f"{before.name}-other", "and the older one is gone"


def test_a_store_that_cannot_be_written_gives_it_all_the_same(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _folder(store)
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()

    def full(*_: object, **__: object) -> str:
        raise OSError("no space left on device")

    monkeypatch.setattr(gazetted.tempfile, "mkdtemp", full)
    assert gazetteer_of(store.open(INFO.label)).find("Hama").place.lat == 5.0
    assert not list((store.folder / INFO.label).glob("gazetteer-*"))
