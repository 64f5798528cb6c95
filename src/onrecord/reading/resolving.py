"""From a time expression in its sentence to days: counted back, as of a report, said on a day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from onrecord.claims import When
from onrecord.reading.dates import TimeExpression
from onrecord.reading.dates.days import month_span
from onrecord.reading.moment import Timing
from onrecord.reading.passage import Passage, Timed
from onrecord.reading.pointing_back import NTH, nth, pointing_back
from onrecord.reading.remembered import REPORTED_ON, Remembered
from onrecord.reading.stretching import days_before

REPORTED_DAYS = 3
"""What is said on a day is taken to have happened on it or in so many days before."""
OVERNIGHT = re.compile(r"(?:overnight|last night|during the night)$", re.IGNORECASE)


@dataclass(frozen=True)
class Resolver:
    """Reads times against the publication date and what was told before."""

    published: dt.date | None
    days: Remembered

    def by_then(self, timed: Timed, at: int) -> Timing | None:
        """“By the 6th they held P”: on that day."""
        day = NTH.search(timed.time.text)
        if day is None or not timed.time.text.lower().startswith("by"):
            return None
        return nth(int(day[1]), self.days.last(at), timed.time.text, self.published)

    def _of_report(self, time: TimeExpression, at: int) -> Timing:
        """“During the reporting period”, “in the month”: the report's, or of what was just told."""
        when, last = self.days.period, self.days.last(at)
        fits = {"week": (4, 8), "month": (27, 31)}
        low, high = next((fits[w] for w in fits if w in time.text.lower()), (0, 366))
        if when is not None and low <= _length(when) <= high:
            say = f"“{time.text}” is taken as {when.iso}, which the report covers."
            return Timing(when, (say,), own=True)
        if "the month" in time.text.lower() and last is not None and last.first is not None:
            first, end = month_span(last.first.year, last.first.month)
            if self._known(end) < first:
                return Timing(None)
            say = f"“{time.text}” is taken as that of what was told before ({last.iso})."
            return Timing(When(first=first, last=self._known(end)), (say,), own=True)
        if time.first is not None and time.last is not None:
            said = (f"“{time.text}”: {time.assumed}.",) if time.assumed else ()
            return Timing(When(first=time.first, last=time.last, vague=time.vague), said, own=True)
        return Timing(None)

    def _known(self, day: dt.date) -> dt.date:
        """A day, but none after publication."""
        return min(day, self.published) if self.published is not None else day

    def _counted_back(self, passage: Passage, timed: Timed, at: int) -> Timing | None:
        """“B did on Sunday, a week after A did”: A was a week before what was just told."""
        parse = passage.parse
        clause = parse.head(timed.words[-1])
        if clause.dep != "advcl" or clause.head > clause.i or timed.time.offset is None:
            return None
        low, high = timed.time.offset
        counted = replace(timed, time=replace(timed.time, offset=(-high, -low)))
        return pointing_back(passage, counted, self.days.last(at), self.published)

    def read(
        self,
        passage: Passage,
        timed: Timed,
        *,
        reported: bool = False,
        at: int,
        said_on: dt.date | None = None,
    ) -> Timing | None:
        """The days of a time expression. `reported`: it is when something was said; `at`: the word
        of the event; `said_on`: the day on which the sentence says that it was said.
        """
        time = timed.time
        if REPORTED_ON.search(time.text):
            return self._of_report(time, at)
        if time.anaphoric:
            end = passage.parse[timed.words[-1]] if timed.words else None
            if end is not None and end.dep == "mark" and end.lower in ("after", "before"):
                return self._counted_back(passage, timed, at)
            return pointing_back(passage, timed, self.days.last(at), self.published)
        if time.first is None and time.last is None:
            return None
        first, last = time.first, time.last
        assumed = [f"“{time.text}”: {time.assumed}."] if time.assumed else []
        if (
            last is None
            and self.published is not None
            and first is not None
            and first <= self.published
        ):
            last = self.published
        vague = time.vague
        if said_on is not None and OVERNIGHT.match(time.text):
            first, last = said_on - dt.timedelta(days=1), said_on
            assumed = [f"“{time.text}” is taken as the night before it was said."]
        if reported and last is not None and vague:
            assumed.append(f"“{time.text}” is when it was said; it is taken to have happened then.")
        elif reported and last is not None:
            first, vague = days_before(first or last, REPORTED_DAYS), True
            assumed.append(
                f"“{time.text}” is when it was said; it is taken to have happened then or in the "
                f"{REPORTED_DAYS} days before."
            )
        return Timing(When(first=first, last=last, vague=vague), tuple(assumed), own=True)


def _length(when: When) -> int:
    """How many days; -1 where an end is open."""
    return (when.last - when.first).days + 1 if when.first and when.last else -1
