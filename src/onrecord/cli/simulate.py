"""`onrecord simulate`: a war with known truth, as a record in a real form."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command()
@click.option(
    "--form",
    type=click.Choice(["ged", "acled"]),
    default="ged",
    show_default=True,
    help="Whose form the record has: UCDP GED's or ACLED's.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the simulation.")
@click.option(
    "--events",
    type=click.IntRange(1, 1_000_000),
    default=3_000,
    show_default=True,
    help="About how many events happen; the record holds those that are reported.",
)
@click.option(
    "--plant",
    "planted",
    multiple=True,
    metavar="TYPE",
    help="An effect to plant, by the type of claim that it bears out: changed, displaced, "
    "coincided, targeted, followed, controls. May be repeated; without it nothing is planted.",
)
@click.option(
    "--exact", is_flag=True, help="Report everything, each event with its exact day and place."
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("onrecord-simulated"),
    show_default=True,
    help="Where the record, the truth and the actors go.",
)
@click.option("--json", "as_json", is_flag=True, help="The truth on standard output.")
@click.option("--quiet", is_flag=True, help="No summary.")
def simulate(
    form: str,
    seed: int,
    events: int,
    planted: tuple[str, ...],
    exact: bool,
    out: Path,
    as_json: bool,
    quiet: bool,
) -> None:
    """Draw a war among invented parties, and write it as a record of a real form.

    Beside the record stand what happened and what was planted (truth.json) and who is who
    (actors.yaml, for --actors).
    """
    from dataclasses import replace

    from onrecord.simulate import draw, typical
    from onrecord.simulate.names import actors_yaml
    from onrecord.simulate.reported import Reporting

    war = typical(events, planted)
    if exact:
        war = replace(war, reporting=Reporting.exact())
    drawn = draw(war, seed)
    truth = json.dumps(drawn.truth, indent=2, ensure_ascii=False) + "\n"
    record = drawn.write(out, "ged" if form == "ged" else "acled")
    (out / "truth.json").write_text(truth, encoding="utf-8", newline="\n")
    actors = out / "actors.yaml"
    actors.write_text(actors_yaml(war), encoding="utf-8", newline="\n")
    if as_json:
        click.echo(truth, nl=False)
    elif not quiet:
        found = drawn.truth
        click.echo(
            f"{found['happened']:,} events happened, {found['reported'][form]:,} are on record."
        )
        click.echo("Planted: " + (", ".join(planted) or "nothing") + ".")
        click.echo(f"Wrote {record}, {out / 'truth.json'} and {actors}; test claims with")
        click.echo(f"  onrecord test CLAIMS.yaml --record {record} --actors {actors}")
