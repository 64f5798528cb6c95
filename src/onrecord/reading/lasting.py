"""How long an event went on: “lasted four days”, “besieged P for six days”, “until the 11th”."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.reading.dates import TimeExpression
from onrecord.reading.dates.names import words
from onrecord.reading.happening import Happening
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.parse import Parse, Token
from onrecord.reading.passage import Passage, Timed
from onrecord.reading.quantities import number_of

_LASTS = words("last continue rage persist endure go drag")
_UNIT_DAYS = {"day": 1, "week": 7}
_UNTIL = ("until", "till", "up until", "through")


@dataclass(frozen=True)
class HowLong:
    """`days`: how many it lasted; `until`: the words for its end, if there are any."""

    days: int | None
    until: TimeExpression | None


def how_long(passage: Passage, happening: Happening, lexicon: Lexicon) -> HowLong | None:
    """What the event's own verbs say of how long it went on; None where they do not."""
    if happening.entry.form not in ("acts", "fights", "kills") or happening.apart:
        return None
    verbs = _verbs(passage.parse, happening, lexicon)
    days = next((d for v in verbs if (d := _days(passage.parse, v, lexicon)) is not None), None)
    end = _end(passage, happening, verbs)
    return HowLong(days, end) if days or end else None


def _verbs(parse: Parse, happening: Happening, lexicon: Lexicon) -> list[int]:
    """The verb of the event, and those beside it that only say that it went on."""
    found = [happening.clause] if happening.verbal or happening.carried else []
    for child in parse.children(happening.clause, "conj", "advcl"):
        own = parse.children(child.i, "nsubj", "nsubjpass")
        # some parsers take “raged” for a form of “rag”
        if {lexicon.lemma(child), child.lower.removesuffix("d")} & _LASTS and not own:
            found.append(child.i)
    return found


def _days(parse: Parse, verb: int, lexicon: Lexicon) -> int | None:
    """“four days”, “for two weeks”, exact numbers only."""
    units = list(parse.children(verb, "npadvmod", "dobj"))
    for preposition in parse.children(verb, "prep"):
        if preposition.lower == "for":
            units += parse.children(preposition.i, "pobj")
    for unit in units:
        each = _UNIT_DAYS.get(unit.lemma.lower())
        number = number_of(parse, unit.i, lexicon) if each else None
        if each and number is not None and number.low is not None and number.low == number.high:
            return each * number.low if 0 < number.low < 400 else None
    return None


def _end(passage: Passage, happening: Happening, verbs: list[int]) -> TimeExpression | None:
    """“until 4 April” on one of the verbs."""
    parse = passage.parse
    for timed in times_in(passage, *parse.sentence_of(happening.trigger)):
        if not timed.words or not timed.time.text.lower().startswith(_UNTIL):
            continue
        chain = [parse[timed.words[0]], *parse.above(timed.words[0])]
        verb = next((t.i for t in chain if t.pos in ("VERB", "AUX")), None)
        if verb in verbs:
            return timed.time
    return None


def times_in(passage: Passage, first: int, end: int) -> Sequence[Timed]:
    """The time expressions of a sentence, found without going through those of the paragraph."""
    start, stop = passage.parse[first].start, passage.parse[end - 1].end
    low = bisect_left(passage.times, start, key=lambda t: t.time.start)
    high = bisect_left(passage.times, stop, key=lambda t: t.time.start)
    return passage.times[low:high]


def until(tokens: list[Token], word: int) -> int:
    """How many tokens stand before the one at position `word`; all of them if it is not there."""
    return next((n for n, t in enumerate(tokens) if t.i == word), len(tokens))
