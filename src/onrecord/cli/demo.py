"""`onrecord demo`: a simulated conflict and a report about it, checked; offline, in seconds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from onrecord.records.schema import Record


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("onrecord-demo"),
    show_default=True,
    help="Where the page and the invented data go.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the simulation.")
@click.option("--quiet", is_flag=True, help="No summary and no progress.")
def demo(out: Path, seed: int, quiet: bool) -> None:
    """Check an invented report about a simulated conflict, beside the planted truth."""
    from onrecord import api
    from onrecord.cli.check import write_out
    from onrecord.cli.progress import working
    from onrecord.simulate import demo as simulate

    with working("Simulating a conflict", quiet=quiet):
        made = simulate(seed=seed).write(out / "input")
    record = _as_invented(api.load(made.record, name="simulated", version=f"seed-{seed}"))
    claims = api.load_claims(made.claims)
    with working("Testing the claims", quiet=quiet):
        findings = api.check(claims, record, strict=True, seed=seed, actors=[made.actors])
    checked = findings.checked.model_copy(
        update={"truth": made.truth, "command": f"onrecord demo --seed {seed}"}
    )
    findings = type(findings)(checked, findings.records)
    write_out(findings, claims.to_yaml("report.txt"), out, quiet=quiet)


def _as_invented(record: Record) -> Record:
    """The record under its own colours: nobody must cite UCDP for what never happened."""
    from onrecord.records.memory import FileRecord

    info = replace(
        record.info,
        licence="none needed: everything in it is invented",
        citation="Simulated by onrecord. No such island, no such war.",
    )
    return FileRecord(record.events().table, info, record.rejects())
