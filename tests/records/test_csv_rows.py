"""The quick reader gives what the exact one gives: rows, cells, lines, and what is malformed."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.records import csv_quick, csv_rows
from onrecord.records.csv_quick import quick_rows
from onrecord.records.csv_rows import exact_rows, is_hxl, read_header
from onrecord.records.source_file import open_source

CELLS = st.text(st.sampled_from('ab,"\n\r; é“'), max_size=6)
TABLES = st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=12)


def _all(path: Path, reader: Callable) -> tuple[list[list[str]], list[int], list, list]:
    """Rows, their lines, the malformed ones, and all the cells of each row."""
    with open_source(path) as source:
        header = read_header(source)
        rows, lines, malformed, cells = [], [], [], []
        for found in reader(source, header, header[1:]):
            rows += [list(row.values()) for row in found.table.to_pylist()]
            lines += found.lines
            malformed += found.malformed
            cells += list(found.cells)
    return rows, lines, malformed, cells


def _read(path: Path, reader: Callable) -> tuple[list[list[str]], list[int], list]:
    """Cells, their lines and the malformed ones."""
    _, lines, malformed, cells = _all(path, reader)
    return cells, lines, malformed


def _text(rows: list[list[str]], end: str = "\n") -> str:
    out = io.StringIO()
    # Python's writer leaves a lone \r without quotation marks unless told to mark everything.
    lone = any("\r" in cell for row in rows for cell in row)
    quoting = csv.QUOTE_ALL if lone else csv.QUOTE_MINIMAL
    writer = csv.writer(out, lineterminator=end, quoting=quoting)
    writer.writerow(["c1", "c2", "c3"])
    writer.writerows(rows)
    return out.getvalue()


@given(TABLES, st.sampled_from(["\n", "\r\n"]))
def test_both_readers_give_the_rows_that_were_written(rows: list[list[str]], end: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        path.write_text("﻿" + _text(rows, end), encoding="utf-8", newline="")
        exact, lines, malformed = _read(path, exact_rows)
        assert exact == rows
        assert malformed == []
        assert _all(path, quick_rows) == _all(path, exact_rows)
        # The line of a row: one more than the line ends before it.
        before = 1
        for row, line in zip(rows, lines, strict=True):
            before += 1
            assert line == before
            before += _inner(row)


def _inner(row: list[str]) -> int:
    text = "\x1f".join(row).replace("\r\n", "\n")
    return text.count("\n") + text.count("\r")


@given(st.binary(max_size=60).map(lambda b: b.replace(b"\0", b"")), st.sampled_from([8, 4096]))
def test_on_anything_both_readers_agree(noise: bytes, block: int) -> None:
    with tempfile.TemporaryDirectory() as folder, patch.object(csv_quick, "BLOCK", block):
        path = Path(folder) / "x.csv"
        path.write_text(f"a,b\n1,2\n{noise.decode('latin-1')}\n3,4\n", encoding="utf-8", newline="")
        exact = _all(path, exact_rows)
        assert exact[1] == sorted(exact[1])
        assert _all(path, quick_rows) == exact


@st.composite
def _files(draw: st.DrawFn) -> str:
    """A CSV of three columns whose rows are written in many ways, some of them wrong."""
    plain = st.sampled_from(["", "7", "a b", "é“;", " "])
    quoted = st.text(st.sampled_from('ab, é"\n\r'), max_size=6).map(
        lambda text: '"' + text.replace('"', '""') + '"'
    )
    fault = st.sampled_from(
        ['"', 'a"b', '"open', 'shut"', '"a"b', ' "a"', '"a" ', '""x', '"a,b', "x\ry", '"""', ""]
    )
    cell = st.one_of(plain, plain, quoted, quoted, fault)
    sound = st.lists(st.one_of(plain, quoted), min_size=3, max_size=3)
    row = st.one_of(sound, sound, sound, st.lists(cell, min_size=0, max_size=5))
    end = st.sampled_from(["\n", "\n", "\r\n", "\n\n", "\r"])
    head = draw(st.sampled_from(["a,b,c\n", '"a","b",c\r\n', "\n a ,b,c\n", "a,b,c\n#x,#y,#z\n"]))
    lines = draw(st.lists(st.tuples(row, end), max_size=14))
    text = head + "".join(",".join(cells) + ended for cells, ended in lines)
    return text[:-1] if draw(st.booleans()) else text


@settings(max_examples=500)
@given(_files(), st.sampled_from([6, 40, 4096]))
def test_planted_faults_are_told_alike_by_both_readers(text: str, block: int) -> None:
    with tempfile.TemporaryDirectory() as folder, patch.object(csv_quick, "BLOCK", block):
        path = Path(folder) / "x.csv"
        path.write_text(text, encoding="utf-8", newline="")
        assert _all(path, quick_rows) == _all(path, exact_rows)


