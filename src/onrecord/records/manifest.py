"""What the store knows of a record besides its rows: `manifest.json` and `rejects.json`."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from onrecord.errors import RecordError
from onrecord.records.parts import EVENTS_FOLDER, Part
from onrecord.records.schema import Coverage, Expresses, RecordInfo, Reject

FORMAT = 2
"""Raised when a store written by this version cannot be read by an older one."""

MANIFEST, REJECTS = "manifest.json", "rejects.json"
_SETS = ("kinds", "directed_against", "undirected", "kills_by", "systematic")


def write_manifest(
    folder: Path, info: RecordInfo, rejects: Sequence[Reject], parts: Sequence[Part] = ()
) -> None:
    """`parts`: the files that hold the rows, so that those of other days need not be opened."""
    content = {
        "format": FORMAT,
        "record": info_to_json(info),
        "parts": [
            {**asdict(part), "first": part.first.isoformat(), "last": part.last.isoformat()}
            for part in parts
        ],
    }
    _write(folder / MANIFEST, content)
    _write(folder / REJECTS, [asdict(reject) for reject in rejects])


def read_manifest(folder: Path) -> RecordInfo:
    """Raises RecordError for a damaged manifest or one of a newer onrecord."""
    content = _read(folder / MANIFEST)
    try:
        written = int(content["format"])
        if written > FORMAT:
            raise RecordError(
                f"was stored by a newer onrecord (format {written}; this version reads {FORMAT})",
                where=str(folder),
                todo="Update onrecord, or remove the record and add it again.",
            )
        return info_from_json(content["record"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged(folder / MANIFEST) from error


def read_parts(folder: Path) -> tuple[Part, ...]:
    """The files of a record's rows. Raises RecordError for a damaged manifest."""
    content = _read(folder / MANIFEST)
    try:
        if int(content["format"]) < 2:
            return _unlisted(folder)
        return tuple(
            Part(
                file=str(part["file"]),
                rows=int(part["rows"]),
                first=dt.date.fromisoformat(part["first"]),
                last=dt.date.fromisoformat(part["last"]),
            )
            for part in content["parts"]
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(folder / MANIFEST) from error


def _unlisted(folder: Path) -> tuple[Part, ...]:
    """The files of a record stored before they were listed: each may hold any day."""
    events = folder / EVENTS_FOLDER
    return tuple(
        Part(f.name, 0, dt.date.min, dt.date.max) for f in sorted(events.glob("*.parquet"))
    )


def read_rejects(folder: Path) -> tuple[Reject, ...]:
    content = _read(folder / REJECTS)
    try:
        return tuple(Reject(**item) for item in content)
    except TypeError as error:
        raise _damaged(folder / REJECTS) from error


def info_to_json(info: RecordInfo) -> dict[str, Any]:
    """A record's info as JSON can hold it: sets sorted, dates in ISO 8601."""
    content = asdict(info)
    coverage, expresses = content["coverage"], content["expresses"]
    coverage["first"], coverage["last"] = (
        info.coverage.first.isoformat(),
        info.coverage.last.isoformat(),
    )
    if info.coverage.since is not None:
        coverage["since"] = {
            country: first.isoformat() for country, first in info.coverage.since.items()
        }
    for name in _SETS:
        if expresses[name] is not None:
            expresses[name] = sorted(expresses[name])
    content["warnings"] = dict(info.warnings)
    content["accessed"] = info.accessed.isoformat() if info.accessed else None
    return content


def info_from_json(content: dict[str, Any]) -> RecordInfo:
    coverage, expresses = dict(content["coverage"]), dict(content["expresses"])
    for name in ("first", "last"):
        coverage[name] = dt.date.fromisoformat(coverage[name])
    for name in ("countries", "cannot_see"):
        coverage[name] = tuple(coverage[name])
    if coverage.get("since") is not None:
        coverage["since"] = {
            country: dt.date.fromisoformat(first) for country, first in coverage["since"].items()
        }
    for name in _SETS:
        if expresses.get(name) is not None:
            expresses[name] = frozenset(expresses[name])
    accessed = content["accessed"]
    plain = {k: v for k, v in content.items() if k not in ("coverage", "expresses", "notes")}
    info = RecordInfo(
        coverage=Coverage(**coverage),
        expresses=Expresses(**expresses),
        notes=tuple(content["notes"]),
        **plain,
    )
    return replace(info, accessed=dt.date.fromisoformat(accessed) if accessed else None)


def _write(path: Path, content: object) -> None:
    with path.open("w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> RecordError:
    return RecordError(
        "the store is damaged here: this is not what onrecord wrote",
        where=str(path),
        todo="Remove the record and add it again.",
    )
