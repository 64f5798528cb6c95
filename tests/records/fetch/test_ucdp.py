"""UCDP GED, as a file and page by page."""

from __future__ import annotations

import csv
import datetime as dt
import errno
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.records.fetch.conftest import QUICK, TODAY, TOKEN
from tests.records.fetch.server import PAGE, Asked, File, Reply, Server, as_json

from onrecord.errors import RecordError
from onrecord.records.fetch import CredentialsError, FetchError, fetch, ucdp_api
from onrecord.records.fetch.budget import Budget
from onrecord.records.fetch.job import downloads
from onrecord.records.fetch.ucdp import bulk_path, check_release
from onrecord.records.fetch.ucdp_api import COLUMNS
from onrecord.records.store import Store

ZIP = "/ged/ged251-csv.zip"
API = "/gedevents/25.1"


def zipped(text: str, name: str = "GEDEvent_v25_1.csv") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return out.getvalue()


def get(server: Server, **how: Any) -> Any:
    how = {"version": "25.1", "accessed": TODAY, "timeouts": QUICK, "wait": lambda _: None} | how
    return fetch("ucdp-ged", server=server.url, **how)


@pytest.fixture
def rows(ged: Any) -> list[dict[str, str]]:
    return ged.rows(count=25)  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("version", "path"),
    [
        ("25.1", "ged/ged251-csv.zip"),
        ("5.0", "ged/ged50-csv.zip"),
        ("25.0.3", "candidateged/GEDEvent_v25_0_3.csv"),
        ("25.0.12", "candidateged/GEDEvent_v25_0_12.csv"),
        ("25.01.25.06", "candidateged/GEDEvent_v25_01_25_06.csv"),
    ],
)
def test_where_a_release_is(version: str, path: str) -> None:
    assert bulk_path(check_release(version)) == path


@pytest.mark.parametrize(
    "version", [None, "", "25", "25.0.13", "25.0.0", "25.01.24.06", "../../x", "25.1/..", "٢٥.1"]
)
def test_what_is_no_release(version: str | None) -> None:
    with pytest.raises(FetchError, match="version"):
        check_release(version)


def test_a_release_comes_into_the_store(
    server: Server, ged: Any, rows: list[dict[str, str]]
) -> None:
    server.routes[ZIP] = File(zipped(ged.text(rows)), cuts=[50])
    seen: list[tuple[int, int | None, str]] = []
    info = get(server, on_progress=lambda *n: seen.append(n))
    assert (info.label, info.rows) == ("ucdp-ged@25.1", 25)
    assert "Downloaded from UCDP (ged/ged251-csv.zip) on 2024-06-03." in info.notes
    assert Store().list() == (info,)
    assert seen[-1][0] == seen[-1][1]
    assert {label for *_, label in seen} == {"UCDP GED 25.1", "ucdp-ged 25.1: into the store"}
    assert [p.name for p in downloads().iterdir()] == [".locks"]


def test_a_release_that_is_there_is_not_fetched_again(
    server: Server, ged: Any, rows: list[dict[str, str]]
) -> None:
    server.routes[ZIP] = File(zipped(ged.text(rows)))
    first = get(server)
    assert get(server) == first
    assert len(server.asked) == 1
    assert get(server, again=True) == first
    assert len(server.asked) == 2


def test_candidate_events_come_as_csv(server: Server, ged: Any, rows: list[dict[str, str]]) -> None:
    server.routes["/candidateged/GEDEvent_v25_0_3.csv"] = File(ged.text(rows).encode())
    info = get(server, version="25.0.3", keep_as="candidates")
    assert info.label == "candidates@25.0.3"
    assert any("candidate release" in note for note in info.notes)


def test_a_release_that_is_not_there(server: Server) -> None:
    with pytest.raises(FetchError, match=r"no file of version 25\.1"):
        get(server)
    assert not Store().list()


