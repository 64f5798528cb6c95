"""Every source that can be read, with a way to write invented files of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.acled_rows import COLUMNS as ACLED_COLUMNS
from tests.acled_rows import PLAIN as ACLED
from tests.records.conftest import COLUMNS_49
from tests.records.conftest import PLAIN as GED
from tests.records.gdelt_rows import PLAIN as GDELT

from onrecord.records.gdelt_columns import COLUMNS as GDELT_COLUMNS
from onrecord.records.reader import read_file
from onrecord.records.table_file import TableFile

OWN: Mapping[str, str] = {
    "case": "c1", "day": "2017-10-09", "lat": "35.25", "lon": "37.5", "village": "Rivertown",
    "land": "Syria", "by": "Government of Syria", "against": "Northern Front", "dead": "3",
    "until": "2017-10-09", "note": "Clashes near Rivertown",
}  # fmt: skip
MAPPING: Mapping[str, Any] = {
    "record": "own",
    "fields": {
        "id": "case", "start": "day", "end": "until", "latitude": "lat", "longitude": "lon",
        "place": "village", "country": "land", "side_a": "by", "side_b": "against", "best": "dead",
        "source_line": "note",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Source:
    """A kind of file: its plain row, its columns, and what its fields are called."""

    name: str
    plain: Mapping[str, str]
    columns: tuple[str, ...]
    ids: str
    """A pattern of ids of its own, with a place for a number."""
    id: str
    day: str
    lat: str
    lon: str
    country: str
    place: str
    line: str
    dead: str | None = None
    end: str | None = None
    sign: str = ","
    header: bool = True
    mapping: Mapping[str, Any] | None = None
    syria: str = "Syria"
    days: str = "%Y-%m-%d"

    def text(self, *changes: Mapping[str, str], sign: str | None = None) -> str:
        """A file with one row for each set of changes."""
        rows = [{**self.plain, self.id: self.ids.format(i), **c} for i, c in enumerate(changes)]
        sign = sign or self.sign
        if not self.header:
            return "".join(
                sign.join(row.get(name, "") for name in self.columns) + "\n" for row in rows
            )
        out = io.StringIO()
        writer = csv.DictWriter(
            out,
            self.columns,
            restval="",
            extrasaction="ignore",
            delimiter=sign,
            lineterminator="\n",
        )
        writer.writeheader()
        writer.writerows(rows)
        return out.getvalue()

    @property
    def first_line(self) -> int:
        return 2 if self.header else 1

    def read(self, path: Path, *, tolerate: bool = False) -> TableFile:
        return read_file(path, tolerate=tolerate, mapping=self.mapping)


SOURCES = (
    Source(
        "ucdp-ged", {**GED, "country": "Syria"}, COLUMNS_49, "{}1001", "id", "date_start",
        "latitude", "longitude", "country", "where_coordinates", "source_headline",
        dead="best", end="date_end",
    ),
    Source(
        "acled", ACLED, ACLED_COLUMNS, "SYR10{}", "event_id_cnty", "event_date", "latitude",
        "longitude", "country", "location", "notes", dead="fatalities",
    ),
    Source(
        "gdelt", GDELT, GDELT_COLUMNS, "7000000{}1", "GLOBALEVENTID", "SQLDATE", "ActionGeo_Lat",
        "ActionGeo_Long", "ActionGeo_CountryCode", "ActionGeo_Fullname", "SOURCEURL",
        sign="\t", header=False, syria="SY", days="%Y%m%d",
    ),
    Source(
        "own", OWN, tuple(OWN), "c{}", "case", "day", "lat", "lon", "land", "village", "note",
        dead="dead", end="until", mapping=MAPPING,
    ),
)  # fmt: skip
