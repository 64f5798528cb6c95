"""Gazetteers that tests share: the real Syrian record's, with and without GeoNames behind it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from onrecord.places import Gazetteer
from onrecord.places.geonames import prepare

COLUMNS = ("where_coordinates", "latitude", "longitude", "where_prec", "adm_1", "adm_2", "country")


@pytest.fixture(scope="session")
def syria_rows(syria_csv: Path) -> list[dict[str, str]]:
    with syria_csv.open(encoding="utf-8", newline="") as file:
        return [{name: row[name] for name in COLUMNS} for row in csv.DictReader(file)]


@pytest.fixture(scope="session")
def syria(syria_rows: list[dict[str, str]]) -> Gazetteer:
    """The Syrian record's own places (UCDP GED 19.1 as a public package of 2019 carries it)."""

    def texts(name: str) -> list[str | None]:
        return [row[name] if row[name] not in ("", "NA") else None for row in syria_rows]

    def numbers(name: str) -> list[float]:
        return [float(row[name]) for row in syria_rows]

    return Gazetteer.from_rows(
        texts("where_coordinates"),
        numbers("latitude"),
        numbers("longitude"),
        numbers("where_prec"),
        texts("adm_1"),
        texts("adm_2"),
        texts("country"),
    )


@pytest.fixture
def geonames(own_home: Path) -> Path:
    """This test looks names up in GeoNames: the data folder with its files, made once for all."""
    prepare()
    return own_home


@pytest.fixture
def bare_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that nobody has made yet."""
    home = tmp_path / "bare-home"
    monkeypatch.setenv("ONRECORD_HOME", str(home))
    return home


@pytest.fixture
def syria_and_geonames(syria: Gazetteer, geonames: Path) -> Gazetteer:
    assert geonames.is_dir()
    return syria.with_geonames()


@pytest.fixture(scope="session")
def article_text(article: Path) -> str:
    return article.read_text(encoding="utf-8")
