"""ACLED's API: being let in, pages, withdrawals, and what an empty answer means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.acled_rows import COLUMNS as COLUMNS_31
from tests.acled_rows import PLAIN
from tests.records.fetch.conftest import PASSWORD, QUICK, TODAY, USER
from tests.records.fetch.server import Asked, Reply, Server, as_json

from onrecord.errors import RecordError
from onrecord.records.fetch import (
    CredentialsError,
    EntitlementError,
    FetchError,
    acled,
    fetch,
    terms_to_show,
    terms_were_shown,
)
from onrecord.records.fetch.acled import COLUMNS
from onrecord.records.fetch.pages import Pages
from onrecord.records.store import Store

TOKEN_PATH, READ, DELETED = "/oauth/token", "/api/acled/read", "/api/deleted/read"
ACCESS, REFRESH = "access-31415926", "refresh-27182818"
NEWEST = 1526400000
VERSION = "2024-06-03+2018-05-15T1600"


def typed(row: Mapping[str, str]) -> dict[str, Any]:
    """A row as ACLED's JSON has it: some numbers as numbers, some as text, tags null."""
    out: dict[str, Any] = {name: row[name] for name in COLUMNS_31}
    out |= {"fatalities": int(row["fatalities"]), "timestamp": int(row["timestamp"])}
    return out | {"year": int(row["year"]), "tags": row["tags"] or None, "iso": int(row["iso"])}


def some(count: int, **change: str) -> list[dict[str, Any]]:
    return [typed({**PLAIN, "event_id_cnty": f"SYR{100 + n}", **change}) for n in range(count)]


class Acled:
    """ACLED's server over some rows."""

    def __init__(self, server: Server, rows: list[dict[str, Any]]) -> None:
        self.rows, self.deleted = rows, list[dict[str, Any]]()
        self.access = 0
        self.expire_after: int | None = None
        """Reads after which the token that was given expires."""
        self.refreshable = True
        self.extra: dict[str, Any] = {}
        self.reads = 0
        server.routes |= {TOKEN_PATH: self.token, READ: self.read, DELETED: self.withdrawn}

    def token(self, asked: Asked) -> Reply:
        assert asked.method == "POST"
        form = asked.form
        assert form["client_id"] == "acled"
        if form["grant_type"] == "password":
            if (form["username"], form["password"]) != (USER, PASSWORD):
                said = f"{form['username']} with {form['password']}"
                return as_json({"error": "invalid_grant", "error_description": said}, 400)
        elif not self.refreshable or form["refresh_token"] != f"{REFRESH}-{self.access}":
            return as_json({"error": "invalid_request"}, 401)
        self.access += 1
        given = {"access_token": f"{ACCESS}-{self.access}", "expires_in": 86400}
        return as_json(
            given | {"refresh_token": f"{REFRESH}-{self.access}", "token_type": "Bearer"}
        )

    def _good(self, asked: Asked) -> bool:
        self.reads += 1
        if self.expire_after is not None and self.reads > self.expire_after:
            self.expire_after = None
            self.access += 100
        return asked.headers.get("authorization") == f"Bearer {ACCESS}-{self.access}"

    def read(self, asked: Asked) -> Reply:
        if not self._good(asked):
            return as_json({"message": "The access token is invalid"}, 401)
        assert asked.query["_format"] == "json"
        return self.page(asked, self.rows)

    def page(self, asked: Asked, rows: list[dict[str, Any]]) -> Reply:
        size, page = int(asked.query["limit"]), int(asked.query["page"])
        part = rows[(page - 1) * size : page * size]
        return as_json(
            {"status": 200, "success": True, "count": len(part), "data": part} | self.extra
        )

    def withdrawn(self, asked: Asked) -> Reply:
        if not self._good(asked):
            return as_json({}, 401)
        assert asked.query["deleted_timestamp_where"] == ">="
        return self.page(asked, self.deleted)


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(acled.export.__kwdefaults__, "size", 10)


def get(server: Server, **how: Any) -> Any:
    how = {"country": "Syria", "accessed": TODAY, "timeouts": QUICK, "wait": lambda _: None} | how
    return fetch("acled", server=server.url, **how)


