"""Words that point at a time told elsewhere in the text: at that time, three days later."""

from __future__ import annotations

from onrecord.reading.dates import names
from onrecord.reading.dates.amounts import amount, in_days, tolerance
from onrecord.reading.dates.days import shifted
from onrecord.reading.dates.expression import Grain, Meaning, Setting
from onrecord.reading.dates.resolve import resolved
from onrecord.reading.dates.tokens import Tokens, is_word, low, plain_number
from onrecord.reading.dates.written import written

Read = tuple[int, Meaning]

_SAME_TIME = tuple(
    tuple(phrase.split())
    for phrase in (
        "at that time", "at the time", "at the same time", "at that moment", "at that point",
        "in those days", "back then", "since then", "until then", "till then", "by then",
        "by that time", "during that time", "during this time", "during that period",
        "during this period", "during the same period", "in that period", "in the same period",
        "over that period", "over the same period", "in the meantime",
    )
)  # fmt: skip
_GOES_ON = names.words(
    "and or but when after before in at near by with as while killing leaving the our their they "
    "it we he she all both some several there its his"
)
"""Words that show that “the 12th” was a day, and not the 12th brigade."""
_BEFORE_NTH = frozenset({"on", "of", "and", "by", "until", "till", "to", "since"})
_UNIT_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "month": 31, "year": 366}
_NOUNS = _UNIT_DAYS.keys() | names.DAY_PARTS
_LATER = frozenset({"later", "after", "afterwards", "afterward"})
_EARLIER = frozenset({"earlier", "before", "previously", "beforehand"})


def anaphoric(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    if not is_word(tokens, i) and tokens[i].kind != "number":
        return None
    return (
        _same_time(tokens, i)
        or _day_of_month(tokens, i)
        or _that_day(tokens, i)
        or _neighbour(tokens, i)
        or _distance(tokens, i, setting)
    )


def _pointing(offset: tuple[int, int] | None, grain: Grain = "day") -> Meaning:
    why = "counted from a time told elsewhere in the report"
    return Meaning(None, None, grain, assumed=(why,), anaphoric=True, offset=offset)


def _same_time(tokens: Tokens, i: int) -> Read | None:
    for words in _SAME_TIME:
        if all(low(tokens, i + k) == word for k, word in enumerate(words)):
            return i + len(words), _pointing((0, 0) if words[0] == "at" else None, "vague")
    return None


def _day_of_month(tokens: Tokens, i: int) -> Read | None:
    """On the 12th: of the month that the text speaks of."""
    if low(tokens, i) != "the" or low(tokens, i - 1) not in _BEFORE_NTH:
        return None
    day, ending = plain_number(tokens, i + 1, 2), low(tokens, i + 2)
    if day is None or not 1 <= day <= 31 or ending not in {"st", "nd", "rd", "th"}:
        return None
    ends = i + 3 >= len(tokens) or tokens[i + 3].kind == "sign" or low(tokens, i + 3) in _GOES_ON
    return (i + 3, _pointing(None)) if ends and tokens[i + 2].glued else None


def _that_day(tokens: Tokens, i: int) -> Read | None:
    """That day, the same night, that very week."""
    j = i + 1 if low(tokens, i) == "that" else i + 2 if _the_same(tokens, i) else None
    if j is None:
        return None
    j += low(tokens, j) in {"very", "same"}
    noun = low(tokens, j)
    if noun not in _NOUNS:
        return None
    reach = _UNIT_DAYS.get(noun, 1) - 1
    return j + 1, _pointing((-reach, reach), _grain(noun))


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
        return j + 2, _pointing(offset, _grain(noun))
    if definite and noun in {"before", "after"} and word in _UNIT_DAYS:
        days = _UNIT_DAYS[word]
        sign = 1 if noun == "after" else -1
        return j + 2, _pointing((sign * days, sign * days), _grain(word))
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
