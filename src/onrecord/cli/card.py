"""`onrecord card`: the evidence card of one reviewed claim, made and verified."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command()
@click.argument("claim_id", metavar="CLAIM-ID", required=False)
@click.option(
    "--from",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("onrecord-out"),
    show_default=True,
    help="The folder that check or test wrote.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the card goes (by default, into that folder).",
)
@click.option(
    "--with-rows",
    is_flag=True,
    help="Give rows of records whose terms do not allow it (at your own responsibility).",
)
@click.option("--json", "as_json", is_flag=True, help="The card on standard output; no files.")
@click.option(
    "--verify",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Check a card (.json or .html) instead of making one.",
)
def card(
    claim_id: str | None,
    folder: Path,
    out: Path | None,
    with_rows: bool,
    as_json: bool,
    verify: Path | None,
) -> None:
    """Write the evidence card of CLAIM-ID, which a person must have reviewed: one page, one JSON.

    The review stands in claims.yaml, in the folder: review: {status: accepted, by: …, on: …}.
    """
    from onrecord.present.exports import card as made_of
    from onrecord.present.exports import card_page, open_folder, verify_card
    from onrecord.present.exports.card import card_text
    from onrecord.present.exports.card_page import card_name
    from onrecord.present.files import write_files

    if verify is not None:
        if claim_id is not None:
            raise click.UsageError("--verify takes a file, and no CLAIM-ID beside it.")
        found = verify_card(verify)
        if as_json:
            click.echo(json.dumps({"holds": True, **_short(found)}, ensure_ascii=False))
        else:
            click.echo(f"The card holds: {found['id']}\n{found['checksum']}")
            click.echo(f"Reviewed by {found['review']['by']}, {found['review']['on']}.")
        return
    if claim_id is None:
        raise click.UsageError("Give the CLAIM-ID, or --verify FILE.")
    made = made_of(open_folder(folder), claim_id, with_rows=with_rows)
    if as_json:
        click.echo(card_text(made), nl=False)
        return
    name = card_name(made)
    files = {f"{name}.html": card_page(made), f"{name}.json": card_text(made)}
    for path in write_files(out or folder, files).values():
        click.echo(path)
    click.echo(made["checksum"])


def _short(made: dict[str, object]) -> dict[str, object]:
    return {key: made[key] for key in ("id", "checksum", "review")}
