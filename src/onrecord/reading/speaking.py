"""Who “we” and “our forces” are: the one in whose name a communiqué, a letter or a briefing is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from onrecord.reading.descriptions import Found, Lookup
from onrecord.reading.protocols import ParagraphLike

_ISSUES = re.compile(
    r"\b(?:statements?|communiqu[eé]s?|declarations?|announcement|letters?|note|briefing|bulletin|"
    r"commands?|general staff|spokes(?:man|person|woman)|ministry|representative|mission|"
    r"central committee|politburo|media office|press (?:office|service|release|information)|"
    r"(?:political |general )?headquarters|in the name of|to the people|war report|"
    r"office of|leadership)\b",
    re.IGNORECASE,
)
_ISSUES_ITSELF = re.compile(
    r"\b(?:communiqu[eé]s?|ministry|general staff|armed forces|press (?:office|service|release)|"
    r"(?:statement|briefing|bulletin|report) (?:of|by|from) the|media office|general command)\b",
    re.IGNORECASE,
)
"""Without “we” in it, a report must say more clearly whose it is."""
_STATE = re.compile(
    r"\b(?:ministry of (?:national |the )?(?:defen[cs]e|interior|foreign affairs)|"
    r"permanent (?:representative|mission)|armed forces|ministry)\b",
    re.IGNORECASE,
)
_OF_A_STATE = re.compile(
    r"\b(?:representative|mission|minister|ministry|president|government|ambassador|embassy|"
    r"armed forces|army)\b[^.:;\n]{0,40}?\bof (?:the )?$",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"\b[A-Z][a-z]{3,}\b")
_FIRST_PERSON = re.compile(r"\b(?:we|our|my)\b", re.IGNORECASE)
_NO_PARTY = ("civilians", "united-nations")
_HEAD_WORDS = 30
"""A first paragraph of at most so many words may say who speaks."""
_HEAD = 3
"""Paragraphs at the head that are looked at."""


def speaker(
    text: str,
    paragraphs: Sequence[ParagraphLike],
    mentions: Mapping[tuple[int, int], Iterable[Any]],
    lookup: Lookup,
    soldiers: Found | None,
) -> Found | None:
    """The one actor that the head of a report says it comes from; None if that is in doubt.

    `mentions`: the actors named in each paragraph, by its range; `soldiers`: whose the armed
    forces are, if the report names no other government.
    """
    heads: list[ParagraphLike] = []
    for paragraph in paragraphs[:_HEAD]:
        words = text[paragraph.start : paragraph.end].split()
        prose = len(words) > 6 and words[-1].endswith((".", "!", "?")) and bool(heads)
        if len(words) > _HEAD_WORDS or (prose and not _ISSUES.search(" ".join(words))):
            break
        heads.append(paragraph)
    said = " ".join(text[p.start : p.end] for p in heads)
    speaks = _ISSUES if _FIRST_PERSON.search(text) else _ISSUES_ITSELF
    if not speaks.search(said):
        return None
    for paragraph in heads:
        named = {
            m.actor_id: m
            for m in mentions[paragraph.start, paragraph.end]
            if m.actor_id
            and m.actor_id not in _NO_PARTY
            and not getattr(m, "metonym", False)
            and (not m.bare_country or _OF_A_STATE.search(text[paragraph.start :][: m.start]))
        }
        if len(named) == 1:
            (one,) = named.values()
            return str(one.actor_id), str(one.rule), False
        if named:
            return None
    if not _STATE.search(said):
        return None
    states = {
        found[0]: found
        for word in _CAPITALISED.findall(said)
        if (found := lookup(f"{word} government")) is not None and not found[2]
    }
    return next(iter(states.values())) if len(states) == 1 else (None if states else soldiers)
