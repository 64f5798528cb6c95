"""Which reports are read, and under which names their claims are written."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import ReportError
from onrecord.reading.intake import suffixes

JOURNAL = ".onrecord-read.jsonl"
"""What is finished, in the folder of the output."""


@dataclass(frozen=True)
class Task:
    """A report to read. `target`: its claims file, relative to the folder of the output."""

    report: str
    target: str


def tasks_of(reports: Sequence[str], out: Path) -> tuple[Task, ...]:
    """The reports among files, folders (searched to the bottom) and addresses, in a fixed order.

    Each has a claims file named after the whole of its file name, in the folders that it lay in, so
    that no two reports write the same one, and a file that is added later renames no other.
    Raises ReportError for a folder without reports.
    """
    found: list[tuple[str, Path]] = []
    for report in reports:
        folder = Path(report)
        if report != "-" and _is_folder(folder):
            files = _files_in(folder, out)
            if not files:
                raise ReportError(
                    "no report in this folder",
                    where=report,
                    todo=f"Reports end in {', '.join(suffixes())}.",
                )
            below = Path() if len(reports) == 1 else Path(_plain(folder.resolve().name))
            found += [(str(f), below / _target(f.relative_to(folder))) for f in files]
        else:
            found.append((report, _target(Path(_file_name(report)))))
    return tuple(_apart(found))


def _files_in(folder: Path, out: Path) -> list[Path]:
    """Its reports, without hidden files and what an earlier run wrote."""
    known = set(suffixes())
    own = out.resolve()
    files = []
    for root, folders, names in os.walk(folder):
        here = Path(root)
        # An output folder inside the input holds extracted texts, which would be read as reports.
        written = here.resolve() == own or (here / JOURNAL).exists()
        if written and here != folder:
            folders[:] = []
            continue
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        files += [
            here / n for n in names if not n.startswith(".") and Path(n).suffix.lower() in known
        ]
    return sorted(files)


def _apart(found: Iterable[tuple[str, Path]]) -> Iterator[Task]:
    taken: dict[str, str] = {}
    for report, target in found:
        name = target.as_posix()
        if taken.get(name.casefold(), report) != report:
            digest = hashlib.sha256(report.encode("utf-8", "surrogateescape")).hexdigest()[:8]
            name = target.with_name(f"{target.name.removesuffix('.yaml')}-{digest}.yaml").as_posix()
        if taken.setdefault(name.casefold(), report) == report:
            yield Task(report, name)


def _target(path: Path) -> Path:
    plain = [_plain(part) for part in path.parts]
    return Path(*plain[:-1], f"{plain[-1] if plain else 'report'}.yaml")


def _plain(name: str) -> str:
    kept = "".join(c if c.isalnum() or c in "-_." else "-" for c in name)
    # A name of dots alone would leave the folder.
    return kept[:120].strip(".") or "report"


def _file_name(report: str) -> str:
    if "\n" in report or len(report) > 250:
        return hashlib.sha256(report.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return report.rstrip("/").replace("\\", "/").rsplit("/", 1)[-1] or "report"


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
