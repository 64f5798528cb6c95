"""One reference of a note: who is cited, and whether enough of it is there to find it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from onrecord.reading.dates import time_expressions
from onrecord.reading.originators import CitationKind, Originator, Originators, host_of

_CUE = re.compile(
    r"^(?:\W|\b(?:see|also|cf|e\.?g|i\.?e|compare|for (?:instance|example)|on|this|more|sources?|"
    r"quoted|in|from|via|as|reported|by|according|to|and|the|here|among|others|link|read)\b)*",
    re.IGNORECASE,
)
_UP_TO_SEE = re.compile(r"^.{0,200}?\bsee(?: also)?\s*:\s*", re.IGNORECASE | re.DOTALL)
_OURS = re.compile(
    r"\b(?:our|my)\s+(?:\w+\s+){0,3}?(?:article|articles|report|reports|reporting|statement|"
    r"statements|pamphlet|book|essay|analysis|analyses|coverage|document|documents|resolution|"
    r"interview|investigation|website|journal|paper|study|database|dataset|publication|blog|post)\b"
    r"|\bas\s+(?:we|i)\s+(?:have\s+|had\s+)?(?:already\s+|previously\s+)?"
    r"(?:reported|wrote|written|noted|showed|shown|explained|published|documented|argued)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“„«‘]([^\"”“»’]{8,300})[\"”“»’]")
_DOI = re.compile(r"\b10\.\d{4,9}/\S+|\bdoi\b|\barXiv:\s?\d", re.IGNORECASE)
_UN = re.compile(r"\b[AS]/(?:RES/|HRC/|PV\.|C\.\d/)?\d{1,5}(?:/\d{1,5})?\b|\bUN Doc", re.IGNORECASE)
_ACADEMIC = re.compile(
    r"\bet al\b|\bJournal of\b|\bUniversity(?: Press)?\b|\bvol\.|\bpp?\.\s?\d|\bISBN\b|\bPh\.?D\b",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"\b(?:Security Council|General Assembly|Human Rights Council|Secretary-General|United Nations|"
    r"Ministry of|Supreme Court|Government of|Parliament|Commission of Inquiry)\b|\bUN\b"
)
_AUTHOR = re.compile(
    r"^[A-ZÀ-ÞŠŽČ][\w’'.-]*"
    r"(?:[ ,&]+(?:and |et |al-|de |van |von |bin |ibn )?[A-ZÀ-ÞŠŽČ][\w’'.-]*){0,8}"
    r"\s*(?:[:(,]|\.\s)"
)
_SAME = re.compile(r"^\W*(?:ibid|ibidem|op\.? ?cit|loc\.? ?cit|idem)\b", re.IGNORECASE)
_NOT_FOUND = re.compile(
    r"\b(?:dead link|link (?:is )?(?:dead|broken|missing)|link removed|404)\b", re.IGNORECASE
)
_CUE_WORD = re.compile(r"\b(?:see|cf|source|quoted|ibid|op\.? ?cit|according to)\b", re.IGNORECASE)
_ARMED = re.compile(
    r"\b(?:Ministry of (?:National )?Defen[cs]e|Defen[cs]e Ministry|General Staff|Armed Forces)\b"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST_TITLE_WORDS = 3
_FEWEST_COMMENT_WORDS = 6


@dataclass(frozen=True)
class Writer:
    """The author of the report, by whom it cites itself."""

    author: str | None
    organisation: str | None
    abbreviation: str | None
    host: str  # of the report's own address, "" if it has none

    def is_meant(self, text: str, addresses: tuple[str, ...]) -> bool:
        """Whether a reference is to the writer's own work."""
        if self.host and any(host_of(address) == self.host for address in addresses):
            return True
        if _OURS.search(_QUOTED.sub(" ", text)):
            return True
        head = plain_letters(_head(text))
        return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", head) for name in self._names())

    def _names(self) -> list[str]:
        names = []
        for person in re.split(r"\s*(?:,|&|\band\b)\s*", self.author or ""):
            parts = plain_letters(person).split()
            if len(parts) >= 2:
                given, family = parts[0], parts[-1]
                names += [" ".join(parts), f"{family}, {given}", f"{given[0]}. {family}",
                          f"{family}, {given[0]}."]  # fmt: skip
            elif parts:
                names += parts
        names += [plain_letters(n) for n in (self.organisation, self.abbreviation) if n]
        return [name for name in names if len(name) > 1]


