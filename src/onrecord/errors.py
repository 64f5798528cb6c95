"""One family of exceptions, each worded for the person who reads it: what, where, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self


class OnrecordError(Exception):
    """The input was wrong. `str()` says what, where, and what to do; the command line exits 1."""

    def __init__(self, what: str, *, where: str | None = None, todo: str | None = None) -> None:
        self.what = what
        self.where = where
        self.todo = todo
        parts = [f"{where}: {what}" if where else what]
        if todo:
            parts.append(todo)
        super().__init__("\n  ".join(parts))


class ReportError(OnrecordError):
    """The report cannot be read: missing, empty, without text, or without a date."""


class ClaimsError(OnrecordError):
    """A claims file (or a claim written in Python) is not in the claim language."""


class RecordError(OnrecordError):
    """A record cannot be read, is not what it says it is, or is not in the store."""


class UnknownNameError(OnrecordError):
    """An actor or a place that nobody knows; carries the nearest known names."""

    kind = "name"

    def __init__(self, name: str, nearest: Sequence[str] = (), *, where: str | None = None) -> None:
        self.name = name
        self.nearest = tuple(nearest)
        todo = (
            "Did you mean " + ", ".join(f"“{n}”" for n in self.nearest) + "?"
            if self.nearest
            else f"No known {self.kind} is near this name; check the spelling."
        )
        super().__init__(f"unknown {self.kind} “{name}”", where=where, todo=todo)

    def at(self, where: str) -> Self:
        """The same error, saying where the name stands."""
        return type(self)(self.name, self.nearest, where=where)


class UnknownActorError(UnknownNameError):
    kind = "actor"


class UnknownPlaceError(UnknownNameError):
    kind = "place"


class MissingExtraError(OnrecordError):
    """A part of onrecord that is not installed is needed for what was asked."""

    def __init__(self, extra: str, what: str) -> None:
        self.extra = extra
        super().__init__(
            f"{what} needs the optional part “{extra}”, which is not installed",
            todo=f'Install it with: pip install "onrecord[{extra}]"',
        )
