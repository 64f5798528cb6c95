"""`onrecord calibrate`: the table of how often each test is wrong, and how often it notices."""

from __future__ import annotations

import datetime as dt
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import Date

if TYPE_CHECKING:
    from onrecord.calibrate import Row, Table

FAILED = 3
"""Exit code where a cell fails."""


@click.command()
@click.option(
    "--draws",
    type=click.IntRange(min=1),
    help="Conflicts per cell (default: 2,000 where nothing happened, 500 where something did).",
)
@click.option("--quick", is_flag=True, help="200 conflicts per cell: a first look.")
@click.option(
    "--only",
    "patterns",
    multiple=True,
    metavar="PATTERN",
    help="Only cells whose name holds this, or fits it (“coincided*jitter*”). May be repeated.",
)
@click.option("--list", "listing", is_flag=True, help="Name the cells, and draw nothing.")
@click.option("--seed", type=int, help="Another seed than the one that was fixed beforehand.")
@click.option("--jobs", type=int, default=-1, show_default=True, help="Cores; −1: all of them.")
@click.option(
    "--backend",
    metavar="NAME",
    help="A backend of joblib: loky (this machine), or one for a cluster, such as dask or ray.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("onrecord-calibration"),
    show_default=True,
    help="Where the table goes, and what is done so far: run again to go on.",
)
@click.option(
    "--write",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the Markdown page here too.",
)
@click.option(
    "--from",
    "table_path",
    type=click.Path(path_type=Path),
    metavar="TABLE.json",
    help="Draw nothing: take the table from calibration.json of an earlier run.",
)
@click.option("--date", "made_on", type=Date(), help="The date that the table bears (today).")
@click.option("--quiet", is_flag=True, help="No summary and no progress.")
def calibrate(
    draws: int | None,
    quick: bool,
    patterns: tuple[str, ...],
    listing: bool,
    seed: int | None,
    jobs: int,
    backend: str | None,
    out: Path,
    page: Path | None,
    table_path: Path | None,
    made_on: dt.date | None,
    quiet: bool,
) -> None:
    """Draw simulated conflicts and count false and true verdicts, test by test.

    Every finished batch is kept in the folder of --out: a run that was stopped goes on where it
    was. Exit code 3 if a cell fails.
    """
    from onrecord import __version__
    from onrecord.calibrate import SEED, Plan, Table, run
    from onrecord.calibrate.cells import chosen
    from onrecord.calibrate.kept import code_digest, write_whole
    from onrecord.calibrate.running import QUICK_DRAWS
    from onrecord.calibrate.written import as_markdown, read_table, write_table

    if quick and draws is not None:
        raise click.UsageError("--quick and --draws exclude each other.")
    if table_path is not None:
        table = read_table(table_path)
    else:
        cells = chosen(patterns)
        if listing:
            for cell in cells:
                click.echo(f"{cell.kind:5}  {cell.name}")
            return
        plan = Plan(
            cells,
            SEED if seed is None else seed,
            out,
            draws=QUICK_DRAWS if quick else draws,
            jobs=jobs,
            backend=backend,
        )
        with _progress(quiet=quiet) as told:
            try:
                rows = run(plan, told)
            except KeyboardInterrupt:
                click.echo(f"stopped; run again with --out {out} to go on", err=True)
                raise
        table = Table(
            rows,
            command=_command(),
            seed=plan.seed,
            version=__version__,
            code=code_digest(),
            made_on=made_on or dt.date.today(),
            machine=_machine(),
        )
        written = write_table(table, out)
        if not quiet:
            _summary(table, written["calibration.md"])
    if page is not None:
        write_whole(page, as_markdown(table))
    if table.failed:
        click.get_current_context().exit(FAILED)


def _summary(table: Table, path: Path) -> None:
    for row in table.rows:
        share = "–" if row.yes.share is None else f"{100 * row.yes.share:.1f} %"
        click.echo(f"{_mark(row):14} {share:>7}  {row.cell}")
    click.echo(f"The table: {path}")


def _mark(row: Row) -> str:
    return "fail" if row.failed else row.result


def _command() -> str:
    """The command that makes this table again."""
    return " ".join(["onrecord", *map(shlex.quote, sys.argv[1:])])


def _machine() -> str:
    """What the table was made on, without its name."""
    import os
    import platform

    import numpy as np

    cores = os.cpu_count() or 1
    return (
        f"{platform.system()} {platform.machine()}, {cores} cores, "
        f"Python {platform.python_version()}, numpy {np.__version__}"
    )


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[int, int, str], None]]:
    """A bar on standard error while the block runs, if that is a terminal."""
    from onrecord.calibrate.running import silent

    if quiet or not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None)

        def told(done: int, total: int, cell: str) -> None:
            bar.update(task, completed=done, total=total, description=cell)

        yield told
