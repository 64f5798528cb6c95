"""Words that point at a time told elsewhere in the text: at that time, three days later."""

from __future__ import annotations

from onrecord.reading.dates import names
from onrecord.reading.dates.amounts import amount, in_days, tolerance
from onrecord.reading.dates.days import shifted
from onrecord.reading.dates.expression import Grain, Meaning, Setting
from onrecord.reading.dates.resolve import resolved
from onrecord.reading.dates.tokens import (
    Tokens,
    by_first_word,
    is_word,
    low,
    phrase_at,
    plain_number,
)
from onrecord.reading.dates.written import written

Read = tuple[int, Meaning]

_SAME_TIME = by_first_word(
    (tuple(phrase.split())
     for phrase in (
        "at that time", "at the time", "at the same time", "at that moment", "at that point",
        "in those days", "back then", "since then", "until then", "till then", "by then",
        "by that time", "during that time", "during this time", "during that period",
        "during this period", "during the same period", "in that period", "in the same period",
        "over that period", "over the same period", "in the meantime",
    )),
    lambda words: words,
)  # fmt: skip
_GOES_ON = names.words(
    "and or but when after before in at near by with as while killing leaving the our their they "
    "it we he she all both some several there its his"
)
"""Words that show that “the 12th” was a day, and not the 12th brigade."""
_BEFORE_NTH = names.words("on of and by until till to since from before after around")
_JOINS = names.words("and to until till through - – —")
_GOES_ON_FOR_DAYS = names.words(
    "fighting battle offensive assault siege attack clashes operation campaign violence war "
    "strikes bombardment shelling riots unrest"
)
"""“On the second day of the fighting”: what may be counted from the day it began."""
_PERIODS = names.words("period week month fortnight quarter")
_SOON: tuple[tuple[tuple[str, ...], tuple[int, int]], ...] = (
    *(((word, "later"), (0, 0)) for word in ("minutes", "moments", "seconds")),
    *(((word, "afterwards"), (0, 0)) for word in ("shortly", "soon", "immediately")),
    *(((word, "afterward"), (0, 0)) for word in ("shortly", "soon", "immediately")),
    *(((word, "after"), (0, 0)) for word in ("shortly", "soon")),
    (("within", "minutes"), (0, 0)), (("within", "hours"), (0, 1)), (("within", "days"), (0, 7)),
    (("within", "the", "hour"), (0, 0)), (("within", "a", "day"), (0, 1)),
)  # fmt: skip
_SOON_BY_WORD = by_first_word(_SOON, lambda soon: soon[0])
_UNIT_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "month": 31, "year": 366}
_NOUNS = _UNIT_DAYS.keys() | names.DAY_PARTS
_LATER = frozenset({"later", "after", "afterwards", "afterward"})
_EARLIER = frozenset({"earlier", "before", "previously", "beforehand"})


