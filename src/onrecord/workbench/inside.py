"""Names of files that come from a browser: one name in one folder, or none at all."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from onrecord.errors import OnrecordError

LONGEST = 120

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
# Windows opens devices under these names, whatever stands behind the dot.
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


class FileNameError(OnrecordError):
    """A name that cannot stand for a file of the project."""


def file_name(name: str) -> str:
    """The name, if it can be a file's in any system and leads nowhere else.

    Raises FileNameError for separators, drives, control characters, hidden files and devices.
    """
    plain = unicodedata.normalize("NFC", name)
    wrong = (
        not plain.strip(" .")
        or len(plain) > LONGEST
        or len(plain.encode("utf-8", "replace")) > 240
        or plain.startswith((".", "~", " "))
        or plain.endswith((".", " "))
        or _FORBIDDEN.search(plain) is not None
        or _DEVICES.fullmatch(plain) is not None
        or any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in plain)
    )
    if wrong:
        raise FileNameError(
            f"“{plain[:60]!r}” is no name for a file of a project",
            todo="Use letters, digits, dots and dashes, and no folders.",
        )
    return plain


def inside(folder: Path, name: str) -> Path:
    """The path of `name` in `folder`; neither it nor what it leads to may lie anywhere else.

    Raises FileNameError for a name that leads out of the folder, a link included.
    """
    path = folder / file_name(name)
    if path.is_symlink() or path.resolve().parent != folder.resolve():
        raise FileNameError(
            f"“{name}” leads out of the project",
            where=str(folder),
            todo="Put the file itself into the folder, not a link to it.",
        )
    return path
