"""Any file that can be read, by whichever reader its columns call for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from onrecord.records.acled import acled_from
from onrecord.records.gdelt import gdelt_from, read_gdelt
from onrecord.records.label import check_name
from onrecord.records.mapping import OwnMapping
from onrecord.records.own_table import own_from
from onrecord.records.recognise import recognise
from onrecord.records.source_file import open_source
from onrecord.records.swapped import swapped_points
from onrecord.records.table_file import TableFile
from onrecord.records.ucdp import ged_from

READERS = {"ucdp-ged": ged_from, "acled": acled_from, "gdelt": gdelt_from}


def read_file(
    path: str | os.PathLike[str],
    *,
    name: str | None = None,
    version: str | None = None,
    tolerate: bool = False,
    mapping: str | os.PathLike[str] | Mapping[str, Any] | OwnMapping | None = None,
) -> TableFile:
    """Read a file as what its columns say it is, or as what a mapping says.

    A CSV, a zip that holds one, or a folder of GDELT's files; with `mapping` a table of one's own,
    see `read_own`. `name`: what to call the record; without it, its kind (`ucdp-ged`, `acled`,
    `gdelt`) or the mapping's. Raises RecordError if no reader knows the columns, or as `read_ged`,
    `read_acled`, `read_gdelt` and `read_own` do.
    """
    if name is not None:
        check_name(name)
    if mapping is not None:
        return read_own(path, mapping, name=name, version=version, tolerate=tolerate)
    if Path(path).is_dir():
        return _looked_over(
            read_gdelt(path, name=name or "gdelt", version=version, tolerate=tolerate)
        )
    with open_source(path) as source:
        kind, header = recognise(source)
        return _looked_over(
            READERS[kind](source, header, name=name or kind, version=version, tolerate=tolerate)
        )


def read_own(
    source: Any,
    mapping: str | os.PathLike[str] | Mapping[str, Any] | OwnMapping,
    *,
    name: str | None = None,
    version: str | None = None,
    tolerate: bool = False,
) -> TableFile:
    """Read a table of one's own, a file or a data frame, by a mapping; see `own_from`."""
    return _looked_over(own_from(source, mapping, name=name, version=version, tolerate=tolerate))


def _looked_over(read: TableFile) -> TableFile:
    """What is doubtful whatever the source, counted and named."""
    swapped = swapped_points(read.table)
    info = replace(read.info, warnings={**read.info.warnings, "coordinates_swapped": len(swapped)})
    if swapped:
        shown = ", ".join(swapped[:5]) + ("…" if len(swapped) > 5 else "")
        note = (
            f"{len(swapped):,} rows lie outside their country, but inside it with latitude and "
            f"longitude changed over (ids {shown}): they are kept as they are, and doubtful."
        )
        info = replace(info, notes=(*info.notes, note))
    return replace(read, info=info)
