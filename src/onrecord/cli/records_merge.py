"""`onrecord records merge`: several records of the store as one, no event counted twice."""

from __future__ import annotations

import json
from pathlib import Path

import click


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
@click.option("--jobs", type=int, default=1, show_default=True, help="Processes to search with.")
@click.option("--json", "as_json", is_flag=True, help="What was found, as JSON.")
def merge(
    names: tuple[str, ...],
    name: str,
    method: str,
    days: float,
    km: float,
    weights: Path | None,
    jobs: int,
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
            name=name, method=method, days=days, km=km, jobs=jobs,
            weights=read_weights(weights) if weights else None,
        )  # fmt: skip
        info = Store().keep(found.record.info, found.record.table)
    if as_json:
        click.echo(
            json.dumps(
                {"record": info.label, "events": info.rows, "in_several": found.matched,
                 "notes": list(info.notes)}, indent=2, ensure_ascii=False,
            )
        )  # fmt: skip
        return
    click.echo(f"{info.label}: {info.rows:,} events, {found.matched:,} of them in several records")
    for note in info.notes:
        click.echo(f"note: {note}")
