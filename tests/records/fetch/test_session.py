"""Patience, and where credentials go."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from tests.records.fetch.conftest import QUICK, SECRETS, TOKEN
from tests.records.fetch.server import PAGE, Reply, Server, as_json

from onrecord.records.fetch.addresses import SERVERS
from onrecord.records.fetch.addresses import server as address_of
from onrecord.records.fetch.credentials import UCDP_TOKEN, credential
from onrecord.records.fetch.failures import (
    CancelledError,
    CredentialsError,
    FetchError,
    StatusError,
    TransientError,
)
from onrecord.records.fetch.retry_after import asked_to_wait
from onrecord.records.fetch.session import LONGEST_WAIT, Session

SECRET = {"x-ucdp-access-token": SecretStr(TOKEN), "Authorization": SecretStr(f"Bearer {TOKEN}")}


def redirect(to: str, status: int = 302) -> Reply:
    return Reply(b"", status, {"Location": to})


def test_retry_after_in_seconds(server: Server, session: Session, waits: list[float]) -> None:
    busy = Reply(b"", 429, {"Retry-After": "7"})
    server.one_after_the_other("/a", busy, as_json({"here": 1}))
    told: list[str] = []
    session.on_progress = lambda *n: told.append(n[2])
    assert session.json(server.url + "/a", {}) == {"here": 1}
    assert sum(waits) == 7
    assert told == ["The server asks to wait 7 seconds"]


def test_retry_after_as_a_date(server: Server, session: Session, waits: list[float]) -> None:
    # By the server's own clock, which is years away from ours.
    busy = Reply(
        b"",
        503,
        {
            "Retry-After": "Fri, 07 Nov 2014 23:59:59 GMT",
            "Date": "Fri, 07 Nov 2014 23:59:39 GMT",
        },
    )
    # http.server writes a Date of its own first; ours must be the only one.
    found = asked_to_wait({k.lower(): v for k, v in busy.headers.items()})
    assert found == 20
    server.one_after_the_other(
        "/a", Reply(b"", 503, {"Retry-After": "Fri, 07 Nov 2014 23:59:59 GMT"}), as_json([])
    )
    assert session.json(server.url + "/a", {}) == []
    assert not waits, "a date in the past is no reason to wait"


@pytest.mark.parametrize("text", ["", "soon", "-5", "1e9", "99999999999999", "Fri, 99 Nov 2014"])
def test_a_retry_after_that_makes_no_sense(text: str) -> None:
    assert asked_to_wait({"retry-after": text}) is None


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_retry_after_breaks_anything(text: str, date: str) -> None:
    found = asked_to_wait({"retry-after": text, "date": date})
    assert found is None or found >= 0


def test_who_asks_for_hours_is_not_waited_for(
    server: Server, session: Session, waits: list[float]
) -> None:
    server.routes["/a"] = lambda _: Reply(b"", 429, {"Retry-After": f"{LONGEST_WAIT + 1:.0f}"})
    with pytest.raises(TransientError, match="asks to wait 301 seconds"):
        session.json(server.url + "/a", {})
    assert len(server.asked) == 1
    assert not waits


def test_stopped_while_waiting(server: Server) -> None:
    server.routes["/a"] = lambda _: Reply(b"", 429, {"Retry-After": "60"})
    waited: list[float] = []
    with (
        Session(timeouts=QUICK, wait=waited.append, cancelled=lambda: len(waited) >= 3) as session,
        pytest.raises(CancelledError),
    ):
        session.json(server.url + "/a", {})
    assert len(waited) == 3
    assert len(server.asked) == 1


@pytest.mark.parametrize("body", [b'{"Result": [1, 2', b"", b"[" * 200_000, b"\xff\xfe{}"])
def test_an_answer_that_is_no_json_is_asked_for_again(
    server: Server, session: Session, body: bytes
) -> None:
    server.one_after_the_other("/a", Reply(body), as_json({"whole": True}))
    assert session.json(server.url + "/a", {}) == {"whole": True}
    server.routes["/b"] = lambda _: Reply(body)
    with pytest.raises(TransientError, match="no JSON, or was cut off"):
        session.json(server.url + "/b", {})


def test_a_page_in_place_of_json(server: Server, session: Session) -> None:
    server.routes["/a"] = lambda _: PAGE
    with pytest.raises(FetchError, match="web page"):
        session.json(server.url + "/a", {})
    assert len(server.asked) == 1


def test_an_answer_too_large_to_hold(
    server: Server, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.records.fetch.session.MOST_IN_A_PAGE", 1000)
    server.routes["/a"] = lambda _: as_json("x" * 2000)
    with pytest.raises(FetchError, match="larger than"):
        session.json(server.url + "/a", {})


def test_within_a_server_credentials_follow_a_redirect(server: Server, session: Session) -> None:
    server.routes["/a"] = lambda _: redirect("/b")
    server.routes["/b"] = lambda _: as_json({})
    session.json(server.url + "/a", {}, SECRET)
    assert all(server.to(p)[0].headers["x-ucdp-access-token"] == TOKEN for p in ("/a", "/b"))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_to_another_server_no_credential_goes(
    server: Server, other: Server, session: Session, status: int
) -> None:
    server.routes["/a"] = lambda _: redirect(f"{other.url}/b", status)
    other.routes["/b"] = lambda _: redirect(f"{server.url}/c")
    server.routes["/c"] = lambda _: as_json({"end": 1})
    assert session.json(server.url + "/a", {}, SECRET) == {"end": 1}
    assert server.to("/a")[0].headers["authorization"] == f"Bearer {TOKEN}"
    for asked in (*other.asked, *server.to("/c")):
        assert TOKEN not in str(asked), "nor does it come back once it has left"


def test_another_name_of_the_same_machine_is_another_server(
    server: Server, session: Session
) -> None:
    server.routes["/a"] = lambda _: redirect(server.url.replace("127.0.0.1", "localhost") + "/b")
    server.routes["/b"] = lambda _: as_json({})
    session.json(server.url + "/a", {}, SECRET)
    assert TOKEN not in str(server.to("/b")[0])


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/"])
def test_a_redirect_out_of_the_web_is_not_followed(
    server: Server, session: Session, to: str
) -> None:
    server.routes["/a"] = lambda _: redirect(to)
    with pytest.raises(FetchError, match="do not follow"):
        session.json(server.url + "/a", {})


def test_a_form_with_a_password_is_never_sent_on(
    server: Server, other: Server, session: Session
) -> None:
    server.routes["/token"] = lambda _: redirect(f"{other.url}/token", 307)
    with pytest.raises(FetchError, match="do not follow"):
        session.post(server.url + "/token", {"password": SecretStr(TOKEN)})
    assert not other.asked


def test_redirects_in_a_circle(server: Server, session: Session) -> None:
    server.routes["/a"] = lambda _: redirect("/a")
    with pytest.raises(FetchError, match="more than 5 redirects"):
        session.json(server.url + "/a", {})


def test_no_credentials_over_plain_http(session: Session) -> None:
    for send in (
        lambda: session.json("http://example.org/a", {}, SECRET),
        lambda: session.post("http://example.org/a", {"password": SecretStr(TOKEN)}),
    ):
        with pytest.raises(FetchError, match="plain http"):
            send()


def test_a_server_that_repeats_a_secret(
    server: Server, session: Session, nothing_leaks: Callable[..., None]
) -> None:
    session.secrets.append(SecretStr(TOKEN))
    server.routes["/a"] = lambda a: Reply(f"bad {a.headers['authorization']}".encode(), 403)
    with pytest.raises(StatusError, match="403: bad Bearer …") as caught:
        session.json(server.url + "/a", {}, SECRET)
    nothing_leaks(caught.value)


def test_a_secret_is_known_however_it_is_written() -> None:
    session = Session(secrets=[SecretStr('a"b&c d/é')])
    for written in (
        'a"b&c d/é',
        'a\\"b&c d/\\u00e9',
        "a%22b%26c+d%2F%C3%A9",
        "a%22b%26c%20d/%C3%A9",
    ):
        assert session.scrubbed(f"no <{written}>") == "no <…>"


def test_no_error_holds_the_request(
    server: Server, session: Session, nothing_leaks: Callable[..., None]
) -> None:
    cut = Reply(b"{}" * 100, cut=10)
    stall = Reply(b"{}", cut=0, stall=True)
    for reply in (cut, stall, Reply(b"", 500), Reply(b"", 401), PAGE):
        server.routes["/a"] = lambda _, reply=reply: reply  # type: ignore[misc]
        with pytest.raises(FetchError) as caught:
            session.retried(lambda: session.json(server.url + "/a", {"q": "1"}, SECRET), attempts=1)
        nothing_leaks(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://x.org",
        "x.org",
        "https://",
        "https://user:word@x.org",
        "https://x.org/?a=b",
        "http://[",
    ],
)
def test_what_is_no_address(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_UCDP_URL", address)
    with pytest.raises(FetchError, match="not the address of a server") as caught:
        address_of("ONRECORD_UCDP_URL")
    assert "word" not in str(caught.value).replace("password", "")


def test_a_mirror_and_the_publishers_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert address_of("ONRECORD_ACLED_URL") == "https://acleddata.com"
    monkeypatch.setenv("ONRECORD_ACLED_URL", "https://mirror.example.org/acled/")
    assert address_of("ONRECORD_ACLED_URL") == "https://mirror.example.org/acled"
    assert address_of("ONRECORD_ACLED_URL", "http://127.0.0.1:1") == "http://127.0.0.1:1"
    assert all(url.startswith("https://") for name, url in SERVERS.items() if "GDELT" not in name)


def test_credentials_come_from_the_environment_or_the_keyring(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(CredentialsError, match=UCDP_TOKEN):
        credential(UCDP_TOKEN, "a token", "Ask.")
    kept = {UCDP_TOKEN: "from the keyring"}
    monkeypatch.setattr("onrecord.records.fetch.credentials._from_keyring", kept.get)
    assert credential(UCDP_TOKEN, "a", "b").get_secret_value() == "from the keyring"
    monkeypatch.setenv(UCDP_TOKEN, TOKEN)
    found = credential(UCDP_TOKEN, "a", "b")
    assert found.get_secret_value() == TOKEN
    assert not any(secret in repr(found) + str(found) for secret in SECRETS)


def test_a_real_keyring_is_asked_and_may_be_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib
    import sys

    import onrecord.records.fetch.credentials as module

    monkeypatch.undo()
    keyring = pytest.importorskip("keyring")
    module = importlib.reload(module)
    monkeypatch.setattr(keyring, "get_password", lambda service, name: f"{service}:{name}")
    assert module._from_keyring("X") == "onrecord:X"

    def locked(*_: str) -> str:
        raise keyring.errors.KeyringLocked("no")

    monkeypatch.setattr(keyring, "get_password", locked)
    assert module._from_keyring("X") == ""
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert module._from_keyring("X") == ""
