"""ACLED by its API: events of some countries and days, without those that were withdrawn."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from onrecord.records.acled_cells import NEEDED
from onrecord.records.fetch.acled_access import Access
from onrecord.records.fetch.failures import EntitlementError, FetchError
from onrecord.records.fetch.pages import Pages, Row, Written, columns, whole

COLUMNS = columns(
    """
    event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1
    assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region
    country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale
    notes fatalities tags timestamp
    """
)
"""The 31 columns since 2023; an answer's rows are written as an export of ACLED has them."""
PAGE = 5000
MOST_PASSES = 3
LOOK_BACK = dt.timedelta(days=30)
"""How long before the day of access withdrawals are asked for: the events were read today, so only
a withdrawal that the events' own list lags behind can matter."""
_READ, _DELETED = "/api/acled/read", "/api/deleted/read"
_RESTRICTED = (
    "The account may log in, but its access level does not give single events by the API; see "
    "“access levels” at acleddata.com."
)


@dataclass(frozen=True)
class Asked:
    """Which events: of any of the countries (none: all), from the first to the last day."""

    countries: tuple[str, ...]
    first: dt.date | None
    last: dt.date | None

    @property
    def params(self) -> dict[str, str]:
        params = {}
        if self.countries:
            params["country"] = "|".join(self.countries)
        if self.first and self.last:
            params["event_date"] = f"{self.first}|{self.last}"
            params["event_date_where"] = "BETWEEN"
        elif self.first or self.last:
            params["event_date"] = str(self.first or self.last)
            params["event_date_where"] = ">=" if self.first else "<="
        return params

    def __str__(self) -> str:
        where = ", ".join(self.countries) or "all countries"
        return f"{where}, {self.first or 'the beginning'} to {self.last or 'the newest'}"


@dataclass(frozen=True)
class Exported:
    """The file that the events were written to; `version`: day of access + newest timestamp."""

    path: Path
    version: str
    written: Written
    notes: tuple[str, ...]


def export(
    access: Access, asked: Asked, folder: Path, accessed: dt.date, *, size: int = PAGE
) -> Exported:
    """Fetch the events that are asked for into one CSV in `folder`.

    `accessed`: the day of access in UTC, part of the version, as ACLED changes every week. Raises
    FetchError; EntitlementError where the account is good but gets no or cut-down events.
    """
    pages = Pages(folder / "pages", COLUMNS)
    reading = _Reading(access, asked, pages, size)
    path = folder / f"acled-{accessed}.csv"
    for _ in range(MOST_PASSES):
        reading.all_pages()
        withdrawn, told = _withdrawn(access, accessed, size)
        written = pages.write(
            path,
            "event_id_cnty",
            dated="timestamp",
            withdrawn=partial(_is_withdrawn, withdrawn),
        )
        if not written.twice:
            break
        # Rows moved from page to page while they were read: others may have moved past us.
        access.session.report(0, None, "ACLED changed meanwhile: reading it once more")
        pages.start({"again": True})
    else:
        told += (
            f"Rows moved while they were read: {written.twice:,} came twice, and a few may have "
            "been missed.",
        )
    if not written.rows:
        raise FetchError("all events that were asked for have been withdrawn", where=str(asked))
    # The reader takes a file's date for the day of access.
    noon = dt.datetime.combine(accessed, dt.time(12), dt.UTC).timestamp()
    os.utime(path, (noon, noon))
    return Exported(path, _version(accessed, written.newest), written, (*reading.notes, *told))