pytestmark = pytest.mark.usefixtures("credentials")


def test_events_come_into_the_store(server: Server, nothing_leaks: Callable[..., None]) -> None:
    Acled(server, some(25))
    days = {"first": dt.date(2018, 1, 1), "last": dt.date(2018, 12, 31)}
    info = get(server, country=["Syria", "Iraq"], **days)
    assert (info.label, info.rows) == (f"acled@{VERSION}", 25)
    assert info.accessed == TODAY
    assert not info.redistributable
    assert any("Iraq, Syria, 2018-01-01 to 2018-12-31" in note for note in info.notes)
    query = server.to(READ)[0].query
    assert query["country"] == "Iraq|Syria"
    assert (query["event_date"], query["event_date_where"]) == ("2018-01-01|2018-12-31", "BETWEEN")
    assert [asked.query["page"] for asked in server.to(READ)] == ["1", "2", "3", "4"]
    assert "password" not in str([asked.query for asked in server.asked])
    nothing_leaks()


def test_the_columns_are_those_of_an_export() -> None:
    assert COLUMNS == COLUMNS_31


@pytest.mark.parametrize(("days", "where"), [({"first": TODAY}, ">="), ({"last": TODAY}, "<=")])
def test_days_open_at_one_end(server: Server, days: dict[str, dt.date], where: str) -> None:
    Acled(server, some(3))
    get(server, **days)
    assert server.to(READ)[0].query["event_date_where"] == where


def test_types_may_be_mixed(server: Server) -> None:
    rows = some(4)
    rows[0] |= {"fatalities": "7", "latitude": 35.25, "geo_precision": 1, "time_precision": 1.0}
    rows[1] |= {"fatalities": None, "assoc_actor_1": None, "notes": "said: “x”,\nand\0 more"}
    rows[2] |= {"event_date": "0025-05-09", "year": 25}
    rows[3] |= {"timestamp": str(NEWEST + 60)}
    Acled(server, rows)
    info = get(server, tolerate=True)
    assert info.version == "2024-06-03+2018-05-15T1601"
    assert (info.rows, info.rejected) == (3, 1)
    assert Store().open(info.label).events().best.tolist() == [7, -1, 3]


def test_withdrawn_events_are_taken_out(server: Server) -> None:
    api = Acled(server, some(25))
    api.deleted = [
        {"event_id_cnty": "SYR101", "deleted_timestamp": NEWEST + 1},
        {"event_id_cnty": "SYR102", "deleted_timestamp": str(NEWEST + 1)},
        {"event_id_cnty": "SYR103", "deleted_timestamp": NEWEST - 1},
        *({"event_id_cnty": f"YEM{n}", "deleted_timestamp": NEWEST + 1} for n in range(12)),
    ]
    info = get(server)
    ids = Store().open(info.label).events().id
    assert info.rows == 23
    assert not {"SYR101", "SYR102"} & set(ids)
    assert "SYR103" in ids, "it was put back after it had been withdrawn"
    assert any("2 withdrawn events were taken out" in note for note in info.notes)
    assert len(server.to(DELETED)) == 2


def test_an_account_that_may_not_see_withdrawals(server: Server) -> None:
    Acled(server, some(3))
    server.routes[DELETED] = lambda _: as_json({"message": "Access denied"}, 403)
    info = get(server)
    assert info.rows == 3
    assert any("does not tell this account" in note for note in info.notes)


def test_rows_that_move_are_read_once_more(server: Server) -> None:
    rows = some(25)
    api = Acled(server, rows)
    newer = [typed({**PLAIN, "event_id_cnty": "SYR900", "timestamp": str(NEWEST + 60)})]

    def moves(asked: Asked) -> Reply:
        if asked.query["page"] == "2":
            api.rows = newer + rows
        return api.read(asked)

    server.routes[READ] = moves
    info = get(server)
    ids = Store().open(info.label).events().id
    assert len(ids) == len(set(ids)) == 26
    assert "SYR900" in ids, "it came in front of what had been read"
    assert info.rejected == 0


