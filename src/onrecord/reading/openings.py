"""What stands before the first sentence of a paragraph: numbers, datelines, “Idlib province:”.

Parsers take these for parts of the sentence. They are no part of it; a place or time that labels a
paragraph holds for what it tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.reading.pauses import DAY, WEEKDAY

_NUMBERED = re.compile(
    r"\W{0,3}(?:\(?\d{1,3}[.)](?!\d)|\(?\d{1,2}/\d{0,2}\)?(?![\d/])|[•*·▪‣–—-]|\([a-z]\))\s+"
)
# “KHARTOUM - ”, “Kyiv, 13 January (Agency) – ”, “Goma (Agency) — ”
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ'’./ -]{2,40}(?:,[^–—:;\n]{0,40}?)?(?:\s?\([A-Z][\w ./-]{1,40}\))?"
    r"|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2},[^–—:;\n]{0,40}?(?:\s?\([A-Z][\w ./-]{1,40}\))?"
    r"|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2} \([A-Z][\w ./-]{1,40}\))"
    r"\s(?:-{1,2}|–|—)\s+(?=[\"“'‘A-ZÀ-Þ\d])"
)
_LABEL = re.compile(r"[^.:;!?\n“\"]{2,60}:\s+(?=\S)")
# behind a bullet also “Homs – Army jets …”
_DASHED = re.compile(r"[A-ZÀ-Þ][\w'’ -]{1,30}\s[–—]\s+(?=[\"“A-ZÀ-Þ\d])")
_CALLED = (
    r"[A-ZÀ-Þ][\w'’-]*(?: (?:[A-ZÀ-Þ][\w'’-]*|al|el|de|da|do|la|le|du|es|ez|of|and|district"
    r"|province|area|county|state|region|governorate|town|city)){0,4}"
)
_DATED = rf"(?:{WEEKDAY},? )?{DAY}(?: ?[-–] ?{DAY})?"
# “Nazran, 6 July. Unknown men …”, “6 July, Nazran: …”, “12 March – …”, “Taiz – One civilian …”
_PLACED = re.compile(
    rf"(?:{_CALLED}(?:, {_CALLED})?,? \(?{_DATED}\)?"
    rf"|{_DATED}(?:,| [–—-]|:) {_CALLED}(?:, {_CALLED})?"
    rf"|{_DATED})(?:[.:]| [–—-])\s+(?=[\"“A-ZÀ-Þ\d])"
    rf"|{_CALLED} [–—] (?=[\"“A-ZÀ-Þ\d]|no\b)"
)
_SAYING = re.compile(
    r"\b(?:sa(?:id|ys?)|stat(?:ed|ing)|report|add|told|tells?|wr(?:ote|ites?)|claim|announc|declar|ask|warn|read)",
    re.IGNORECASE,
)
_LONGEST_LABEL = 6


@dataclass(frozen=True)
class Opening:
    """`end`: where the first sentence begins; `label`: where a label begins and ends, if any."""

    end: int = 0
    label: tuple[int, int] | None = None


def opening(text: str) -> Opening:
    """What stands before the first sentence of a paragraph."""
    end = 0
    numbered = _NUMBERED.match(text)
    if numbered:
        end = numbered.end()
    dateline = _DATELINE.match(text, end)
    if dateline:
        return Opening(dateline.end())
    placed = _PLACED.match(text, end)
    if placed and not _SAYING.search(placed[0]):
        return Opening(placed.end(), (end, placed.end()))
    label = _LABEL.match(text, end) or (_DASHED.match(text, end) if end else None)
    if label and len(label[0].split()) <= _LONGEST_LABEL and not _SAYING.search(label[0]):
        return Opening(label.end(), (end, label.end()))
    return Opening(end)


_OFFICE = re.compile(
    r"\b(?:minister|ministry|army|military|police|mayor|governor|prosecutor|spokes\w+|officials?|union|"
    r"hospitals?|residents?|witness(?:es)?|staff|government|president|medics|"
    r"doctors|sources?|agency|commander|general|monitor|observatory|red cross|un|ocha)\b",
    re.IGNORECASE,
)


def teller_of(text: str, found: Opening) -> str | None:
    """Who says what follows, where the label before it names an office: “State prosecutor: …”."""
    if found.label is None or not text[: found.end].rstrip().endswith(":"):
        return None
    said = text[found.label[0] : found.label[1]].strip(" :*•-–—")
    name = said.split(",")[0].strip()
    return name if _OFFICE.search(name) else None


def without_opening(text: str, found: Opening) -> str:
    """The text with its opening made spaces, so that every position stays true."""
    return " " * found.end + text[found.end :]
