"""The tutorials do what they say: their commands are run, and what they show is what is printed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
STEP = re.compile(r"^```(sh|yaml|text)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SET_UP = ("make ", "source ")
"""Commands that make what a test already has."""
AWAY = ("onrecord records get", "onrecord records add", "export ", "read ", "--record acled")
"""Commands that need a publisher's server, an account, or the file that these would bring."""


def run(commands: list[str], folder: Path, home: Path) -> tuple[str, Path]:
    """Run lines in bash; what they print, and the folder they end in."""
    ended = home / "ended-in"
    script = "\n".join(["set -e", *commands, f"pwd > {ended}"])
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    own = {"COLUMNS": "80", "ONRECORD_HOME": str(home), "PATH": path, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, text=True, capture_output=True, env=os.environ | own
    )
    assert done.returncode == 0, f"{script}\n{done.stderr}"
    return done.stdout, Path(ended.read_text().strip())


def follow(page: str, folder: Path, home: Path, without: tuple[str, ...]) -> int:
    """Do every step of a page but those that hold one of `without`; how many lines were compared.

    A block of output belongs to the commands before it; that of commands left out is not compared.
    """
    printed: str | None = None
    compared = 0
    for language, body in STEP.findall((DOCS / page).read_text(encoding="utf-8")):
        if language == "yaml":
            (folder / body.splitlines()[0].removeprefix("# ")).write_text(body, encoding="utf-8")
        elif language == "sh":
            lines = [line for line in body.splitlines() if not any(w in line for w in without)]
            printed = None
            if lines:
                printed, folder = run(lines, folder, home)
        elif printed is not None:
            said = {line.strip() for line in printed.splitlines()}
            for line in body.splitlines():
                assert line == "…" or line.strip() in said, f"not printed: {line}\n{printed}"
                compared += 1
    return compared


def test_every_step_of_the_demo_prints_what_the_page_shows(tmp_path: Path, own_home: Path) -> None:
    pytest.importorskip("spacy")
    assert follow("tutorial.md", tmp_path, own_home, SET_UP) > 40


def test_the_download_is_answered_as_the_page_shows(
    tmp_path: Path, own_home: Path, syria_csv: Path
) -> None:
    run([f"onrecord records add {syria_csv} --version 19.1"], tmp_path, own_home)
    assert follow("tutorial-download.md", tmp_path, own_home, AWAY) > 40