def test_ctrl_c_and_on_again(server: Server, ged: Any) -> None:
    import random

    noise = random.Random(1)
    rows = ged.rows(*({"source_headline": noise.randbytes(300).hex()} for _ in range(2000)))
    data = zipped(ged.text(rows))
    server.routes[ZIP] = File(data)

    def stop(done: int, *_: object) -> None:
        if done > 200_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        get(server, on_progress=stop)
    assert not Store().list()
    (part,) = downloads().rglob("*.part")
    here = part.stat().st_size
    assert 200_000 < here < len(data)
    assert get(server).rows == 2000
    assert server.asked[-1].headers["range"] == f"bytes={here}-"


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04 broken", b"", b"a,b\n1,2\n", zipped("a,b\n1,2\n"), zipped("x" * (70 << 20))],
    ids=["broken zip", "empty", "another table", "another table zipped", "zip bomb"],
)
def test_what_is_no_ged_is_refused_and_thrown_away(
    server: Server, data: bytes, ged: Any, rows: list[dict[str, str]]
) -> None:
    server.one_after_the_other(ZIP, File(data), File(zipped(ged.text(rows))))
    with pytest.raises(RecordError):
        get(server)
    assert not Store().list()
    assert get(server).rows == 25, "the next time another one is fetched"


def test_a_member_that_wants_out_of_the_zip(
    server: Server, ged: Any, rows: list[dict[str, str]], own_home: Path
) -> None:
    server.routes[ZIP] = File(zipped(ged.text(rows), "../../../escaped.csv"))
    get(server)
    assert not list(own_home.parent.rglob("escaped.csv"))


