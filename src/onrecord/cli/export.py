"""`onrecord export`: the findings of a folder in the forms that others work with."""

from __future__ import annotations

import json
from pathlib import Path

import click

_KNOWN = ("claimreview", "annotations", "geoparquet", "gpkg", "xlsx", "charts", "citation")


class _Formats(click.ParamType[tuple[str, ...]]):
    """Formats, separated by commas."""

    name = "formats"

    def convert(
        self,
        value: str | tuple[str, ...],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        names = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
        unknown = [name for name in names if name not in (*_KNOWN, "all")]
        if unknown or not names:
            known = ", ".join((*_KNOWN, "all"))
            self.fail(f"{(unknown or [''])[0]!r} is not a format; known are: {known}", param, ctx)
        return _KNOWN if "all" in names else names


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--as",
    "formats",
    type=_Formats(),
    required=True,
    metavar="FORMAT,…",
    help="Which: claimreview, annotations, geoparquet, gpkg, xlsx, charts, citation, or all.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the files go (by default, into DIR).",
)
@click.option("--url", help="Where your findings are published, for ClaimReview.")
@click.option(
    "--report-url", help="Where the report was published, for ClaimReview and annotations."
)
@click.option(
    "--excerpt",
    is_flag=True,
    help="Annotations without the words before and after a claim (as if the check was made so).",
)
@click.option(
    "--with-rows",
    is_flag=True,
    help="Export rows of records whose terms do not allow it (at your own responsibility).",
)
@click.option("--json", "as_json", is_flag=True, help="The paths of the files, as JSON.")
def export(
    folder: Path,
    formats: tuple[str, ...],
    out: Path | None,
    url: str | None,
    report_url: str | None,
    excerpt: bool,
    with_rows: bool,
    as_json: bool,
) -> None:
    """Write the findings of DIR, the folder that check or test wrote, in other formats."""
    from onrecord.present.exports import exported, open_folder
    from onrecord.present.exports.formats import Asked
    from onrecord.present.files import write_tree

    kept = open_folder(folder)
    asked = Asked(
        excerpt=excerpt or kept.excerpt, with_rows=with_rows, url=url, report_url=report_url
    )
    files = exported(kept, formats, asked)
    written = write_tree(out or folder, files)
    if as_json:
        click.echo(json.dumps([str(path) for path in written]))
        return
    for path in written:
        click.echo(path)
