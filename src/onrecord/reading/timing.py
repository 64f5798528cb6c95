"""When an event was: the time said of it, of the clause above it, or of what was told before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from onrecord.claims import When
from onrecord.reading.dates import TimeExpression
from onrecord.reading.dates.days import month_span
from onrecord.reading.happening import Happening
from onrecord.reading.lasting import times_in, until
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.moment import Timing
from onrecord.reading.passage import Passage, Timed
from onrecord.reading.pointing_back import NTH, counted_from, nth, pointing_back
from onrecord.reading.reaching import Chain, chain_of, place_in
from onrecord.reading.remembered import REPORTED_ON, Remembered
from onrecord.reading.stretching import behind, days_before, lasting, with_listed
from onrecord.reading.tense import tense_of

RECENT_DAYS = 14
"""A present tense, or “now”, is taken as so many days up to the publication date."""
REPORTED_DAYS = 3
"""What is said on a day is taken to have happened on it or in so many days before."""


@dataclass
class Clock:
    """Remembers, from sentence to sentence, when the report's events were."""

    published: dt.date | None
    lexicon: Lexicon
    days: Remembered = field(default_factory=Remembered)

    def new_paragraph(self, text: str = "", times: Sequence[TimeExpression] = ()) -> None:
        self.days.new_paragraph()
        self.days.covers(text, times)

    def label(self, times: Iterable[TimeExpression], within: tuple[int, int]) -> None:
        """Keep the time that labels a paragraph (“9 June: …”, “Same night: …”)."""
        for time in times:
            if not (within[0] <= time.start and time.end <= within[1]):
                continue
            if time.first is not None and time.last is not None:
                when = When(first=time.first, last=time.last, vague=time.vague)
                self.days.note(-1, when, time.text, own=True)
            elif time.anaphoric and self.days.before is not None:
                found = counted_from(time, self.days.before)
                if found is not None and found.when is not None:
                    self.days.note(-1, found.when, time.text, own=True)

    def heading(self, times: Iterable[TimeExpression], *, alone: bool) -> None:
        """Keep the day or the days that a heading names for what stands below it.

        `alone`: the heading is about nothing else; a single day in a title is that of the report.
        """
        found = [t for t in times if t.first is not None and t.last is not None]
        if len(found) != 1 or found[0].first is None:
            return
        past = self.published is None or found[0].first <= self.published
        if past:
            self.days.heading(found[0], keep=alone or found[0].first != found[0].last)

    def tell(self, timing: Timing, said: str, *, at: int) -> None:
        """Remember when an event just told was. `at`: the position of its word."""
        if timing.when is not None:
            self.days.note(at, timing.when, said, own=timing.own)

    def when(self, passage: Passage, happening: Happening, *, skip: tuple[int, ...] = ()) -> Timing:
        """When `happening` was. `skip`: words whose times say something else (“since 2015”)."""
        own = self._said_of(passage, happening, skip)
        if own is not None:
            return own
        # “The attack shows …” does not say that the attack is now.
        tells = happening.carried or not happening.definite
        deal = happening.entry.form == "agrees" and not happening.carried
        tense = tense_of(passage.parse, happening.clause, self.lexicon)
        clause = passage.parse[happening.clause]
        if happening.verbal and clause.tag == "VBN" and clause.dep in ("acl", "amod"):
            tense = "past"  # “the toll is 132 civilians killed”
        if tense == "present" and tells and not deal:
            return self.recent()
        standing = happening.standing
        denies = standing.negated or standing.stance == "denied"
        beside = self._beside(passage, happening) if tense == "past" and not denies else None
        if beside is not None:
            return beside
        if self._dated_otherwise(passage, happening, skip):
            return Timing(None)
        if tense != "past" or denies:
            return Timing(None)
        return self._told_before(happening)

    def _told_before(self, happening: Happening) -> Timing:
        """The time of what was told before it: in its paragraph, or by the heading above."""
        told = self.days.paragraph(happening.trigger)
        if told is not None:
            say = f"No time is given here; “{told.words}”, said before in the paragraph, is taken."
            return Timing(told.when, (say,))
        section = self.days.section
        if section is not None:
            say = f"No time is given here; “{section.words}”, of the heading, is taken."
            return Timing(section.when, (say,))
        return Timing(None)

    @staticmethod
    def _dated_otherwise(passage: Passage, happening: Happening, skip: tuple[int, ...]) -> bool:
        """“Eight were killed and two abducted in the attack of 12 July”: a day behind the event in
        its sentence, of which it is not said whether it is its day: no earlier one will do.
        """
        for timed in times_in(passage, *passage.parse.sentence_of(happening.trigger)):
            exact = timed.time.first is not None and timed.time.first == timed.time.last
            own = timed.words and timed.words[0] > happening.trigger
            if own and exact and not set(timed.words) & set(skip):
                return True
        return False

    def _beside(self, passage: Passage, happening: Happening) -> Timing | None:
        """“A blew himself up on 27 May; 27 people were killed”: the one time of the sentence."""
        parse = passage.parse
        first, end = parse.sentence_of(happening.trigger)
        here = [t for t in times_in(passage, first, end) if t.words]
        if len(here) != 1 or here[0].words[0] > happening.trigger:
            return None
        verb = next((t for t in parse.above(here[0].words[0]) if t.pos in ("VERB", "AUX")), None)
        over = list(parse.above(here[0].words[0]))
        nouns = [t for t in over[: until(over, verb.i if verb else -1)] if t.pos == "NOUN"]
        nouns = [t for t in nouns if t.i not in here[0].words]
        if verb is None or nouns or verb.dep not in ("ROOT", "conj", "ccomp", "parataxis"):
            return None
        found = self._read(passage, here[0], False, happening.trigger)
        if found is None:
            return Timing(None)  # the sentence has its own time, and which that is, is not known
        say = f"No time is given here; “{here[0].time.text}”, of the same sentence, is taken."
        return Timing(found.when, (*found.assumed, say))

    def recent(self) -> Timing:
        """The days up to publication, for what is told in the present tense."""
        if self.published is None:
            return Timing(None)
        first = days_before(self.published, RECENT_DAYS)
        when = When(first=first, last=self.published, vague=True)
        say = f"The present tense is taken as the {RECENT_DAYS} days up to the publication date."
        return Timing(when, (say,))

    def _said_of(
        self, passage: Passage, happening: Happening, skip: tuple[int, ...]
    ) -> Timing | None:
        chain = self.chain(passage, happening)
        reached: list[tuple[int, Timed, bool]] = []
        for timed in times_in(passage, *passage.parse.sentence_of(happening.trigger)):
            if not timed.words or set(timed.words) & set(skip):
                continue
            if timed.time.text.lower().startswith("as of") and happening.standing.negated:
                return Timing(None)  # “as of 20 June no clashes …”: up to then, since when is open
            place = place_in(passage, timed, chain, self.lexicon)
            if place is not None:
                reached.append((place[0], timed, place[1]))
        for far, timed, reported in sorted(reached, key=lambda r: (r[0], r[1].words[0])):
            timing = self._read(passage, timed, reported, happening.trigger)
            if timing is None and happening.entry.form == "holds":
                timing = self._by_then(timed, happening.trigger)
            if happening.entry.form == "holds":
                timing = _at_its_end(timing)
            if timing is not None:
                timing = with_listed(passage, timed, timing)
                told = self.days.paragraph(happening.trigger)
                timing = lasting(passage, happening, timing, told.when if told else None, self)
                return behind(passage, happening, timing) if far else timing
        return None

    def chain(self, passage: Passage, happening: Happening) -> Chain:
        """Words whose time is the event's too → how far up, and whether they only report."""
        return chain_of(passage, happening, self.lexicon)

    def _by_then(self, timed: Timed, at: int) -> Timing | None:
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
        if when is not None and when.first is not None and when.last is not None:
            if low <= (when.last - when.first).days + 1 <= high:
                say = f"“{time.text}” is taken as {when.iso}, which the report covers."
                return Timing(when, (say,), own=True)
        if "month" in time.text.lower() and last is not None and last.first is not None:
            first, end = month_span(last.first.year, last.first.month)
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

    def _read(self, passage: Passage, timed: Timed, reported: bool, at: int) -> Timing | None:
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
        if reported and last is not None and vague:
            assumed.append(f"“{time.text}” is when it was said; it is taken to have happened then.")
        elif reported and last is not None:
            first, vague = days_before(first or last, REPORTED_DAYS), True
            assumed.append(
                f"“{time.text}” is when it was said; it is taken to have happened then or in the "
                f"{REPORTED_DAYS} days before."
            )
        return Timing(When(first=first, last=last, vague=vague), tuple(assumed), own=True)


def _at_its_end(timing: Timing | None) -> Timing | None:
    """“By 6 May they held P”: on that day, since when it does not say."""
    if timing is None or timing.when is None or timing.when.first or timing.when.last is None:
        return timing
    last = timing.when.last
    return replace(timing, when=When(first=last, last=last))
