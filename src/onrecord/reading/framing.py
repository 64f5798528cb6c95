"""The time of an event without one: a time that opens the sentence before it, or what it points at.

“On the 16th it stopped being a border incident. Tajik forces shelled P”; “… fell on P on Monday.
⏎ Health workers said that the shells had killed 90.”
"""

from __future__ import annotations

from onrecord.reading.dates import names
from onrecord.reading.dates.names import words
from onrecord.reading.happening import Happening
from onrecord.reading.lasting import times_in
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.parse import Parse, Token
from onrecord.reading.passage import Passage, Timed

_POINTING = words("the this that these those")
_EVENTS = words(
    "attack assault raid blast explosion shelling bombing bombardment fighting clash battle "
    "clashes ambush massacre barrage strike airstrike incident crash shootout firefight siege"
)
"""“The fighting”, “the blast”: the one told of, also where another word was used for it."""
_THINGS = words(
    "attacker assailant gunman raider bomber shell rocket missile bomb mine mortar grenade drone "
    "convoy camp market church mosque hospital school bus checkpoint barracks base outpost hotel "
    "killing victim hostage"
)
"""What belongs to an event, if the paragraph before told of it."""
_LIGHT = frozenset({"PUNCT", "SPACE", "CCONJ", "ADV"})
_THEN = words("then later afterwards afterward subsequently")


def framed(passage: Passage, word: int, lexicon: Lexicon) -> Timed | None:
    """The time that opens the last sentence before that of `word` which a time opens, in sight."""
    parse = passage.parse
    first, _ = parse.sentence_of(word)
    for _ in range(_SIGHT):
        if first == 0:
            return None
        first, end = parse.sentence_of(first - 1)
        times = [t for t in times_in(passage, first, end) if t.words]
        if not times:
            continue
        return times[0] if len(times) == 1 and _opens(parse, times[0], first, lexicon) else None
    return None


_SIGHT = 2
"""How many sentences back a time still holds."""


def _opens(parse: Parse, timed: Timed, first: int, lexicon: Lexicon) -> bool:
    """Whether a time stands at the head of its sentence, and on a verb that tells of the past."""
    begin = timed.words[0]
    if any(t.pos not in _LIGHT for t in parse.tokens[first:begin]):
        return False
    verb = next((t for t in parse.above(begin) if t.pos in ("VERB", "AUX")), None)
    if verb is None or lexicon.lemma(verb) in lexicon.words("standing", "says"):
        return False
    past = {t.tag for t in (verb, *parse.children(verb.i, "aux", "auxpass"))}
    return "VBD" in past


def nouns_of(parse: Parse) -> frozenset[str]:
    """The common nouns of a paragraph."""
    return frozenset(t.lemma.lower() for t in parse.tokens if t.pos == "NOUN")


def _of_the_day(passage: Passage, token: Token, first: int, end: int) -> bool:
    """“Before dawn”, “in the afternoon”, without a day: that of what was told before."""
    parse = passage.parse
    up = parse.head(token.i)
    part = token.lower in names.TIMES_OF_DAY | names.DAY_PARTS
    if not part or token.dep != "pobj" or up.lower not in ("before", "at", "in", "after", "by"):
        return False
    return parse.head(up.i).pos in ("VERB", "AUX") and not times_in(passage, first, end)


def links_back(passage: Passage, happening: Happening, before: frozenset[str]) -> bool:
    """Whether the sentence of an event points back at what the paragraph before told."""
    parse = passage.parse
    first, end = parse.sentence_of(happening.trigger)
    adverbs = parse.children(happening.clause, "advmod")
    if any(c.lower in _THEN for c in adverbs if not parse.children(c.i)):
        return bool(before)
    for token in parse.tokens[first:end]:
        lemma = token.lemma.lower()
        if before and _of_the_day(passage, token, first, end):
            return True
        known = lemma in _EVENTS or (lemma in _THINGS and lemma in before)
        if token.pos != "NOUN" or not known or token.i == happening.trigger:
            continue
        if any(c.lower in _POINTING for c in parse.children(token.i, "det")):
            inside = set(parse.under(token.i))
            dated = any(inside & set(t.words) for t in times_in(passage, first, end))
            if not dated:
                return True
    return False