@dataclass(frozen=True)
class Reference:
    """What one reference says. `comment`: it is a remark of the author, and cites nothing."""

    kind: CitationKind
    resolvable: bool
    originators: tuple[Originator, ...]
    same_as_before: bool = False
    comment: bool = False


def reference(
    text: str, addresses: tuple[str, ...], writer: Writer, known: Originators
) -> Reference:
    """Reads one reference, with the addresses that stand in it or behind it."""
    own = writer.is_meant(text, addresses)
    named = known.named_in(text)
    by_host = [one for address in addresses if (one := known.at(address)) is not None]
    found = tuple(dict.fromkeys([*by_host, *named]))
    body = _head_less(text)
    dated = _is_dated(text)
    quoted = _QUOTED.search(text) is not None
    author = _AUTHOR.match(body) is not None
    numbered = _DOI.search(text) is not None or _UN.search(text) is not None
    titled = quoted or len(_WORD.findall(body)) >= _FEWEST_TITLE_WORDS
    gone = _NOT_FOUND.search(text) is not None
    resolvable = not gone and (
        bool(addresses) or numbered or (titled and (dated or author or own or bool(found)))
    )
    kind: CitationKind = "self" if own else _kind(text, found, by_host, addresses)
    cites = own or found or addresses or numbered or dated or quoted or _CUE_WORD.search(text)
    comment = not cites and kind == "unknown" and len(_WORD.findall(text)) >= _FEWEST_COMMENT_WORDS
    return Reference(
        kind,
        resolvable,
        () if own else found,
        _SAME.match(text) is not None,
        comment and not author,
    )


def _kind(
    text: str, found: tuple[Originator, ...], by_host: list[Originator], addresses: tuple[str, ...]
) -> CitationKind:
    """By the host of the address, else by the first originator named, else by how it is written."""
    if by_host:
        return by_host[0].kind
    hosts = [host_of(address) for address in addresses]
    if any(re.search(r"\.(?:edu|ac)(?:\.\w{2})?$", host) for host in hosts) or _DOI.search(text):
        return "academic"
    if any(re.search(r"\.(?:gov|gob|gouv|int)(?:\.\w{2})?$", host) for host in hosts):
        return "official"
    if any(host.endswith(".mil") for host in hosts):
        return "party"
    if found:
        return found[0].kind
    if _ARMED.search(text):
        return "party"
    if _UN.search(text):
        return "official"
    if _ACADEMIC.search(text):
        return "academic"
    return "official" if _OFFICIAL.search(text) else "unknown"


def _head(text: str) -> str:
    """Where the author of a reference stands: before the first colon, quotation mark, full stop."""
    body = _head_less(text)
    return re.split(r"[:\"“„«]|(?<!\b\w)\.\s", body, maxsplit=1)[0][:200]


def _head_less(text: str) -> str:
    """The reference without “See on this e.g.” or “On the assessment of the deal see:”."""
    text = _UP_TO_SEE.sub("", text, count=1)
    return _CUE.sub("", text, count=1)


def _is_dated(text: str) -> bool:
    return any(
        when.first is not None and not when.vague
        for when in time_expressions(text, None, day_first=True)
    ) or bool(re.search(r"\((?:19|20)\d\d[a-z]?\)|,\s(?:19|20)\d\d\b", text))


def plain_letters(text: str) -> str:
    """Lower case, without accents: “Pröbsting” and “Probsting” are one name."""
    split = unicodedata.normalize("NFD", text.casefold())
    return " ".join("".join(c for c in split if not unicodedata.combining(c)).split())
