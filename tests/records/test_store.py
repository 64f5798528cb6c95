"""The store: whole or not at all, whoever else is writing and however a writer ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord.errors import RecordError
from onrecord.records import store as store_module
from onrecord.records.load import load
from onrecord.records.lock import locked
from onrecord.records.store import Store, home


@pytest.fixture
def store() -> Store:
    return Store()


def _file(ged, path: Path, count: int = 3, **change: str) -> Path:
    starts = ("2015-05-01", "2016-12-31", "2017-10-09")
    rows = ged.rows(
        *({"date_start": starts[i % 3], "date_end": "2017-10-09", **change} for i in range(count))
    )
    return ged.write(path, rows)


def _content(folder: Path) -> dict[str, bytes]:
    files = (f for f in sorted(folder.rglob("*")) if f.is_file() and f.name != ".lock")
    return {str(f.relative_to(folder)): f.read_bytes() for f in files}


def test_the_home_is_where_the_user_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert home() == tmp_path / "onrecord-home"
    monkeypatch.delenv("ONRECORD_HOME")
    assert home().name == "onrecord"


def test_what_is_stored_is_what_was_read(ged, tmp_path: Path, store: Store) -> None:
    path = _file(ged, tmp_path / "ged191.csv", 150, source_headline="a\nb")
    path.write_text(path.read_text() + "bad,row\n")
    info = store.add(path)
    direct, kept = load(path), store.open("ucdp-ged@19.1")
    assert kept.info == info == direct.info
    assert kept.rejects() == direct.rejects() == store.rejects("ucdp-ged")
    assert len(kept.rejects()) == 1
    assert kept.events().table.equals(direct.events().table)
    assert store.list() == (info,)
    years = sorted(f.name for f in (store.folder / "ucdp-ged@19.1" / "events").iterdir())
    assert years == ["year=2015", "year=2016", "year=2017"]


def test_adding_twice_changes_nothing(ged, tmp_path: Path, store: Store) -> None:
    path = _file(ged, tmp_path / "ged191.csv")
    info = store.add(path)
    before = _content(store.folder)
    assert store.add(path) == info
    assert _content(store.folder) == before


def test_a_new_version_stands_beside_the_old_one(ged, tmp_path: Path, store: Store) -> None:
    old = store.add(_file(ged, tmp_path / "ged91.csv"), version="9.1")
    new = store.add(_file(ged, tmp_path / "ged191.csv", best="9"))
    odd = store.add(_file(ged, tmp_path / "x.csv", best="8"))
    assert [info.label for info in store.list()] == [odd.label, old.label, new.label]
    assert odd.version == "unknown"
    assert store.open("ucdp-ged").info == new
    assert store.open("ucdp-ged@9.1").info == old
    with pytest.raises(RecordError, match="several versions"):
        store.remove("ucdp-ged")
    assert store.remove("ucdp-ged@9.1") == "ucdp-ged@9.1"
    assert [info.label for info in store.list()] == [odd.label, new.label]


def test_a_version_never_changes(ged, tmp_path: Path, store: Store) -> None:
    store.add(_file(ged, tmp_path / "ged191.csv"))
    before = _content(store.folder)
    other = _file(ged, tmp_path / "other.csv", best="7")
    with pytest.raises(RecordError, match="already, with other content"):
        store.add(other, version="19.1")
    assert _content(store.folder) == before
    assert store.add(other, name="mine", version="19.1").label == "mine@19.1"


def test_names_that_are_not_there_or_cannot_be(ged, tmp_path: Path, store: Store) -> None:
    with pytest.raises(RecordError, match="There is: nothing yet"):
        store.open("ucdp-ged")
    store.add(_file(ged, tmp_path / "ged191.csv"))
    for label in ("acled", "ucdp-ged@25.1"):
        with pytest.raises(RecordError, match=r"no record .* in the store") as caught:
            store.open(label)
        assert "ucdp-ged@19.1" in str(caught.value)
    with pytest.raises(RecordError, match="no record"):
        store.remove("acled")
    for name in ("../evil", "A B", "", "x/y", ".hidden"):
        with pytest.raises(RecordError, match="cannot be the name"):
            store.open(name)
        if name:
            with pytest.raises(RecordError, match="cannot be the name"):
                store.add(tmp_path / "ged191.csv", name=name)
    with pytest.raises(RecordError, match="cannot be the version"):
        store.open("ucdp-ged@../../x")


def test_a_bad_file_leaves_no_trace(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n")
    with pytest.raises(RecordError, match="not a file of UCDP GED"):
        store.add(path)
    assert not store.folder.exists()


def test_a_failure_while_writing_leaves_no_trace(
    ged, tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(_file(ged, tmp_path / "ged191.csv"))
    before = _content(store.folder)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store_module, "write_manifest", full)
    with pytest.raises(RecordError, match="cannot be written: No space left"):
        store.add(_file(ged, tmp_path / "ged201.csv", best="9"))
    assert _content(store.folder) == before


def test_a_store_of_a_newer_format_is_refused(ged, tmp_path: Path, store: Store) -> None:
    store.add(_file(ged, tmp_path / "ged191.csv"))
    manifest = store.folder / "ucdp-ged@19.1" / "manifest.json"
    content = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**content, "format": 99}))
    for ask in (store.list, lambda: store.open("ucdp-ged"), lambda: load("ucdp-ged@19.1")):
        with pytest.raises(RecordError, match="newer onrecord"):
            ask()
    store.remove("ucdp-ged")
    assert store.list() == ()


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"format": 1}', '{"format": "x"}'])
def test_a_damaged_manifest_is_named(ged, tmp_path: Path, store: Store, damage: str) -> None:
    store.add(_file(ged, tmp_path / "ged191.csv"))
    (store.folder / "ucdp-ged@19.1" / "manifest.json").write_text(damage)
    with pytest.raises(RecordError, match="damaged"):
        store.open("ucdp-ged")
    store.remove("ucdp-ged@19.1")


def test_damaged_or_missing_rows_are_named(ged, tmp_path: Path, store: Store) -> None:
    store.add(_file(ged, tmp_path / "ged191.csv"))
    folder = store.folder / "ucdp-ged@19.1" / "events"
    for file in folder.rglob("*.parquet"):
        file.write_bytes(b"PAR1 not really")
    with pytest.raises(RecordError, match="Remove the record and add it again"):
        store.open("ucdp-ged").events()
    for file in folder.rglob("*.parquet"):
        file.unlink()
    with pytest.raises(RecordError, match="are gone from the store"):
        store.open("ucdp-ged").events()


def test_a_store_that_cannot_be_written(ged, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    with pytest.raises(RecordError, match="the store cannot be written"):
        Store(tmp_path / "taken").add(_file(ged, tmp_path / "ged191.csv"))


def test_what_a_killed_process_left_is_cleared(ged, tmp_path: Path, store: Store) -> None:
    left = store.folder / ".unfinished-abc"
    left.mkdir(parents=True)
    (left / "half").write_text("x")
    assert store.list() == ()
    store.add(_file(ged, tmp_path / "ged191.csv"))
    assert not left.exists()


def test_the_lock_is_waited_for_but_not_for_ever(tmp_path: Path) -> None:
    path = tmp_path / ".lock"
    with (
        locked(path),
        pytest.raises(RecordError, match="another onrecord process"),
        locked(path, patience=0.1),
    ):
        pass
    with locked(path, patience=0):
        pass


def test_opening_a_record_does_not_import_pandas(ged, tmp_path: Path, store: Store) -> None:
    """Where pandas is installed, one careless call to Arrow costs every process 0.2 s."""
    store.add(_file(ged, tmp_path / "ged191.csv"))
    code = (
        "import sys; from onrecord.records.store import Store\n"
        "assert len(Store().open('ucdp-ged').events()) == 3\n"
        "print('pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


ADD = "import sys; from onrecord.records.store import Store; print(Store().add(sys.argv[1]).label)"


def _adding(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", ADD, str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_processes_adding_at_once(ged, tmp_path: Path, store: Store) -> None:
    same = _file(ged, tmp_path / "ged191.csv", 500)
    other = _file(ged, tmp_path / "ged201.csv", 500, best="9")
    running = [_adding(path) for path in (same, same, other)]
    ends = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], ends
    assert [info.label for info in store.list()] == ["ucdp-ged@19.1", "ucdp-ged@20.1"]
    assert not list(store.folder.glob(".unfinished-*"))
    assert store.open("ucdp-ged@19.1").events().table.equals(load(same).events().table)


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_a_killed_process_leaves_the_store_as_it_was(ged, tmp_path: Path, store: Store) -> None:
    old = store.add(_file(ged, tmp_path / "ged191.csv"))
    new = _file(ged, tmp_path / "ged201.csv", 2000, best="9")
    killed = 0
    # On a busy machine it may be done each time before the blow falls: then again, up to a limit.
    for pause in (0, 0.004, 0.008, 0.015, 0.025, 0.04, *[0.0] * 30):
        if killed and not pause:
            break
        process = _adding(new)
        # Kill while it writes: as soon as an unfinished folder shows, and a little later.
        while process.poll() is None and not list(store.folder.glob(".unfinished-*")):
            time.sleep(0.002)
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        labels = [info.label for info in store.list()]
        assert labels in (["ucdp-ged@19.1"], ["ucdp-ged@19.1", "ucdp-ged@20.1"])
        assert store.open("ucdp-ged@19.1").info == old
        if len(labels) == 2:  # it was done before it was killed: then it is whole
            assert len(store.open("ucdp-ged@20.1").events()) == 2000
            store.remove("ucdp-ged@20.1")
        else:
            killed += 1
    assert killed > 0
    assert store.add(new).rows == 2000
    assert not list(store.folder.glob(".unfinished-*"))
