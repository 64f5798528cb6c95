"""Whatever the bytes, reading ends in a record or in a RecordError."""

from __future__ import annotations

import contextlib
import random
import zipfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import RecordError
from onrecord.records.ucdp import read_ged


def _reads_or_refuses(path: Path) -> None:
    for tolerate in (False, True):
        with contextlib.suppress(RecordError):
            found = read_ged(path, tolerate=tolerate)
            assert found.table.num_rows == found.info.rows > 0
            assert found.info.rejected == len(found.rejects)


@given(st.binary(max_size=300))
def test_random_bytes(tmp_path_factory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("f") / "x.csv"
    path.write_bytes(content)
    _reads_or_refuses(path)


@given(st.text(max_size=200))
def test_random_text_under_a_good_header(tmp_path_factory, ged, text: str) -> None:
    path = tmp_path_factory.mktemp("f") / "x.csv"
    path.write_text(
        ged.text(ged.rows(count=2)) + text, encoding="utf-8", errors="replace", newline=""
    )
    _reads_or_refuses(path)


@given(st.data())
def test_a_good_file_with_bytes_changed_cut_or_doubled(tmp_path_factory, ged, data) -> None:
    good = ged.text(ged.rows({"source_headline": 'a "b"\nc; d'}, {}, {})).encode()
    content = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        what = data.draw(st.sampled_from(["change", "cut", "double", "quote"]))
        if what == "change":
            content[at] = data.draw(st.integers(0, 255))
        elif what == "cut":
            del content[at : at + data.draw(st.integers(1, 400))]
        elif what == "double":
            content[at:at] = content[at : at + 200]
        else:
            content[at:at] = b'"'
        if not content:
            break
    path = tmp_path_factory.mktemp("f") / "ged251.csv"
    path.write_bytes(bytes(content))
    _reads_or_refuses(path)


def test_damaged_archives(tmp_path: Path, ged) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("GEDEvent_v25_1.csv", ged.text(ged.rows(count=20)))
    good = path.read_bytes()
    chance = random.Random(1)
    for _ in range(150):
        content = bytearray(good)
        for _ in range(chance.randint(1, 5)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        path.write_bytes(bytes(content[: chance.choice([len(content), chance.randrange(1, 900)])]))
        _reads_or_refuses(path)
