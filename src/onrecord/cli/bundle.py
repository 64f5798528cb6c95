"""`onrecord bundle`: everything that is needed to make findings again, as a zip."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command()
@click.argument("folder", metavar="DIR", required=False, type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The zip to write (by default DIR.zip, beside the folder).",
)
@click.option(
    "--excerpt",
    is_flag=True,
    help="Only the passages of the report that make a claim (as if the check was made with it).",
)
@click.option(
    "--with-rows",
    is_flag=True,
    help="Put in rows of records whose terms do not allow it (at your own responsibility).",
)
@click.option(
    "--actors",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file of actors that the check was given, to be put in. May be repeated.",
)
@click.option(
    "--verify",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Check a bundle instead of making one.",
)
@click.option("--json", "as_json", is_flag=True, help="What was written or verified, as JSON.")
def bundle(
    folder: Path | None,
    out: Path | None,
    excerpt: bool,
    with_rows: bool,
    actors: tuple[Path, ...],
    verify: Path | None,
    as_json: bool,
) -> None:
    """Pack DIR, the folder that check or test wrote, into a zip that is the same on every run."""
    import hashlib

    from onrecord.present.exports import bundle as packed
    from onrecord.present.exports import open_folder, verify_bundle
    from onrecord.present.files import write_files

    if verify is not None:
        if folder is not None:
            raise click.UsageError("--verify takes a file, and no DIR beside it.")
        names = verify_bundle(verify)
        if as_json:
            click.echo(json.dumps({"holds": True, "files": list(names)}))
        else:
            click.echo(f"The bundle holds: {len(names)} files, each with its checksum.")
        return
    if folder is None:
        raise click.UsageError("Give the folder DIR, or --verify FILE.")
    contents = packed(open_folder(folder), excerpt=excerpt, with_rows=with_rows, actors=actors)
    whole = folder.resolve()
    path = out or whole.with_name(f"{whole.name}.zip")
    written = write_files(path.parent, {path.name: contents})[path.name]
    digest = hashlib.sha256(contents).hexdigest()
    if as_json:
        click.echo(json.dumps({"file": str(written), "sha256": digest}))
    else:
        click.echo(f"{written}\nSHA-256 {digest}")
