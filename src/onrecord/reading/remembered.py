"""What a report has said of days so far: of its sentences, its headings and its whole period."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.claims import When
from onrecord.reading.dates import TimeExpression

_LONGEST_PERIOD = 31
"""Days that a bulletin covers at most: a title that names more is about something else."""
_COVERS = re.compile(
    r"(?:reporting period|period (?:covered|under review)|cover(?:s|ing)(?: the (?:period|week))?"
    r"|(?:bulletin|update|digest|log|summary|report) for(?: the (?:period|week|month))?)"
    r"\W{1,4}(?:from |of )?$",
    re.IGNORECASE,
)
_FURTHEST = 40
"""Characters before a time in which such words stand; they are fewer."""
REPORTED_ON = re.compile(
    r"\b(?:reporting|under review|covered|reviewed)\b|\b(?:the|this) (?:week|month|period)$",
    re.IGNORECASE,
)
"""“The reporting period”, “during the week”: words for the days that the report covers."""


@dataclass(frozen=True)
class Said:
    """Days told in a paragraph. `at`: the position of the word that told them, -1 for its label."""

    at: int
    when: When
    words: str
    own: bool
    """Said of what is told in so many words, not taken over from elsewhere."""


def _position(said: Said) -> int:
    return said.at


def _nearest(told: list[Said], at: int | None) -> Said | None:
    """What was told last before word `at`; of several at one word, what was noted first."""
    end = len(told) if at is None else bisect_left(told, at, key=_position)
    return told[bisect_left(told, told[end - 1].at, key=_position)] if end else None


@dataclass
class Remembered:
    """The days told so far; those of a paragraph by their place in it.

    Rules for whole sentences run after those for single events: what is remembered holds only for
    what stands behind it.
    """

    section: Said | None = None
    """The days that the heading above names."""
    period: When | None = None
    """The days that the report as a whole covers, if it says so."""
    before: When | None = None
    """When the event told last in the paragraphs before was."""
    first: When | None = None
    """When the first event that the report tells was."""
    _here: list[Said] = field(default_factory=list)
    """The days told in this paragraph, in the order of its words."""
    _own: list[Said] = field(default_factory=list)
    """Those of them that were said in so many words."""

    def new_paragraph(self) -> None:
        self.before = self.last(None)
        self._here, self._own = [], []

    def note(self, at: int, when: When, words: str, *, own: bool) -> None:
        said = Said(at, when, words, own)
        for kept in (self._here, self._own) if own else (self._here,):
            insort(kept, said, key=_position)
        if self.first is None and own and at >= 0 and not when.vague:
            self.first = when

    def last(self, at: int | None) -> When | None:
        """When the event told last before word `at` was; None for `at`: at the paragraph's end."""
        told = _nearest(self._here, at)
        return told.when if told is not None else self.before

    def paragraph(self, at: int) -> Said | None:
        """The days said last before word `at` of its paragraph."""
        return _nearest(self._own, at)

    def heading(self, time: TimeExpression, *, keep: bool) -> None:
        """Days that a heading names; `keep`: they hold for what stands below it."""
        if time.first is None or time.last is None:
            return
        days = (time.last - time.first).days
        when = When(first=time.first, last=time.last, vague=time.vague)
        if 0 < days <= _LONGEST_PERIOD and self.period is None:
            self.period = when
        if keep and days <= _LONGEST_PERIOD:
            self.section = Said(-1, when, time.text, own=True)

    def covers(self, text: str, times: Iterable[TimeExpression]) -> None:
        """“Reporting period: 8-18 July”, “covering 24 March to 7 April”: the days of the report."""
        for time in times:
            near = text[max(0, time.start - _FURTHEST) : time.start]
            if _COVERS.search(near) and time.first is not None and time.last:
                self.period = When(first=time.first, last=time.last, vague=time.vague)
