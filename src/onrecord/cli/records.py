"""`onrecord records`: the store of records."""

from __future__ import annotations

import json
from pathlib import Path

import click

from onrecord.cli.records_get import get
from onrecord.cli.records_merge import merge


@click.group()
def records() -> None:
    """Keep records in the store, so that they load at once and stay the same."""


records.add_command(get)
records.add_command(merge)


@records.command("add")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", help="What to call the record (default: its kind, such as ucdp-ged).")
@click.option("--version", help="Its version, where the file name does not say.")
@click.option("--tolerate", is_flag=True, help="Take a file of which more than 1 % cannot be read.")
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    help="A YAML file that says which column of a table of your own is what.",
)
def add(
    file: Path, name: str | None, version: str | None, tolerate: bool, mapping: Path | None
) -> None:
    """Read FILE into the store; its kind is recognised by its columns, or told by --mapping.

    FILE may be a folder of GDELT's 15-minute files.
    """
    from onrecord.cli.progress import working
    from onrecord.records.reader import read_own
    from onrecord.records.store import Store
    from onrecord.records.told import unread

    with working(f"Reading {file}"):
        if mapping is None:
            info = Store().add(file, name=name, version=version, tolerate=tolerate)
        else:
            read = read_own(file, mapping, name=name, version=version, tolerate=tolerate)
            info = Store().keep(read.info, read.table, read.rejects)
    click.echo(
        f"{info.label}: {info.rows:,} events, {info.coverage.first} to {info.coverage.last}; "
        f"{unread(info.rejected)}"
    )


@records.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(as_json: bool) -> None:
    """List the records in the store."""
    from onrecord.records.store import Store

    kept = Store().list()
    if as_json:
        rows = [
            {
                "name": info.name,
                "version": info.version,
                "events": info.rows,
                "from": info.coverage.first.isoformat(),
                "to": info.coverage.last.isoformat(),
                "sha256": info.sha256,
            }
            for info in kept
        ]
        click.echo(json.dumps(rows, indent=2))
        return
    if not kept:
        click.echo("The store is empty. Add a file: onrecord records add FILE")
    for info in kept:
        click.echo(
            f"{info.label}\t{info.rows:,} events\t{info.coverage.first} to {info.coverage.last}"
        )


@records.command("show")
@click.argument("name")
@click.option("--rejects", is_flag=True, help="List the rows that could not be read, and why.")
def show(name: str, rejects: bool) -> None:
    """Show what the record NAME covers, what it cannot see, and how to cite it."""
    from onrecord.records.load import load

    record = load(name)
    info = record.info
    click.echo(f"{info.label}: {info.rows:,} events")
    click.echo(f"covers: {info.coverage.first} to {info.coverage.last}")
    click.echo(f"countries: {', '.join(info.coverage.countries)}")
    for country, first in (info.coverage.since or {}).items():
        click.echo(f"covers {country}: from {first}")
    click.echo(f"sees: {info.coverage.sees}")
    for blind in info.coverage.cannot_see:
        click.echo(f"cannot see: {blind}")
    for note in info.notes:
        click.echo(f"note: {note}")
    for word, number in info.warnings.items():
        if number:
            click.echo(f"warning: {word.replace('_', ' ')}: {number:,}")
    click.echo(f"licence: {info.licence}")
    click.echo(f"cite: {info.citation}")
    click.echo(f"sha256: {info.sha256}")
    click.echo(f"rejected rows: {info.rejected:,}")
    if rejects:
        for reject in record.rejects():
            click.echo(f"line {reject.line}: {reject.reason}")


@records.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Remove the record NAME (name@version) from the store."""
    from onrecord.records.store import Store

    Store().remove(name)
    click.echo(f"{name} removed")
