"""The formats that `onrecord export` knows, and the files that each is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from onrecord.errors import OnrecordError
from onrecord.present.exports.annotations import annotation_page, annotation_text
from onrecord.present.exports.chart_files import chart_files
from onrecord.present.exports.citation import citation
from onrecord.present.exports.claimreview import claim_reviews, claim_reviews_text
from onrecord.present.exports.event_table import event_table
from onrecord.present.exports.excel import workbook
from onrecord.present.exports.geopackage import geopackage
from onrecord.present.exports.geoparquet import geoparquet
from onrecord.present.exports.kept import Kept


@dataclass(frozen=True)
class Asked:
    """How an export is made."""

    excerpt: bool = False
    """Quote only the claims."""
    with_rows: bool = False
    """Give rows of records whose terms do not allow them to be passed on."""
    url: str | None = None
    """Where the findings are published."""
    report_url: str | None = None
    """Where the report was published."""


Files = dict[str, bytes]


def _geoparquet(kept: Kept, asked: Asked) -> Files:
    table = event_table(kept.checked, kept.records, with_rows=asked.with_rows)
    return {"events.parquet": geoparquet(table)}


def _geopackage(kept: Kept, asked: Asked) -> Files:
    table = event_table(kept.checked, kept.records, with_rows=asked.with_rows)
    return {"events.gpkg": geopackage(table)}


def _excel(kept: Kept, asked: Asked) -> Files:
    table = event_table(kept.checked, kept.records, with_rows=asked.with_rows)
    return {"findings.xlsx": workbook(kept.checked, kept.records, table)}


def _charts(kept: Kept, asked: Asked) -> Files:
    drawn = chart_files(kept.checked, kept.records, with_rows=asked.with_rows)
    return {f"charts/{name}": contents for name, contents in drawn.items()}


def _claimreview(kept: Kept, asked: Asked) -> Files:
    reviews = claim_reviews(kept.checked, url=asked.url, report_url=asked.report_url)
    return {"claimreview.jsonld": claim_reviews_text(reviews).encode("utf-8", "replace")}


def _annotations(kept: Kept, asked: Asked) -> Files:
    page = annotation_page(kept.checked, excerpt=asked.excerpt, url=asked.report_url)
    return {"annotations.jsonld": annotation_text(page).encode("utf-8", "replace")}


def _citation(kept: Kept, _: Asked) -> Files:
    return {"citation.txt": citation(kept.checked, kept.records, kept.onrecord).encode()}


FORMATS: Mapping[str, Callable[[Kept, Asked], Files]] = {
    "claimreview": _claimreview,
    "annotations": _annotations,
    "geoparquet": _geoparquet,
    "gpkg": _geopackage,
    "xlsx": _excel,
    "charts": _charts,
    "citation": _citation,
}


def exported(kept: Kept, formats: Iterable[str], asked: Asked | None = None) -> Files:
    """The files of these formats by their path in the folder.

    Raises OnrecordError for a format that is not known, and MissingExtraError where a format needs
    an optional part that is not installed.
    """
    how = asked or Asked()
    if how.with_rows:
        kept.refuse_rows_not_kept()
    files: Files = {}
    for name in formats:
        if name not in FORMATS:
            raise OnrecordError(
                f"“{name}” is not a format", todo=f"Known are: {', '.join(FORMATS)}."
            )
        files |= FORMATS[name](kept, how)
    return files
