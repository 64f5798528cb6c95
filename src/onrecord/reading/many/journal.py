"""What is finished of many reports, noted beside their claims, so that a run can go on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import onrecord
from onrecord.errors import OnrecordError
from onrecord.reading.many.tasks import JOURNAL, Task

State = Literal["read", "as before", "failed"]


@dataclass(frozen=True)
class Texts:
    """What reading one report gives: the claims file, the extracted text, and how many claims."""

    claims_yaml: str
    text: str
    claims: int
    incomplete: int
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of one report. `why`: the reason, where it was not read."""

    report: str
    target: str
    state: State
    claims: int = 0
    incomplete: int = 0
    why: str = ""
    notices: tuple[str, ...] = ()


class Journal:
    """What is finished, a line for each report; a line that was cut off counts as not there."""

    def __init__(self, out: Path, settings: str) -> None:
        self.out, self.settings = out, settings
        self._lines: dict[str, dict[str, Any]] = {}
        try:
            written = (out / JOURNAL).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            written = ""
        for line in written.split("\n"):
            try:
                entry = json.loads(line)
                self._lines[entry["target"]] = entry
            except (ValueError, TypeError, KeyError):
                continue

    def finished(self, task: Task) -> Outcome | None:
        """The outcome of a report that was read with these settings, if its files are there."""
        entry = self._lines.get(task.target)
        digest = _digest_of(Path(task.report))
        if entry is None or digest is None or entry.get("report_sha256") != digest:
            return None
        target = self.out / task.target
        there = target.is_file() and target.with_suffix(".txt").is_file()
        if entry.get("settings") != self.settings or not there:
            return None
        return Outcome(
            task.report, task.target, "as before", int(entry.get("claims", 0)),
            int(entry.get("incomplete", 0)),
        )  # fmt: skip

    def edited(self, task: Task) -> bool:
        """Whether its claims file is there, and is not as it was written."""
        present = _digest_of(self.out / task.target)
        entry = self._lines.get(task.target)
        return present is not None and (entry is None or entry.get("claims_sha256") != present)

    def note(self, task: Task, texts: Texts) -> None:
        entry = {
            "target": task.target,
            "report": task.report,
            "report_sha256": _digest_of(Path(task.report)),
            "settings": self.settings,
            "claims_sha256": hashlib.sha256(texts.claims_yaml.encode()).hexdigest(),
            "claims": texts.claims,
            "incomplete": texts.incomplete,
        }
        self._lines[task.target] = entry
        try:
            with (self.out / JOURNAL).open("a", encoding="utf-8", newline="\n") as stream:
                # A line feed first: a line that was cut off must not take this one with it.
                stream.write("\n" + json.dumps(entry) + "\n")
        except OSError as error:
            raise OnrecordError(
                f"{self.out / JOURNAL} cannot be written: {error.strerror}",
                todo="Give another folder with --out.",
            ) from error


def _digest_of(path: Path) -> str | None:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=1)
def code_digest() -> str:
    """A short digest of the code that reads: other rules read other claims."""
    source = Path(onrecord.__file__).parent
    digest = hashlib.sha256(onrecord.__version__.encode())
    for room in ("actors", "claims", "places", "reading"):
        for path in sorted((source / room).rglob("*")):
            if path.suffix in (".py", ".yaml"):
                digest.update(f"{path.relative_to(source)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def settings_digest(**given: Any) -> str:
    """A digest of settings: plain values, and files by what they hold."""
    plain = {
        name: [_digest_of(v) if isinstance(v, Path) else v for v in value]
        if isinstance(value, list | tuple)
        else value
        for name, value in given.items()
    }
    text = json.dumps(plain, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
