"""One line of a report's head: who wrote it, for whom, and when it was published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from onrecord.reading.dates import DayOrder, TimeExpression, time_expressions
from onrecord.reading.dates.names import words

Rank = Literal["published", "byline", "document", "date", "dateline", "updated"]


@dataclass(frozen=True)
class Byline:
    """What a line says; `rank` tells how the date was stated, the best first in `RANKS`."""

    author: str | None = None
    organisation: str | None = None
    abbreviation: str | None = None
    date: TimeExpression | None = None
    rank: Rank = "byline"
    ends: int = 0  # for a dateline: characters of the paragraph that it takes


RANKS: tuple[Rank, ...] = ("published", "byline", "document", "date", "dateline", "updated")

_BY = re.compile(
    r"(?:by|von|par|por|written by|reported by|reporting by|authors?:|words by)\s+", re.I
)
_LABEL = re.compile(
    r"(?P<published>(?:first |originally )?published|publication date|date of publication|"
    r"date(?=\s*:)|dated(?=\s*:)|posted|issued|released|release date)"
    r"(?:\s+(?:on|at|by))?\s*[:|]?\s+|"
    r"(?P<updated>(?:last )?(?:updated|modified|revised)(?: on| at)?)\s*:?\s+",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"(?:organi[sz]ation|publisher|source|issued by)\s*:\s*(\S.{1,150})", re.I
)
_DOCUMENT = re.compile(
    r"\b(?:briefing|statement|report|bulletin|communiqu[eé]|press release|press conference|remarks|"
    r"sitrep|update|summary|letter|daily|weekly|monthly|dispatch|newsletter|note|assessment|no\.)",
    re.IGNORECASE,
)
_DOCUMENT_BY = re.compile(
    r"\b(?:briefing|statement|remarks|speech|report|communiqu[eé]|message|address|press conference)"
    r"[^,;.]{0,60}?\bby\s+(?:the\s+)?(?=[A-Z])",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"(?:identical )?letters?\s+dated\s+.{4,40}?\s+from\s+(?:the\s+)?(.{3,200}?)\s+"
    r"(?:addressed )?to\s+the\s+(?:secretary|president|security)",
    re.IGNORECASE,
)
_SPOKESPERSON = re.compile(r"(?:the\s+)?([A-Z].{2,80}?)\s+spokes(?:man|woman|person)\s+(?=[A-Z])")
_STATED = re.compile(
    r"(?:[,(|:;–—-]|\b(?:briefing|statement|report|bulletin|update|summary|letter|note|release)\s+"
    r"(?:of|from|dated))\s*$",
    re.IGNORECASE,
)
_OF = re.compile(r"\b(?:of|at|for|with|from)\s+(?:the\s+)?(?=[A-Z\"“])")
_SHORT = re.compile(r"\s*\(([A-Z][A-Za-z0-9&.\-]{0,11}[A-Z0-9])\)")
_PARTICLES = words("al el de da di van von der bin ibn ben abu and und et y & the of for")
_GROUP = re.compile(
    r"\b(?:network|observatory|committee|council|centre|center|organi[sz]ation|tendency|party|"
    r"union|league|institute|agency|ministry|office|group|association|press|news|watch|monitor|"
    r"team|bureau|desk|staff|editorial|army|forces|movement|front|commission|foundation)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:correspondent|reporter|editor|secretary|spokes\w+|director|analyst|journalist|writer|"
    r"president|minister|general|colonel|professor|researcher|fellow|author|chief|head|chair\w*)\b",
    re.IGNORECASE,
)
_TIME_WORDS = words(
    "by admin at am pm gmt utc cet est edt bst local time h updated published on the and |"
)
_DATELINE = re.compile(
    r"(.{2,110}?)(?:\s[-–—]{1,2}\s|\s?—\s?|\s--\s|\.?\s*/([A-Z][A-Z ]{1,20})/\.?\s)"
)
_AGENCY = re.compile(r"[(/]([A-Z][\w .&-]{1,40})[)/]")
_PLACE = re.compile(r"[A-ZÀ-Þ][\w’'.-]*(?:[ ,/]+(?:[A-ZÀ-Þ][\w’'.-]*|al-\w+|of|the|and))*[,.]?\s*")


def head_line(line: str, order: DayOrder, *, first: bool = False) -> Byline | None:
    """What a line of the head says, or None if it is not about author, organisation or day.

    `first`: the line may be the title, whose dates are those of events unless it names a document.
    """
    line = " ".join(line.split())
    if not line or len(line) > 300:
        return None
    segments = re.split(r"\s[|•·]\s", line)
    if 1 < len(segments) <= 4 and not _BY.match(line):
        return _merged([head_line(segment, order) for segment in segments])
    if _is_sentence(line):
        return None
    dates = [date for date in time_expressions(line, None, day_first=order) if _is_day(date)]
    if (letter := _LETTER.match(line)) is not None:
        author = letter.group(1).strip()
        return Byline(author, *_organisation_in(author), date=_one(dates), rank="document")
    if (label := _LABEL.match(line)) is not None:
        rank: Rank = "published" if label["published"] else "updated"
        stated = dates and _only_date(line[label.end() :], dates[0], label.end())
        return Byline(date=dates[0], rank=rank) if stated else None
    if (named := _ORGANISATION.fullmatch(line)) is not None:
        name, short = _split_short(named.group(1).strip(" .,"))
        return Byline(organisation=name, abbreviation=short)
    if (by := _BY.match(line)) is not None:
        return _by(_without(line, dates)[by.end() :], dates)
    if (document := _DOCUMENT_BY.search(line)) is not None:
        rest = _without(line, dates)[document.end() :]
        found = _by(rest, dates, loose=True)
        if found is not None:
            return Byline(found.author, found.organisation, found.abbreviation, _last(line, dates),
                          "document")  # fmt: skip
    if _DOCUMENT.search(line) and (date := _last(line, dates)) is not None:
        return Byline(date=date, rank="document")
    if not first and len(dates) == 1 and _only_date(line, dates[0]):
        return Byline(date=dates[0], rank="date")
    return None


def dateline(paragraph: str, order: DayOrder) -> Byline | None:
    """The dateline that a paragraph begins with: “DAMASCUS, Oct 23 (Reuters) - ”."""
    match = _DATELINE.match(paragraph[:140])
    if match is None:
        return None
    head, slashed = match.group(1), match.group(2)
    dates = time_expressions(head, None, day_first=order)
    bare = head
    for date in reversed(dates):
        bare = bare[: date.start] + bare[date.end :]
    agency = slashed
    if (named := _AGENCY.search(bare)) is not None:
        agency, bare = named.group(1), bare[: named.start()] + bare[named.end() :]
    bare = re.sub(r"[()/.,\s]+$", "", bare.replace("()", ""))
    if not (dates or agency) or len(bare.split()) > 6 or not _PLACE.fullmatch(bare):
        return None
    day = dates[0] if len(dates) == 1 else None
    return Byline(None, agency, None, day, "dateline", match.end())


def _by(rest: str, dates: list[TimeExpression], *, loose: bool = False) -> Byline | None:
    """“X, role of ORGANISATION (ABBR)”, “X and Y, Reuters”, “X in Beirut”."""
    rest = rest.replace("()", "").strip(" ,;.|-–—")
    if loose and (speaker := _SPOKESPERSON.match(rest)) is not None:
        name, short = _split_short(speaker.group(1))
        return Byline(rest[speaker.end() :], name, short, _one(dates))
    first, *others = re.split(r"\s*[,;|•–—]\s+|\s*\|\s*", rest) if rest else [""]
    first = re.sub(r"\s+in\s+[A-Z][\w' -]+$", "", first)
    first, _, employer = first.partition(" for ") if not _GROUP.search(first) else (first, "", "")
    name, short = _split_short(first.strip())
    if not name or not (_is_name(name) or (loose and name[0].isupper())):
        return None
    organisation, abbreviation = _split_short(employer) if employer else (None, None)
    for other in others:
        if organisation is None:
            organisation, abbreviation = _organisation_in(other)
    if organisation is None and (short or _GROUP.search(name)):
        organisation, abbreviation = _organisation_in(name)
        organisation, abbreviation = organisation or name, abbreviation or short
    return Byline(name, organisation, abbreviation, _one(dates))


def _organisation_in(text: str) -> tuple[str | None, str | None]:
    """The organisation in “International Secretary of the X (ABBR)”, or in “Reuters”."""
    bare, short = _split_short(text.strip(" .,"))
    of = _OF.search(bare)
    if of is not None and not _GROUP.search(bare[: of.start()]):
        return re.sub(r"\s+to the United Nations$", "", bare[of.end() :].strip(' "“”')), short
    if bare and _is_name(bare) and not _ROLE.search(bare):
        return bare, short
    return None, short


def _split_short(text: str) -> tuple[str, str | None]:
    match = _SHORT.search(text)
    if match is None:
        return text.strip(), None
    return text[: match.start()].strip(), match.group(1)


def _is_name(text: str) -> bool:
    """Whether every word has a capital letter, but for particles."""
    parts = re.split(r"[\s,-]+", text)
    if not 1 <= len(parts) <= 14 or any(character.isdecimal() for character in text):
        return False
    if time_expressions(text, None, day_first=True):
        return False
    return text[0].isupper() and all(
        part[:1].isupper() or part.lower() in _PARTICLES or not part[:1].isalpha() for part in parts
    )


def _merged(found: list[Byline | None]) -> Byline | None:
    """One byline from the parts of “23 October 2017 | By Jane Doe”."""
    parts = [one for one in found if one is not None]
    if not parts:
        return None
    dated = next((one for one in parts if one.date), parts[0])
    return Byline(
        next((one.author for one in parts if one.author), None),
        next((one.organisation for one in parts if one.organisation), None),
        next((one.abbreviation for one in parts if one.abbreviation), None),
        dated.date,
        dated.rank,
    )


def _without(line: str, dates: list[TimeExpression]) -> str:
    for date in reversed(dates):
        line = line[: date.start] + line[date.end :]
    return line


def _is_day(date: TimeExpression) -> bool:
    return date.grain == "day" and not date.anaphoric and date.first == date.last


def _one(dates: list[TimeExpression]) -> TimeExpression | None:
    return dates[0] if len(dates) == 1 else None


def _last(line: str, dates: list[TimeExpression]) -> TimeExpression | None:
    """The date that the line ends with, set off from the rest, or begins with.

    "Statement on the attack of 4 April 2017" states the day of an attack, and not its own.
    """
    if not dates:
        return None
    if not line[dates[-1].end :].strip(" .,;)-–—") and _STATED.search(line[: dates[-1].start]):
        return dates[-1]
    return dates[0] if not line[: dates[0].start].strip(" (") else None


def _only_date(line: str, date: TimeExpression, offset: int = 0) -> bool:
    """Whether the line holds a date, and else only a place, a time or a name.

    `offset`: how much before the line the place of the date counts.
    """
    start, end = max(date.start - offset, 0), date.end - offset
    rest = re.findall(r"[^\W\d_]+|\|", line[:start] + " " + line[end:])
    if len(rest) > 6:
        return False
    return all(part.lower() in _TIME_WORDS or part[0].isupper() for part in rest)


def _is_sentence(line: str) -> bool:
    """Whether a line is running text, even if it begins as a byline does ("By Abu Kamal, …")."""
    if not re.search(r"[.!?][\"'”’)]*$", line):
        return False
    said = re.findall(r"[^\W\d_]{2,}", line)
    small = [w for w in said if w[0].islower() and w not in _PARTICLES and not _ROLE.fullmatch(w)]
    return len(said) >= 7 and len(small) * 5 >= len(said) * 2
