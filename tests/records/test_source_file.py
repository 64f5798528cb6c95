"""Every way in which a file as a whole can be wrong has its own message, and no traceback."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from onrecord.errors import RecordError
from onrecord.records import source_file
from onrecord.records.source_file import open_source
from onrecord.records.ucdp import read_ged


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b" \n\r\n \n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"<!DOCTYPE html>\n<html><body>404</body></html>", "web page"),
        (b"\xef\xbb\xbf  <html>", "web page"),
        (b'{"error": "no token"}', "is JSON"),
        (b"\xff\xfei\x00d\x00", "UTF-16"),
        (b"\xfe\xff\x00i\x00d", "UTF-16"),
        (b"i\x00d\x00,\x00", "NUL"),
        (b"id,side_a\n1,\x00\n", "NUL"),
        (b"%PDF-1.7", "PDF"),
        (b"PAR1....", "Parquet"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"SQLite format 3\x00", "SQLite"),
    ],
)
def test_what_is_no_csv_is_named(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "ged.csv"
    path.write_bytes(content)
    with pytest.raises(RecordError, match=says) as caught:
        read_ged(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no such file"):
        read_ged(tmp_path / "nowhere.csv")
    with pytest.raises(RecordError, match="is a folder"):
        read_ged(tmp_path)
    with pytest.raises(RecordError, match=r"no such file|cannot be read"):
        read_ged(str(tmp_path / "a\0b.csv"))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not bind this user")
def test_a_file_without_the_right_to_read_it(tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    path.write_text("id\n")
    path.chmod(0)
    with pytest.raises(RecordError, match="cannot be read: Permission denied"):
        read_ged(path)


def test_a_wrong_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    path.write_bytes("id,side_a\n1,x\n2,Médine\n".encode("latin-1"))
    with pytest.raises(RecordError, match="not in UTF-8: byte 0xE9") as caught:
        read_ged(path)
    assert caught.value.where == f"{path}:3"
    assert "Windows-1252" in str(caught.value.todo)


@pytest.mark.parametrize("chunk", [1, 2, 3, 5, 7, 4096])
def test_lines_are_counted_across_chunks(
    tmp_path: Path, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_file, "CHUNK", chunk)
    path = tmp_path / "x.csv"
    for content, lines, whole in [
        (b"a\nb\nc\n", 3, True),
        (b"a\r\nb\r\nc", 3, False),
        (b"a\rb\rc\r", 3, True),
        (b"a\r\n\rb", 3, False),
        ("é\r\n“\n".encode(), 2, True),
    ]:
        path.write_bytes(content)
        with open_source(path) as source:
            assert (source.lines, source.whole) == (lines, whole), content
            assert source.sha256 == hashlib.sha256(content).hexdigest()
    path.write_bytes("ab\né\n".encode() + b"\xff")
    with pytest.raises(RecordError, match="0xFF") as caught, open_source(path):
        pass
    assert caught.value.where == f"{path}:3"


def test_a_file_cut_in_the_middle_of_a_character(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("a\nM“".encode()[:-1])
    with pytest.raises(RecordError, match="cut off") as caught, open_source(path):
        pass
    assert caught.value.where == f"{path}:2"
