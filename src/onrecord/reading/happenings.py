"""All events that a text tells of, with who supported them and how many they killed."""

from __future__ import annotations

from dataclasses import replace

from onrecord.reading.arguments import is_relative, members, objects
from onrecord.reading.happening import Happening
from onrecord.reading.judging import Judge
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.nouns import noun_happenings
from onrecord.reading.parse import Parse
from onrecord.reading.support import let_by, supporters
from onrecord.reading.verbs import verb_happenings


def happenings_in(parse: Parse, lexicon: Lexicon) -> list[Happening]:
    """The events of a text in the order of their words."""
    judge = Judge(parse, lexicon)
    found = [*verb_happenings(parse, lexicon, judge), *noun_happenings(parse, lexicon, judge)]
    found.sort(key=lambda h: h.trigger)
    found = _with_objects(_with_killed(parse, lexicon, found))
    return [
        replace(h, supporters=supporters(parse, lexicon, h), let_by=let_by(parse, lexicon, h))
        for h in found
    ]


def _with_killed(parse: Parse, lexicon: Lexicon, found: list[Happening]) -> list[Happening]:
    """Put the dead of “…, killing 14 civilians” and “the bombing killed 14” to their event."""
    by_trigger = {h.trigger: h for h in found}
    by_clause = {h.clause: h for h in found if h.entry.form in ("acts", "fights", "takes", "moves")}
    merged: dict[int, Happening] = {}
    dropped: set[int] = set()
    for h in found:
        if h.entry.form != "kills" or not h.verbal:
            continue
        event = _event_that_killed(parse, h, by_trigger, by_clause)
        if event is None or event.entry.form == "kills" or h.killed is None:
            continue
        by_noun = event.trigger in h.doers  # “the bombing killed 30”: the verb tells of it
        event = replace(event, carried=event.carried or by_noun)
        if event.number is None or (event.number.low or 0) < 2:
            event = replace(event, killed=h.killed)
            dropped.add(h.trigger)
        merged[event.trigger] = event
    for h in found:
        if h.trigger not in merged and h.killed is None:
            dead = _left_dead(parse, lexicon, h)
            if dead is not None:
                merged[h.trigger] = replace(h, killed=dead)
    return [merged.get(h.trigger, h) for h in found if h.trigger not in dropped]


def _with_objects(found: list[Happening]) -> list[Happening]:
    """“Airstrikes by A hit B”: one event, told by the noun, with the verb's object."""
    nouns = {h.trigger: h for h in found if not h.verbal}
    merged: dict[int, Happening] = {}
    dropped: set[int] = set()
    for h in found:
        events = [nouns[d] for d in h.doers if d in nouns] if h.verbal else []
        if events and h.entry.form == "acts" and not events[0].targets:
            event = events[0]
            merged[event.trigger] = replace(
                event, targets=h.targets, clause=h.trigger, standing=h.standing, carried=True
            )
            dropped.add(h.trigger)
    return [merged.get(h.trigger, h) for h in found if h.trigger not in dropped]


def _event_that_killed(
    parse: Parse, h: Happening, by_trigger: dict[int, Happening], by_clause: dict[int, Happening]
) -> Happening | None:
    token = parse[h.trigger]
    if (
        token.tag == "VBG"
        and token.dep in ("advcl", "conj")
        and not parse.children(h.trigger, "aux")
    ):
        return by_clause.get(token.head)
    for doer in h.doers:
        if doer in by_trigger and by_trigger[doer].standing.told:
            return by_trigger[doer]
    return None


def _left_dead(parse: Parse, lexicon: Lexicon, h: Happening) -> int | None:
    """The dead of “the attack left 14 people dead” or “…, leaving 14 dead”."""
    verbs = [h.clause] if not h.verbal else []
    verbs += [c.i for c in parse.children(h.clause, "advcl", "conj") if c.tag == "VBG"]
    for verb in verbs:
        if lexicon.lemma(parse[verb]) != "leave":
            continue
        around = [t for c in parse.children(verb) for t in (c, *parse.children(c.i))]
        if not any(t.lower == "dead" and t.i > verb for t in around):
            continue
        heads = objects(parse, verb) or tuple(
            t.i for t in around if t.dep == "nsubj" and t.i > verb and not is_relative(t)
        )
        if heads:
            return members(parse, heads[0])[0]
    return None
