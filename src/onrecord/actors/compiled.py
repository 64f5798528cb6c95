"""The curated files, parsed once: their plain form is kept as JSON in the user's own folder."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onrecord.actors.curated import compile_files
from onrecord.errors import OnrecordError

DATA = Path(__file__).parent / "data"

FORMAT = 1
"""Raised whenever the plain form changes, so that an older file is not taken for a new one."""


def load_plain(folder: Path = DATA, own: Sequence[Path] = ()) -> dict[str, Any]:
    """The plain form of the curated files of a folder, and of one's `own` files beside them.

    Parsed only if they changed since last time. Raises OnrecordError, with file and line, if a
    file cannot be read or says something wrong.
    """
    files = _texts(folder) | {str(path): _text(path) for path in own}
    # The checks belong to what is kept: an entry that passed older ones may fail today's.
    code = b"".join((Path(__file__).parent / name).read_bytes() for name in _CHECKED_BY)
    digest = hashlib.sha256(f"{FORMAT}".encode() + code)
    for name, text in files.items():
        digest.update(name.encode() + b"\0" + text.encode() + b"\0")
    kept = _cache_folder() / f"actors-{digest.hexdigest()[:24]}.json"
    with contextlib.suppress(OSError, ValueError):
        plain = json.loads(kept.read_text("utf-8"))
        if isinstance(plain, dict) and plain.keys() == {"countries", "words", "actors"}:
            return plain
    plain = compile_files(files)
    _keep(kept, plain)
    return plain


_CHECKED_BY = ("curated.py", "entry.py", "names.py", "yamltext.py")


def _texts(folder: Path) -> dict[str, str]:
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise OnrecordError(
            "no actor files here", where=str(folder), todo="Name a folder that holds *.yaml files."
        )
    return {path.name: _text(path) for path in paths}


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OnrecordError(
            f"the file cannot be read: {error}",
            where=path.name,
            todo="Save it as UTF-8 text where it can be read.",
        ) from error


def _cache_folder() -> Path:
    home = os.environ.get("ONRECORD_HOME")
    if home:
        return Path(home) / "cache"
    import platformdirs

    return Path(platformdirs.user_cache_dir("onrecord", appauthor=False))


def _keep(path: Path, plain: dict[str, Any]) -> None:
    # A folder that cannot be written costs a second at every start, and nothing else.
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_text(json.dumps(plain, ensure_ascii=False), "utf-8")
        part.replace(path)
        for old in path.parent.glob("actors-*.json"):
            if old != path:
                old.unlink(missing_ok=True)
