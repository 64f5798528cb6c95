"""Two processes on one store, and processes that end in the middle of a load."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

import pytest

from onrecord.records.load import load
from onrecord.records.lock import locked
from onrecord.records.store import Store

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no SIGKILL, no fork server")

KILLS = 50
MODULES = [
    "onrecord.records.store", "onrecord.records.reader", "duckdb", "pyarrow.csv", "pyarrow.parquet",
    "pyarrow.compute",
]  # fmt: skip


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Processes that start in milliseconds, since their imports are done."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(MODULES)
    return context


def add(folder: Path, path: Path) -> None:
    Store(folder).add(path)


def _adding(processes: ForkServerContext, folder: Path, path: Path) -> ForkServerProcess:
    process = processes.Process(target=add, args=(folder, path), daemon=True)
    process.start()
    return process


def _file(ged, path: Path, rows: int, **change: str) -> Path:
    starts = ("2015-05-01", "2016-12-31", "2017-10-09", "2018-01-02")
    return ged.write(
        path,
        ged.rows(
            *(
                {"date_start": starts[i % 4], "date_end": starts[i % 4], **change}
                for i in range(rows)
            )
        ),
    )


def test_who_comes_second_waits_and_who_reads_does_not(ged, tmp_path: Path, processes) -> None:
    store = Store(tmp_path)
    old = store.add(_file(ged, tmp_path / "ged191.csv", 20))
    new = _file(ged, tmp_path / "ged201.csv", 20, best="9")
    with locked(store.folder / ".lock"):
        second = _adding(processes, tmp_path, new)
        second.join(1.0)
        assert second.is_alive(), "it waits"
        assert store.list() == (old,)
        assert len(store.open("ucdp-ged@19.1").events()) == 20
    second.join(60)
    assert second.exitcode == 0
    assert [info.label for info in store.list()] == ["ucdp-ged@19.1", "ucdp-ged@20.1"]


def test_many_at_once_lose_nothing(ged, tmp_path: Path, processes) -> None:
    files = [_file(ged, tmp_path / f"ged{n}1.csv", 10, best=str(n)) for n in (21, 22, 23)]
    running = [_adding(processes, tmp_path, path) for path in [*files, files[0]]]
    for process in running:
        process.join(60)
    assert [process.exitcode for process in running] == [0, 0, 0, 0]
    store = Store(tmp_path)
    assert [info.version for info in store.list()] == ["21.1", "22.1", "23.1"]
    for number, info in zip((21, 22, 23), store.list(), strict=True):
        assert store.open(info.label).events().best.tolist() == [number] * 10


def test_killed_at_any_moment_the_store_has_all_of_a_record_or_none(
    ged, tmp_path: Path, processes
) -> None:
    """`KILLS` loads are killed; after each the store opens, lists and reads.

    The next load comes upon what the killed one has left; one in five is let finish in between.
    """
    store = Store(tmp_path)
    old = store.add(_file(ged, tmp_path / "ged191.csv", 3))
    new = _file(ged, tmp_path / "ged201.csv", 40, best="9")
    whole = load(new).events().table
    began = time.monotonic()
    process = _adding(processes, tmp_path, new)
    process.join(60)
    usual = time.monotonic() - began
    assert store.remove("ucdp-ged@20.1")
    chance = random.Random(1)
    halfway = finished = 0

    def begun() -> set[Path]:
        return set(store.folder.glob(".unfinished-*"))

    for kill in range(KILLS):
        left = begun()
        process = _adding(processes, tmp_path, new)
        if kill % 2:  # while it writes
            until = time.monotonic() + 60
            while process.is_alive() and time.monotonic() < until:
                if begun() - left:
                    break
            time.sleep(chance.uniform(0, usual / 4) * (kill % 4 == 3))
        else:  # at any moment at all
            time.sleep(chance.uniform(0, usual))
        process.kill()  # SIGKILL
        process.join(60)
        halfway += bool(begun() - left)
        labels = [info.label for info in store.list()]
        assert store.open("ucdp-ged@19.1").info == old
        assert len(store.open("ucdp-ged@19.1").events()) == 3
        if labels != ["ucdp-ged@19.1"]:
            finished += 1
            assert labels == ["ucdp-ged@19.1", "ucdp-ged@20.1"]
            assert store.open("ucdp-ged@20.1").events().table.equals(whole)
        if kill % 5 == 4:
            assert store.add(new).rows == 40
            assert store.open("ucdp-ged@20.1").events().table.equals(whole)
            assert not begun()
            labels = ["ucdp-ged@19.1", "ucdp-ged@20.1"]
        if len(labels) > 1:
            store.remove("ucdp-ged@20.1")
    assert halfway >= KILLS // 10, (halfway, finished)
