"""The table does not depend on how it is drawn: jobs, stops and new starts change no number."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.calibrate import Plan, run
from onrecord.calibrate.cell import SEED, Cell
from onrecord.calibrate.kept import Kept, code_digest
from onrecord.calibrate.outcome import Batch, drawn
from onrecord.errors import OnrecordError
from tests.calibrate.toy import broken, cell

COIN = cell("coin", 0.5)


def plan(folder: Path, *cells: Cell, draws: int | None = 60, jobs: int = 1, seed: int = 1) -> Plan:
    return Plan(cells or (COIN,), seed, folder, draws=draws, jobs=jobs)


def test_one_and_two_jobs_give_the_same_numbers(tmp_path: Path) -> None:
    cells = (COIN, cell("rarely", 0.01))
    one = run(plan(tmp_path / "one", *cells, draws=110))
    two = run(plan(tmp_path / "two", *cells, draws=110, jobs=2))
    assert one == two
    assert 30 < one[0].yes.hits < 80


def test_each_draw_has_its_own_stream() -> None:
    streams = [
        COIN.stream(1, 0), COIN.stream(1, 1), COIN.stream(2, 0), COIN.stream(1, 0, again=1),
        cell("other", 0.5).stream(1, 0),
    ]  # fmt: skip
    assert len({float(stream.random()) for stream in streams}) == len(streams)
    assert float(COIN.stream(1, 5).random()) == float(COIN.stream(1, 5).random())


def test_a_draw_is_the_same_whatever_was_drawn_before_it() -> None:
    whole = drawn(COIN, 1, range(20))
    assert drawn(COIN, 1, [13, 7]).outcomes == (whole.outcomes[13], whole.outcomes[7])


def test_a_second_run_draws_nothing_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = run(plan(tmp_path))
    monkeypatch.setattr("onrecord.calibrate.running.drawn", _never)
    assert run(plan(tmp_path)) == before


def _never(*_: object) -> Batch:
    raise AssertionError("drawn again")


def test_more_draws_go_on_from_those_that_are_there(tmp_path: Path) -> None:
    run(plan(tmp_path, draws=75))
    told: list[int] = []
    more = run(plan(tmp_path, draws=130), lambda done, _total, _cell: told.append(done))
    assert told[0] == 75
    assert more == run(plan(tmp_path / "whole", draws=130))


def test_another_seed_code_or_cell_shares_no_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Kept(tmp_path, 1).keep(COIN, drawn(COIN, 1, range(3)))
    assert len(Kept(tmp_path, 1).outcomes(COIN)) == 3
    assert not Kept(tmp_path, 2).outcomes(COIN)
    assert not Kept(tmp_path, 1, version="0").outcomes(COIN)
    assert not Kept(tmp_path, 1).outcomes(COIN, again=1)
    assert not Kept(tmp_path, 1).outcomes(cell("coin", 0.4))
    monkeypatch.setattr("onrecord.calibrate.kept.code_digest", lambda: "other")
    assert not Kept(tmp_path, 1).outcomes(COIN)


def test_half_a_file_counts_as_none(tmp_path: Path) -> None:
    kept = Kept(tmp_path, 1)
    path = kept.keep(COIN, drawn(COIN, 1, range(50)))
    path.write_text(path.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    assert not kept.outcomes(COIN)
    assert run(plan(tmp_path)) == run(plan(tmp_path / "other"))


SLOW = """
import sys, time
from functools import partial
from pathlib import Path
from onrecord.calibrate import Plan, run
import onrecord.calibrate.kept as kept
import tests.calibrate.test_running as t
kept.code_digest = lambda: sys.argv[3]
run(Plan((t.slow(),), 1, Path(sys.argv[1]), draws=400, jobs=int(sys.argv[2])))
"""


def slow() -> Cell:
    return replace(COIN, name="slow")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_killed_run_goes_on(tmp_path: Path, jobs: int) -> None:
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(tmp_path), str(jobs), code_digest()],
        cwd=root, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}, start_new_session=True,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    kept = Kept(tmp_path, 1)
    patience = time.monotonic() + 300
    while len(list(kept.place.glob("*.json"))) < 2 and time.monotonic() < patience:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    there = len(kept.outcomes(slow()))
    assert there >= 100
    told: list[int] = []
    rows = run(plan(tmp_path, slow(), draws=400), lambda done, _t, _c: told.append(done))
    assert told[0] == there
    assert rows == run(plan(tmp_path / "whole", slow(), draws=400))
    for path in kept.place.glob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))


def test_a_failing_null_cell_is_drawn_once_more_and_counted(tmp_path: Path) -> None:
    wrong, right = run(plan(tmp_path, cell("yes", 1.0), cell("no", 0.0), draws=60))
    assert wrong.result == "fail"
    assert wrong.again is not None
    assert wrong.again.hits == 60
    assert right.result == "pass"
    assert right.again is None


def test_a_draw_that_fails_fails_its_cell_and_no_other(tmp_path: Path) -> None:
    sick = replace(cell("sick", 0.0), trial=broken)
    row, well = run(plan(tmp_path, sick, cell("well", 0.0), draws=60))
    assert row.result == "fail"
    assert row.errors > 0
    assert "nothing to divide by" in row.first_error
    assert well.result == "pass"


def test_the_code_has_a_digest_that_stays() -> None:
    assert code_digest() == code_digest()
    assert len(code_digest()) == 12


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"draws": 0}, "0 draws"), ({"jobs": 0}, "0 jobs"), ({"backend": "abacus"}, "abacus")],
)
def test_what_cannot_be_drawn_is_said(tmp_path: Path, wrong: dict[str, object], said: str) -> None:
    with pytest.raises(OnrecordError, match=said):
        run(replace(plan(tmp_path), **wrong))


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OnrecordError, match="--out"):
        run(plan(tmp_path / "file"))


def test_the_seed_is_the_one_that_was_fixed_beforehand() -> None:
    assert SEED == 20171023
