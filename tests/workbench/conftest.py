"""A project on the simulated island, with a second village called Vessarun, and its workbench."""

from __future__ import annotations

import csv
import datetime as dt
import io
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord import api
from onrecord.records.schema import Record
from onrecord.simulate import demo

pytest.importorskip("fastapi", reason="the part “web” is not installed")

from starlette.testclient import TestClient

from onrecord.workbench.app import create_app
from onrecord.workbench.project import Project
from onrecord.workbench.session import Session

PORT, TOKEN, DAY = 8123, "a-token-for-tests", dt.date(2026, 3, 4)
HERE = f"http://127.0.0.1:{PORT}"


@pytest.fixture(scope="session")
def island(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's files; Grastane, far from the front, is called Vessarun too."""
    folder = tmp_path_factory.mktemp("island")
    written = demo(seed=1).write(folder)
    with written.record.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = [row for row in rows if row["year"] >= "2021"]
    for row in kept:
        row["where_coordinates"] = row["where_coordinates"].replace("Grastane", "Vessarun")
        row["where_description"] = row["where_description"].replace("Grastane", "Vessarun")
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(kept)
    written.record.write_text(out.getvalue(), encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path, island: Path) -> Path:
    """A project's folder: report, claims, actors, and the record's file by its name."""
    made = tmp_path / "project"
    made.mkdir()
    for name in ("report.txt", "claims.yaml", "actors.yaml"):
        (made / name).write_bytes((island / name).read_bytes())
    (made / "island.csv").write_bytes((island / "orrevane-simulated.csv").read_bytes())
    (made / "workbench.json").write_text('{"records": ["island.csv"], "reviewer": "Ada"}')
    return made


@pytest.fixture(scope="session")
def opened(island: Path) -> tuple[Record, api.World]:
    """The record and its names, made once for all tests."""
    record = api.load(island / "orrevane-simulated.csv")
    return record, api.world_of(record, [island / "actors.yaml"])


@pytest.fixture(autouse=True)
def opened_once(
    opened: tuple[Record, api.World], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The project's own record is the one that is open already; all others are really loaded."""
    record, world = opened
    load, world_of = api.load, api.world_of

    def loaded(source: Any, **how: Any) -> Record:
        return record if Path(source) == folder / "island.csv" else load(source, **how)

    def known(one: Record | None = None, actors: Any = ()) -> api.World:
        return world if one is record else world_of(one, actors)

    monkeypatch.setattr(api, "load", loaded)
    monkeypatch.setattr(api, "world_of", known)


@pytest.fixture
def session(folder: Path) -> Session:
    opened = Session(Project(folder), clock=lambda: DAY)
    assert not opened.missing
    return opened


@pytest.fixture
def bare(tmp_path: Path) -> Session:
    """A project without report or record."""
    return Session(Project(tmp_path / "bare"), clock=lambda: DAY)


def client_of(session: Session) -> TestClient:
    """A browser that has opened the start address."""
    client = TestClient(
        create_app(session, token=TOKEN, port=PORT), base_url=HERE, headers={"origin": HERE}
    )
    assert client.get(f"/start?token={TOKEN}").status_code == 200
    return client


@pytest.fixture
def client(session: Session) -> TestClient:
    return client_of(session)


@pytest.fixture
def bare_client(bare: Session) -> TestClient:
    return client_of(bare)


def ended(client: TestClient, job: dict[str, Any], session: Session) -> dict[str, Any]:
    """The job once it has ended."""
    running = session.jobs.get(job["id"])
    assert running is not None
    assert running.wait(300), "the work did not end"
    return next(j for j in client.get("/api/jobs").json() if j["id"] == job["id"])


class Served:
    """A workbench that listens on a port of its own, in a thread of this process."""

    def __init__(self, session: Session) -> None:
        import socket

        import uvicorn

        self.session = session
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        port = self._socket.getsockname()[1]
        app = create_app(session, token=TOKEN, port=port)
        config = uvicorn.Config(app, log_level="error", access_log=False, lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )
        self._thread.start()
        self.address = f"http://127.0.0.1:{port}"
        self.start = f"{self.address}/start?token={TOKEN}"
        deadline = time.monotonic() + 120
        while not self._server.started:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.02)

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._socket.close()


@pytest.fixture
def serve() -> Iterator[Callable[[Session], Served]]:
    running: list[Served] = []

    def start(session: Session) -> Served:
        running.append(Served(session))
        return running[-1]

    yield start
    for one in running:
        one.close()
