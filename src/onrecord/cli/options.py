"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


class Date(click.ParamType[dt.date]):
    """A day, as 2017-10-23."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2017-10-23", param, ctx)


def all_of(*options: Callable[[F], F]) -> Callable[[F], F]:
    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


reading_options = all_of(
    click.option(
        "--published",
        type=Date(),
        help="The report's publication date, where it does not give one (2017-10-23).",
    ),
    click.option(
        "--model",
        metavar="NAME",
        help="Another installed spaCy model (default: the small English one).",
    ),
)

actors_option = click.option(
    "--actors",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A YAML file of actors of your own, in the form of the curated ones. May be repeated.",
)

record_option = click.option(
    "--record",
    "records",
    multiple=True,
    required=True,
    metavar="NAME_OR_FILE",
    help="A file, or a record of the store (name or name@version). May be given several times: "
    "each record then has its own finding.",
)

testing_options = all_of(
    record_option,
    actors_option,
    click.option(
        "--out",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path("onrecord-out"),
        show_default=True,
        help="Where the page and the tables go.",
    ),
    click.option(
        "--json", "as_json", is_flag=True, help="Findings on standard output, and nothing else."
    ),
    click.option(
        "--excerpt", is_flag=True, help="The page quotes only the claims, not the whole report."
    ),
    click.option(
        "--with-rows",
        is_flag=True,
        help="Export rows of records whose terms do not allow it (at your own responsibility).",
    ),
    click.option(
        "--tolerate",
        is_flag=True,
        help="Read a record of which more than 1 % of the rows cannot be read.",
    ),
    click.option(
        "--seed", type=int, default=1, show_default=True, help="Seed of everything that is drawn."
    ),
    click.option(
        "--engine",
        type=click.Choice(["duckdb", "spark"]),
        help="Who prunes the records' rows: DuckDB here (the default), or Spark, here or on the "
        "cluster it is configured for. The findings are the same.",
    ),
    click.option("--quiet", is_flag=True, help="No summary and no progress."),
)
