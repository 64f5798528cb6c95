"""The whole way: from the command or the function to the store."""

from __future__ import annotations

import datetime as dt
import inspect
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.records.fetch.conftest import QUICK, TODAY
from tests.records.fetch.server import File, Server, as_json
from tests.records.fetch.test_acled import Acled, some
from tests.records.fetch.test_gdelt import DAY, Gdelt
from tests.records.fetch.test_ucdp import ZIP, zipped

from onrecord.cli import main
from onrecord.errors import RecordError
from onrecord.records.fetch import SOURCES, CancelledError, FetchError, fetch
from onrecord.records.fetch.job import downloads, job
from onrecord.records.store import Store

HOW: dict[str, Any] = {"accessed": TODAY, "timeouts": QUICK, "wait": lambda _: None}


@pytest.fixture
def run(server: Server, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    for name in ("UCDP", "UCDP_API", "ACLED", "GDELT"):
        monkeypatch.setenv(f"ONRECORD_{name}_URL", server.url)

    def invoke(*words: str) -> Any:
        return CliRunner().invoke(main, ["records", "get", *words])

    return invoke


def noisy(ged: Any, count: int = 3000) -> bytes:
    noise = random.Random(1)
    lines = ({"source_headline": noise.randbytes(300).hex()} for _ in range(count))
    return zipped(ged.text(ged.rows(*lines)))


def test_gdelt_comes_into_the_store_with_its_gaps(server: Server) -> None:
    Gdelt(server, DAY, DAY).publish(without={"20171009120000"})
    info = fetch("gdelt", first=DAY, last=DAY, server=server.url, **HOW)
    assert info.label == "gdelt@2017-10-09_2017-10-09"
    assert info.expresses.attention_only
    assert info.rows + info.rejected + sum(info.warnings.values()) >= 95
    assert any("2017-10-09 12:00 to 12:15" in note for note in info.notes)
    before = len(server.asked)
    assert fetch("gdelt", first=DAY, last=DAY, server=server.url, **HOW) == info
    assert len(server.asked) == before


def test_gdelt_of_a_day_that_is_not_over_says_when_it_was_read(server: Server) -> None:
    Gdelt(server, DAY, DAY)
    how = HOW | {"accessed": DAY}
    info = fetch("gdelt", first=DAY, last=DAY, server=server.url, **how)
    assert info.version == "2017-10-09_2017-10-09+2017-10-09"


def test_what_cannot_be_asked_of_gdelt(server: Server) -> None:
    for how in ({"version": "1"}, {"country": "Syria"}):
        with pytest.raises(FetchError, match="by days alone"):
            fetch("gdelt", first=DAY, last=DAY, server=server.url, **HOW, **how)


def test_an_unknown_source_and_days_the_wrong_way_round() -> None:
    with pytest.raises(FetchError, match="ucdp-ged, acled, gdelt"):
        fetch("gtd")
    with pytest.raises(FetchError, match="before the first"):
        fetch("gdelt", first=DAY, last=DAY - dt.timedelta(days=1))
    with pytest.raises(RecordError, match="cannot be the name"):
        fetch("gdelt", first=DAY, last=DAY, keep_as="../x")


def test_the_workbench_may_rely_on_these_words() -> None:
    parameters = inspect.signature(fetch).parameters
    assert {"version", "country", "first", "last", "on_progress", "cancelled"} <= set(parameters)
    assert all(p.kind is p.KEYWORD_ONLY for n, p in parameters.items() if n != "name")
    assert SOURCES == ("ucdp-ged", "acled", "gdelt")


def test_a_caller_that_wants_no_more(server: Server, ged: Any) -> None:
    server.routes[ZIP] = File(noisy(ged))
    here = [0]

    def seen(done: int, _total: int | None, _label: str) -> None:
        here[0] = done

    stop = {"on_progress": seen, "cancelled": lambda: here[0] > 100_000}
    with pytest.raises(CancelledError, match="goes on"):
        fetch("ucdp-ged", version="25.1", server=server.url, **HOW, **stop)
    assert not Store().list()
    assert fetch("ucdp-ged", version="25.1", server=server.url, **HOW).rows == 3000
    assert server.asked[-1].headers["range"] == f"bytes={here[0]}-"


def test_two_at_the_same_download(server: Server) -> None:
    asked = {"version": "25.1", "part": "", "by": ""}
    with job("ucdp-ged", asked), pytest.raises(FetchError, match="another process"):
        fetch("ucdp-ged", version="25.1", server=server.url, **HOW)
    assert not server.asked


def test_a_folder_for_downloads_that_cannot_be_made(server: Server) -> None:
    downloads().parent.mkdir(exist_ok=True)
    downloads().write_text("in the way")
    with pytest.raises(FetchError, match="folder for downloads cannot be made"):
        fetch("ucdp-ged", version="25.1", server=server.url, **HOW)


# --- the command ----------------------------------------------------------------------------


def test_the_command_says_what_it_has_fetched(
    run: Callable[..., Any], server: Server, ged: Any
) -> None:
    server.routes[ZIP] = File(zipped(ged.text(ged.rows(count=5))))
    done = run("ucdp-ged", "--version", "25.1")
    assert done.exit_code == 0, done.output
    assert "ucdp-ged@25.1: 5 events" in done.stdout
    assert done.stderr == "", "no bar where there is no terminal"
    again = json.loads(run("ucdp-ged", "--version", "25.1", "--json").stdout)
    assert (again["events"], again["name"], again["version"]) == (5, "ucdp-ged", "25.1")
    assert run("ucdp-ged", "--version", "25.1", "--quiet").output == ""


@pytest.mark.usefixtures("credentials")
def test_the_command_shows_acleds_terms_once(
    run: Callable[..., Any], server: Server, nothing_leaks: Callable[..., None]
) -> None:
    Acled(server, some(3))
    words = ("acled", "--country", "Syria", "--from", "2018-01-01", "--to", "2018-12-31")
    first, second = run(*words), run(*words)
    assert first.exit_code == second.exit_code == 0, first.output
    assert "do not allow its rows to be passed on" in first.stderr
    assert "do not allow its rows to be passed on" not in second.stderr
    nothing_leaks()


def test_the_command_fetches_gdelt_without_its_list(
    run: Callable[..., Any], server: Server
) -> None:
    Gdelt(server, DAY, DAY)
    done = run("gdelt", "--from", "2017-10-09", "--to", "2017-10-09", "--no-list")
    assert done.exit_code == 0, done.output
    assert "gdelt@2017-10-09_2017-10-09" in done.stdout
    assert not server.to("/masterfilelist.txt")


@pytest.mark.usefixtures("credentials")
def test_errors_are_one_message_and_exit_1(
    run: Callable[..., Any], server: Server, nothing_leaks: Callable[..., None]
) -> None:
    server.routes["/oauth/token"] = lambda _: as_json({"error": "invalid_grant"}, 400)
    for words in (("acled", "--country", "Syria"), ("ucdp-ged",), ("gdelt",)):
        done = run(*words)
        assert done.exit_code == 1
        assert "onrecord: " in done.stderr
        assert "Traceback" not in done.output
    assert run("gtd").exit_code == 2
    nothing_leaks()


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT to send")
def test_ctrl_c_in_a_real_process(server: Server, ged: Any, own_home: Path) -> None:
    data = noisy(ged)
    slow = File(data)
    stalled = slow(server_asked())
    stalled.cut, stalled.stall = 300_000, True
    server.one_after_the_other(ZIP, stalled, slow)
    environment = os.environ | {"ONRECORD_UCDP_URL": server.url, "ONRECORD_HOME": str(own_home)}
    # A shell that starts the tests in the background has them, and what they start, ignore SIGINT.
    heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    code = heeding + "from onrecord.cli import main; main()"
    command = [sys.executable, "-c", code, "records", "get", "ucdp-ged", "--version", "25.1"]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    part: list[Path] = []
    while not (part and part[0].stat().st_size >= 200_000) and process.poll() is None:
        time.sleep(0.02)
        part = list(downloads().rglob("*.part"))
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130, err
    assert "it goes on from there" in err
    assert out == ""
    assert "Traceback" not in err
    assert not Store().list()
    here = part[0].stat().st_size
    again = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "ucdp-ged@25.1: 3,000 events" in again.stdout
    assert server.asked[-1].headers["range"] == f"bytes={here}-"


def server_asked() -> Any:
    from tests.records.fetch.server import Asked

    return Asked("GET", ZIP, {}, {}, {})