def test_a_store_that_cannot_be_written_keeps_the_download(
    server: Server, ged: Any, rows: list[dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    server.routes[ZIP] = File(zipped(ged.text(rows)))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("onrecord.records.store.write_events", full)
        with pytest.raises(RecordError, match="No space left"):
            get(server)
    assert not Store().list()
    assert get(server).rows == 25
    assert len(server.asked) == 1


# --- page by page ---------------------------------------------------------------------------


class Api:
    """UCDP's API over some rows, as RECORDS describes it."""

    def __init__(self, rows: list[dict[str, str]], *, off: int = 0) -> None:
        self.rows, self.off = rows, off
        self.moved: dict[int, int] = {}
        """Page → how many rows have been put before it since the first page was read."""

    def __call__(self, asked: Asked) -> Reply:
        if asked.headers.get("x-ucdp-access-token") != TOKEN:
            return as_json("API token required. Add header: x-ucdp-access-token", 401)
        size, page = int(asked.query["pagesize"]), int(asked.query["page"])
        start = max(0, page * size - self.moved.get(page, 0))
        pages = -(-len(self.rows) // size)
        return as_json(
            {
                "TotalCount": len(self.rows) + self.off,
                "TotalPages": pages,
                "PreviousPageUrl": "",
                "NextPageUrl": "https://elsewhere.example.org/x" if page + 1 < pages else "",
                "Result": [self.typed(row) for row in self.rows[start : start + size]],
            }
        )

    @staticmethod
    def typed(row: dict[str, str]) -> dict[str, Any]:
        """Numbers as numbers, empty cells as null, days with a time."""
        out: dict[str, Any] = {}
        for name, value in row.items():
            if name in ("latitude", "longitude"):
                out[name] = float(value)
            elif name == "active_year":
                out[name] = value == "1"
            elif name.startswith("date_") and name != "date_prec":
                out[name] = f"{value}T00:00:00"
            elif value.isdecimal():
                out[name] = int(value)
            else:
                out[name] = value or None
        return out


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ucdp_api.paged.__kwdefaults__, "size", 10)


@pytest.mark.usefixtures("credentials")
def test_pages_give_what_the_file_gives(
    server: Server, ged: Any, rows: list[dict[str, str]], nothing_leaks: Callable[..., None]
) -> None:
    server.routes[ZIP] = File(zipped(ged.text(rows)))
    whole = get(server)
    server.routes[API] = Api(rows, off=-1)
    labels: list[str] = []
    paged = get(
        server, api=True, keep_as="by-api", on_progress=lambda *n: labels.append(f"{n[0]} {n[2]}")
    )
    columns = ["id", "start", "end", "lat", "lon", "place", "side_a", "side_b", "low", "best"]
    tables = [Store().open(i.label).events().table.select(columns) for i in (whole, paged)]
    assert tables[0].equals(tables[1])
    assert [asked.query["page"] for asked in server.to(API)] == ["0", "1", "2"]
    assert any("page 2 of 3; up to 2 more requests, 4,999 left today" in told for told in labels)
    assert any("in 3 requests: 25 events; the API counts 24" in note for note in paged.notes)
    nothing_leaks()


def test_the_pages_are_written_in_the_columns_of_the_file(ged: Any) -> None:
    assert ged.columns49 == COLUMNS


@pytest.mark.usefixtures("credentials")
def test_rows_that_move_between_pages_come_once(server: Server, rows: list[dict[str, str]]) -> None:
    api = Api(rows)
    api.moved = {1: 2, 2: 2}
    server.routes[API] = api
    info = get(server, api=True)
    assert (info.rows, info.rejected) == (25, 0)


@pytest.mark.usefixtures("credentials")
def test_too_few_rows_are_refused(server: Server, rows: list[dict[str, str]]) -> None:
    server.routes[API] = Api(rows, off=11)
    with pytest.raises(FetchError, match="25 events arrived of 36"):
        get(server, api=True)
    assert not Store().list()


@pytest.mark.usefixtures("credentials")
def test_a_country_is_a_part_under_a_name_of_its_own(
    server: Server, rows: list[dict[str, str]]
) -> None:
    server.routes[API] = Api(rows)
    info = get(server, country=("652", "645"), first=dt.date(2017, 1, 1))
    assert info.label == "ucdp-ged-645-652-from-2017-01-01@25.1"
    query = server.to(API)[0].query
    assert (query["Country"], query["StartDate"]) == ("645,652", "2017-01-01")
    assert any("part of the release" in note for note in info.notes)


def test_a_countrys_name_and_a_last_day_are_refused(server: Server) -> None:
    with pytest.raises(FetchError, match="652 is Syria"):
        get(server, country="Syria")
    with pytest.raises(FetchError, match="not cut off"):
        get(server, last=dt.date(2020, 1, 1))
    assert not server.asked


def test_without_a_token_nothing_is_asked(server: Server) -> None:
    with pytest.raises(CredentialsError, match="ONRECORD_UCDP_TOKEN"):
        get(server, api=True)
    assert not server.asked


def test_a_token_that_is_not_accepted(
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    nothing_leaks: Callable[..., None],
) -> None:
    monkeypatch.setenv("ONRECORD_UCDP_TOKEN", TOKEN)
    server.routes[API] = lambda _: as_json(f"token {TOKEN} is not known", 401)
    with pytest.raises(CredentialsError, match="does not accept the token") as caught:
        get(server, api=True)
    nothing_leaks(caught.value)


@pytest.mark.usefixtures("credentials")
def test_cut_off_between_pages_it_goes_on(server: Server, rows: list[dict[str, str]]) -> None:
    api = Api(rows)
    calls: list[int] = []

    def dies_at_the_third(asked: Asked) -> Reply:
        calls.append(int(asked.query["page"]))
        return Reply(b"", 400) if len(calls) == 3 else api(asked)

    server.routes[API] = dies_at_the_third
    with pytest.raises(FetchError):
        get(server, api=True)
    assert get(server, api=True).rows == 25
    assert calls == [0, 1, 2, 0, 2], "the first page is read again, to see if it is the same"


@pytest.mark.usefixtures("credentials")
def test_pages_of_another_count_are_not_gone_on_with(
    server: Server, rows: list[dict[str, str]]
) -> None:
    server.one_after_the_other(API, Api(rows[:24]), Reply(b"", 400), Api(rows))
    with pytest.raises(FetchError):
        get(server, api=True)
    assert get(server, api=True).rows == 25
    assert [asked.query["page"] for asked in server.to(API)] == ["0", "1", "0", "1", "2"]


@pytest.mark.usefixtures("credentials")
def test_the_days_requests_run_out_and_tomorrow_it_goes_on(
    server: Server, rows: list[dict[str, str]], own_home: Path
) -> None:
    api = Api(rows)
    server.one_after_the_other(API, Reply(b"", 500), api)
    (own_home / "downloads").mkdir()
    Path(own_home / "downloads" / "ucdp-requests.json").write_text(
        json.dumps({"day": "2024-06-03", "requests": 4997})
    )
    with pytest.raises(FetchError, match=r"5,000 requests .* used up"):
        get(server, api=True)
    assert len(server.asked) == 3, "a failed request counts too"
    assert get(server, api=True, accessed=dt.date(2024, 6, 4)).rows == 25
    assert [asked.query["page"] for asked in server.asked] == ["0", "0", "1", "0", "2"]


def test_the_count_of_another_day_or_a_damaged_one_is_none(tmp_path: Path) -> None:
    budget = Budget(tmp_path, TODAY, most=2)
    budget.spend()
    budget.spend()
    assert budget.left == 0
    assert Budget(tmp_path, TODAY + dt.timedelta(days=1), most=2).left == 2
    budget.path.write_text("{")
    assert budget.left == 2


@pytest.mark.usefixtures("credentials")
@pytest.mark.parametrize(
    "answer",
    [
        {"Result": []}, [], None, "x", {"TotalCount": "?", "TotalPages": 1, "Result": []},
        {"TotalCount": 1, "TotalPages": 1, "Result": {}},
        {"TotalCount": 1, "TotalPages": 1, "Result": [1]},
        {"TotalCount": 1, "TotalPages": 1, "Result": [{"id": {"a": 1}}]},
        {"TotalCount": 0, "TotalPages": 0, "Result": []},
    ],
)  # fmt: skip
def test_an_answer_of_another_form(server: Server, answer: object) -> None:
    server.routes[API] = lambda _: as_json(answer)
    with pytest.raises(FetchError):
        get(server, api=True)
    assert not Store().list()


@pytest.mark.usefixtures("credentials")
def test_a_web_page_in_the_middle(server: Server, rows: list[dict[str, str]]) -> None:
    server.one_after_the_other(API, Api(rows), PAGE)
    with pytest.raises(FetchError, match="web page"):
        get(server, api=True)


def test_odd_cells_survive_as_csv(tmp_path: Path) -> None:
    from onrecord.records.fetch.pages import Pages

    odd = ['a "quoted", cell', "two\nlines", "nul\0", "=1+1", "\ud800", "x" * 200_000, 3.0, None]
    pages = Pages(tmp_path / "pages", ["id", "text"])
    pages.keep(0, [{"id": n, "text": text} for n, text in enumerate(odd)], "here")
    written = pages.write(tmp_path / "out.csv", "id")
    assert written.rows == len(odd)
    usual = csv.field_size_limit(1 << 20)
    try:
        with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
            found = [row[1] for row in list(csv.reader(file))[1:]]
    finally:
        csv.field_size_limit(usual)
    assert found == ['a "quoted", cell', "two\nlines", "nul", "=1+1", "?", "x" * 200_000, "3", ""]


@pytest.mark.usefixtures("credentials")
def test_a_full_disk_between_pages(
    server: Server, rows: list[dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    server.routes[API] = Api(rows)
    real = os.fsync
    synced: list[int] = []

    def full(handle: int) -> None:
        synced.append(handle)
        if len(synced) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(FetchError, match="the disk is full"):
            get(server, api=True)
    assert not Store().list()
    assert get(server, api=True).rows == 25
    assert [asked.query["page"] for asked in server.to(API)] == ["0", "1", "0", "1", "2"]
