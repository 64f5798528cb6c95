"""`onrecord check` and `test`: the main job, whole, and from claims that a person wrote."""

from __future__ import annotations

import datetime as dt
import json
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import reading_options, testing_options
from onrecord.cli.progress import working
from onrecord.cli.reading import consent_of, language_model, reader_options

if TYPE_CHECKING:
    from onrecord.api import Claims
    from onrecord.findings import Findings
    from onrecord.records.schema import Record


@click.command()
@click.argument("report")
@reading_options
@reader_options
@click.option(
    "--claims",
    "claims_path",
    type=click.Path(path_type=Path),
    help="Test the claims of this file instead of reading them from the report.",
)
@testing_options
def check(
    report: str,
    published: dt.date | None,
    model: str | None,
    claims_path: Path | None,
    records: tuple[str, ...],
    **how: Any,
) -> None:
    """Read REPORT, write down what it claims, test each claim, and write the page.

    REPORT is a text, Markdown, HTML, PDF or Word file, an http(s) address, “-” for standard
    input, or one sentence in quotes.
    """
    from onrecord import api

    endpoint = None if claims_path is not None else language_model(how)
    reader, yes_send = how.pop("reader"), how.pop("yes_send")
    del how["llm_url"], how["llm_model"]
    opened = _open(records, how)
    if claims_path is not None:
        claims = api.load_claims(claims_path)
    else:
        # A spinner would write over what is said before a report leaves the machine.
        with working("Reading the report", quiet=how["quiet"] or endpoint is not None):
            claims = api.read(
                report,
                published=published,
                names_from=opened[0],
                model=model,
                actors=how["actors"],
                reader=reader,
                llm=endpoint,
                send=consent_of(yes_send=yes_send),
            )
    _finish(claims, opened, strict=False, **how)


@click.command()
@click.argument("claims_path", metavar="CLAIMS.yaml", type=click.Path(path_type=Path))
@testing_options
def test(claims_path: Path, records: tuple[str, ...], **how: Any) -> None:
    """Test the claims of CLAIMS.yaml, which a person wrote or corrected."""
    from onrecord import api

    claims = api.load_claims(claims_path)
    _finish(claims, _open(records, how), strict=True, **how)


def _open(names: tuple[str, ...], how: dict[str, Any]) -> list[Record]:
    from onrecord import api

    tolerate, engine = how.pop("tolerate"), how.pop("engine")
    opened = []
    for name in names:
        with working(f"Loading {name}", quiet=how["quiet"]):
            opened.append(api.load(name, tolerate=tolerate, engine=engine))
    return opened


def _finish(
    claims: Claims,
    opened: list[Record],
    *,
    strict: bool,
    actors: tuple[Path, ...],
    out: Path,
    as_json: bool,
    excerpt: bool,
    with_rows: bool,
    seed: int,
    quiet: bool,
) -> None:
    from onrecord import api

    with working("Testing the claims", quiet=quiet):
        findings = api.check(claims, opened, strict=strict, seed=seed, actors=actors)
    checked = findings.checked.model_copy(update={"command": _command()})
    findings = type(findings)(checked, findings.records)
    if as_json:
        click.echo(json.dumps(findings.to_json(), ensure_ascii=False, indent=2))
        return
    write_out(findings, claims.to_yaml("report.txt" if claims.text else None), out,
              excerpt=excerpt, with_rows=with_rows, quiet=quiet)  # fmt: skip


def write_out(
    findings: Findings,
    claims_yaml: str,
    out: Path,
    *,
    excerpt: bool = False,
    with_rows: bool = False,
    quiet: bool = False,
) -> None:
    """Write all files of a check into `out`, and the summary to the terminal."""
    from onrecord.present import print_summary, write_all

    with working("Writing the page", quiet=quiet):
        written = write_all(
            findings.checked,
            findings.records,
            out,
            excerpt=excerpt,
            with_rows=with_rows,
            claims_yaml=claims_yaml,
        )
    if not quiet:
        print_summary(findings.checked, findings.records)
        click.echo(f"The page: {written['report.html']}")


def _command() -> str:
    """The command line that makes these findings again."""
    return " ".join(["onrecord", *map(shlex.quote, sys.argv[1:])])
