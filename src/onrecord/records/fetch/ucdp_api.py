"""UCDP's API: pages of up to 1,000 events, for those who have a token."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from onrecord.records.fetch.addresses import server
from onrecord.records.fetch.answers import plain
from onrecord.records.fetch.budget import Budget
from onrecord.records.fetch.credentials import UCDP_TOKEN, credential
from onrecord.records.fetch.failures import CredentialsError, FetchError, StatusError
from onrecord.records.fetch.pages import Pages, Written, columns
from onrecord.records.fetch.session import Session

COLUMNS = columns(
    """
    id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id
    conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a
    side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office
    source_date source_headline source_original where_prec where_coordinates
    where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id
    region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians
    deaths_unknown best high low gwnoa gwnob
    """
)
"""Of the files since 20.1, in their order; an answer's rows are written as such a file."""

PAGE = 1000
MOST_MISSING = 0.01
"""`TotalCount` can be slightly off; more events missing than this share is a download cut short."""
_HEADER = "x-ucdp-access-token"


@dataclass(frozen=True)
class Part:
    """The part of a release that is asked for. `countries`: numbers of Gleditsch and Ward."""

    version: str
    countries: tuple[int, ...] = ()
    first: dt.date | None = None

    @property
    def suffix(self) -> str:
        """What tells this part's name from the whole record's."""
        numbers = [str(number) for number in self.countries]
        return "-".join([*numbers, *([f"from-{self.first}"] if self.first else [])])


@dataclass(frozen=True)
class Paged:
    """The file that the pages were written to, and how it came about."""

    path: Path
    written: Written
    requests: int
    total: int


def country_numbers(countries: Sequence[str]) -> tuple[int, ...]:
    """The numbers that UCDP's API wants for countries. Raises FetchError."""
    for country in countries:
        if not country.isascii() or not country.isdecimal() or len(country) > 4:
            raise FetchError(
                f"“{country}” is not a country's number, and UCDP's API knows no names",
                todo="Give the number of Gleditsch and Ward, which stands in a GED file's column "
                "country_id: 652 is Syria, 645 Iraq, 369 Ukraine.",
            )
    return tuple(sorted({int(country) for country in countries}))


def paged(
    session: Session,
    part: Part,
    folder: Path,
    day: dt.date,
    base: str | None = None,
    *,
    size: int = PAGE,
) -> Paged:
    """Fetch a part of a release page by page into one CSV in `folder`.

    `day`: today in UTC, by which the requests are counted. Raises FetchError: CredentialsError
    without a good token, and where the day's requests are used up.
    """
    token = credential(
        UCDP_TOKEN, "a token for UCDP's API", "UCDP gives one on request: ucdp.uu.se/apidocs."
    )
    session.secrets.append(token)
    budget = Budget(folder.parent, day)
    before = budget.used
    session.before_request = budget.spend
    url = f"{server('ONRECORD_UCDP_API_URL', base)}/gedevents/{part.version}"
    pages = Pages(folder / "pages", COLUMNS)
    reading = _Reading(session, url, part, token, size)
    head = reading.page(0)
    pages.start({"count": head.count, "pages": head.pages, "size": size})
    done = pages.keep(0, head.rows, plain(url))
    number, more = 1, head.more
    while more:
        reading.tell(number, head.pages, done, budget)
        here = pages.size(number)
        if here is None:
            page = reading.page(number)
            if not page.rows:
                break
            here, more = pages.keep(number, page.rows, plain(url)), page.more
        else:
            more = number + 1 < head.pages
        number, done = number + 1, done + here
    path = folder / f"gedevents-{part.version}.csv"
    written = pages.write(path, "id")
    missing = head.count - written.rows
    if missing > max(10, MOST_MISSING * head.count):
        pages.discard()
        raise FetchError(
            f"{written.rows:,} events arrived of {head.count:,}: rows moved between the pages",
            where=plain(url),
            todo="Run it again, or take the whole release as a file.",
        )
    return Paged(path, written, budget.used - before, head.count)


@dataclass(frozen=True)
class _Page:
    rows: list[Any]
    count: int
    pages: int
    more: bool


@dataclass
class _Reading:
    session: Session
    url: str
    part: Part
    token: SecretStr
    size: int

    def page(self, number: int) -> _Page:
        params = {"pagesize": str(self.size), "page": str(number)}
        if self.part.countries:
            params["Country"] = ",".join(str(c) for c in self.part.countries)
        if self.part.first:
            params["StartDate"] = self.part.first.isoformat()
        try:
            found = self.session.json(self.url, params, {_HEADER: self.token})
        except StatusError as error:
            refusal = error
        else:
            return self._read(found, number)
        raise self._refused(refusal)

    def tell(self, number: int, pages: int, done: int, budget: Budget) -> None:
        """Say how far it is, and what it will take of the day's requests."""
        needed = max(pages - number, 1)
        days = math.ceil(max(0, needed - budget.left) / budget.most)
        later = f", and {days} more day{'s' if days > 1 else ''}" if days else ""
        label = (
            f"UCDP GED {self.part.version}: page {number + 1:,} of {pages:,}; up to {needed:,} "
            f"more requests, {budget.left:,} left today{later}"
        )
        self.session.report(done, max(done, round(done / number * pages)), label)

    def _read(self, found: Any, number: int) -> _Page:
        try:
            rows, count, pages = found["Result"], int(found["TotalCount"]), int(found["TotalPages"])
            if not isinstance(rows, list):
                raise TypeError
        except (KeyError, TypeError, ValueError):
            rows = None
        if rows is None:
            raise FetchError(
                "the answer has not the form of UCDP's API (Result, TotalCount, TotalPages)",
                where=plain(self.url),
                todo="Take the whole release as a file: leave out --api, --country and --from.",
            )
        if not number and not rows:
            raise FetchError(
                "UCDP has no such events in this version",
                where=plain(self.url),
                todo="Check version, country and first day.",
            )
        # The address of the next page is a sign that there is one; it is never followed.
        return _Page(rows, count, pages, bool(found.get("NextPageUrl")) or number + 1 < pages)

    def _refused(self, error: StatusError) -> FetchError:
        if error.status in (401, 403):
            return CredentialsError(
                f"UCDP does not accept the token (HTTP {error.status})",
                where=error.where,
                todo=f"Check {UCDP_TOKEN}; UCDP gives a new one on request.",
            )
        if error.status == 404:
            return FetchError(
                f"UCDP's API has no version {self.part.version}",
                where=error.where,
                todo="https://ucdp.uu.se/downloads/ lists the versions there are.",
            )
        return error
