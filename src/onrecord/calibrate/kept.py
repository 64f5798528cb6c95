"""Finished batches in a folder, so that a run that was stopped goes on where it was."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import onrecord
from onrecord.calibrate.cell import Cell
from onrecord.calibrate.outcome import Batch, Outcome
from onrecord.errors import OnrecordError

ROOMS = (
    "actors", "assess", "calibrate", "claims", "places", "records", "selection", "simulate",
    "stats",
)  # fmt: skip
"""Whatever a verdict on a simulated conflict may depend on."""


@lru_cache(maxsize=1)
def code_digest() -> str:
    """A short digest of the code that draws and tests: other code makes other numbers."""
    source = Path(onrecord.__file__).parent
    digest = hashlib.sha256()
    for room in ROOMS:
        for path in sorted((source / room).rglob("*")):
            if path.suffix in (".py", ".yaml"):
                digest.update(f"{path.relative_to(source)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@dataclass(frozen=True)
class Kept:
    """The batches of one version, seed and code in `folder`."""

    folder: Path
    seed: int
    version: str = onrecord.__version__

    @property
    def place(self) -> Path:
        return self.folder / "batches" / f"{self.version}-{self.seed}-{code_digest()}"

    def _stem(self, cell: Cell, again: int) -> str:
        slug = re.sub(r"[^a-z0-9]+", "-", cell.name.casefold()).strip("-")
        return f"{slug}.{cell.definition()}.{again}"

    def keep(self, cell: Cell, batch: Batch) -> Path:
        """Write a batch under a name of its own: a temporary file, renamed once it is whole."""
        draws = [outcome.draw for outcome in batch.outcomes]
        name = f"{self._stem(cell, batch.again)}.{draws[0]:06d}-{draws[-1]:06d}.json"
        content = {
            "cell": cell.name,
            "again": batch.again,
            "seconds": round(batch.seconds, 3),
            "outcomes": [outcome.plain() for outcome in batch.outcomes],
        }
        write_whole(self.place / name, json.dumps(content, ensure_ascii=False))
        return self.place / name

    def outcomes(self, cell: Cell, again: int = 0) -> dict[int, Outcome]:
        """Every draw of a cell that is done, by its number. A broken file counts as not there."""
        found: dict[int, Outcome] = {}
        for path in sorted(self.place.glob(f"{self._stem(cell, again)}.*.json")):
            with contextlib.suppress(ValueError, TypeError, KeyError):
                content: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
                found |= {o["draw"]: Outcome(**o) for o in content["outcomes"]}
        return found


def write_whole(path: Path, text: str) -> None:
    """Write a file so that nobody ever finds half of it; OnrecordError where it cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
        # A temporary file is its owner's alone; a table is for everyone who may read the folder.
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        raise OnrecordError(
            f"{path} cannot be written: {error.strerror}", todo="Give another folder with --out."
        ) from error
