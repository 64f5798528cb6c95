"""The words of the calendar: months, weekdays, numbers, units."""

from __future__ import annotations

import calendar


def words(line: str) -> frozenset[str]:
    """The words of a line, as a set."""
    return frozenset(line.split())


ENGLISH_MONTHS = {calendar.month_name[m].lower(): m for m in range(1, 13)}
MONTH_ABBREVIATIONS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip

# English months that are also words or given names: alone, they need a word like "in" before them.
DOUBTFUL_MONTHS = frozenset({"april", "august", "june", "march", "may"})

# Months in languages that reports about wars are translated from. They count only beside a day or
# a year, since many are words of other languages ("mars", "mart", "ab").
_FOREIGN = {
    "French": "janvier février|fevrier mars avril mai juin juillet août|aout septembre octobre "
    "novembre décembre|decembre",
    "German": "januar|jänner februar märz|maerz april mai juni juli august september oktober "
    "november dezember",
    "Spanish": "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre "
    "noviembre diciembre",
    "Russian": "января|январь февраля|февраль марта|март апреля|апрель мая|май июня|июнь июля|июль "
    "августа|август сентября|сентябрь октября|октябрь ноября|ноябрь декабря|декабрь",
    "Turkish": "ocak şubat|subat mart nisan mayıs|mayis haziran temmuz ağustos|agustos eylül|eylul "
    "ekim kasım|kasim aralık|aralik",
    "Arabic (Egypt)": "yanayir|yanayer fibrayir|fibrayer mars abril|ibril mayu|mayo yunyu|yunio "
    "yulyu|yulio aghustus|aghostos sibtambir|septamber uktubar|oktobar nufambir disambir",
    "Arabic (Levant)": "- shubat|shbat adhar|azar nisan ayyar|ayar hzairan|huzayran|haziran "
    "tammuz|tamuz ab|aab aylul|ailul|aylool - - -",
    "Arabic": "يناير فبراير|شباط مارس|آذار أبريل|نيسان مايو|أيار يونيو|حزيران يوليو|تموز "
    "أغسطس|آب سبتمبر|أيلول أكتوبر نوفمبر ديسمبر",
}
FOREIGN_MONTHS: dict[str, int] = {}
for _names in _FOREIGN.values():
    for _month, _spellings in enumerate(_names.split(), start=1):
        for _spelling in _spellings.split("|"):
            if _spelling != "-" and _spelling not in ENGLISH_MONTHS:
                FOREIGN_MONTHS[_spelling] = _month

# The Levantine months of two words: Tishrin al-Awwal (October), Kanun al-Thani (January), …
TWO_WORD_MONTHS = {
    "tishrin": (10, 11), "tishreen": (10, 11), "teshrin": (10, 11),
    "kanun": (12, 1), "kanoun": (12, 1), "تشرين": (10, 11), "كانون": (12, 1),
}  # fmt: skip
FIRST_WORDS = frozenset({"awwal", "awal", "ula", "i", "الأول", "الاول"})
SECOND_WORDS = frozenset({"thani", "thany", "sani", "ii", "الثاني"})

# Foreign months that need a year too: short, and words of other languages.
SHORT_FOREIGN = frozenset(
    {"ab", "aab", "mai", "mars", "mart", "mayo", "mayu", "marzo", "мая", "май"}
)

WEEKDAYS = {calendar.day_name[d].lower(): d for d in range(7)}
WEEKDAY_ABBREVIATIONS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3,
    "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip

# Meteorological seasons of the northern hemisphere: first month, three months each.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "last": -1, "final": -1,
}  # fmt: skip
ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th", "er", "º", "ª"})

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip

UNITS = {
    "hour": "hour", "hours": "hour", "day": "day", "days": "day", "night": "night",
    "nights": "night", "week": "week", "weeks": "week", "fortnight": "fortnight",
    "fortnights": "fortnight", "month": "month", "months": "month", "year": "year",
    "years": "year", "decade": "decade", "decades": "decade",
}  # fmt: skip

DAY_PARTS = frozenset({"morning", "afternoon", "evening", "night"})
TIMES_OF_DAY = words(
    "dawn daybreak sunrise sunset dusk nightfall midnight noon midday dark darkness light daylight"
)

# After a bare number these say that it counts something, and is neither a day nor a year.
COUNTED = words(
    "people persons men women children boys girls civilians fighters soldiers troops militants "
    "rebels insurgents combatants terrorists jihadists policemen officers members recruits "
    "families homes houses villages buildings vehicles tanks bodies prisoners detainees refugees "
    "strikes airstrikes raids sorties attacks shells rockets missiles bombs mines drones clashes "
    "incidents events cases deaths casualties dead injured wounded killed others more km "
    "kilometers kilometres miles meters metres m feet square tons tonnes kg dollars euros percent "
    "hours minutes seconds of were was are local gmt utc syrians iraqis afghans"
)
