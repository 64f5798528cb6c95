"""The 61 columns of GDELT 2.0 events, which have no header, and how such a file is known."""

from __future__ import annotations

import re

from onrecord.records.source_file import SourceFile

_ACTOR = [
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
]
_GEO = ["Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"]

COLUMNS: tuple[str, ...] = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{n}{part}" for n in (1, 2) for part in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass"),
    *("GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{of}Geo_{part}" for of in ("Actor1", "Actor2", "Action") for part in _GEO),
    *("DATEADDED", "SOURCEURL"),
)
"""In the order of the files; the names are those of GDELT's codebook."""

WANTED: tuple[str, ...] = (
    *("GLOBALEVENTID", "SQLDATE"),
    *(
        f"Actor{n}{part}"
        for n in (1, 2)
        for part in ("Code", "Name", "CountryCode", "KnownGroupCode", "Type1Code", "Type2Code")
    ),
    *("EventCode", "EventRootCode", "QuadClass", "NumMentions", "NumSources", "NumArticles"),
    *(f"ActionGeo_{part}" for part in ("Type", "Fullname", "CountryCode", "Lat", "Long")),
    *("DATEADDED", "SOURCEURL"),
)

_LOOKED_AT = 20
"""Lines that are looked at: the first may be a broken one."""
_ID, _DAY = re.compile(rb"\d{5,12}"), re.compile(rb"\d{8}")
_LONGEST_LINE = 4 << 20


def fields_by(source: SourceFile, sign: bytes) -> int:
    """How many fields the first line that begins like an event of GDELT has; 0 if none does."""
    file = source.rewind()
    for _ in range(_LOOKED_AT):
        line = file.readline(_LONGEST_LINE)
        cells = line.rstrip(b"\r\n").split(sign)
        if len(cells) > 2 and _ID.fullmatch(cells[0]) and _DAY.fullmatch(cells[1]):
            return len(cells)
    return 0


def is_gdelt(source: SourceFile) -> bool:
    """Whether an open file holds events of GDELT 2.0."""
    return fields_by(source, b"\t") == len(COLUMNS)
