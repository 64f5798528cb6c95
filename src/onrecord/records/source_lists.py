"""The source columns of GED: who reported what, when, kept in step.

`source_office`, `source_date` and `source_headline` are lists with `;` between the items. A
headline may hold a `;` of its own (often as part of an HTML entity, `&#8217;`), and then the lists
have different lengths. `source_article` holds the same items once more, each in quotation marks
(`"OFFICE,DATE,HEADLINE";"…"`), which tells where a headline ends. Rows coded before 2013 have no
lists, only free text in `source_article`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.records.parsing import Faults, distinct, plain_days, texts
from onrecord.records.values import ABSENT, PLAIN_TEXT, absent, clean_line, date_or_none

if TYPE_CHECKING:
    import datetime as dt

    import pyarrow as pa

COLUMNS = ("source_article", "source_office", "source_date", "source_headline")

_BETWEEN = re.compile(r'"\s*;\s*"')
_ITEM = re.compile(r"(.*?),\s*(\d{4}-\d{2}-\d{2})[^,]*,(.*)", re.DOTALL)


@dataclass(frozen=True)
class Lists:
    """Three list columns in step, and the rows of them that needed more than splitting."""

    texts: pa.Array
    offices: pa.Array
    dates: pa.Array
    out_of_step: int = 0
    """Rows whose lists have different lengths in the file."""
    not_repaired: int = 0
    """Those of them where not even `source_article` says which belongs to which."""
    free_text: int = 0
    """Rows without lists, whose one source line is the free text."""


def source_lists(table: pa.Table) -> Lists:
    """The source lines of each row of `table`, which has the four columns as text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = {name: table[name].combine_chunks() for name in COLUMNS}
    commas = [pc.count_substring(columns[name], ";").to_numpy() for name in COLUMNS[1:]]
    in_step = (commas[0] == commas[1]) & (commas[0] == commas[2])
    offices = pc.utf8_trim_whitespace(columns["source_office"])
    unnamed = pc.is_in(offices, value_set=pa.array(sorted(ABSENT)))
    named = ~unnamed.to_numpy(zero_copy_only=False)
    regular = np.flatnonzero(in_step & named)
    others = np.flatnonzero(~(in_step & named))

    rest = [columns[name].take(others).to_pylist() for name in COLUMNS]
    exceptions = [_of_row(*row) for row in zip(*rest, strict=True)]
    # The rows were parted to be read; this index puts them back in the file's order.
    order = np.argsort(np.concatenate([regular, others]), kind="stable")

    def whole(name: str, kind: pa.DataType, item: int) -> pa.Array:
        split = pc.split_pattern(columns[name].take(regular), ";")
        parsed = _parsed(split, kind)
        others = pa.array([_column(e.lines, item) for e in exceptions], pa.list_(kind))
        return pa.chunked_array([parsed, others]).combine_chunks().take(order)

    return Lists(
        texts=whole("source_headline", pa.string(), 2),
        offices=whole("source_office", pa.string(), 0),
        dates=whole("source_date", pa.date32(), 1),
        out_of_step=sum(e.out_of_step for e in exceptions),
        not_repaired=sum(e.not_repaired for e in exceptions),
        free_text=sum(e.free_text for e in exceptions),
    )


def _parsed(split: pa.ListArray, kind: pa.DataType) -> pa.ListArray:
    """Lists of text to lists of lines or dates."""
    import pyarrow as pa

    if pa.types.is_date(kind):
        values = plain_days(split.flatten())
        if values is None:
            dates, codes = distinct(split.flatten(), "", date_or_none, None, Faults())
            values = pa.array(dates, kind).take(codes)
    else:
        values = texts(split.flatten(), "", clean_line, PLAIN_TEXT, Faults())
    offsets = split.offsets.to_numpy()
    return pa.ListArray.from_arrays(pa.array(offsets - offsets[0], pa.int32()), values)


Line = tuple[str, "dt.date | None", str]


@dataclass(frozen=True)
class _Row:
    lines: tuple[Line, ...]
    out_of_step: bool = False
    not_repaired: bool = False
    free_text: bool = False


def _column(lines: Sequence[Line], item: int) -> list[object]:
    return [line[item] for line in lines]


def _of_row(article: str, office: str, date: str, headline: str) -> _Row:
    """The lines of a row that cannot simply be split."""
    if all(absent(text.strip()) for text in (office, date, headline)):
        text = "" if absent(article.strip()) else clean_line(article)
        return _Row((("", None, text),) if text else (), free_text=bool(text))
    offices, dates = office.split(";"), date.split(";")
    quoted = _items(article)
    headlines = headline.split(";")
    if len({len(offices), len(dates), len(headlines)}) == 1:
        return _Row(_lines(offices, dates, headlines))
    if len(offices) == len(dates):
        found = [text for *_, text in quoted or ()]
        if len(found) == len(offices) and _same(";".join(found), headline):
            return _Row(_lines(offices, dates, found), out_of_step=True)
        unescaped = html.unescape(headline).split(";")
        if len(unescaped) == len(offices):
            return _Row(_lines(offices, dates, unescaped), out_of_step=True)
        if len(offices) == 1:
            return _Row(_lines(offices, dates, [headline]), out_of_step=True)
    if quoted is not None:
        offices, dates, headlines = (list(part) for part in zip(*quoted, strict=True))
        return _Row(_lines(offices, dates, headlines), out_of_step=True)
    # Nothing says which belongs to which: the headline is kept whole, under what is certain.
    sole = offices[0] if len(set(offices)) == 1 else ""
    day = dates[0] if len(set(dates)) == 1 else ""
    return _Row(_lines([sole], [day], [headline]), out_of_step=True, not_repaired=True)


def _items(article: str) -> list[tuple[str, str, str]] | None:
    """Office, date and headline of each quoted item, or None if it is not such a list."""
    text = article.strip()
    if len(text) < 2 or not (text.startswith('"') and text.endswith('"')):
        return None
    found = [_ITEM.fullmatch(item) for item in _BETWEEN.split(text[1:-1])]
    return [(m[1], m[2], m[3]) for m in found if m] if all(found) else None


def _lines(offices: Sequence[str], dates: Sequence[str], texts: Sequence[str]) -> tuple[Line, ...]:
    return tuple(
        (_office(office), date_or_none(date.strip()), clean_line(text))
        for office, date, text in zip(offices, dates, texts, strict=True)
    )


def _office(text: str) -> str:
    return "" if absent(text.strip()) else clean_line(text)


def _same(one: str, other: str) -> bool:
    """Whether two texts differ in spaces at most."""
    return "".join(one.split()) == "".join(other.split())