def test_rows_that_never_stop_moving_are_said(server: Server) -> None:
    api = Acled(server, some(25))

    def moves(asked: Asked) -> Reply:
        if asked.query["page"] == "2":
            return as_json({"status": 200, "data": api.rows[9:19]})
        return api.read(asked)

    server.routes[READ] = moves
    info = get(server)
    assert any("Rows moved while they were read: 1 came twice" in note for note in info.notes)


def test_a_server_that_knows_no_pages(server: Server) -> None:
    Acled(server, some(10))
    server.routes[READ] = lambda _: as_json({"status": 200, "data": some(10)})
    with pytest.raises(FetchError, match="same page again"):
        get(server)


@pytest.mark.parametrize("refreshable", [True, False])
def test_a_token_that_expires_in_the_middle(
    server: Server, refreshable: bool, nothing_leaks: Callable[..., None]
) -> None:
    api = Acled(server, some(25))
    api.expire_after, api.refreshable = 2, refreshable
    given = api.token

    def token(asked: Asked) -> Reply:
        if asked.form["grant_type"] == "refresh_token":
            assert asked.form["refresh_token"] == f"{REFRESH}-1"
            if not refreshable:
                return as_json({"error": "invalid_request"}, 401)
            api.access += 1
            return as_json({"access_token": f"{ACCESS}-{api.access}"})
        return given(asked)

    server.routes[TOKEN_PATH] = token
    assert get(server).rows == 25
    grants = [asked.form["grant_type"] for asked in server.to(TOKEN_PATH)]
    assert grants == ["password", "refresh_token"] + ["password"] * (not refreshable)
    nothing_leaks()


def test_a_wrong_password(
    server: Server, monkeypatch: pytest.MonkeyPatch, nothing_leaks: Callable[..., None]
) -> None:
    api = Acled(server, some(3))
    wrong = "access-31415926-is-wrong"
    monkeypatch.setenv("ONRECORD_ACLED_PASSWORD", wrong)
    with pytest.raises(CredentialsError, match="does not know this name and password") as caught:
        get(server)
    assert not isinstance(caught.value, EntitlementError)
    assert api.reads == 0
    assert len(server.to(TOKEN_PATH)) == 1, "a wrong password is not tried again"
    nothing_leaks(caught.value)


