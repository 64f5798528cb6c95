"""Any file that can be read, by whichever reader its columns call for."""

from __future__ import annotations

import os

from onrecord.records.acled import acled_from
from onrecord.records.label import check_name
from onrecord.records.recognise import recognise
from onrecord.records.source_file import open_source
from onrecord.records.table_file import TableFile
from onrecord.records.ucdp import ged_from

READERS = {"ucdp-ged": ged_from, "acled": acled_from}


def read_file(
    path: str | os.PathLike[str],
    *,
    name: str | None = None,
    version: str | None = None,
    tolerate: bool = False,
) -> TableFile:
    """Read a CSV, or a zip that holds one, as what its columns say it is.

    `name`: what to call the record; without it, its kind (`ucdp-ged`, `acled`). Raises RecordError
    if no reader knows the columns, or as `read_ged` and `read_acled` do.
    """
    if name is not None:
        check_name(name)
    with open_source(path) as source:
        kind, header = recognise(source)
        return READERS[kind](source, header, name=name or kind, version=version, tolerate=tolerate)
