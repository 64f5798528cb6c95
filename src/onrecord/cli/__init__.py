"""The command line. Each command imports what it needs when it runs, so that `--help` is quick."""

from __future__ import annotations

import sys
from typing import Any

import click

from onrecord import __version__
from onrecord.cli.bundle import bundle
from onrecord.cli.calibrate import calibrate
from onrecord.cli.card import card
from onrecord.cli.check import check, test
from onrecord.cli.demo import demo
from onrecord.cli.export import export
from onrecord.cli.names import actors, places
from onrecord.cli.read import read
from onrecord.cli.records import records
from onrecord.cli.schema import claims_schema
from onrecord.cli.simulate import simulate
from onrecord.cli.workbench import workbench
from onrecord.errors import OnrecordError


class _Plain(click.Group):
    """Errors of ours are one clear message and exit code 1, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OnrecordError as error:
            click.echo(f"onrecord: {error}", err=True)
            ctx.exit(1)
        except BrokenPipeError:
            # The reader of our output (head, less) has gone: not an error of anyone's.
            sys.stdout = None
            ctx.exit(0)


@click.group(cls=_Plain, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="onrecord")
def main() -> None:
    """Hold what a report says about an armed conflict against the public record of it."""


for command in (
    check,
    read,
    test,
    demo,
    card,
    export,
    bundle,
    records,
    places,
    actors,
    claims_schema,
    calibrate,
    simulate,
    workbench,
):
    main.add_command(command)