@pytest.mark.parametrize("name", ["ONRECORD_ACLED_USER", "ONRECORD_ACLED_PASSWORD"])
def test_no_credentials(server: Server, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv(name)
    with pytest.raises(CredentialsError, match=name):
        get(server)
    assert not server.asked


def test_a_good_token_that_gets_nothing_is_no_bad_password(
    server: Server, nothing_leaks: Callable[..., None]
) -> None:
    Acled(server, [])
    with pytest.raises(EntitlementError, match="gives it no events at all") as caught:
        get(server)
    assert not isinstance(caught.value, CredentialsError)
    nothing_leaks(caught.value)


def test_a_question_without_events_is_no_lack_of_rights(server: Server) -> None:
    api = Acled(server, some(3))

    def read(asked: Asked) -> Reply:
        return as_json({"data": []}) if "country" in asked.query else api.read(asked)

    server.routes[READ] = read
    with pytest.raises(FetchError, match="no such events") as caught:
        get(server, country="Siria")
    assert not isinstance(caught.value, EntitlementError | CredentialsError)


@pytest.mark.parametrize(
    "reply",
    [
        as_json({"message": "Access denied: consent not given"}, 403),
        as_json({"status": 403, "success": False, "message": "Access denied: consent not given"}),
    ],
)
def test_a_good_token_that_may_not_read(server: Server, reply: Reply) -> None:
    Acled(server, some(3))
    server.routes[READ] = lambda _: reply
    with pytest.raises(EntitlementError, match="consent not given"):
        get(server)


def test_a_good_token_that_is_never_accepted(server: Server) -> None:
    Acled(server, some(3))
    server.routes[READ] = lambda _: as_json({}, 401)
    with pytest.raises(EntitlementError, match="refuses the token it has just given"):
        get(server)
    assert len(server.to(READ)) == 2


def test_cut_down_events(server: Server) -> None:
    rows = [{k: v for k, v in row.items() if k not in ("actor1", "latitude")} for row in some(3)]
    Acled(server, rows)
    with pytest.raises(EntitlementError, match="cut-down events, without actor1, latitude"):
        get(server)


def test_what_acled_says_of_an_accounts_limits_is_noted(server: Server) -> None:
    api = Acled(server, some(3))
    api.extra = {"data_query_restrictions": {"date_recency": "12 months"}}
    info = get(server)
    assert any("restricts this account" in n and "12 months" in n for n in info.notes)


@pytest.mark.parametrize(
    "answer",
    [
        [], "x", {"data": "no"}, {"data": [1]}, {"success": False, "messages": ["bad query"]},
        {"status": 400, "message": "bad"},
    ],
)  # fmt: skip
def test_an_answer_of_another_form(server: Server, answer: object) -> None:
    Acled(server, some(3))
    server.routes[READ] = lambda _: as_json(answer)
    with pytest.raises(FetchError):
        get(server)
    assert not Store().list()


@pytest.mark.parametrize("given", [{}, [], {"access_token": 5}, {"access_token": ""}])
def test_no_token_is_given(server: Server, given: object) -> None:
    server.routes[TOKEN_PATH] = lambda _: as_json(given)
    with pytest.raises(FetchError, match="gave no token"):
        get(server)


def test_stopped_and_on_again_the_same_day(server: Server) -> None:
    api = Acled(server, some(35))

    def stops(asked: Asked) -> Reply:
        return Reply(b"", 400) if asked.query["page"] == "3" else api.read(asked)

    server.routes[READ] = stops
    with pytest.raises(FetchError):
        get(server)
    server.routes[READ] = api.read
    before = len(server.to(READ))
    assert get(server).rows == 35
    pages = [asked.query["page"] for asked in server.to(READ)[before:]]
    assert pages == ["1", "3", "4", "5"]


def test_other_days_other_pages(server: Server) -> None:
    api = Acled(server, some(12))
    server.routes[READ] = lambda a: Reply(b"", 400) if a.query["page"] == "3" else api.read(a)
    with pytest.raises(FetchError):
        get(server)
    server.routes[READ] = api.read
    before = len(server.to(READ))
    get(server, accessed=TODAY + dt.timedelta(days=1))
    assert [a.query["page"] for a in server.to(READ)[before:]] == ["1", "2", "3"]


def test_the_same_day_and_stamp_with_other_rows_is_refused(server: Server) -> None:
    Acled(server, some(3))
    get(server)
    Acled(server, some(4))
    with pytest.raises(RecordError, match="with other content"):
        get(server, country="Iraq")
    assert get(server, country="Iraq", keep_as="acled-iraq").rows == 4


@pytest.mark.parametrize("country", ["", "Syria|Iraq", "a:OR:b", "x" * 100])
def test_what_is_no_country(server: Server, country: str) -> None:
    with pytest.raises(FetchError, match="not the name of a country"):
        get(server, country=[country])
    assert not server.asked


def test_a_version_cannot_be_chosen(server: Server) -> None:
    with pytest.raises(FetchError, match="no versions"):
        get(server, version="1")


def test_the_terms_are_shown_once() -> None:
    assert "passed on" in (terms_to_show("acled") or "")
    terms_were_shown("acled")
    assert terms_to_show("acled") is None
    assert terms_to_show("gdelt") is None


def test_of_two_rows_of_one_event_the_newest_is_written(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "pages", ["id", "text", "timestamp"])
    pages.keep(1, [{"id": "A", "text": "old", "timestamp": 5}, {"id": "B", "timestamp": "7"}], "")
    pages.keep(2, [{"id": "A", "text": "new", "timestamp": "9"}, {"id": "B", "timestamp": 3}], "")
    written = pages.write(tmp_path / "out.csv", "id", dated="timestamp")
    assert (tmp_path / "out.csv").read_text() == "id,text,timestamp\nB,,7\nA,new,9\n"
    assert (written.rows, written.twice, written.newest) == (2, 2, 9)