class _Reading:
    def __init__(self, access: Access, asked: Asked, pages: Pages, size: int) -> None:
        self.access, self.asked, self.pages, self.size = access, asked, pages, size
        self.restrictions = ""

    @property
    def notes(self) -> tuple[str, ...]:
        if not self.restrictions:
            return ()
        return (f"ACLED says that it restricts this account: {self.restrictions}",)

    def all_pages(self) -> None:
        """Every page that is not here yet; the first is always read, to see if it is the same."""
        rows = self._page(1)
        if not rows:
            self._nothing()
        _check_columns(rows[0], str(self.asked))
        self.pages.start({"first": [str(row.get("timestamp")) for row in rows], "size": self.size})
        done = self.pages.keep(1, rows, str(self.asked))
        got, number, events = len(rows), 1, len(rows)
        while got:
            number += 1
            here = self.pages.size(number)
            if here is None:
                self.access.session.report(
                    done, None, f"ACLED: {events:,} events, asking for page {number:,}"
                )
                rows = self._page(number)
                got = len(rows)
                if got:
                    done += self.pages.keep(number, rows, str(self.asked))
            else:
                got, done = len(self.pages.page(number)), done + here
            events += got
            if number == 2 and got and self._repeats(number):
                raise FetchError(
                    "ACLED gives the same page again and again",
                    where=str(self.asked),
                    todo="Ask for fewer days or countries, so that they fit into one page.",
                )

    def _page(self, number: int) -> list[Any]:
        params = self.asked.params | {"limit": str(self.size), "page": str(number)}
        found = self.access.get(_READ, params)
        rows = found.get("data")
        if rows is None:
            rows = []
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
            raise FetchError("the answer has not the form of ACLED's API", where=str(self.asked))
        if limits := found.get("data_query_restrictions"):
            self.restrictions = self.access.session.scrubbed(str(limits))
        return rows

    def _repeats(self, number: int) -> bool:
        before, now = ({row[0] for row in self.pages.page(n)} for n in (number - 1, number))
        return before == now and len(before) == self.size

    def _nothing(self) -> None:
        """An empty answer: are there no such events, or does the account get none at all?"""
        anything = self.access.get(_READ, {"limit": "1", "page": "1"}).get("data")
        if not anything:
            raise EntitlementError(
                "ACLED lets the account in, but gives it no events at all",
                where=str(self.asked),
                todo=_RESTRICTED,
            )
        told = f" It says that it restricts this account: {self.restrictions}" if self.notes else ""
        raise FetchError(
            "ACLED gives this account no such events",
            where=str(self.asked),
            todo="Check how ACLED spells the country, and the days: how recent events may be "
            f"depends on the account's access level.{told}",
        )


def _check_columns(row: Mapping[str, Any], where: str) -> None:
    missing = [name for name in NEEDED if name not in row]
    if missing:
        raise EntitlementError(
            f"ACLED gives this account only cut-down events, without {', '.join(missing)}",
            where=where,
            todo=_RESTRICTED,
        )


def _withdrawn(
    access: Access, accessed: dt.date, size: int
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Ids that were withdrawn, and when (seconds since 1970); and what to say if none are told."""
    since = dt.datetime.combine(accessed - LOOK_BACK, dt.time(), dt.UTC)
    params = {
        "deleted_timestamp": str(int(since.timestamp())),
        "deleted_timestamp_where": ">=",
        "limit": str(size),
    }
    found: dict[str, int] = {}
    number = 0
    while True:
        number += 1
        try:
            rows = access.get(_DELETED, params | {"page": str(number)}).get("data") or []
        except EntitlementError:
            return {}, (
                "ACLED does not tell this account which events it has withdrawn: a few may still "
                "be in the record.",
            )
        before = len(found)
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, Mapping) and row.get("event_id_cnty"):
                when = whole(str(row.get("deleted_timestamp") or ""))
                name = str(row["event_id_cnty"])
                found[name] = max(when, found.get(name, -1))
        if len(rows) < size or len(found) == before:
            return found, ()


def _is_withdrawn(withdrawn: Mapping[str, int], row: Row) -> bool:
    """Withdrawn after it was written; a row that is newer than its withdrawal stands again."""
    when = withdrawn.get(row[0])
    return when is not None and (when < 0 or when >= whole(row[-1]))


def _version(accessed: dt.date, newest: int) -> str:
    if newest < 0:
        return f"{accessed}"
    return f"{accessed}+{dt.datetime.fromtimestamp(newest, dt.UTC):%Y-%m-%dT%H%M}"


def countries_of(country: str | Sequence[str]) -> tuple[str, ...]:
    """Country names as ACLED's question wants them. Raises FetchError."""
    names = [country] if isinstance(country, str) else list(country)
    for name in names:
        if not name.strip() or "|" in name or ":" in name or len(name) > 80:
            raise FetchError(
                f"“{name}” is not the name of a country",
                todo="Give each country's name by itself, as ACLED spells it, such as Syria.",
            )
    return tuple(sorted({name.strip() for name in names}))
