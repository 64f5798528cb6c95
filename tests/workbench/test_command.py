"""The command itself: started, asked, killed in the middle, started again."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from click.testing import CliRunner

from onrecord.claims import ClaimsFile
from onrecord.cli import main
from onrecord.cli.workbench import _listening
from onrecord.workbench.claim_form import to_form


@contextmanager
def _started(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command as a process, and the address that it prints."""
    code = "from onrecord.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "workbench", str(folder), "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found is not None
        yield process, found.group()
    finally:
        process.kill()
        process.wait(20)
        process.stdout.close()


def test_a_killed_process_loses_nothing_that_was_saved(folder: Path) -> None:
    (folder / "workbench.json").unlink()  # without a record it starts at once
    before = (folder / "claims.yaml").read_text()
    with _started(folder) as (process, address):
        with httpx.Client(base_url=address.partition("/start")[0], timeout=300) as client:
            assert client.get("/").status_code == 403
            assert client.get(address, follow_redirects=True).status_code == 200
            claim = ClaimsFile.load(folder / "claims.yaml").claims[1]
            state = client.get("/api/state").json()
            base = next(c["claim"] for c in state["claims"] if c["claim"]["id"] == claim.id)
            form = to_form(claim) | {"number.low": "28"}
            saved = client.post(
                f"/api/claims/{claim.id}",
                json={"etag": state["etag"], "base": base, "form": form},
                headers={"origin": address.partition("/start")[0]},
            )
            assert saved.status_code == 200
        process.kill()
        process.wait(20)
    assert ClaimsFile.load(folder / "claims.yaml").claims[1].number.low == 28
    assert not list(folder.glob(".claims*"))
    with _started(folder) as (_, address):
        own = address.partition("/start")[0]
        with httpx.Client(base_url=own, timeout=300, headers={"origin": own}) as client:
            client.get(address)
            assert client.post("/api/undo", json={}).json()["step"] == ["edit", claim.id]
    assert (folder / "claims.yaml").read_text() == before


def test_who_follows_the_address_at_once_waits_and_is_not_turned_away() -> None:
    with _listening(0) as listening:  # as it is when the address is printed: no server yet
        socket.create_connection(listening.getsockname(), timeout=60).close()


def test_a_port_that_is_taken_and_a_folder_that_cannot_be_are_said_plainly(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    done = CliRunner().invoke(main, ["workbench", str(file / "below"), "--no-browser"])
    assert done.exit_code == 1
    assert "onrecord workbench DIR" in done.output
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(main, ["workbench", str(tmp_path), "--port", port])
    assert done.exit_code == 1
    assert "--port" in done.output
