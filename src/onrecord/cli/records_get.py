"""`onrecord records get`: a record from its publisher's server into the store."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import Date

if TYPE_CHECKING:
    from onrecord.records.schema import RecordInfo

STOPPED = 130
"""The exit code of a command that Ctrl-C stopped, as shells count it."""


@click.command("get")
@click.argument("name", type=click.Choice(["ucdp-ged", "acled", "gdelt"]))
@click.option("--version", help="ucdp-ged: the release, such as 25.1, 25.0.3 or 25.01.25.06.")
@click.option(
    "--country",
    "countries",
    multiple=True,
    help="acled: a country's name; ucdp-ged: its number (652 is Syria). May be repeated.",
)
@click.option("--from", "first", type=Date(), help="The first day (2017-10-09).")
@click.option("--to", "last", type=Date(), help="The last day; not for ucdp-ged.")
@click.option("--api", is_flag=True, help="ucdp-ged: by the API, with a token, not as a file.")
@click.option(
    "--no-list",
    is_flag=True,
    help="gdelt: ask for every quarter of an hour instead of reading GDELT's long list of files; "
    "there are then no checksums.",
)
@click.option("--name", "keep_as", help="What to call the record (default: NAME).")
@click.option("--again", is_flag=True, help="Download it even if that version is in the store.")
@click.option("--tolerate", is_flag=True, help="Take a file of which more than 1 % is unreadable.")
@click.option("--json", "as_json", is_flag=True, help="What was fetched, as JSON.")
@click.option("--quiet", is_flag=True, help="No progress and no summary.")
def get(
    name: str,
    version: str | None,
    countries: tuple[str, ...],
    first: dt.date | None,
    last: dt.date | None,
    api: bool,
    no_list: bool,
    keep_as: str | None,
    again: bool,
    tolerate: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Download the record NAME (ucdp-ged, acled, gdelt) into the store.

    Cut off or stopped with Ctrl-C, it goes on from there when run again. Credentials come from the
    environment (ONRECORD_UCDP_TOKEN, ONRECORD_ACLED_USER, ONRECORD_ACLED_PASSWORD) or the system's
    keyring.
    """
    from onrecord.records.fetch import fetch, terms_to_show, terms_were_shown
    from onrecord.records.told import unread

    if terms := terms_to_show(name):
        click.echo(terms, err=True)
        terms_were_shown(name)
    # Retries show in the progress bar; the library that waits would write them to the terminal.
    logging.getLogger("stamina").addHandler(logging.NullHandler())
    try:
        with _bar(quiet=quiet) as on_progress:
            info = fetch(
                name,
                version=version,
                country=countries,
                first=first,
                last=last,
                api=api,
                by_list=not no_list,
                keep_as=keep_as,
                again=again,
                tolerate=tolerate,
                on_progress=on_progress,
            )
    except KeyboardInterrupt:
        click.echo("\nStopped. Run it again and it goes on from there.", err=True)
        sys.exit(STOPPED)
    if as_json:
        click.echo(json.dumps(_as_json(info), ensure_ascii=False, indent=2))
    elif not quiet:
        click.echo(
            f"{info.label}: {info.rows:,} events, {info.coverage.first} to {info.coverage.last}; "
            f"{unread(info.rejected)}"
        )
        for note in info.notes:
            click.echo(f"note: {note}")


def _as_json(info: RecordInfo) -> dict[str, object]:
    return {
        "name": info.name,
        "version": info.version,
        "events": info.rows,
        "rejected": info.rejected,
        "from": info.coverage.first.isoformat(),
        "to": info.coverage.last.isoformat(),
        "countries": list(info.coverage.countries),
        "sha256": info.sha256,
        "licence": info.licence,
        "citation": info.citation,
        "notes": list(info.notes),
    }


@contextmanager
def _bar(*, quiet: bool) -> Iterator[Callable[[int, int | None, str], None] | None]:
    """A progress bar with rate and time left, on standard error, if that is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("Connecting", total=None)

        def show(done: int, total: int | None, label: str) -> None:
            progress.update(task, completed=done, total=total, description=label)

        yield show
