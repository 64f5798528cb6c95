"""When a claim speaks of: days, from one to another, both included, UTC."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_serializer,
    model_validator,
)

FORMS = (
    "a day (2017-10-09), a month (2017-10), a year (2017), an interval (2017-10-09/2017-10-23), "
    "an open one (2017-10-09/.. or ../2017-10-23), or {from: …, to: …, vague: true}"
)

_PART = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def _day(value: Any) -> Any:
    # Pydantic alone would also read 86400 as a day: the second of January 1970.
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    match = _PART.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None or match[3] is None:
        raise ValueError(f"“{value}” is not a day; write it as 2017-10-09")
    return _ends(match[0])[0]


Day = Annotated[dt.date, BeforeValidator(_day)]
"""A single day, written 2017-10-09."""


def _ends(text: str) -> tuple[dt.date, dt.date]:
    """First and last day of an ISO 8601 day, month or year."""
    match = _PART.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"“{text}” is not a date; write {FORMS}")
    year = int(match[1])
    month, day = (int(g) if g else None for g in match.groups()[1:])
    try:
        first = dt.date(year, month or 1, day or 1)
        if day:
            return first, first
        last_month = month or 12
        return first, dt.date(year, last_month, calendar.monthrange(year, last_month)[1])
    except ValueError as error:
        raise ValueError(f"“{text}” is not a day of the calendar ({error})") from None


def _as_text(value: object) -> str | None:
    """A date as the text that stands for it, whatever the YAML reader made of it."""
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"{value!r} is not a date; write {FORMS}")
    return str(value).strip()


class When(BaseModel):
    """An interval of days. `first` or `last` is None where it is open."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: dt.date | None = None
    last: dt.date | None = None
    vague: Annotated[bool, Field(strict=True)] = False
    """The report gave no dates (“recently”): the interval is a reader's assumption."""

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, When):
            return {"first": value.first, "last": value.last, "vague": value.vague}
        if isinstance(value, dict):
            unknown = [key for key in value if key not in ("from", "to", "vague")]
            ends = (value.get("first"), value.get("last"))
            if all(e is None or isinstance(e, dt.date) for e in ends) and (
                set(unknown) <= {"first", "last"} and "from" not in value and "to" not in value
            ):
                return value  # from Python; in a file the ends are called from and to
            if unknown:
                raise ValueError(f"unknown key {unknown[0]!r}; write {FORMS}")
            start, end = _as_text(value.get("from")), _as_text(value.get("to"))
            return {
                "first": _ends(start)[0] if start is not None else None,
                "last": _ends(end)[1] if end is not None else None,
                "vague": value.get("vague", False),
            }
        text = _as_text(value)
        if not text:
            raise ValueError(f"no date given; write {FORMS}")
        if "/" not in text:
            first, last = _ends(text)
            return {"first": first, "last": last}
        start_text, _, end_text = text.partition("/")
        start_text, end_text = start_text.strip(), end_text.strip()
        return {
            "first": None if start_text in ("", "..") else _ends(start_text)[0],
            "last": None if end_text in ("", "..") else _ends(end_text)[1],
        }

    @model_validator(mode="after")
    def _in_order(self) -> When:
        if self.first is None and self.last is None:
            raise ValueError(f"an interval needs at least one end; write {FORMS}")
        if self.first and self.last and self.first > self.last:
            raise ValueError(
                f"the interval runs backwards: {self.first} is after {self.last}; swap them"
            )
        return self

    @model_serializer
    def _write(self) -> str | dict[str, Any]:
        if not self.vague:
            return self.iso
        ends = {"from": self.first, "to": self.last}
        return {k: v.isoformat() for k, v in ends.items() if v} | {"vague": True}

    @property
    def iso(self) -> str:
        """ISO 8601, a day or an interval; open ends as “..”."""
        if self.first == self.last and self.first:
            return self.first.isoformat()
        start = self.first.isoformat() if self.first else ".."
        end = self.last.isoformat() if self.last else ".."
        return f"{start}/{end}"

    @property
    def days(self) -> int | None:
        """Length in days, both ends included; None where an end is open."""
        if self.first is None or self.last is None:
            return None
        return (self.last - self.first).days + 1

    def __str__(self) -> str:
        return self.iso
