"""Invented GED files, in the columns of the real ones."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest


def _columns(names: str) -> tuple[str, ...]:
    return tuple(names.split())


COLUMNS_49 = _columns(
    """
    id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id
    conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a
    side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office
    source_date source_headline source_original where_prec where_coordinates
    where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id
    region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians
    deaths_unknown best high low gwnoa gwnob
    """
)
"""Since 20.1, in this order (RECORDS)."""

COLUMNS_41 = _columns(
    """
    id year active_year type_of_violence conflict_new_id conflict_name dyad_new_id dyad_name
    side_a_new_id side_a side_b_new_id gwnob side_b number_of_sources source_article
    source_office source_date source_headline source_original where_prec where_coordinates
    adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region
    event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians
    deaths_unknown low best high
    """
)
"""Of 19.1, with low, best, high in another order."""

PLAIN: Mapping[str, str] = {
    "id": "1001",
    "year": "2017",
    "active_year": "1",
    "type_of_violence": "1",
    "dyad_name": "Government of Freedonia - Sylvanian Front",
    "side_a_new_id": "118",
    "side_a": "Government of Freedonia",
    "side_b_new_id": "4456",
    "side_b": "Sylvanian Front",
    "number_of_sources": "1",
    "source_article": '"Herald,2017-10-09,Clashes near Rivertown"',
    "source_office": "Herald",
    "source_date": "2017-10-09",
    "source_headline": "Clashes near Rivertown",
    "source_original": "Observatory",
    "where_prec": "1",
    "where_coordinates": "Rivertown",
    "adm_1": "North Province",
    "adm_2": "River district",
    "latitude": "35.25",
    "longitude": "37.5",
    "geom_wkt": "POINT (37.5 35.25)",
    "country": "Freedonia",
    "event_clarity": "1",
    "date_prec": "1",
    "date_start": "2017-10-09",
    "date_end": "2017-10-09",
    "deaths_a": "1",
    "deaths_b": "2",
    "deaths_civilians": "0",
    "deaths_unknown": "0",
    "low": "3",
    "best": "3",
    "high": "5",
}


@dataclass(frozen=True)
class Ged:
    """Makes invented GED files."""

    columns49: tuple[str, ...] = COLUMNS_49
    columns41: tuple[str, ...] = COLUMNS_41

    def rows(self, *changes: Mapping[str, str], count: int = 0) -> list[dict[str, str]]:
        """One row for each set of changes (or `count` plain ones), with ids from 1001."""
        sets = changes or ({},) * count
        return [{**PLAIN, "id": str(1001 + i), **change} for i, change in enumerate(sets)]

    def text(self, rows: Iterable[Mapping[str, str]], columns: Sequence[str] = COLUMNS_49) -> str:
        out = io.StringIO()
        writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
        return out.getvalue()

    def write(
        self,
        path: Path,
        rows: Iterable[Mapping[str, str]],
        columns: Sequence[str] = COLUMNS_49,
    ) -> Path:
        path.write_text(self.text(rows, columns), encoding="utf-8", newline="")
        return path


@pytest.fixture(scope="session")
def ged() -> Ged:
    return Ged()
