"""How a record is named: `name@version`, which is also the name of its folder in the store."""

from __future__ import annotations

import re

from onrecord.errors import RecordError

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}")


def check_name(name: str) -> str:
    """The name, if it can be one. Raises RecordError."""
    if not _NAME.fullmatch(name):
        raise RecordError(
            f"“{name}” cannot be the name of a record",
            todo="Use small letters, digits, points and hyphens, such as ucdp-ged.",
        )
    return name


def check_version(version: str) -> str:
    """The version, if it can be one. Raises RecordError."""
    if not _VERSION.fullmatch(version):
        raise RecordError(
            f"“{version}” cannot be the version of a record",
            todo="Use letters, digits, points and hyphens, such as 25.1.",
        )
    return version


def split_label(label: str) -> tuple[str, str | None]:
    """Name and version of `name@version` or `name`. Raises RecordError for anything else."""
    name, at, version = label.partition("@")
    return check_name(name), check_version(version) if at else None


def is_label(text: str) -> bool:
    """Whether this could be `name@version` or `name`, and not a path."""
    name, at, version = text.partition("@")
    return bool(_NAME.fullmatch(name)) and (not at or bool(_VERSION.fullmatch(version)))


def newness(version: str) -> tuple[tuple[int, int, str], ...]:
    """A key by which versions sort: 9.1 before 25.1, and words such as “unknown” before numbers.

    A number with a nought before it stands for less than one without: UCDP calls the candidates
    of a quarter 25.01.25.09, and they are not newer than the final 25.1.
    """
    parts = re.findall(r"\d+|[A-Za-z]+", version)
    return tuple(
        (0, 0, p) if not p.isdigit() else (1 if p != "0" and p[0] == "0" else 2, int(p), "")
        for p in parts
    )
