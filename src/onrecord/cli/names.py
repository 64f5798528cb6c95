"""`onrecord actors` and `onrecord places show`: what a name is taken to mean, and by which rule."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import actors_option
from onrecord.cli.places import add, list_, remove

if TYPE_CHECKING:
    from onrecord.actors import Registry
    from onrecord.actors.card import ActorCard
    from onrecord.actors.mapping import NameMapped
    from onrecord.records.schema import Record

_record_option = click.option(
    "--record", "record_name", metavar="NAME_OR_FILE", help="A record whose names count too."
)
_json_option = click.option("--json", "as_json", is_flag=True, help="As JSON.")


@click.group()
def actors() -> None:
    """The registry of actors."""


@actors.command("show")
@click.argument("name")
@_record_option
@actors_option
@_json_option
def show_actor(name: str, record_name: str | None, actors: tuple[Path, ...], as_json: bool) -> None:
    """Show who NAME is: aliases, parts, umbrellas, supporters, successors, and the rule.

    NAME may be a name as any source writes it (“Military Forces of Syria (2000-2024)”), a UCDP
    name, or a CAMEO code of GDELT's (SYRMIL). With a record: each form in which it writes the
    actor, with its number of events and the rule.
    """
    from onrecord import api

    record = api.load(record_name) if record_name else None
    registry = api.world_of(record, actors).registry
    card, coded = _card(registry, name)
    written = _mapped(record, registry, actors, {one for one, _ in card.recorded})
    if as_json:
        shown: dict[str, Any] = card.as_dict() | {
            "code": coded,
            "written": [one.as_dict() for one in written],
        }
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    if coded:
        click.echo(coded)
    click.echo(str(card))
    if record is not None:
        click.echo(f"  as {record.info.label} writes it:")
        for one in written:
            click.echo(f"    {one}")
        if not written:
            click.echo("    no side bears a name of it")


@actors.command("unmapped")
@click.option(
    "--record", "record_name", metavar="NAME_OR_FILE", required=True, help="The record to look at."
)
@actors_option
@_json_option
def unmapped(record_name: str, actors: tuple[Path, ...], as_json: bool) -> None:
    """List the names of a record that no curated entry and no rule knows, most events first."""
    from onrecord import api

    record = api.load(record_name)
    every = _mapped(record, api.world_of(record, actors).registry, actors)
    left = [one for one in every if one.how != "known"]
    if as_json:
        click.echo(json.dumps([one.as_dict() for one in left], ensure_ascii=False, indent=2))
        return
    sides, alone = (sum(one.events for one in names) for names in (every, left))
    share = f", {100 * alone / sides:.0f} % of the sides of its events" if sides else ""
    click.echo(f"{len(left):,} of {len(every):,} names of {record.info.label} are unmapped{share}")
    for one in left:
        click.echo(f"{one.events:,}\t{one.name}\t{one.rule}")


def _card(registry: Registry, name: str) -> tuple[ActorCard, str | None]:
    """The card of a name; a CAMEO code that is no name is put into words first, and said."""
    from onrecord.errors import UnknownActorError
    from onrecord.records.gdelt_codes import actor_of_code

    try:
        return registry.show(name), None
    except UnknownActorError:
        coded = actor_of_code(name)
        if coded is None:
            raise
    try:
        card = registry.show(coded.name)
    except UnknownActorError as error:
        raise error.at(f"the CAMEO code {name}, “{coded.name}”") from None
    beside = f", possibly {' or '.join(coded.beside)}" if coded.beside else ""
    return card, f"{name}: CAMEO code of “{coded.name}”{beside} ({coded.rule})"


def _mapped(
    record: Record | None,
    registry: Registry,
    own: tuple[Path, ...],
    only: set[str] | None = None,
) -> tuple[NameMapped, ...]:
    """The record's names (only some of them, if so asked) with what they are taken for."""
    if record is None:
        return ()
    from onrecord.actors import Registry as Known
    from onrecord.actors.mapping import mapped
    from onrecord.records.names import names_with_ids

    names = [
        (side.name, side.id, side.events)
        for side in names_with_ids(record)
        if only is None or side.name in only
    ]
    return mapped(names, Known.with_files(own), registry)


@click.group()
def places() -> None:
    """The gazetteer."""


for command in (add, list_, remove):
    places.add_command(command)


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
