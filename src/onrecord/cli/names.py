"""`onrecord actors` and `onrecord places`: what a name is taken to mean."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.options import actors_option

_record_option = click.option(
    "--record", "record_name", metavar="NAME_OR_FILE", help="A record whose names count too."
)


@click.group()
def actors() -> None:
    """The registry of actors."""


@actors.command("show")
@click.argument("name")
@_record_option
@actors_option
def show_actor(name: str, record_name: str | None, actors: tuple[Path, ...]) -> None:
    """Show who NAME is: aliases, parts, umbrellas, supporters, successors, and the rule."""
    from onrecord import api

    record = api.load(record_name) if record_name else None
    click.echo(str(api.world_of(record, actors).registry.show(name)))


@click.group()
def places() -> None:
    """The gazetteer."""


@places.command("show")
@click.argument("name")
@_record_option
def show_place(name: str, record_name: str | None) -> None:
    """Show which place NAME is taken to mean, and which others bear it."""
    from onrecord import api

    record = api.load(record_name) if record_name else None
    located = api.world_of(record).gazetteer.find(name)
    click.echo(f"{located.place.described()} ({located.how} match)")
    if located.assumption:
        click.echo(located.assumption)
    for other in located.others:
        click.echo(f"also: {other.described()}")
