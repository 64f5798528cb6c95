"""Bytes to text, or a message that says what to do."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import ReportError
from onrecord.reading.encoding import decoded

RUSSIAN = (
    "Правительственные войска продвинулись в понедельник к северу от города, сообщило ведомство. "
    "По данным наблюдателей, погибли пять мирных жителей, ещё восемь были ранены при обстреле."
)
ENGLISH = (
    "The troops advanced on Monday, said the café owner Zoé. “This attack” took place at dawn – in "
    "the north. The forces shelled several villages and killed five civilians, observers said."
)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides(mark: bytes, encoding: str) -> None:
    done = decoded(mark + "Idlib – Erdoğan".encode(encoding), "r.txt")
    assert (done.text, done.encoding, done.notice) == ("Idlib – Erdoğan", encoding, None)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r"])
def test_an_old_encoding_that_is_clear_is_read_and_told(encoding: str) -> None:
    done = decoded(RUSSIAN.encode(encoding), "r.txt")
    assert done.text == RUSSIAN
    assert encoding in str(done.notice)


def test_western_text_is_read_where_all_western_encodings_agree() -> None:
    assert decoded(ENGLISH.encode("cp1252"), "r.txt").text == ENGLISH


def test_what_is_not_clear_is_refused_with_place_and_remedy() -> None:
    data = b"line one\nPr\xf6 \xa3\xff\xd0"
    with pytest.raises(ReportError) as caught:
        decoded(data, "r.txt")
    message = str(caught.value)
    assert "byte 0xF6 at offset 11 (line 2)" in message
    assert "iconv" in message
    assert message.startswith("r.txt: ")


def test_two_readings_that_differ_are_none() -> None:
    """cp1250 and cp1252 both read this well, and write other letters."""
    text = "L'armée a bombardé la région, à l'aube, où les forces ont avancé: à côté, déjà."
    with pytest.raises(ReportError):
        decoded(text.encode("cp1252"), "r.txt")


def test_the_declared_encoding_is_used_for_pages() -> None:
    assert decoded("Pröbsting".encode("latin-1"), "page", declared="iso-8859-1").text == "Pröbsting"
    with pytest.raises(ReportError):
        decoded(b"Pr\xf6bsting", "page", declared="hex")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0", "Idlib".encode("utf-16-le")])
def test_nul_bytes_are_no_text(data: bytes) -> None:
    with pytest.raises(ReportError, match="this is not text: there is a NUL byte at offset"):
        decoded(data, "r.txt")


def test_a_wrong_byte_order_mark() -> None:
    with pytest.raises(ReportError, match="damaged"):
        decoded(codecs.BOM_UTF16_LE + b"\x41", "r.txt")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_report_error(data: bytes) -> None:
    try:
        text = decoded(data, "r.txt").text
    except ReportError:
        return
    assert "\0" not in text
    assert text.encode("utf-8").decode("utf-8") == text
