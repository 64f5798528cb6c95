"""When an event was: the time said of it, of the clause above it, or of what was told before it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from onrecord.claims import When
from onrecord.reading.dates import TimeExpression
from onrecord.reading.dates.names import words
from onrecord.reading.framing import framed, links_back, nouns_of
from onrecord.reading.happening import Happening
from onrecord.reading.lasting import times_in, until
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.moment import Timing, at_its_end, at_its_last, on_its_first
from onrecord.reading.passage import Passage, Timed
from onrecord.reading.pointing_back import counted_from
from onrecord.reading.present_tense import now, recent
from onrecord.reading.reaching import (
    Chain,
    at_its_beginning,
    chain_of,
    place_in,
    since_it_began,
    since_then,
)
from onrecord.reading.remembered import REPORTED_ON, Remembered
from onrecord.reading.resolving import Resolver
from onrecord.reading.stretching import (
    behind,
    going_on,
    lasting,
    up_to_now,
    with_listed,
)
from onrecord.reading.tense import shifted_back, tense_of

_NOTED = words("record report register observe document note log see")
_NOW = re.compile(r"(?:right )?now|currently|presently|at (?:the moment|present)", re.IGNORECASE)


@dataclass
class Clock:
    """Remembers, from sentence to sentence, when the report's events were."""

    published: dt.date | None
    lexicon: Lexicon
    days: Remembered = field(default_factory=Remembered)
    _nouns: frozenset[str] = frozenset()
    """The common nouns of the paragraph before."""
    _passage: Passage | None = None

    def new_paragraph(self, text: str = "", times: Sequence[TimeExpression] = ()) -> None:
        self.days.new_paragraph()
        self.days.covers(text, times)
        if self._passage is not None:
            self._nouns = nouns_of(self._passage.parse)
        self._passage = None

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
        found = [t for t in found if not REPORTED_ON.search(t.text)]  # “for the week 6-12 July”
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
        self._passage = passage
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
        holds = happening.entry.form == "holds" and happening.entry.word != ""
        if holds and (
            tense == "present" or shifted_back(passage.parse, happening.clause, self.lexicon)
        ):
            return now(self.published)
        if tense == "present" and tells and not deal:
            return recent(self.published)
        standing = happening.standing
        denies = standing.negated or standing.stance == "denied"
        beside = self._beside(passage, happening) if tense == "past" and not denies else None
        if beside is not None:
            return beside
        if self._dated_otherwise(passage, happening, skip):
            return Timing(None)
        if tense == "perfect" or (standing.negated and tense == "present"):
            return up_to_now(passage, happening, self.published) or Timing(None)
        if tense == "past" and standing.negated and self.days.period is not None:
            return self._unrecorded(passage, happening)
        if standing.stance == "denied" and not standing.negated:
            inside = set(passage.parse.under(happening.clause))
            elsewhere = any(inside & set(p.words) for p in passage.places)
            told = None if elsewhere else self.days.paragraph(happening.trigger)
            say = "No time is given for what is denied; that of what was told before is taken."
            return Timing(told.when, (say,)) if told is not None else Timing(None)
        if tense != "past" or denies:
            return Timing(None)
        timing = self._told_before(passage, happening)
        return going_on(passage, happening, timing, self.lexicon)

    def _unrecorded(self, passage: Passage, happening: Happening) -> Timing:
        """“No attack was recorded in P”, in a report that says which days it covers."""
        noted = self.lexicon.lemma(passage.parse[happening.clause]) in _NOTED
        if not noted or self.days.period is None:
            return Timing(None)
        say = (
            f"No time is given here; the days that the report covers ({self.days.period.iso}) are."
        )
        return Timing(self.days.period, (say,))

    def _told_before(self, passage: Passage, happening: Happening) -> Timing:
        """The time of what was told before it: in its paragraph, or by the heading above."""
        told = self.days.paragraph(happening.trigger)
        framing = framed(passage, happening.trigger, self.lexicon)
        if framing is not None and (told is None or told.at < framing.words[0]):
            found = self.resolver.read(passage, framing, at=framing.words[0])
            if found is not None and found.when is not None and found.when.first is not None:
                said = f"“{framing.time.text}”, which opens the sentence before"
                return Timing(found.when, (f"No time is given here; {said}, is taken.",))
        if told is not None:
            say = f"No time is given here; “{told.words}”, said before in the paragraph, is taken."
            return Timing(told.when, (say,))
        section = self.days.section
        if section is not None:
            say = f"No time is given here; “{section.words}”, of the heading, is taken."
            return Timing(section.when, (say,))
        before = self.days.before
        if before is not None and links_back(passage, happening, self._nouns):
            say = (
                f"The time is that of what was told before ({before.iso}), which it points back at."
            )
            return Timing(before, (say,))
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
        found = self.resolver.read(passage, here[0], at=happening.trigger)
        if found is None:
            return Timing(None)  # the sentence has its own time, and which that is, is not known
        say = f"No time is given here; “{here[0].time.text}”, of the same sentence, is taken."
        return Timing(found.when, (*found.assumed, say), own=True)

    def _known(self, day: dt.date | None) -> bool:
        """Whether a day is not after publication, which is known."""
        return day is not None and self.published is not None and day <= self.published

    @property
    def resolver(self) -> Resolver:
        return Resolver(self.published, self.days)

    def _since_first(self, said: str) -> Timing | None:
        """“Since this began”: from the first day that the report tells of."""
        told = self.days.first
        if told is None or told.first is None or self.published is None:
            return None
        if told.first > self.published:
            return None
        when = When(first=told.first, last=self.published, vague=True)
        say = f"“{said}” is taken as since {told.first}, the first day that the report tells of."
        return Timing(when, (say,), own=True)

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
            elif since_then(passage, timed, chain) and self._known(timed.time.first):
                vague = timed.time.vague or timed.time.first != timed.time.last
                since = replace(timed.time, last=self.published, vague=vague)
                opened = replace(timed, time=since)
                reached.append((9, opened, False))
        said_on = next(
            (
                t.time.first
                for _, t, reported in reached
                if reported and t.time.first == t.time.last
            ),
            None,
        )
        began = since_it_began(passage.parse, chain, self.lexicon) if not reached else None
        if began is not None:
            return self._since_first(began)
        for far, timed, reported in sorted(reached, key=lambda r: (r[0], r[1].words[0])):
            timing = self.resolver.read(
                passage, timed, reported=reported, at=happening.trigger, said_on=said_on
            )
            if timing is None and happening.entry.form == "holds":
                timing = self.resolver.by_then(timed, happening.trigger)
            if happening.entry.form == "holds":
                if happening.entry.word and _NOW.fullmatch(timed.time.text):
                    return now(self.published)
                back = reported and shifted_back(passage.parse, happening.clause, self.lexicon)
                timing = at_its_last(timing) if back else at_its_end(timing)
            if timing is not None and at_its_beginning(passage, timed, happening.clause):
                timing = on_its_first(timing)
            if timing is not None:
                timing = with_listed(passage, timed, timing)
                told = self.days.paragraph(happening.trigger)
                timing = lasting(passage, happening, timing, told.when if told else None, self)
                return behind(passage, happening, timing) if far else timing
        return None

    def chain(self, passage: Passage, happening: Happening) -> Chain:
        """Words whose time is the event's too → how far up, and whether they only report."""
        return chain_of(passage, happening, self.lexicon)
