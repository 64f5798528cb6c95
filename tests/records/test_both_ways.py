"""A file with faults is the same record, with the same rejects, however its rows are read."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.records.sources import SOURCES, Source

from onrecord.errors import RecordError
from onrecord.records import csv_quick, own_table, table_file
from onrecord.records.csv_quick import Irregular
from onrecord.records.table_file import TableFile

every = pytest.mark.parametrize(
    "source", [s for s in SOURCES if s.header], ids=lambda source: source.name
)
some = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _refuse(*_: object) -> Any:
    raise Irregular("asked to")


def _outcome(source: Source, path: Path, tolerate: bool) -> TableFile | str:
    try:
        return source.read(path, tolerate=tolerate)
    except RecordError as error:
        return str(error)


def _alike_both_ways(source: Source, path: Path, *, tolerate: bool) -> TableFile | str:
    found = _outcome(source, path, tolerate)
    with (
        patch.object(table_file, "quick_rows", _refuse),
        patch.object(own_table, "quick_rows", _refuse),
    ):
        exact = _outcome(source, path, tolerate)
    assert found == exact
    return found


SHORT, LONG, OPEN, DAY, GLOBE, TWICE = "short", "long", "open", "day", "globe", "twice"


@every
@some
@given(
    faults=st.lists(
        st.sampled_from(["", "", "", "quoted", "lines", SHORT, LONG, OPEN, DAY, GLOBE, TWICE]),
        min_size=1,
        max_size=30,
    ),
    block=st.sampled_from([200, 3_000, 1 << 20]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_no_planted_fault_is_lost_and_each_has_its_line(
    source: Source, tmp_path: Path, faults: list[str], block: int, end: str
) -> None:
    quoted = 'Fighting, near "Rivertown"'
    changes = {
        "quoted": {source.line: quoted},
        "lines": {source.line: "Fighting\nnear\r\nRivertown"},
        DAY: {source.day: "2017-02-30"},
        GLOBE: {source.lat: "95.5"},
    }
    header, *first = source.text({}).splitlines()
    lines, planted, line = [header, *first], {}, 3
    for number, fault in enumerate(faults, 1):
        own = {source.id: source.ids.format(number if fault != TWICE else 0)}
        row = source.text({**changes.get(fault, {}), **own}).split("\n", 1)[1].removesuffix("\n")
        if fault == SHORT:
            row = row.rpartition(",")[0]
        elif fault in (LONG, OPEN):
            row = f'{row},"' if fault == OPEN else f"{row},more"
        lines.append(row)
        if fault in (SHORT, LONG, OPEN, DAY, GLOBE, TWICE):
            planted[line] = row
        line += 3 if fault == "lines" else 1
    path = tmp_path / "x.csv"
    path.write_text(end.join([*lines, ""]), encoding="utf-8", newline="")
    with patch.object(csv_quick, "BLOCK", block):
        found = _alike_both_ways(source, path, tolerate=True)
        _alike_both_ways(source, path, tolerate=False)
    assert isinstance(found, TableFile)
    assert [reject.line for reject in found.rejects] == [*planted]
    assert found.table.num_rows == 1 + len(faults) - len(planted)


@every
@some
@given(data=st.data())
def test_bytes_changed_anywhere_are_told_alike(source: Source, tmp_path: Path, data: Any) -> None:
    content = bytearray(source.text(*[{}] * 6).encode())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 2))] = data.draw(
            st.sampled_from([b'"', b",", b"\n", b"\r", b"\r\n", b'""', b" ", b"x", b";"])
        )
    path = tmp_path / "x.csv"
    path.write_bytes(bytes(content))
    with patch.object(csv_quick, "BLOCK", data.draw(st.sampled_from([64, 1 << 20]))):
        for tolerate in (False, True):
            _alike_both_ways(source, path, tolerate=tolerate)


def test_a_record_of_one_column_or_an_odd_delimiter_is_read_exactly(tmp_path: Path) -> None:
    from onrecord.records.csv_rows import read_header
    from onrecord.records.source_file import open_source

    path = tmp_path / "x.csv"
    path.write_text("a\n1\n")
    with open_source(path) as source:
        header = read_header(source)
        with pytest.raises(Irregular):
            next(csv_quick.quick_rows(source, header, header))
        with pytest.raises(Irregular):
            next(csv_quick.quick_rows(source, ("a", "b"), ("a",), "…"))
