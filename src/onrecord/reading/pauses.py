"""Dates that open a sentence without the comma that parsers need to tell where they end."""

from __future__ import annotations

import calendar
import re

_MONTH = f"(?:{'|'.join((*calendar.month_name[1:], *calendar.month_abbr[1:], 'Sept'))})\\b"
_WEEKDAY = f"(?:{'|'.join(calendar.day_name)})(?: (?:morning|afternoon|evening|night))?"
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? \d{{4}})?"
    rf"|{_MONTH} \d{{1,2}}(?:, \d{{4}})?|{_MONTH} \d{{4}}|{_WEEKDAY})"
)
_PLACE = r"(?:[Ii]n (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3},? )?"
# Behind these the date goes on, or what follows is said of it.
_GOES_ON = (
    r"(?!(?:and|or|to|of|in|at|near|that|when|until|after|before|as|alone|for|by|with|from|through"
    r"|last|this)\b)"
)
_OPENING_DATE = re.compile(
    rf"(?:^\s*|[.!?:;]['”\")]?\s+){_PLACE}(?:[Oo]n|[Ii]n|[Bb]y|[Ss]ince) "
    rf"(?:the (?:night|morning|evening|afternoon|day) of )?{_DAY}(?= {_GOES_ON}[A-Za-z])"
)


def opening_dates(text: str) -> frozenset[int]:
    """Where dates end that open a sentence, with no punctuation behind: “On 18 March gunmen …”."""
    return frozenset(m.end() for m in _OPENING_DATE.finditer(text))
