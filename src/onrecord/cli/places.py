"""`onrecord places add`, `list` and `remove`: files of places and of units, kept for good."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("add")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", help="What to call it (default: the file's name).")
@click.option(
    "--level",
    type=click.Choice(["1", "2"]),
    help="Units: first order (provinces) or second (districts), where the file does not say.",
)
@click.option("--names", "column", metavar="PROPERTY", help="Units: which property is the name.")
@click.option("--country", help="Units: the country they lie in, where the file does not say.")
@click.option("--json", "as_json", is_flag=True, help="What was added, as JSON.")
def add(
    file: Path,
    name: str | None,
    level: str | None,
    column: str | None,
    country: str | None,
    as_json: bool,
) -> None:
    """Add the places of FILE to the gazetteer, from now on.

    FILE is a GeoNames file of a country (SY.zip, SY.txt), or GeoJSON of administrative units
    (GeoBoundaries, or any with names); either may be zipped.
    """
    from onrecord.cli.progress import working
    from onrecord.places.added import add_file

    with working(f"Reading {file}", quiet=as_json):
        added = add_file(
            file, name=name, level=int(level) if level else None, column=column, country=country
        )
    if as_json:
        click.echo(json.dumps(added.as_dict(), ensure_ascii=False, indent=2))
        return
    click.echo(str(added))
    for note in added.notes:
        click.echo(f"note: {note}")


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(as_json: bool) -> None:
    """List the files that were added to the gazetteer."""
    from onrecord.places.added import added_files

    kept = added_files()
    if as_json:
        click.echo(json.dumps([one.as_dict() for one in kept], ensure_ascii=False, indent=2))
        return
    if not kept:
        click.echo("Nothing was added. Add a file: onrecord places add FILE")
    for one in kept:
        click.echo(str(one))


@click.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Take the file NAME out of the gazetteer."""
    from onrecord.places.added import remove_file

    remove_file(name)
    click.echo(f"{name} removed")