def test_only_what_is_not_plain_is_read_exactly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else one broken row of a large file costs as much as reading it twice."""
    read: list[int] = []

    def counted(*given: object, **more: object) -> object:
        for found in csv_rows.split(*given, **more):  # type: ignore[arg-type]
            read.append(found[0])
            yield found

    monkeypatch.setattr(csv_quick, "split", counted)
    path = tmp_path / "x.csv"
    sound = '1,"x, ""y""",3\n1,"two\nlines",3\n'
    path.write_text("a,b,c\n" + sound * 50 + "4,5\n" + sound * 50 + '6,"open,7\n' + sound * 50)
    rows, lines, malformed = _read(path, quick_rows)
    assert read == [2, 152, 303]  # the first with the header, and the two broken ones
    assert len(rows) == 300
    assert [m.line for m in malformed] == [152, 303]
    assert lines[-1] == 302 + 150


def test_a_row_of_the_wrong_length_is_kept_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text('a,b,c\n1,"x\ny",3\n\n4,5\n6,7,8,9\n7,8,9\n')
    rows, lines, malformed = _read(path, exact_rows)
    assert _read(path, quick_rows) == (rows, lines, malformed)
    assert rows == [["1", "x\ny", "3"], ["7", "8", "9"]]
    assert lines == [2, 7]
    assert [(m.line, m.reason, m.text) for m in malformed] == [
        (5, "2 fields where the header names 3", "4,5"),
        (6, "4 fields where the header names 3", "6,7,8,9"),
    ]


@pytest.mark.parametrize(
    "broken",
    ['2,"open,2\n3,b,3\n4,c,4\n', '2,"open,2\n3,"b",3\n4,c,4\n', '2,"open,2\n3,b,"3"\n4,"c",4\n'],
)
def test_an_unclosed_quotation_mark_loses_one_row_only(tmp_path: Path, broken: str) -> None:
    """Else the mark would swallow the rows up to the next one, perhaps with the right count."""
    path = tmp_path / "x.csv"
    path.write_text("a,b,c\n1,a,1\n" + broken)
    rows, lines, malformed = _read(path, exact_rows)
    assert _read(path, quick_rows) == (rows, lines, malformed)
    assert [row[0] for row in rows] == ["1", "3", "4"]
    assert lines == [2, 4, 5]
    assert [(m.line, m.text) for m in malformed] == [(3, '2,"open,2')]


def test_many_unclosed_marks_and_a_field_beyond_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    long = "x" * 200_000
    path.write_text('a,b\n1,"o\n2,"o\n3,"o\n4,"' + long + "\n5,y\n")
    rows, lines, malformed = _read(path, exact_rows)
    assert _read(path, quick_rows) == (rows, lines, malformed)
    assert rows == [["5", "y"]]
    assert lines == [6]
    assert [m.line for m in malformed] == [2, 3, 4, 5]
    assert max(len(m.text) for m in malformed) == csv_rows.LONGEST_ROW


def test_batches_keep_every_row_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "BATCH", 7)
    monkeypatch.setattr(csv_quick, "BLOCK", 64)
    path = tmp_path / "x.csv"
    wanted = [[str(i), "é" * (i % 5), f"x\n{i}" if i % 9 == 0 else "y"] for i in range(100)]
    path.write_text(_text(wanted), newline="")
    rows, lines, _ = _read(path, exact_rows)
    assert _read(path, quick_rows) == (rows, lines, [])
    assert rows == wanted
    assert lines[9:12] == [12, 14, 15]


def test_the_row_of_tags_under_the_header_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n#event+id,#date+start\n1,2\n#x,3\n")
    rows, lines, _ = _read(path, exact_rows)
    assert _read(path, quick_rows) == (rows, lines, [])
    assert rows == [["1", "2"], ["#x", "3"]]
    assert lines == [3, 4]
    assert is_hxl(["", "#x"])
    assert not is_hxl(["", ""])
    assert not is_hxl(["#x", "1"])


def test_a_header_may_follow_blank_lines_or_be_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("\n\n a , b\n1,2\n")
    assert _read(path, exact_rows) == ([["1", "2"]], [4], [])
    assert _read(path, quick_rows) == ([["1", "2"]], [4], [])
    path.write_text('"' + "x" * 200_000)
    from onrecord.errors import RecordError

    with pytest.raises(RecordError, match="not a header"), open_source(path) as source:
        read_header(source)