def anaphoric(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    if not is_word(tokens, i) and tokens[i].kind != "number":
        return None
    return (
        _same_time(tokens, i)
        or _reporting(tokens, i)
        or _days_of_month(tokens, i)
        or _that_day(tokens, i)
        or _in_that(tokens, i)
        or _from_its_start(tokens, i)
        or _neighbour(tokens, i)
        or _distance(tokens, i, setting)
    )


def _pointing(offset: tuple[int, int] | None, grain: Grain = "day") -> Meaning:
    why = "counted from a time told elsewhere in the report"
    return Meaning(None, None, grain, assumed=(why,), anaphoric=True, offset=offset)


def _same_time(tokens: Tokens, i: int) -> Read | None:
    first = low(tokens, i)
    for words in _SAME_TIME.get(first, ()):
        if phrase_at(tokens, i, words):
            return i + len(words), _pointing((0, 0) if words[0] == "at" else None, "vague")
    for words, offset in _SOON_BY_WORD.get(first, ()):
        end = i + len(words)
        if phrase_at(tokens, i, words) and (words[-1] != "after" or _stops(tokens, end)):
            return end, _pointing(offset)
    ever = first == "ever"
    if low(tokens, i + ever) == "since" and _ends(tokens, i + ever + 1):
        return i + ever + 1, _pointing(None, "vague")
    return None


def _ends(tokens: Tokens, i: int) -> bool:
    """Whether a sentence or clause ends here: “has been shelled every night since.”"""
    return i >= len(tokens) or tokens[i].text in {".", ",", ";", ":", "!", "?", ")"}


def _reporting(tokens: Tokens, i: int) -> Read | None:
    """During the reporting period, in the week under review, in the month: the report's own."""
    if low(tokens, i) not in {"the", "this", "our"}:
        return None
    word, following = low(tokens, i + 1), low(tokens, i + 2)
    if word == "reporting" and following in _PERIODS:
        return i + 3, _pointing(None, "vague")
    under = following == "under" and low(tokens, i + 3) == "review"
    covered = following in {"covered", "reviewed"}
    if word in _PERIODS and (under or covered):
        return i + 4 if under else i + 3, _pointing(None, "vague")
    over = low(tokens, i - 1) in {"during", "over", "throughout", "in", "for"}
    if low(tokens, i) == "the" and word in {"month", "period"} and over and _stops(tokens, i + 2):
        return i + 2, _pointing(None, "month")
    return None


def _stops(tokens: Tokens, i: int) -> bool:
    """Whether the phrase ends here: the text, a sign, or a word that begins another."""
    return i >= len(tokens) or tokens[i].kind == "sign" or low(tokens, i) in _GOES_ON


def _days_of_month(tokens: Tokens, i: int) -> Read | None:
    """On the 12th, between the 12th and the 15th: of the month that the text speaks of."""
    first = i + 1 if low(tokens, i) in {"between", "from"} else i
    if low(tokens, first) != "the" or (first == i and low(tokens, i - 1) not in _BEFORE_NTH):
        return None
    end = _nth(tokens, first + 1)
    if end is None:
        return None
    if low(tokens, end) in _JOINS:
        second = _nth(tokens, end + 1 + (low(tokens, end + 1) == "the"))
        if second is not None and _stops(tokens, second):
            return second, _pointing(None)
    return (end, _pointing(None)) if first == i and _stops(tokens, end) else None


def _nth(tokens: Tokens, i: int) -> int | None:
    """The place after “12th”."""
    day, ending = plain_number(tokens, i, 2), low(tokens, i + 1)
    if day is None or not 1 <= day <= 31 or ending not in {"st", "nd", "rd", "th"}:
        return None
    return i + 2 if tokens[i + 1].glued else None


def _that_day(tokens: Tokens, i: int) -> Read | None:
    """That day, the same night, that very week; “Same day” where a sentence begins."""
    part = low(tokens, i) if low(tokens, i) in {"earlier", "later"} else ""
    i += bool(part)
    if i >= len(tokens):
        return None
    begins = i == 0 or tokens[i - 1].kind == "sign" or tokens[i].text[0].isupper()
    if low(tokens, i) == "that":
        j = i + 1
    elif _the_same(tokens, i):
        j = i + 2
    elif low(tokens, i) == "same" and (begins or part):
        j = i + 1
    else:
        return None
    j += low(tokens, j) in {"very", "same"}
    noun = low(tokens, j)
    if noun in names.WEEKDAYS or (noun == "date" and low(tokens, j - 1) == "same"):
        return j + 1, _pointing((0, 0))
    if noun not in _NOUNS:
        return None
    return j + 1, _pointing(_within(noun, part), _grain(noun))


def _within(noun: str, part: str = "") -> tuple[int, int]:
    """Days from one told: of the same day, night, week; “later that week”."""
    if noun == "night":
        return 0, 1
    reach = _UNIT_DAYS.get(noun, 1) - 1
    return (0 if part == "later" else -reach), (0 if part == "earlier" else reach)


def _in_that(tokens: Tokens, i: int) -> Read | None:
    """Later in the day, earlier in the day, later in the week."""
    part = low(tokens, i)
    if part not in {"earlier", "later"} or low(tokens, i + 1) != "in":
        return None
    noun = low(tokens, i + 3)
    if low(tokens, i + 2) != "the" or (noun not in _NOUNS if part == "later" else noun != "day"):
        return None
    return i + 4, _pointing(_within(noun, part), _grain(noun))


def _from_its_start(tokens: Tokens, i: int) -> Read | None:
    """On the second day, in the first two days (of the fighting): counted from its first."""
    if low(tokens, i) != "the" or low(tokens, i - 1) not in {
        "on",
        "in",
        "during",
        "over",
        "within",
    }:
        return None
    rank = names.ORDINALS.get(low(tokens, i + 1)) or (1 if low(tokens, i + 1) == "opening" else 0)
    counted = plain_number(tokens, i + 2, 2) or names.NUMBERS.get(low(tokens, i + 2))
    j = i + 2 + (counted is not None)
    if not 1 <= rank <= 5 or low(tokens, j) not in ({"days"} if counted else {"day"}):
        return None
    if counted is not None and rank != 1:
        return None
    if low(tokens, j + 1) == "of":
        noun = j + 2 + (low(tokens, j + 2) in {"the", "this", "their", "its"})
        if low(tokens, noun) not in _GOES_ON_FOR_DAYS:
            return None
    return j + 1, _pointing((0, counted - 1) if counted else (rank - 1, rank - 1))


def _the_same(tokens: Tokens, i: int) -> bool:
    return low(tokens, i) == "the" and low(tokens, i + 1) == "same"


def _neighbour(tokens: Tokens, i: int) -> Read | None:
    """The next day, the following week, the previous month, the day before, the day after."""
    definite = low(tokens, i) == "the"
    j = i + 1 if definite else i
    word = low(tokens, j)
    size = amount(tokens, j + 1)
    if definite and word in {"next", "following"} and size is not None:
        return size[0], _pointing((0, in_days(size[1])[1]), "vague")
    noun = low(tokens, j + 1)
    if word in {"next", "following", "previous", "preceding"}:
        if noun in {"days", "weeks", "months", "years"} and definite:
            forward = word in {"next", "following"}
            reach = _UNIT_DAYS[noun.rstrip("s")] * 9
            return j + 2, _pointing((0, reach) if forward else (-reach, 0), "vague")
        named = noun in names.WEEKDAYS and definite
        if not (noun in _NOUNS or named):
            return None
        if word == "next" and not definite and noun != "day":
            return None  # "next week" counts from the publication date
        days = 7 if named else _UNIT_DAYS.get(noun, 1)
        far = 2 * days - 1 if days > 1 else 1
        offset = (1, far) if word in {"next", "following"} else (-far, -1)
        if noun == "night":
            offset = offset[0], offset[0] + 1
        return j + 2, _pointing(offset, _grain(noun))
    beside = word in _UNIT_DAYS or word in names.DAY_PARTS
    if definite and noun in {"before", "after"} and beside:
        days = _UNIT_DAYS.get(word, 1)
        sign = 1 if noun == "after" else -1
        night = word == "night"
        return j + 2, _pointing((sign * days, sign * days + night), _grain(word))
    return None


def _distance(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """Three days later, a week earlier, days after, two weeks before 23 October."""
    read = amount(tokens, i, bare=True)
    if read is None:
        return None
    j, size = read
    word = low(tokens, j)
    if word not in _LATER and word not in _EARLIER:
        return None
    if not size.exact and low(tokens, j + 1) in names.TIMES_OF_DAY:
        return None  # “in the hours after midnight”
    near, far = in_days(size)
    low_days, high_days = (near, far) if word in _LATER else (-far, -near)
    end = j + 1
    if word in {"after", "before"}:
        date = written(tokens, end, setting.order.day_first, word)
        if date is not None and date[1].is_day:
            return date[0], _from_date(resolved(date[1], setting), low_days, high_days)
    vague = not size.exact or tolerance(size) > 0
    if size.exact and size.unit in {"week", "fortnight"}:
        middle = (low_days + high_days) // 2
        low_days, high_days = middle - 1, middle + 1  # from a day that the report names
    return end, _pointing((low_days, high_days), "vague" if vague else _grain(size.unit))


def _from_date(anchor: Meaning, low_days: int, high_days: int) -> Meaning:
    if anchor.first is None or anchor.last is None:
        return anchor
    ends = shifted(anchor.first, low_days), shifted(anchor.last, high_days)
    assumed = anchor.assumed
    if low_days != high_days:
        assumed = (*assumed, f"taken as {abs(low_days)} to {abs(high_days)} days from the date")
    return Meaning(*ends, grain="day", vague=low_days != high_days, assumed=assumed)


def _grain(noun: str) -> Grain:
    if noun in {"week", "weekend", "fortnight"}:
        return "week"
    return "month" if noun == "month" else "year" if noun in {"year", "decade"} else "day"
