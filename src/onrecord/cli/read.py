"""`onrecord read`: reports into claims, one or many, without testing them."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import actors_option, reading_options
from onrecord.cli.progress import working
from onrecord.cli.reading import consent_of, language_model, reader_options

if TYPE_CHECKING:
    from onrecord.reading.llm import Endpoint
    from onrecord.reading.many import Outcome


@click.command()
@click.argument("reports", nargs=-1, required=True)
@reading_options
@reader_options
@click.option(
    "--record",
    "record_name",
    metavar="NAME_OR_FILE",
    help="A record whose actors and places are then known by name.",
)
@actors_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The claims file, or a folder for several reports (default: claims.yaml, claims/).",
)
@click.option(
    "--jobs",
    type=int,
    default=1,
    show_default=True,
    help="Cores for many reports; −1: all of them.",
)
@click.option(
    "--backend",
    metavar="NAME",
    help="A backend of joblib: loky (this machine), or one for a cluster, such as dask or ray.",
)
@click.option("--quiet", is_flag=True, help="No summary and no progress.")
def read(reports: tuple[str, ...], **how: Any) -> None:
    """Write down what each of REPORTS claims, without testing it.

    REPORTS are files, folders (searched to the bottom), http(s) addresses, “-”, or one sentence in
    quotes. Several are read one by one: a file that cannot be read is named at the end and stops
    no other, and a run that was stopped goes on where it was. Exit code 1 if none could be read.
    """
    endpoint = language_model(how)
    if len(reports) == 1 and not _is_folder(reports[0]):
        _read_one(reports[0], endpoint, **how)
    else:
        _read_many(reports, endpoint, **how)


def _is_folder(report: str) -> bool:
    try:
        return Path(report).is_dir()
    except (OSError, ValueError):  # a sentence is longer than any file name may be
        return False


def _read_one(
    report: str,
    endpoint: Endpoint | None,
    *,
    published: dt.date | None,
    model: str | None,
    record_name: str | None,
    actors: tuple[Path, ...],
    out: Path | None,
    quiet: bool,
    reader: str,
    yes_send: bool,
    **_other: Any,
) -> None:
    from onrecord import api
    from onrecord.present import write_text

    record = api.load(record_name) if record_name else None
    with working(f"Reading {report}", quiet=quiet or endpoint is not None):
        claims = api.read(
            report,
            published=published,
            names_from=record,
            model=model,
            actors=actors,
            reader=reader,  # type: ignore[arg-type]  # click has checked it
            llm=endpoint,
            send=consent_of(yes_send=yes_send),
        )
    target = out or Path("claims.yaml")
    target.parent.mkdir(parents=True, exist_ok=True)
    text = target.with_suffix(".txt")
    write_text(text, claims.text or "")
    write_text(target, claims.to_yaml(text.name))
    if not quiet:
        unfinished = sum(1 for claim in claims if claim.incomplete)
        for notice in claims.notices:
            click.echo(f"Note: {notice}", err=True)
        click.echo(
            f"{target}: {len(claims)} claims, {unfinished} of them incomplete; text in {text}"
        )


def _read_many(
    reports: Sequence[str],
    endpoint: Endpoint | None,
    *,
    published: dt.date | None,
    model: str | None,
    record_name: str | None,
    actors: tuple[Path, ...],
    out: Path | None,
    jobs: int,
    backend: str | None,
    quiet: bool,
    reader: str,
    yes_send: bool,
    **_other: Any,
) -> None:
    from functools import partial

    from onrecord import api
    from onrecord.present import write_text
    from onrecord.reading.many import read_many, settings_digest, tasks_of

    folder = out or Path("claims")
    tasks = tasks_of(reports, folder)
    if record_name:
        api.load(record_name)  # a record that cannot be read is told once, and before all
    if endpoint is not None:
        _may_all_leave(endpoint, len(tasks), yes_send=yes_send)
    settings = api.ReadingSettings(
        published=published,
        model=model,
        record=record_name,
        actors=tuple(str(path) for path in actors),
        reader=reader,  # type: ignore[arg-type]  # click has checked it
        llm_url=endpoint.url if endpoint else None,
        llm_model=endpoint.model if endpoint else None,
    )
    digest = settings_digest(
        published=published, model=model, reader=reader, actors=actors,
        record=[record_name, Path(record_name) if record_name else None],
        llm=(endpoint.url, endpoint.model) if endpoint else None,
    )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    with _progress(quiet=quiet) as told:
        try:
            outcomes = read_many(
                tasks, partial(api.read_texts, settings), folder, digest,
                write=_write_below(write_text), jobs=jobs, backend=backend, told=told,
            )  # fmt: skip
        except KeyboardInterrupt:
            click.echo("stopped; run the same command again to go on", err=True)
            raise
    _summary(outcomes, folder, quiet=quiet)


def _write_below(write: Callable[[Path, str], Path]) -> Callable[[Path, str], Path]:
    def written(path: Path, text: str) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        return write(path, text)

    return written


def _may_all_leave(endpoint: Endpoint, reports: int, *, yes_send: bool) -> None:
    """Ask once for all reports; the processes that read them cannot ask anyone."""
    from onrecord.reading.llm import Leaving
    from onrecord.reading.llm.endpoint import not_sent

    leaving = Leaving(endpoint, f"each of {reports} reports", None, reports)
    if not (endpoint.local or consent_of(yes_send=yes_send)(leaving)):
        raise not_sent(leaving)


def _summary(outcomes: Sequence[Outcome], folder: Path, *, quiet: bool) -> None:
    failed = [o for o in outcomes if o.state == "failed"]
    if not quiet:
        for outcome in outcomes:
            if outcome.state == "failed":
                continue
            before = " (read before)" if outcome.state == "as before" else ""
            click.echo(
                f"{folder / outcome.target}: {outcome.claims} claims, {outcome.incomplete} of "
                f"them incomplete{before}"
            )
            for notice in outcome.notices:
                click.echo(f"  Note: {notice}", err=True)
    for outcome in failed:
        click.echo(f"onrecord: not read: {outcome.report}\n  {outcome.why}", err=True)
    if not quiet:
        read_ = sum(1 for o in outcomes if o.state == "read")
        before_ = len(outcomes) - read_ - len(failed)
        click.echo(f"{read_} read, {before_} read before, {len(failed)} not read; in {folder}")
    if failed and len(failed) == len(outcomes):
        click.get_current_context().exit(1)


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[int, int, str], None]]:
    """A bar with the time left on standard error, if that is a terminal."""
    from onrecord.reading.many import silent

    if quiet or not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
               TextColumn("{task.description}"))  # fmt: skip
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None)

        def told(done: int, total: int, report: str) -> None:
            bar.update(task, completed=done, total=total, description=escape(report[-60:]))

        yield told
