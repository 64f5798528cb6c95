"""Invented files of GDELT 2.0 events, in the 61 columns of the real ones."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from onrecord.records.gdelt_columns import COLUMNS

PLAIN: Mapping[str, str] = {
    "GLOBALEVENTID": "700000001",
    "SQLDATE": "20171009",
    "MonthYear": "201710",
    "Year": "2017",
    "FractionDate": "2017.7644",
    "Actor1Code": "SYRMIL",
    "Actor1Name": "SYRIA",
    "Actor1CountryCode": "SYR",
    "Actor1Type1Code": "MIL",
    "Actor2Code": "SYRREB",
    "Actor2Name": "REBEL",
    "Actor2CountryCode": "SYR",
    "Actor2Type1Code": "REB",
    "IsRootEvent": "1",
    "EventCode": "195",
    "EventBaseCode": "195",
    "EventRootCode": "19",
    "QuadClass": "4",
    "GoldsteinScale": "-10.0",
    "NumMentions": "10",
    "NumSources": "1",
    "NumArticles": "10",
    "AvgTone": "-6.5",
    "ActionGeo_Type": "4",
    "ActionGeo_Fullname": "Rivertown, Hamah, Syria",
    "ActionGeo_CountryCode": "SY",
    "ActionGeo_ADM1Code": "SY10",
    "ActionGeo_Lat": "35.25",
    "ActionGeo_Long": "37.5",
    "ActionGeo_FeatureID": "-1",
    "DATEADDED": "20171009121500",
    "SOURCEURL": "https://www.herald.example/2017/clashes-near-rivertown",
}


def rows(*changes: Mapping[str, str], count: int = 0) -> list[dict[str, str]]:
    """One row for each set of changes (or `count` plain ones), with ids of their own."""
    sets = changes or ({},) * count
    return [{**PLAIN, "GLOBALEVENTID": str(700000001 + i), **c} for i, c in enumerate(sets)]


def text(events: Iterable[Mapping[str, str]]) -> str:
    lines = ("\t".join(row.get(name, "") for name in COLUMNS) for row in events)
    return "".join(f"{line}\n" for line in lines)


def write(path: Path, events: Iterable[Mapping[str, str]]) -> Path:
    path.write_text(text(events), encoding="utf-8", newline="")
    return path


def write_slot(folder: Path, moment: str, events: Iterable[Mapping[str, str]]) -> Path:
    """A zip as GDELT publishes it, with the events added at `moment` (20171009001500)."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{moment}.export.CSV.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        added = [{**row, "DATEADDED": moment} for row in events]
        archive.writestr(f"{moment}.export.CSV", text(added))
    return path
