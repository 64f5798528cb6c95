"""UCDP GED: a whole release as a file, or the part of one that a token's API gives."""

from __future__ import annotations

import re
from pathlib import Path

from onrecord.records.fetch.addresses import server
from onrecord.records.fetch.download import download
from onrecord.records.fetch.failures import FetchError, StatusError
from onrecord.records.fetch.session import Session

_YEARLY = re.compile(r"(\d{1,2})\.(\d)", re.ASCII)
_MONTHLY = re.compile(r"(\d{2})\.0\.(\d{1,2})", re.ASCII)
_SEVERAL_MONTHS = re.compile(r"(\d{2})\.01\.(\d{2})\.(\d{2})", re.ASCII)


def check_release(version: str | None) -> str:
    """A version of GED as UCDP writes it. Raises FetchError."""
    text = (version or "").strip()
    if _YEARLY.fullmatch(text):
        return text
    if (found := _MONTHLY.fullmatch(text)) and 1 <= int(found[2]) <= 12:
        return text
    found = _SEVERAL_MONTHS.fullmatch(text)
    if found and found[1] == found[2] and 1 <= int(found[3]) <= 12:
        return text
    raise FetchError(
        f"“{text}” is not a version of GED" if text else "which version of GED is not said",
        todo="Give a yearly release (--version 25.1), a month's candidate events (25.0.3), or "
        "those of several months (25.01.25.06). https://ucdp.uu.se/downloads/ lists them.",
    )


def bulk_path(version: str) -> str:
    """Where UCDP keeps the file of a release, below its downloads.

    Yearly: `ged/ged251-csv.zip`. Candidate events: `candidateged/GEDEvent_v25_0_3.csv`.
    """
    if _YEARLY.fullmatch(version):
        return f"ged/ged{version.replace('.', '')}-csv.zip"
    return f"candidateged/GEDEvent_v{version.replace('.', '_')}.csv"


def bulk(session: Session, version: str, folder: Path, base: str | None = None) -> Path:
    """Fetch the file of a release into `folder`. Raises FetchError."""
    path = bulk_path(version)
    url = f"{server('ONRECORD_UCDP_URL', base)}/{path}"
    label = f"UCDP GED {version}"

    def report(done: int, total: int | None) -> None:
        session.report(done, total, label)

    try:
        return download(session, url, folder / path.split("/")[-1], report=report)
    except StatusError as error:
        if error.status != 404:
            raise
    raise FetchError(
        f"UCDP has no file of version {version}",
        where=url,
        todo="https://ucdp.uu.se/downloads/ lists the versions there are; candidate events of a "
        "month appear some weeks after it.",
    )
