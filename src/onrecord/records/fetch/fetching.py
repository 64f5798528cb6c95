"""From a publisher's server into the store, for each source that has a server."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from onrecord.errors import RecordError
from onrecord.records.fetch import acled, gdelt, ucdp, ucdp_api
from onrecord.records.fetch.acled_access import let_in
from onrecord.records.fetch.failures import FetchError
from onrecord.records.fetch.job import clear, downloads, job
from onrecord.records.fetch.session import Cancelled, OnProgress, Session, Timeouts
from onrecord.records.label import check_name
from onrecord.records.schema import RecordInfo
from onrecord.records.store import Store

Source = Literal["ucdp-ged", "acled", "gdelt"]
SOURCES: tuple[Source, ...] = ("ucdp-ged", "acled", "gdelt")
"""The sources that can be fetched, by the name that a record of theirs gets."""


@dataclass(frozen=True)
class _Arrived:
    """A file that is ready for the store."""

    path: Path
    name: str
    version: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Asked:
    version: str | None
    countries: tuple[str, ...]
    first: dt.date | None
    last: dt.date | None
    api: bool
    by_list: bool
    accessed: dt.date
    server: str | None


def fetch(
    name: str,
    *,
    version: str | None = None,
    country: str | Sequence[str] = (),
    first: dt.date | None = None,
    last: dt.date | None = None,
    api: bool = False,
    by_list: bool = True,
    keep_as: str | None = None,
    tolerate: bool = False,
    again: bool = False,
    accessed: dt.date | None = None,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
    server: str | None = None,
    timeouts: Timeouts | None = None,
    wait: Callable[[float], None] = time.sleep,
) -> RecordInfo:
    """Download a record into the store, and say what it is.

    `name`: `"ucdp-ged"`, `"acled"` or `"gdelt"`.

    - `ucdp-ged` needs `version` (`"25.1"`, `"25.0.3"`, `"25.01.25.06"`) and comes as one file. With
      `api=True`, or with `country` (numbers of Gleditsch and Ward) or `first`, it comes by the API,
      which needs a token (`ONRECORD_UCDP_TOKEN`); a part is kept under a name that says so.
    - `acled` needs an account (`ONRECORD_ACLED_USER`, `ONRECORD_ACLED_PASSWORD`); `country` is one
      name or several, `first` and `last` are days, both included. Its terms: `terms_to_show`.
    - `gdelt` needs `first` and `last`: the days (UTC) in which GDELT wrote its files. `by_list`:
      by GDELT's list, which has checksums; else each quarter of an hour is asked for.

    `keep_as`: another name for the record. `tolerate`: as for `Store.add`. `again`: download even
    if that version is in the store. `accessed`: the day of access in UTC (default: today).

    `on_progress(done_bytes, total_bytes, label)` is called often, from this thread; `total_bytes`
    is None where nobody knows it, and may be an estimate. `cancelled()` is asked between any two
    pieces and while waiting; once it is true, CancelledError is raised. What has arrived then, or
    at an error or Ctrl-C, is kept, and the same call goes on from there; nothing half-written is
    ever in the store.

    `server`: the address of a mirror (else `ONRECORD_UCDP_URL`, `ONRECORD_UCDP_API_URL`,
    `ONRECORD_ACLED_URL`, `ONRECORD_GDELT_URL`, else the publisher's). `wait` sleeps.

    Raises FetchError (a RecordError): CredentialsError, EntitlementError, CancelledError and
    others; RecordError if what arrived cannot be read or kept. No message holds a credential.
    """
    countries = (country,) if isinstance(country, str) else tuple(country)
    day = accessed or dt.datetime.now(dt.UTC).date()
    if first and last and last < first:
        raise FetchError(f"the last day ({last}) is before the first ({first})")
    if keep_as is not None:
        check_name(keep_as)
    asked = _Asked(version, countries, first, last, api, by_list, day, server)
    get = {"ucdp-ged": _ucdp, "acled": _acled, "gdelt": _gdelt}.get(name)
    if get is None:
        raise FetchError(
            f"“{name}” cannot be downloaded",
            todo=f"There is: {', '.join(SOURCES)}. A file of your own: onrecord records add FILE",
        )
    session = Session(on_progress, cancelled, timeouts or Timeouts(), wait)
    with session:
        return get(session, asked, _Keeping(keep_as, tolerate, again))


@dataclass(frozen=True)
class _Keeping:
    """How what arrives is kept."""

    name: str | None
    tolerate: bool
    again: bool

    def there(self, name: str, version: str) -> RecordInfo | None:
        """The record, if it is in the store and may stay."""
        if self.again:
            return None
        try:
            return Store().open(f"{self.name or name}@{version}").info
        except RecordError:
            return None

    def keep(self, session: Session, arrived: _Arrived, folder: Path) -> RecordInfo:
        """Put a file into the store, and clear away what is no longer needed.

        A file that cannot be read is thrown away, so that the next time another one comes; but not
        if it is the store that cannot be written.
        """
        session.check()
        size = arrived.path.stat().st_size
        session.report(size, size, f"{arrived.name} {arrived.version}: into the store")
        try:
            info = Store().add(
                arrived.path,
                self.name or arrived.name,
                arrived.version,
                tolerate=self.tolerate,
                notes=arrived.notes,
            )
        except RecordError as error:
            if not isinstance(error.__cause__, OSError):
                clear(folder)
            raise
        clear(folder)
        return info


def _ucdp(session: Session, asked: _Asked, keeping: _Keeping) -> RecordInfo:
    release = ucdp.check_release(asked.version)
    if asked.last is not None:
        raise FetchError(
            "a release of GED is not cut off at a last day: what comes after it would then seem to "
            "be a time without events",
            todo="Leave out --to; a claim's own days choose the events.",
        )
    part = ucdp_api.Part(release, ucdp_api.country_numbers(asked.countries), asked.first)
    name = f"ucdp-ged-{part.suffix}" if part.suffix else "ucdp-ged"
    if found := keeping.there(name, release):
        return found
    by_api = asked.api or bool(part.suffix)
    with job("ucdp-ged", {"version": release, "part": part.suffix, "by": "api" * by_api}) as folder:
        if not by_api:
            path = ucdp.bulk(session, release, folder, asked.server)
            notes = (f"Downloaded from UCDP ({ucdp.bulk_path(release)}) on {asked.accessed}.",)
            return keeping.keep(session, _Arrived(path, name, release, notes), folder)
        paged = ucdp_api.paged(session, part, folder, asked.accessed, asked.server)
        chosen = f" ({part.suffix.replace('-', ' ')})" if part.suffix else ""
        told: tuple[str, ...] = (
            f"Downloaded from UCDP's API{chosen} on {asked.accessed}, in {paged.requests:,} "
            f"requests: {paged.written.rows:,} events; the API counts {paged.total:,}.",
        )
        if part.suffix:
            told += ("It is a part of the release: elsewhere and before, it says nothing.",)
        return keeping.keep(session, _Arrived(paged.path, name, release, told), folder)


def _acled(session: Session, asked: _Asked, keeping: _Keeping) -> RecordInfo:
    if asked.version is not None:
        raise FetchError(
            "ACLED has no versions to choose from",
            todo="Leave out --version: the day of access and the newest timestamp will be it.",
        )
    wanted = acled.Asked(acled.countries_of(asked.countries), asked.first, asked.last)
    access = let_in(session, asked.server)
    # Of another day's pages, rows have moved since.
    with job("acled", {"asked": str(wanted), "accessed": str(asked.accessed)}) as folder:
        got = acled.export(access, wanted, folder, asked.accessed)
        told = (
            f"Downloaded from ACLED's API ({wanted}) on {asked.accessed}; "
            f"{got.written.withdrawn:,} withdrawn events were taken out.",
            *got.notes,
        )
        return keeping.keep(session, _Arrived(got.path, "acled", got.version, told), folder)


def _gdelt(session: Session, asked: _Asked, keeping: _Keeping) -> RecordInfo:
    if asked.version is not None or asked.countries:
        raise FetchError(
            "GDELT is fetched by days alone", todo="Leave out --version and --country."
        )
    first, last = gdelt.check_days(asked.first, asked.last)
    version = f"{first}_{last}"
    if last >= asked.accessed:
        version += f"+{asked.accessed}"  # more files will come for these days
    elif found := keeping.there("gdelt", version):
        return found
    with job("gdelt", {"from": str(first), "to": str(last)}) as folder:
        got = gdelt.merged(session, first, last, folder, asked.server, by_list=asked.by_list)
        told = (f"Downloaded from GDELT on {asked.accessed}.", *got.notes)
        return keeping.keep(session, _Arrived(got.path, "gdelt", version, told), folder)


def kept_parts() -> tuple[Path, ...]:
    """The folders of downloads that were not finished."""
    found = downloads()
    return tuple(sorted(p for p in found.iterdir() if p.is_dir())) if found.is_dir() else ()
