"""The server, secrets that must never show, and no real waiting."""

from __future__ import annotations

import datetime as dt
import logging
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import stamina
from tests.records.fetch.server import Server

from onrecord.records.fetch.session import Session, Timeouts

TOKEN = "ucdp-t0ken-9f8e7d6c5b4a"  # noqa: S105
USER = "someone.secret@example.org"
PASSWORD = "p&ss=w0rd/with+signs-3141"  # noqa: S105
SECRETS = (TOKEN, USER, PASSWORD, "access-31415926", "refresh-27182818")
TODAY = dt.date(2024, 6, 3)
QUICK = Timeouts(connect=10.0, read=1.0, whole=60.0)


@pytest.fixture(autouse=True)
def _no_real_waiting() -> Iterator[None]:
    stamina.set_testing(True, attempts=6, cap=True)
    yield
    stamina.set_testing(False)


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name in ("UCDP_TOKEN", "ACLED_USER", "ACLED_PASSWORD"):
        monkeypatch.delenv(f"ONRECORD_{name}", raising=False)
    monkeypatch.setattr("onrecord.records.fetch.credentials._from_keyring", lambda _: "")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever tries to reach another machine fails, and says so."""
    real = socket.getaddrinfo

    def only_here(host: object, *args: object, **kwargs: object) -> object:
        name = host.decode() if isinstance(host, bytes) else host
        assert name in ("127.0.0.1", "localhost"), f"a test tried to reach {name}"
        return real(host, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", only_here)


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_UCDP_TOKEN", TOKEN)
    monkeypatch.setenv("ONRECORD_ACLED_USER", USER)
    monkeypatch.setenv("ONRECORD_ACLED_PASSWORD", PASSWORD)


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


@pytest.fixture
def other() -> Iterator[Server]:
    """Another server, to which nobody should ever show a credential."""
    made = Server()
    yield made
    made.close()


@pytest.fixture
def waits() -> list[float]:
    """How long was waited because a server asked for it, in steps."""
    return []


@pytest.fixture
def session(waits: list[float]) -> Iterator[Session]:
    with Session(timeouts=QUICK, wait=waits.append) as opened:
        yield opened


@pytest.fixture
def nothing_leaks(
    own_home: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> Callable[..., None]:
    """Look for secrets in an error and all that hangs on it, in logs, output and files."""
    caplog.set_level(logging.DEBUG)

    def look(*errors: BaseException) -> None:
        out, err = capfd.readouterr()
        texts = {"output": out + err, "logs": caplog.text}
        texts["log records"] = " ".join(str(r.__dict__) for r in caplog.records)
        for nth, error in enumerate(errors):
            seen: list[BaseException] = []
            left: list[BaseException | None] = [error]
            while left:
                one = left.pop()
                if one is None or one in seen:
                    continue
                seen.append(one)
                left += [one.__cause__, one.__context__]
                assert not type(one).__module__.startswith("httpx"), "it holds the request"
                texts[f"error {nth}.{len(seen)}"] = f"{one} {one!r} {one.__dict__!r}"
        for path in own_home.rglob("*"):
            if path.is_file() and "gazetteer" not in path.parts:
                texts[str(path)] = path.read_bytes().decode("utf-8", "replace")
        for secret in SECRETS:
            for where, text in texts.items():
                assert secret not in text, f"a secret stands in {where}"

    return look
