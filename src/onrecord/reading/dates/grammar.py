"""Finding time expressions: at each place the longest one, from left to right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.reading.dates import names, widths
from onrecord.reading.dates.anaphora import anaphoric
from onrecord.reading.dates.days import shifted
from onrecord.reading.dates.expression import DayOrder, Meaning, Setting
from onrecord.reading.dates.foreign import foreign_date
from onrecord.reading.dates.nights import night
from onrecord.reading.dates.periods import period
from onrecord.reading.dates.ranges import adjacent_months, days_listed, interval
from onrecord.reading.dates.relative import relative
from onrecord.reading.dates.resolve import after, before, clipped, resolved
from onrecord.reading.dates.tokens import Tokens, low, phrase_at
from onrecord.reading.dates.weekdays import weekday
from onrecord.reading.dates.written import Written, numeric_short, written

Read = tuple[int, Meaning]
Found = tuple[int, int, Meaning]  # first token, token after the last, meaning

# Words that only lead to a time and belong to the phrase: "in October", "over the past week".
_PLAIN = names.words("on in during throughout over within at for")
_ABOUT = names.words("around about circa roughly")
_COMPARED = names.words("with to")
_SINCE = (("since",), ("starting", "on"), ("starting", "from"), ("starting",), ("beginning", "on"))
_UNTIL = (("up", "until"), ("up", "to"), ("until",), ("till",), ("by",))
_BEFORE = (("before",), ("prior", "to"))
_AFTER = (("after",), ("following",))
_OPENING = frozenset(phrase[0] for phrase in (*_SINCE, *_UNTIL, *_BEFORE, *_AFTER))
_ONWARDS = frozenset({"on", "onward", "onwards"})
_SHORT_AFTER = frozenset({"on", "since", "until", "am", "vom", "ab"})

_STARTS = (
    _PLAIN | _ABOUT | _COMPARED | {"from", "between", "as", "am", "vom", "ab"}
    | _OPENING
    | names.ENGLISH_MONTHS.keys() | names.MONTH_ABBREVIATIONS.keys() | names.FOREIGN_MONTHS.keys()
    | names.TWO_WORD_MONTHS.keys() | names.WEEKDAYS.keys() | names.WEEKDAY_ABBREVIATIONS.keys()
    | names.ORDINALS.keys() | names.NUMBERS.keys() | names.TENS.keys() | names.UNITS.keys()
    | names.SEASONS.keys()
    | names.words(
        "the a an early earlier mid late later beginning start middle end outset close q latter "
        "this last next past coming recent recently lately most today tonight yesterday tomorrow "
        "overnight day more less at over under just exactly only almost nearly some few several "
        "many couple approximately currently presently nowadays right now these that then back "
        "following previous preceding every same ever within minutes moments shortly soon opening "
        "closing our"
    )
)  # fmt: skip


def scan(tokens: Tokens, setting: Setting, asked: set[str]) -> Iterator[Found]:
    """The time expressions among `tokens`, in order, none overlapping another.

    `asked` holds the unknown words looked up so far as names of months, over the whole text.
    """
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.kind == "sign" or (token.kind == "word" and token.low not in _STARTS):
            i += 1
            continue
        skip = 1 + (low(tokens, i + 1) in {"both", "the"})
        if token.low == "on" and (days := days_listed(tokens, i + skip, setting)) is not None:
            yield i, days[0][1], days[0][2]
            yield from days[1:]
            i = days[-1][1]
            continue
        read = _longest(tokens, i, setting, asked)
        if read is None:
            i += 1
            continue
        yield i, read[0], read[1]
        i = read[0]


def _longest(tokens: Tokens, i: int, setting: Setting, asked: set[str]) -> Read | None:
    found = [
        adjacent_months(tokens, i, setting),
        interval(tokens, i, setting),
        _simple(tokens, i, setting, asked, low(tokens, i - 1)),
        _led(tokens, i, setting, asked),
    ]
    return max((read for read in found if read), key=lambda read: read[0], default=None)


def _simple(tokens: Tokens, i: int, setting: Setting, asked: set[str], cue: str) -> Read | None:
    """One time without a word before it, as a date, a period, a weekday, or a relative one."""
    if not 0 <= i < len(tokens):
        return None
    found: list[Read | None] = [anaphoric(tokens, i, setting)]
    start = i + 1 if low(tokens, i) == "the" else i
    date = written(tokens, start, setting.order.day_first, cue)
    if date is None and cue in _SHORT_AFTER:
        date = numeric_short(tokens, start, setting.order.day_first)
    if date is None and start < len(tokens) and tokens[start].kind == "number":
        date = foreign_date(tokens, start, asked)
    if date is not None:
        named = _named_attacks(tokens, *date)
        found.append((date[0], named or clipped(resolved(date[1], setting), setting)))
    if (dark := night(tokens, i, setting)) is not None:
        found.append(dark)
    for read in (
        weekday(tokens, start, setting),
        period(tokens, i, setting, cue),
        relative(tokens, i, setting),
    ):
        if read is not None:
            future = {low(tokens, i), low(tokens, i + 1)} & {"later", "next", "coming"}
            found.append(read if future else (read[0], clipped(read[1], setting)))
    return max((read for read in found if read), key=lambda read: read[0], default=None)


def _led(tokens: Tokens, i: int, setting: Setting, asked: set[str]) -> Read | None:
    """A time with the word that leads to it: since Monday, in early October, before 2015."""
    word = low(tokens, i)
    if word in _PLAIN or (word == "as" and low(tokens, i + 1) == "of") or word in {"am", "vom"}:
        start = i + 2 if word == "as" else i + 1
        return _longest_inner(tokens, start, setting, asked, word)
    if word in _COMPARED and low(tokens, i - 1) in ("compared", "comparison"):
        return _longest_inner(tokens, i + 1, setting, asked, "in")
    if word in _ABOUT:
        read = _simple(tokens, i + 1, setting, asked, word)
        return (read[0], _widened(read[1])) if read else None
    if word == "from":
        read = _simple(tokens, i + 1, setting, asked, "since")
        if read is None or low(tokens, read[0]) not in _ONWARDS:
            return None
        return read[0] + 1, after(read[1], setting, inclusive=True)
    return _open(tokens, i, setting, asked)


def _longest_inner(
    tokens: Tokens, i: int, setting: Setting, asked: set[str], cue: str
) -> Read | None:
    found = [
        _simple(tokens, i, setting, asked, cue),
        interval(tokens, i, setting) if 0 <= i < len(tokens) else None,
        adjacent_months(tokens, i, setting),
    ]
    return max((read for read in found if read), key=lambda read: read[0], default=None)


def _open(tokens: Tokens, i: int, setting: Setting, asked: set[str]) -> Read | None:
    if low(tokens, i) not in _OPENING:
        return None
    for phrases, kind in ((_SINCE, "since"), (_UNTIL, "until"), (_BEFORE, "before"),
                          (_AFTER, "after")):  # fmt: skip
        for phrase in phrases:
            if not phrase_at(tokens, i, phrase):
                continue
            start = i + len(phrase)
            if kind == "since" and low(tokens, start) in names.TIMES_OF_DAY:
                return _since_hour(tokens, start, setting)
            cue = "by" if phrase == ("by",) else kind
            read = _simple(tokens, start, setting, asked, cue)
            if kind == "since" and low(tokens, start) in names.WEEKDAYS and setting.published:
                # Who writes on a Monday does not mean today by "since Monday".
                yesterday = replace(setting, published=shifted(setting.published, -1))
                read = weekday(tokens, start, yesterday) or read
            if read is None:
                continue
            end, meaning = read
            if kind in {"since", "after"}:
                return end, after(meaning, setting, inclusive=kind == "since")
            exclusive = kind == "before" or low(tokens, start) == "recently"
            return end, before(meaning, inclusive=not exclusive)
    return None


def _since_hour(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """Since midnight, since dawn: of the day of publication, if no other is named."""
    if setting.published is None or low(tokens, i + 1) in {"on", "of", "yesterday"}:
        return None
    why = "taken as of the publication date"
    return i + 1, Meaning(setting.published, setting.published, "day", assumed=(why,))


def _widened(meaning: Meaning) -> Meaning:
    if meaning.first is None or meaning.last is None or meaning.anaphoric or meaning.vague:
        return meaning
    around = widths.AROUND_DAYS
    why = f"“around” taken as {around} days either way"
    return replace(
        meaning, first=shifted(meaning.first, -around), last=shifted(meaning.last, around),
        vague=True, assumed=(*meaning.assumed, why),
    )  # fmt: skip


def _named_attacks(tokens: Tokens, end: int, date: Written) -> Meaning | None:
    """The September 11 attacks: a name, and not the latest such day."""
    if low(tokens, end) != "attacks" or (date.year, date.month, date.day) != (None, 9, 11):
        return None
    return resolved(replace(date, year=2001), Setting(None, DayOrder(True, False, "")))
