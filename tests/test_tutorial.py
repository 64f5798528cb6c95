"""The tutorial on the demo does what it says: its commands are run, its output is what they print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parent.parent / "docs" / "tutorial.md"
STEP = re.compile(r"^```(sh|yaml|text)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NOT_HERE = ("make ", "source ")
"""Commands that set up what a test already has."""


def run(commands: str, folder: Path, home: Path) -> tuple[str, Path]:
    """Run the lines of one block in bash; what they print, and the folder they end in."""
    lines = [line for line in commands.splitlines() if not line.startswith(NOT_HERE)]
    script = "\n".join(["set -e", *lines, "pwd > $OLDPWD_FILE"])
    where = home / "pwd"
    own = {"COLUMNS": "80", "ONRECORD_HOME": str(home), "OLDPWD_FILE": str(where)}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, text=True, capture_output=True,
        env=os.environ | own | {"PATH": path, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert done.returncode == 0, f"{commands}\n{done.stderr}"
    return done.stdout, Path(where.read_text().strip())


def test_every_step_prints_what_the_page_shows(tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    home = tmp_path / "home"
    home.mkdir()
    folder, printed, checked = tmp_path, "", 0
    for language, body in STEP.findall(PAGE.read_text(encoding="utf-8")):
        if language == "yaml":
            (folder / body.splitlines()[0].removeprefix("# ")).write_text(body, encoding="utf-8")
        elif language == "sh":
            printed, folder = run(body, folder, home)
        else:
            said = [line.strip() for line in printed.splitlines()]
            for line in body.splitlines():
                assert line == "…" or line.strip() in said, f"not printed: {line}\n{printed}"
                checked += 1
    assert checked > 40
