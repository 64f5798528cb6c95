"""When an event was: the time said of it, of the clause above it, or of what was told before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.claims import When
from onrecord.reading.arguments import is_relative
from onrecord.reading.dates import TimeExpression
from onrecord.reading.happening import Happening
from onrecord.reading.lasting import times_in, until
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.moment import Timing
from onrecord.reading.parse import Parse, Token
from onrecord.reading.passage import Passage, Timed
from onrecord.reading.pointing_back import NTH, nth, pointing_back
from onrecord.reading.stretching import behind, days_before, lasting, with_listed
from onrecord.reading.tense import tense_of

RECENT_DAYS = 14
"""A present tense, or “now”, is taken as so many days up to the publication date."""
REPORTED_DAYS = 3
"""What is said on a day is taken to have happened on it or in so many days before."""


_LONGEST_PERIOD = 31
"""Days that a bulletin covers at most: a title that names more is about something else."""
_NOT_THEN = frozenset({"after", "before", "since", "until", "than"})


@dataclass
class Clock:
    """Remembers, from sentence to sentence, when the report's events were."""

    published: dt.date | None
    lexicon: Lexicon
    last: When | None = None
    """When the event told last was; what “at that time” points at."""
    _paragraph: When | None = None
    _paragraph_said: str = ""
    _section: When | None = None
    _section_said: str = ""

    def new_paragraph(self) -> None:
        self._paragraph = None

    def label(self, times: Iterable[TimeExpression], within: tuple[int, int]) -> None:
        """Keep the time that labels a paragraph (“9 June: …”) for what it tells."""
        for time in times:
            inside = within[0] <= time.start and time.end <= within[1]
            if inside and time.first is not None and time.last is not None:
                self._paragraph = When(first=time.first, last=time.last, vague=time.vague)
                self._paragraph_said = time.text

    def heading(self, times: Iterable[TimeExpression], *, alone: bool) -> None:
        """Keep the day or the days that a heading names for what stands below it.

        `alone`: the heading is about nothing else; a single day in a title is that of the report.
        """
        found = [t for t in times if t.first is not None and t.last is not None]
        if len(found) != 1:
            return
        first, last = found[0].first, found[0].last
        assert first is not None  # noqa: S101 (asked above)
        assert last is not None  # noqa: S101 (asked above)
        days = (last - first).days
        past = self.published is None or first <= self.published
        if past and ((alone and days == 0) or 0 < days <= _LONGEST_PERIOD):
            self._section = When(first=first, last=last, vague=found[0].vague)
            self._section_said = found[0].text

    def tell(self, timing: Timing, said: str) -> None:
        """Remember when an event just told was."""
        if timing.when is not None:
            self.last = timing.when
            if timing.own:
                self._paragraph, self._paragraph_said = timing.when, said

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
        if self._paragraph is not None and tense == "past" and not denies:
            said = f"“{self._paragraph_said}”, said before in the paragraph"
            say = f"No time is given here; {said}, is taken."
            return Timing(self._paragraph, (say,))
        if self._section is not None and tense == "past" and not denies:
            say = f"No time is given here; “{self._section_said}”, of the heading, is taken."
            return Timing(self._section, (say,))
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
        if verb is None or nouns or verb.dep not in ("ROOT", "conj", "ccomp", "parataxis"):
            return None
        found = self._read(passage, here[0], reported=False)
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
            place = self._place_in(passage, timed, chain)
            if place is not None:
                reached.append((place[0], timed, place[1]))
        for far, timed, reported in sorted(reached, key=lambda r: (r[0], r[1].words[0])):
            timing = self._read(passage, timed, reported)
            if timing is None and happening.entry.form == "holds":
                timing = self._by_then(timed)
            if happening.entry.form == "holds":
                timing = _at_its_end(timing)
            if timing is not None:
                timing = with_listed(passage, timed, timing)
                timing = lasting(passage, happening, timing, self._paragraph, self)
                return behind(passage, happening, timing) if far else timing
        return None

    def chain(self, passage: Passage, happening: Happening) -> dict[int, tuple[int, bool]]:
        """Words whose time is the event's too → how far up, and whether they only report."""
        parse, lexicon = passage.parse, self.lexicon
        chain = {happening.trigger: (0, False)}
        if happening.apart:
            return chain
        if happening.clause != happening.trigger:
            chain.setdefault(happening.clause, (1, False))
        here, far, reported = happening.clause, 1, False
        for _ in range(20):
            token, up = parse[here], parse.head(here)
            if up.i == here or not self._shares_time(passage, token):
                break
            far += 1
            if up.pos in ("VERB", "AUX"):
                says = lexicon.words("standing", "says") | lexicon.words("standing", "denies")
                if token.dep in ("ccomp", "xcomp") and lexicon.lemma(up) in says:
                    reported = True
                chain.setdefault(up.i, (far, reported))
            here = up.i
        for via in happening.via:
            chain.setdefault(via, (1, False))
        for word in list(chain):
            for child in parse.children(word, "conj"):
                if child.pos == "VERB" and not parse.children(child.i, "nsubj", "nsubjpass"):
                    # “captured P and burnt it on Monday”
                    chain.setdefault(child.i, (far + 5, False))
        for word in list(chain):
            for child in parse.children(word, "advcl"):
                marked = any(c.lower == "as" for c in parse.children(child.i, "mark", "advmod"))
                if marked and lexicon.lemma(child) in lexicon.words("standing", "says"):
                    chain.setdefault(child.i, (far + 1, True))
        return chain

    def _shares_time(self, passage: Passage, token: Token) -> bool:
        """Whether the clause of `token` happens when the clause above it does."""
        parse = passage.parse
        if token.dep in ("relcl", "acl"):
            return token.dep == "acl" and token.tag in ("VBG",)
        if token.dep in ("advcl", "pcomp"):
            marks = {c.lower for c in parse.children(token.i, "mark", "advmod") if c.i < token.i}
            if token.dep == "pcomp":
                marks.add(parse.head(token.i).lower)
            return not marks & _NOT_THEN
        if token.dep == "ccomp" and token.i < token.head:
            between = passage.parse.tokens[token.i : token.head]
            return all(t.text != ";" for t in between)  # “A did; B did”: two sentences
        return True

    def _place_in(
        self, passage: Passage, timed: Timed, chain: dict[int, tuple[int, bool]]
    ) -> tuple[int, bool] | None:
        """Where on the chain a time expression hangs."""
        parse = passage.parse
        head = next((w for w in timed.words if parse[w].head not in timed.words), timed.words[0])
        if head in chain:
            return chain[head]
        below = parse[head]
        for up in parse.above(head):
            if up.i in chain:
                return chain[up.i]
            entry = self.lexicon.noun(parse, up.i)
            if entry is not None and entry.form == "agrees":
                return None  # “despite the ceasefire of 4 May”
            if up.lower in _NOT_THEN and below.i not in timed.words:
                return None  # “after the ceasefire of 4 May”: the time of the ceasefire
            below = up
            if up.pos in ("VERB", "AUX") and not self._leads_on(parse, up):
                return None
        return None

    def _leads_on(self, parse: Parse, verb: Token) -> bool:
        """A verb that carries no time of its own: infinitives, “a bus carrying traders”."""
        if verb.dep == "acl" and verb.tag in ("VBG", "VBN"):
            return self.lexicon.verb(parse, verb.i) is None
        return verb.dep == "xcomp" and not is_relative(verb)

    def _by_then(self, timed: Timed) -> Timing | None:
        """“By the 6th they held P”: on that day."""
        day = NTH.search(timed.time.text)
        if day is None or not timed.time.text.lower().startswith("by"):
            return None
        return nth(int(day[1]), self.last, timed.time.text, self.published)

    def _counted_back(self, passage: Passage, timed: Timed) -> Timing | None:
        """“B did on Sunday, a week after A did”: A was a week before what was just told."""
        parse = passage.parse
        clause = parse.head(timed.words[-1])
        if clause.dep != "advcl" or clause.head > clause.i or timed.time.offset is None:
            return None
        low, high = timed.time.offset
        counted = replace(timed, time=replace(timed.time, offset=(-high, -low)))
        return pointing_back(passage, counted, self.last, self.published)

    def _read(self, passage: Passage, timed: Timed, reported: bool) -> Timing | None:
        time = timed.time
        if time.anaphoric:
            end = passage.parse[timed.words[-1]] if timed.words else None
            if end is not None and end.dep == "mark" and end.lower in ("after", "before"):
                return self._counted_back(passage, timed)
            return pointing_back(passage, timed, self.last, self.published)
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
