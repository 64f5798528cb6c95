"""Dates that open a sentence without the comma that parsers need to tell where they end."""

from __future__ import annotations

import calendar
import re

_MONTH = f"(?:{'|'.join((*calendar.month_name[1:], *calendar.month_abbr[1:], 'Sept'))})\\b"
WEEKDAY = f"(?:{'|'.join(calendar.day_name)})(?: (?:morning|afternoon|evening|night))?"
DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? \d{{4}})?"
    rf"|{_MONTH} \d{{1,2}}(?:, \d{{4}})?|{_MONTH} \d{{4}}|{WEEKDAY})"
)
_PLACE = r"(?:[Ii]n (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3},? )?"
# Behind these the date goes on, or what follows is said of it.
_GOES_ON = (
    r"(?!(?:and|or|to|of|in|at|near|that|when|until|after|before|as|alone|for|by|with|from|through"
    r"|last|this)\b)"
)
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_LIST = rf"(?:(?:{_NUMBER}(?: (?:and|to|or|until) |, |[-–])|{DAY} (?:and|to|until) ))*"
_OPENING_DATE = re.compile(
    rf"(?:^\s*|[.!?:;]['”\")]?\s+){_PLACE}(?:[Oo]n|[Ii]n|[Bb]y|[Ss]ince|[Bb]etween|[Ff]rom) "
    rf"(?:the (?:night|morning|evening|afternoon|day|early hours) of )?{_LIST}{DAY}"
    rf"(?= {_GOES_ON}[A-Za-z])"
)
_NAME = r"[A-ZÀ-Þ][\w’'-]*"
# “In Tame the AUC …”: what follows begins the sentence proper
_OPENING_PLACE = re.compile(
    rf"(?:^\s*|[.!?:;]['”\")]?\s+)(?:In|At|Near|Around|Outside|Inside) (?:the )?"
    rf"{_NAME}(?: (?:{_NAME}|de|da|do|del|la|al|el|es|ez|district|province|county|state|region))"
    r"{0,4}(?= (?:the|a|an|two|three|four|five|six|seven|eight|nine|ten|at least|some|several"
    r"|dozens|our|its|their|unknown|unidentified|armed|no|government|rebel|rebels|militants"
    r"|gunmen|troops|soldiers|police|security|clashes|fighting|shelling|fighters|residents|more)\b)"
)


def opening_dates(text: str) -> frozenset[int]:
    """Where dates end that open a sentence, with no punctuation behind: “On 18 March gunmen …”."""
    found = (*_OPENING_DATE.finditer(text), *_OPENING_PLACE.finditer(text))
    return frozenset(m.end() for m in found)
