"""Whatever the bytes, every reader ends in a record or in a RecordError, and soon."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.records.sources import MAPPING, SOURCES, Source

from onrecord.errors import RecordError
from onrecord.records.mapping import read_mapping
from onrecord.records.reader import read_file

every = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
some = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

CELLS = st.one_of(
    st.sampled_from(
        ["", "NA", "-1", "0", "1e308", "nan", "=1+1", "0025-01-01", "2017-02-30", "\"", "x;y;",
         "00250101", "20171009", "4", "19", "195", "９", "\u200b", "\ufeff", "a" * 300, "\r", "\n"]
    ),
    st.text(max_size=20),
)  # fmt: skip


def _reads_or_refuses(source: Source, path: Path) -> None:
    for tolerate in (False, True):
        with contextlib.suppress(RecordError):
            found = source.read(path, tolerate=tolerate)
            assert found.table.num_rows == found.info.rows > 0
            assert found.info.rejected == len(found.rejects)
            assert all(reject.reason and reject.line > 0 for reject in found.rejects)


@every
@some
@given(content=st.binary(max_size=300))
def test_random_bytes(source: Source, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    _reads_or_refuses(source, path)


@every
@some
@given(data=st.data())
def test_a_row_with_any_cells(source: Source, tmp_path: Path, data: Any) -> None:
    names = data.draw(st.lists(st.sampled_from(source.columns), max_size=6, unique=True))
    change = {name: data.draw(CELLS) for name in names}
    path = tmp_path / "x.csv"
    path.write_text(source.text({}, change, {}), encoding="utf-8", errors="replace", newline="")
    _reads_or_refuses(source, path)


@every
@some
@given(data=st.data())
def test_a_good_file_with_bytes_changed(source: Source, tmp_path: Path, data: Any) -> None:
    content = bytearray(source.text({}, {}, {}).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(len(content) - 1, 0)))
        what = data.draw(st.sampled_from(["change", "cut", "double", "quote", "sign"]))
        if not content:
            break
        if what == "change":
            content[at] = data.draw(st.integers(0, 255))
        elif what == "cut":
            del content[at : at + data.draw(st.integers(1, 300))]
        elif what == "double":
            content[at:at] = content[at : at + 200]
        else:
            content[at:at] = b'"' if what == "quote" else source.sign.encode()
    path = tmp_path / "x.csv"
    path.write_bytes(bytes(content))
    _reads_or_refuses(source, path)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "features", "geometry", "properties", "coordinates", "crs", "name", "case"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@some
@given(features=st.lists(JSON, max_size=4), rest=JSON)
def test_any_geojson(tmp_path: Path, features: Any, rest: Any) -> None:
    path = tmp_path / "x.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features, "crs": rest}))
    with contextlib.suppress(RecordError):
        read_file(path, mapping=MAPPING, tolerate=True)


@pytest.mark.parametrize("ending", [".xlsx", ".parquet", ".gpkg"])
def test_other_formats_with_bytes_changed(tmp_path: Path, ending: str) -> None:
    import random

    good = _good(tmp_path, ending).read_bytes()
    path = tmp_path / f"changed{ending}"
    chance = random.Random(1)
    for _ in range(40):
        content = bytearray(good)
        for _ in range(chance.randint(1, 8)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        cut = chance.choice([len(content), len(content), chance.randrange(1, len(content))])
        path.write_bytes(bytes(content[:cut]))
        with contextlib.suppress(RecordError):
            read_file(path, mapping=MAPPING, tolerate=True)


def _good(folder: Path, ending: str) -> Path:
    own = SOURCES[-1].plain
    path = folder / f"good{ending}"
    if ending == ".xlsx":
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.Workbook()
        for row in (own.keys(), own.values()):
            book.active.append(list(row))
        book.save(path)
    elif ending == ".parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.Table.from_pylist([dict(own)]), path)
    else:
        pytest.importorskip("pyogrio")
        geopandas = pytest.importorskip("geopandas")
        from shapely.geometry import Point

        frame = geopandas.GeoDataFrame(
            {k: [v] for k, v in own.items()}, geometry=[Point(37.5, 35.25)], crs="EPSG:4326"
        )
        frame.to_file(path, driver="GPKG")
    assert read_file(path, mapping=MAPPING).info.rows == 1
    return path


@some
@given(text=st.text(max_size=200))
def test_any_text_as_a_mapping(tmp_path: Path, text: str) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(text, encoding="utf-8", errors="replace")
    with contextlib.suppress(RecordError):
        read_mapping(path)


@some
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["fields", "date", "side_a", "place", "column", "constant", "values", "format",
                 "file", "delimiter", "coverage", "from", "kinds", "record", "version"]
            ),
            inner,
            max_size=5,
        ),
        max_leaves=15,
    )
)  # fmt: skip
def test_any_dictionary_as_a_mapping(value: Any) -> None:
    with contextlib.suppress(RecordError):
        read_mapping({"fields": value})
    if isinstance(value, dict):
        with contextlib.suppress(RecordError):
            read_mapping(value)
