"""`onrecord records merge`: several records of the store as one, no event counted twice."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.records.merge.blocks_run import ENGINES, EngineName

if TYPE_CHECKING:
    from onrecord.records.merge.matching import Matching


@click.command("merge")
@click.argument("names", nargs=-1, required=True, metavar="NAME_OR_FILE...")
@click.option("--as", "name", default="merged", show_default=True, help="What to call the result.")
@click.option(
    "--method",
    type=click.Choice(["weights", "meltt"]),
    default="weights",
    show_default=True,
    help="Weighed evidence, or the rule of the R package meltt.",
)
@click.option("--days", type=float, default=2, show_default=True, help="meltt: window in days.")
@click.option("--km", type=float, default=4, show_default=True, help="meltt: window in km.")
@click.option(
    "--weights", type=click.Path(path_type=Path, exists=True), help="A weights file of your own."
)
@click.option(
    "--estimate",
    is_flag=True,
    help="Estimate the weights from these records by Splink (500 rows or more in each).",
)
@click.option(
    "--jobs", type=int, default=1, show_default=True, help="Processes that work on blocks; -1: all."
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="joblib",
    show_default=True,
    help="What works on blocks: joblib's processes on this machine, or Spark.",
)
@click.option("--json", "as_json", is_flag=True, help="What was found, as JSON.")
def merge(
    names: tuple[str, ...],
    name: str,
    method: str,
    days: float,
    km: float,
    weights: Path | None,
    estimate: bool,
    jobs: int,
    engine: EngineName,
    as_json: bool,
) -> None:
    """Merge records: figures are those of the one named first.

    Keeps the result in the store as a record of its own, with all the rows behind each event.
    """
    from onrecord.cli.progress import working
    from onrecord.records.label import check_name
    from onrecord.records.load import load
    from onrecord.records.merge.merged import merge as merge_records
    from onrecord.records.merge.weights import read_weights
    from onrecord.records.store import Store

    check_name(name)
    with working("Merging"):
        found = merge_records(
            [load(one) for one in names],
            name=name, method=method, days=days, km=km, estimate=estimate,
            jobs=jobs, engine=engine,
            weights=read_weights(weights) if weights else None,
        )  # fmt: skip
        info = Store().keep(found.record.info, found.record.table)
    if as_json:
        click.echo(
            json.dumps(
                {"record": info.label, "events": info.rows, "in_several": found.matched,
                 "estimated": [_told(each) for each in found.matchings],
                 "notes": list(info.notes)}, indent=2, ensure_ascii=False,
            )
        )  # fmt: skip
        return
    click.echo(f"{info.label}: {info.rows:,} events, {found.matched:,} of them in several records")
    for note in info.notes:
        click.echo(f"note: {note}")


def _told(matching: Matching) -> dict[str, Any] | None:
    """What the weights were estimated from; None where they are the fixed ones."""
    return asdict(matching.estimated) if matching.estimated else None
