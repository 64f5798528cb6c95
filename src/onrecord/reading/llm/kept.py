"""Answers kept on this machine, so that what was read once is neither sent nor paid for again.

Kept under a digest of all that an answer may depend on (address, model, instructions, passage).
An answer quotes the report, so the folder is for its owner alone.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from onrecord.reading.llm.wire import LONGEST_ANSWER


class KeptAnswers:
    """`folder` None: the user's cache folder (under ONRECORD_HOME, where that is set)."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder if folder is not None else _cache_folder() / "answers"

    def get(self, digest: str) -> str | None:
        """The text of an answer; None if there is none, or it cannot be read."""
        path = self._path(digest)
        try:
            if path.stat().st_size > 4 * LONGEST_ANSWER:
                return None
            return path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def keep(self, digest: str, text: str) -> None:
        """Keep an answer. A folder that cannot be written costs asking again, and nothing else."""
        path = self._path(digest)
        with contextlib.suppress(OSError, UnicodeEncodeError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            part = path.with_suffix(f".{secrets.token_hex(4)}.part")
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(text.encode("utf-8"))
                out.flush()
                os.fsync(out.fileno())
            part.replace(path)

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.json"


def _cache_folder() -> Path:
    home = os.environ.get("ONRECORD_HOME")
    if home:
        return Path(home) / "cache"
    import platformdirs

    return Path(platformdirs.user_cache_dir("onrecord", appauthor=False))
