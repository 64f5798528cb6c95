"""When an event was: the time said of it, of the clause above it, or of what was told before it."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.claims import When
from onrecord.reading.arguments import is_relative
from onrecord.reading.dates import TimeExpression
from onrecord.reading.happening import Happening
from onrecord.reading.lasting import how_long, times_in, until
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.parse import Token
from onrecord.reading.passage import Passage, Timed
from onrecord.reading.tense import tense_of

RECENT_DAYS = 14
"""A present tense, or “now”, is taken as so many days up to the publication date."""
REPORTED_DAYS = 3
"""What is said on a day is taken to have happened on it or in so many days before."""

BEFORE_DAYS = 7
"""What something came after is taken to have happened in so many days up to it."""

_AND = re.compile(r"\s*(?:,|and|, and)\s*(?:again\s*)?")

_NTH = re.compile(r"\bthe\s+(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)

_LASTING = {"hours": 1, "days": 7, "week": 7, "weeks": 28, "month": 31, "months": 92, "years": 730}
"""“After weeks of fighting”: how many days that is taken to be."""

_NOT_THEN = frozenset({"after", "before", "since", "until"})


@dataclass(frozen=True)
class Timing:
    when: When | None
    assumed: tuple[str, ...] = ()
    own: bool = False
    """Said of the event itself, or of its sentence."""


@dataclass
class Clock:
    """Remembers, from sentence to sentence, when the report's events were."""

    published: dt.date | None
    lexicon: Lexicon
    last: When | None = None
    """When the event told last was; what “at that time” points at."""
    _paragraph: When | None = None
    _paragraph_said: str = ""

    def new_paragraph(self) -> None:
        self._paragraph = None

    def label(self, times: Iterable[TimeExpression], within: tuple[int, int]) -> None:
        """Keep the time that labels a paragraph (“9 June: …”) for what it tells."""
        for time in times:
            inside = within[0] <= time.start and time.end <= within[1]
            if inside and time.first is not None and time.last is not None:
                self._paragraph = When(first=time.first, last=time.last, vague=time.vague)
                self._paragraph_said = time.text

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
        if self._paragraph is not None and tense == "past" and not denies:
            said = f"“{self._paragraph_said}”, said before in the paragraph"
            say = f"No time is given here; {said}, is taken."
            return Timing(self._paragraph, (say,))
        return Timing(None)

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
        first = _days_before(self.published, RECENT_DAYS)
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
            if timing is not None:
                timing = self._with_listed(passage, timed, timing)
                timing = self._lasting(passage, happening, timing)
                return self._behind(passage, happening, timing) if far else timing
        return None

    @staticmethod
    def _with_listed(passage: Passage, timed: Timed, timing: Timing) -> Timing:
        """“on 15 and 16 February”, “on 1 May and again on 3 May”: from the first to the last."""
        end, when = timed.time.end, timing.when
        begin = bisect_left(passage.times, end, key=lambda t: t.time.start)
        for other in passage.times[begin : begin + 4]:
            between = passage.parse.text[end : other.time.start]
            if other.time.start < end or not _AND.fullmatch(between):
                continue
            if "again" not in between and not _joined(passage, timed, other):
                break  # “on 10 August, and on 29 August B did …”
            last = other.time.last
            if when is None or when.last is None or last is None or last < when.last:
                break
            when, end = When(first=when.first, last=last, vague=when.vague), other.time.end
        return replace(timing, when=when)

    def _lasting(self, passage: Passage, happening: Happening, timing: Timing) -> Timing:
        """“broke out on 8 July and lasted four days”, “… and raged until the 11th”."""
        when = timing.when
        if when is None or when.last is None:
            return timing
        end = how_long(passage, happening, self.lexicon)
        if end is None:
            return timing
        if end.days is not None and when.first is not None and when.first == when.last:
            last: dt.date | None = when.first + dt.timedelta(days=end.days - 1)
        elif end.until is not None and end.until.anaphoric:
            day = _NTH.search(end.until.text)
            nth = self._nth(int(day[1]), when, end.until.text) if day is not None else None
            last = nth.when.last if nth is not None and nth.when is not None else None
        else:
            last = end.until.last if end.until is not None else None
        if when.first is None:
            told = self._paragraph
            if end.until is None or told is None or told.first is None or told.vague:
                return timing
            if told.first > when.last:
                return timing
            say = f"Since when is taken from the time told before it ({told.iso})."
            begun = When(first=told.first, last=when.last, vague=when.vague)
            return replace(timing, when=begun, assumed=(*timing.assumed, say))
        if last is None or last <= when.last:
            return timing
        return replace(timing, when=When(first=when.first, last=last, vague=when.vague))

    def _behind(self, passage: Passage, happening: Happening, timing: Timing) -> Timing | None:
        """“captured P on Monday after fighting”: the fighting was before the time of its clause."""
        parse = passage.parse
        if happening.verbal or happening.carried or timing.when is None:
            return timing
        between = [parse[happening.trigger], *parse.above(happening.trigger)]
        words = {t.lower for t in between[: until(between, happening.clause)] if t.dep == "prep"}
        if "before" in words:
            return None
        if not words & {"after", "following", "since"} or timing.when.first is None:
            return timing
        days = max((_LASTING.get(t.lower, 0) for t in between), default=0) or BEFORE_DAYS
        when = When(first=_days_before(timing.when.first, days), last=timing.when.last, vague=True)
        say = f"“After” is taken as the {days} days up to what came next."
        return Timing(when, (*timing.assumed, say), own=True)

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
            if up.pos in ("VERB", "AUX") and not self._leads_on(up):
                return None
        return None

    @staticmethod
    def _leads_on(verb: Token) -> bool:
        """A verb that carries no time of its own: infinitives and their like."""
        return verb.dep == "xcomp" and not is_relative(verb)

    def _read(self, passage: Passage, timed: Timed, reported: bool) -> Timing | None:
        time = timed.time
        if time.anaphoric:
            return self._pointing_back(passage, timed)
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
            first, vague = _days_before(first or last, REPORTED_DAYS), True
            assumed.append(
                f"“{time.text}” is when it was said; it is taken to have happened then or in the "
                f"{REPORTED_DAYS} days before."
            )
        return Timing(When(first=first, last=last, vague=vague), tuple(assumed), own=True)

    def _nth(self, day: int, base: When | None, said: str) -> Timing | None:
        """“On the 12th”: the first such day from the one told before, else up to publication."""
        since = base.first if base is not None else None
        near = since or self.published
        if near is None:
            return None
        months = [near.year * 12 + near.month - 1 + n for n in ((0, 1) if since else (0, -1))]
        days = [d for m in months if (d := _date(m // 12, m % 12 + 1, day)) is not None]
        known = [d for d in days if self.published is None or d <= self.published]
        fitting = [d for d in known if since is None or d >= since] or known
        if not fitting:
            return None
        say = f"“{said}” is taken as {fitting[0]}, by the month that the report speaks of."
        return Timing(When(first=fitting[0], last=fitting[0]), (say,), own=True)

    @staticmethod
    def _named_before(passage: Passage, timed: Timed) -> TimeExpression | None:
        """The time named last before it in the paragraph, of an event that is told or not."""
        end = bisect_left(passage.times, timed.time.start, key=lambda t: t.time.start)
        for other in reversed(passage.times[max(0, end - 4) : end]):
            if not other.time.anaphoric and other.time.first is not None:
                return other.time
        return None

    def _pointing_back(self, passage: Passage, timed: Timed) -> Timing | None:
        time, base = timed.time, self.last
        named = self._named_before(passage, timed)
        if named is not None and named.first is not None:
            if named.last == named.first:
                base = When(first=named.first, last=named.last)
            elif time.text.lower().startswith("since") and self.published is not None:
                open_ended = named.last is None or named.text.lower().startswith("since")
                from_then = named.first if open_ended else named.last
                base = When(first=from_then, last=from_then)
            elif base is None or base.first != named.first:
                return None  # counted from a stretch of time: from which day, it does not say
        day = _NTH.search(time.text)
        if day is not None:
            return self._nth(int(day[1]), base, time.text)
        if base is None or base.first is None or base.last is None:
            return None
        begins = time.text.lower().split()[0]
        if begins in ("until", "till", "by"):
            return None  # since when, it does not say
        if begins == "since":
            if self.published is None or base.last > self.published:
                return None
            say = f"“{time.text}” is counted from the time told before it ({base.iso})."
            return Timing(When(first=base.last, last=self.published), (say,), own=True)
        low, high = time.offset or (0, 0)
        # “a day earlier” is the day before it began, “a day later” the day after it ended
        short = not base.vague and (base.last - base.first).days == 1
        began, ended = base.first, base.last
        if short:
            began = base.last if low > 0 else base.first
            ended = base.first if high < 0 else base.last
        try:
            first = began + dt.timedelta(days=low)
            last = ended + dt.timedelta(days=high)
        except OverflowError:
            return None
        say = f"“{time.text}” is counted from the time told before it ({base.iso})."
        vague = base.vague or time.vague or low != high
        return Timing(When(first=first, last=last, vague=vague), (say,), own=True)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _joined(passage: Passage, timed: Timed, other: Timed) -> bool:
    """Whether the second of two times hangs on the first, or on its preposition."""
    parse = passage.parse
    if not other.words:
        return False
    over = (parse.head(w) for w in timed.words)
    first = {*timed.words, *(t.i for t in over if t.pos == "ADP")}
    chain = [parse[other.words[0]], *parse.above(other.words[0])][:4]
    return any(t.dep == "conj" and t.head in first for t in chain) or any(
        t.i in timed.words for t in chain
    )


def _days_before(day: dt.date, days: int) -> dt.date:
    return dt.date.fromordinal(max(1, day.toordinal() - days))
