"""Office, date and headline stay with each other."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records.source_lists import COLUMNS, source_lists
from onrecord.records.values import clean_line


def _lists(*rows: tuple[str, str, str, str]):
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    lists = source_lists(
        pa.table({n: pa.array(c, pa.string()) for n, c in zip(COLUMNS, columns, strict=True)})
    )
    lines = [
        list(zip(*parts, strict=True))
        for parts in zip(
            lists.offices.to_pylist(),
            lists.dates.to_pylist(),
            lists.texts.to_pylist(),
            strict=True,
        )
    ]
    return lines, lists


DAY, NEXT = dt.date(2017, 10, 9), dt.date(2017, 10, 10)


def test_lists_in_step() -> None:
    lines, lists = _lists(
        ('"A,2017-10-09,one";"B,2017-10-10,two"', "A ;B", "2017-10-09;2017-10-10", " one;two"),
        ("", "C", "unknown", "three"),
    )
    assert lines == [[("A", DAY, "one"), ("B", NEXT, "two")], [("C", None, "three")]]
    assert (lists.out_of_step, lists.not_repaired, lists.free_text) == (0, 0, 0)


def test_a_headline_with_a_semicolon_is_found_in_the_article() -> None:
    lines, lists = _lists(
        (
            '"A,2017-10-09,shells hit X; clashes in Y";"B,2017-10-10,he said ""no"", then left"',
            "A;B",
            "2017-10-09;2017-10-10",
            'shells hit X; clashes in Y;he said ""no"", then left',
        ),
    )
    assert [text for *_, text in lines[0]] == [
        "shells hit X; clashes in Y",
        'he said ""no"", then left',
    ]
    assert (lists.out_of_step, lists.not_repaired) == (1, 0)


def test_entities_are_not_separators() -> None:
    lines, lists = _lists(
        ("free text", "A;B", "2017-10-09;2017-10-10", "Al-Fu&#8217;ah;the &#8220;end&#8221;"),
        ("free text", "A", "2017-10-09", "one; two; three"),
    )
    assert [text for *_, text in lines[0]] == ["Al-Fu’ah", "the “end”"]
    assert lines[1] == [("A", DAY, "one; two; three")]
    assert (lists.out_of_step, lists.not_repaired) == (2, 0)


def test_lists_that_nothing_repairs_are_kept_whole_and_counted() -> None:
    lines, lists = _lists(
        ("free", "A;B", "2017-10-09", "one;two;three"), ("free", "A;A", "2017-10-09", "one;two;x")
    )
    assert lines == [[("", DAY, "one;two;three")], [("A", DAY, "one;two;x")]]
    assert (lists.out_of_step, lists.not_repaired) == (2, 2)


def test_the_article_alone_tells_where_the_other_lists_disagree() -> None:
    lines, lists = _lists(
        ('"A,2017-10-09,one";"B,2017-10-10,two; three"', "A;B", "2017-10-09", "one;two; three"),
        # An article that tells another story than the headline is not believed.
        ('"A,2017-10-10,other"', "A", "2017-10-09", "one; two"),
    )
    assert lines == [[("A", DAY, "one"), ("B", NEXT, "two; three")], [("A", DAY, "one; two")]]
    assert (lists.out_of_step, lists.not_repaired) == (2, 0)


def test_rows_without_lists_keep_their_free_text() -> None:
    lines, lists = _lists(
        ("Keesings 1990, p. 3; Herald", "", "", ""), ("", "", "", ""), ("", "NA", "NA", "NA")
    )
    assert lines == [[("", None, "Keesings 1990, p. 3; Herald")], [], []]
    assert lists.free_text == 1


def test_no_rows() -> None:
    assert _lists()[0] == []


WORDS = st.text(st.sampled_from("abc ,.’&;"), max_size=12).map(str.strip)
ITEMS = st.lists(
    st.tuples(st.sampled_from(["A", "B C", "D"]), st.sampled_from([DAY, NEXT]), WORDS),
    min_size=1,
    max_size=4,
)


@given(st.lists(ITEMS, max_size=8))
def test_whatever_the_headlines_hold_the_lines_come_back(rows: list[list[tuple]]) -> None:
    texts = [
        (
            ";".join(f'"{office},{day},{text}"' for office, day, text in row),
            ";".join(office for office, *_ in row),
            ";".join(str(day) for _, day, _ in row),
            ";".join(text for *_, text in row),
        )
        for row in rows
    ]
    lines, lists = _lists(*texts)
    assert lists.not_repaired == 0
    for row, found in zip(rows, lines, strict=True):
        assert [(o, d) for o, d, _ in found] == [(o, d) for o, d, _ in row]
        assert [clean_line(text) for *_, text in row] == [text for *_, text in found]
