"""Time expressions, one line each: words, first day, last day."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.reading.dates import TimeExpression, time_expressions

MONDAY = date(2017, 10, 23)


def one(text: str, published: date | None = MONDAY) -> TimeExpression:
    found = time_expressions(text, published)
    assert len(found) == 1, found
    return found[0]


ABSOLUTE = [
    ("on 23.10.2017", "2017-10-23", "2017-10-23"),
    ("23 October 2017", "2017-10-23", "2017-10-23"),
    ("October 23, 2017", "2017-10-23", "2017-10-23"),
    ("Oct. 23, 2017", "2017-10-23", "2017-10-23"),
    ("Oct 23", "2017-10-23", "2017-10-23"),
    ("the 23rd of October", "2017-10-23", "2017-10-23"),
    ("the first of October 2017", "2017-10-01", "2017-10-01"),
    ("2017-10-23", "2017-10-23", "2017-10-23"),
    ("10/23/2017", "2017-10-23", "2017-10-23"),
    ("Monday, 23 October 2017", "2017-10-23", "2017-10-23"),
    ("3 march 2022", "2022-03-03", "2022-03-03"),
    ("7 May 2017", "2017-05-07", "2017-05-07"),
    ("on 30 October", "2016-10-30", "2016-10-30"),  # past preferred
    ("29 February", "2016-02-29", "2016-02-29"),
    ("on 9.10.", "2017-10-09", "2017-10-09"),
    ("23 octobre 2017", "2017-10-23", "2017-10-23"),
    ("23. Oktober 2017", "2017-10-23", "2017-10-23"),
    ("23 de octubre de 2017", "2017-10-23", "2017-10-23"),
    ("23 октября 2017", "2017-10-23", "2017-10-23"),
    ("23 Ekim 2017", "2017-10-23", "2017-10-23"),
    ("3 Tishreen al-Thani 2017", "2017-11-03", "2017-11-03"),
    ("5 Kanun al-Awwal 2016", "2016-12-05", "2016-12-05"),
    ("23 تشرين الأول 2017", "2017-10-23", "2017-10-23"),
    ("23 ottobre 2017", "2017-10-23", "2017-10-23"),  # by dateparser
    ("23 жовтня 2017", "2017-10-23", "2017-10-23"),
    ("the first Monday of October", "2017-10-02", "2017-10-02"),
]
PERIODS = [
    ("in March 2017", "2017-03-01", "2017-03-31"),
    ("in May", "2017-05-01", "2017-05-31"),
    ("in October", "2017-10-01", "2017-10-23"),  # known to the report only so far
    ("in December", "2016-12-01", "2016-12-31"),
    ("since 2015", "2015-01-01", "2017-10-23"),
    ("in the year 2016", "2016-01-01", "2016-12-31"),
    ("Q3 2017", "2017-07-01", "2017-09-30"),
    ("the third quarter of 2016", "2016-07-01", "2016-09-30"),
    ("2016 Q4", "2016-10-01", "2016-12-31"),
    ("the first half of 2017", "2017-01-01", "2017-06-30"),
    ("the second half of September", "2017-09-16", "2017-09-30"),
    ("early October", "2017-10-01", "2017-10-10"),
    ("mid-October", "2017-10-11", "2017-10-20"),
    ("late September 2017", "2017-09-21", "2017-09-30"),
    ("the end of September", "2017-09-21", "2017-09-30"),
    ("late 2016", "2016-09-01", "2016-12-31"),
    ("in the summer of 2016", "2016-06-01", "2016-08-31"),
    ("the winter of 2016–17", "2016-12-01", "2017-02-28"),
    ("the fall of 2016", "2016-09-01", "2016-11-30"),
    ("last summer", "2017-06-01", "2017-08-31"),
    ("last October", "2016-10-01", "2016-10-31"),
    ("the first week of October", "2017-10-01", "2017-10-07"),
    ("the last three days of September", "2017-09-28", "2017-09-30"),
    ("the 1990s", "1990-01-01", "1999-12-31"),
]
RANGES = [
    ("between 9 and 23 October", "2017-10-09", "2017-10-23"),
    ("from 9 to 23 October 2017", "2017-10-09", "2017-10-23"),
    ("9–23 October", "2017-10-09", "2017-10-23"),
    ("October 9 to 12", "2017-10-09", "2017-10-12"),
    ("Oct. 9-23, 2017", "2017-10-09", "2017-10-23"),
    ("from the 9th to the 23rd of October", "2017-10-09", "2017-10-23"),
    ("from 10.10. to 23.10.2017", "2017-10-10", "2017-10-23"),
    ("9.–12. Oktober", "2017-10-09", "2017-10-12"),
    ("between September 9 and October 3, 2017", "2017-09-09", "2017-10-03"),
    ("between 20 and 30 October", "2017-10-20", "2017-10-30"),
    ("from 20 December to 5 January 2018", "2017-12-20", "2018-01-05"),
    ("between December and February", "2016-12-01", "2017-02-28"),
    ("September and October 2017", "2017-09-01", "2017-10-31"),
    ("July–September 2017", "2017-07-01", "2017-09-30"),
    ("2011–2018", "2011-01-01", "2018-12-31"),
    ("from 2011 to 2016", "2011-01-01", "2016-12-31"),
    ("between 2015 and early 2017", "2015-01-01", "2017-04-30"),
    ("in 2016/17", "2016-01-01", "2017-12-31"),
    ("2017-10-09/2017-10-23", "2017-10-09", "2017-10-23"),
    ("from Monday to Wednesday", "2017-10-16", "2017-10-18"),
    ("between last Monday and today", "2017-10-16", "2017-10-23"),
    ("since Monday", "2017-10-16", "2017-10-23"),  # who writes on a Monday does not mean today
    ("since 9 October", "2017-10-09", "2017-10-23"),
    ("from 10 October onwards", "2017-10-10", "2017-10-23"),
    ("after 9 October", "2017-10-10", "2017-10-23"),
    ("until Friday", None, "2017-10-20"),
    ("by Monday", None, "2017-10-23"),
    ("before 2015", None, "2014-12-31"),
    ("until now", None, "2017-10-23"),
    ("until recently", None, "2017-09-22"),
]
RELATIVE = [
    ("on Monday", "2017-10-23", "2017-10-23"),
    ("on Sunday", "2017-10-22", "2017-10-22"),
    ("last Friday", "2017-10-20", "2017-10-20"),
    ("next Tuesday", "2017-10-24", "2017-10-24"),
    ("Saturday night", "2017-10-21", "2017-10-22"),
    ("early on Sunday", "2017-10-22", "2017-10-22"),
    ("this morning", "2017-10-23", "2017-10-23"),
    ("yesterday evening", "2017-10-22", "2017-10-22"),
    ("the day before yesterday", "2017-10-21", "2017-10-21"),
    ("overnight", "2017-10-22", "2017-10-23"),
    ("two weeks ago", "2017-10-06", "2017-10-12"),
    ("ten days ago", "2017-10-12", "2017-10-14"),
    ("a month ago", "2017-09-08", "2017-10-08"),
    ("a few days ago", "2017-10-17", "2017-10-21"),
    ("weeks ago", "2017-08-21", "2017-10-09"),
    ("more than a month ago", "2017-08-23", "2017-09-23"),
    ("36 hours ago", "2017-10-21", "2017-10-22"),
    ("in recent days", "2017-10-09", "2017-10-23"),
    ("in recent weeks", "2017-09-11", "2017-10-23"),
    ("recently", "2017-09-23", "2017-10-23"),
    ("currently", "2017-10-09", "2017-10-23"),
    ("now", "2017-10-09", "2017-10-23"),
    ("at the moment", "2017-10-09", "2017-10-23"),
    ("last week", "2017-10-16", "2017-10-22"),
    ("the last week", "2017-10-16", "2017-10-23"),
    ("last month", "2017-09-01", "2017-09-30"),
    ("late last month", "2017-09-21", "2017-09-30"),
    ("last year", "2016-01-01", "2016-12-31"),
    ("this year", "2017-01-01", "2017-10-23"),
    ("earlier this month", "2017-10-01", "2017-10-23"),
    ("in the past 48 hours", "2017-10-21", "2017-10-23"),
    ("over the past two weeks", "2017-10-09", "2017-10-23"),
    ("over the weekend", "2017-10-21", "2017-10-22"),
    ("for the third day in a row", "2017-10-21", "2017-10-23"),
    ("a second consecutive week", "2017-10-09", "2017-10-23"),
    ("in the coming days", "2017-10-23", "2017-11-06"),
    ("two weeks before 9 October", "2017-09-22", "2017-09-28"),
    ("two days after 9 October 2017", "2017-10-10", "2017-10-12"),
    ("around 9 October", "2017-10-06", "2017-10-12"),
    ("a couple of weeks ago", "2017-10-06", "2017-10-12"),
    ("twenty-four hours ago", "2017-10-22", "2017-10-22"),
    ("thirty days ago", "2017-09-22", "2017-09-24"),
    ("several months ago", "2017-01-23", "2017-08-23"),
    ("less than a week ago", "2017-10-16", "2017-10-23"),
    ("a year ago", "2016-04-23", "2017-04-24"),
    ("in the last few days", "2017-10-17", "2017-10-23"),
    ("the past month", "2017-09-23", "2017-10-23"),
    ("next month", "2017-11-01", "2017-11-30"),
    ("next March", "2018-03-01", "2018-03-31"),
    ("this spring", "2017-03-01", "2017-05-31"),
    ("this winter", "2016-12-01", "2017-02-28"),
    ("this Friday", "2017-10-27", "2017-10-27"),
    ("late last summer", "2017-07-31", "2017-08-31"),
    ("early last week", "2017-10-16", "2017-10-18"),
    ("last night", "2017-10-22", "2017-10-23"),
    ("last weekend", "2017-10-21", "2017-10-22"),
    ("next week", "2017-10-30", "2017-11-05"),
    ("tomorrow morning", "2017-10-24", "2017-10-24"),
    ("later this month", "2017-10-23", "2017-10-31"),
    ("the third quarter", "2017-07-01", "2017-09-30"),
    ("in the spring", "2017-03-01", "2017-05-31"),
    ("the end of last year", "2016-09-01", "2016-12-31"),
    ("the first half of last month", "2017-09-01", "2017-09-15"),
    ("as of 9 October", "2017-10-09", "2017-10-09"),
]


@pytest.mark.parametrize(("text", "first", "last"), ABSOLUTE + PERIODS + RANGES + RELATIVE)
def test_interval(text: str, first: str | None, last: str | None) -> None:
    found = one(text)
    assert found.text == text
    assert (found.first, found.last) == (
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
    )


@pytest.mark.parametrize(
    "text",
    [
        "it may be that they march on",
        "Theresa May said so",
        "REBELS TO MARCH ON HAMA",
        "10.5 km away (2)",
        "now that it is over",
        "the now-defunct group",
        "a second attack by a third group",
        "in the fall of Aleppo",
        "the Arab Spring",
        "a column of 2000 fighters",
        "between 9 and 23 fighters",
        "from 5 to 10 people",
        "resolution 2254 (2015)",
        "$2000 and 1,950 more",
        "at 2000 local time",
        "every Friday after Friday prayers",
        "10-12 people, 24/7",
        "on 9/11",
        "killed 23 may",
        "version 10.10.10.10",
        "at last, the last stand",
        "in the past",
    ],
)
def test_no_date_here(text: str) -> None:
    assert time_expressions(text, MONDAY) == []


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("at that time", (0, 0)),
        ("at the same time", (0, 0)),
        ("on that day", (0, 0)),
        ("the same night", (0, 1)),
        ("the next day", (1, 1)),
        ("the day before", (-1, -1)),
        ("the following week", (1, 13)),
        ("the previous month", (-61, -1)),
        ("three days later", (2, 4)),
        ("a week earlier", (-8, -6)),
        ("the next three days", (0, 4)),
        ("in the following days", (0, 9)),
        ("the following Monday", (1, 13)),
        ("a month before", (-46, -16)),
        ("48 hours later", (2, 2)),
        ("since then", None),
        ("during that period", None),
        ("the following night", (1, 2)),
        ("the evening before", (-1, -1)),
        ("later that week", (0, 6)),
        ("earlier that week", (-6, 0)),
        ("later in the day", (0, 0)),
        ("Same day", (0, 0)),
        ("on the same date", (0, 0)),
        ("on the same Monday", (0, 0)),
        ("minutes later", (0, 0)),
        ("shortly after", (0, 0)),
        ("within hours", (0, 1)),
        ("on the second day", (1, 1)),
        ("in the first two days", (0, 1)),
        ("on the third day of the offensive", (2, 2)),
        ("on the 12th and 13th", None),
        ("between the 12th and the 15th", None),
        ("during the reporting period", None),
        ("in the week under review", None),
        ("shelled every night since.", None),
    ],
)
def test_words_that_point_elsewhere(text: str, offset: tuple[int, int] | None) -> None:
    found = one(text)
    assert found.anaphoric
    assert (found.first, found.last, found.offset) == (None, None, offset)


@pytest.mark.parametrize(
    ("text", "first", "last", "vague"),
    [
        ("overnight", "2017-10-22", "2017-10-23", True),
        ("last night", "2017-10-22", "2017-10-23", True),
        ("on Friday night", "2017-10-20", "2017-10-21", True),
        ("on the night of 20 October", "2017-10-20", "2017-10-21", True),
        ("on the night of 19 to 20 October", "2017-10-19", "2017-10-20", False),
        ("overnight from Thursday to Friday", "2017-10-19", "2017-10-20", False),
        ("overnight into Friday", "2017-10-19", "2017-10-20", True),
        ("overnight on Friday", "2017-10-19", "2017-10-21", True),
        ("on Thursday (19 October)", "2017-10-19", "2017-10-19", False),
        ("Thu 19: fire", "2017-10-19", "2017-10-19", False),
        ("Thursday the 19th", "2017-10-19", "2017-10-19", False),
        ("on Thursday last week", "2017-10-19", "2017-10-19", False),
        ("on Friday of this week", "2017-10-27", "2017-10-27", False),
        ("on 7 November last year", "2016-11-07", "2016-11-07", False),
        ("from the 1st to the 15th of this month", "2017-10-01", "2017-10-15", False),
        ("on the 30th of last month", "2017-09-30", "2017-09-30", False),
        ("over the first weekend of October", "2017-10-07", "2017-10-08", False),
        ("over the last weekend of September", "2017-09-30", "2017-10-01", False),
        ("in the closing days of September", "2017-09-24", "2017-09-30", True),
        ("in the first fortnight of October", "2017-10-01", "2017-10-14", False),
        ("in the week ending 15 October", "2017-10-09", "2017-10-15", False),
        ("in the week to Sunday 15 October", "2017-10-09", "2017-10-15", False),
        ("in the week beginning 9 October", "2017-10-09", "2017-10-15", False),
        ("in the week of 9 October", "2017-10-09", "2017-10-15", True),
        ("earlier in the week", "2017-10-23", "2017-10-23", False),
        ("in 2015 and 2016", "2015-01-01", "2016-12-31", False),
        ("since midnight", "2017-10-23", "2017-10-23", False),
    ],
)
def test_words_of_reports(text: str, first: str, last: str, vague: bool) -> None:
    found = one(text)
    assert (str(found.first), str(found.last), found.vague) == (first, last, vague)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Thursday 19 people died", ["Thursday"]),
        ("Wed 19: fire", []),  # the 19th was a Thursday
        ("Thursday 19 June 2014", ["Thursday 19 June 2014"]),
        ("as recently as last June", ["last June"]),
    ],
)
def test_a_number_that_is_no_day_of_its_weekday(text: str, words: list[str]) -> None:
    assert [t.text for t in time_expressions(text, MONDAY)] == words


def test_a_year_before_a_noun() -> None:
    found = one("the 2016 offensive")
    assert (found.text, found.first) == ("the 2016", date(2016, 1, 1))


def test_each_day_of_a_list() -> None:
    found = time_expressions("on 9, 10 and 12 October 2017", MONDAY)
    assert [f.first for f in found] == [date(2017, 10, day) for day in (9, 10, 12)]
    found = time_expressions("on October 9, 12 and 15", MONDAY)
    assert [f.first for f in found] == [date(2017, 10, day) for day in (9, 12, 15)]
    assert len(time_expressions("on October 9, 12 people were killed", MONDAY)) == 1
