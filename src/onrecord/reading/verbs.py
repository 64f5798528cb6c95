"""Events told by verbs: “A attacked B”, “P was captured by A”, “fighters advancing against B”."""

from __future__ import annotations

from dataclasses import replace

from onrecord.reading.arguments import (
    after,
    agent,
    is_passive,
    is_time,
    objects,
    subject,
)
from onrecord.reading.happening import Happening
from onrecord.reading.judging import Judge
from onrecord.reading.lexicon import Entry, Lexicon
from onrecord.reading.parse import Parse


def verb_happenings(parse: Parse, lexicon: Lexicon, judge: Judge) -> list[Happening]:
    """The events that verbs of the text tell of, in order."""
    found = []
    for token in parse.tokens:
        entry = lexicon.verb(parse, token.i)
        if entry is None or token.dep in ("amod", "compound", "aux", "auxpass", "nmod"):
            continue
        if is_time(parse, token.i, lexicon) or lexicon.is_gerund(parse, token.i):
            continue  # the month of March; “the fighting”
        happening = _read(parse, lexicon, judge, token.i, entry)
        if happening is not None:
            found.append(happening)
    return found


def _read(parse: Parse, lexicon: Lexicon, judge: Judge, i: int, entry: Entry) -> Happening | None:
    standing = judge.verb(i)
    base = Happening(trigger=i, clause=i, entry=entry, standing=standing)
    if parse[i].dep == "xcomp" and parse[i].tag == "VBG":
        stopped = lexicon.lemma(parse.head(i))
        if stopped in lexicon.words("standing", "stops"):
            if entry.form not in ("acts", "fights"):
                return None
            base = replace(base, change="fell")  # “stopped attacking B”
    above = subject(parse, i, lexicon)
    if is_passive(parse, i):
        return _passive(parse, lexicon, base, above)
    match entry.form:
        case "falls":
            taker = after(parse, i, entry.target, lexicon)
            return replace(base, doers=taker, targets=above) if taker else None
        case "loses":
            lost = _of_object(parse, lexicon, i, entry) or objects(parse, i)
            if not lost:
                return None
            takers = after(parse, i, entry.target, lexicon)
            return replace(base, doers=takers, targets=lost, losers=above)
        case "fights":
            return _fight(parse, lexicon, base, above)
        case "moves":
            return replace(base, doers=above, targets=objects(parse, i))
        case "holds" | "takes":
            held = _of_object(parse, lexicon, i, entry) or objects(parse, i)
            losers = after(parse, i, entry.target, lexicon) if entry.target else ()
            return replace(base, doers=above, targets=held, losers=losers) if held else None
        case "kills":
            victims = objects(parse, i)
            if not victims:
                return None
            return replace(base, doers=above, targets=victims, killed=victims[0])
    return _act(parse, lexicon, base, above)


def _act(
    parse: Parse, lexicon: Lexicon, base: Happening, doers: tuple[int, ...]
) -> Happening | None:
    i, entry = base.trigger, base.entry
    hit: tuple[int, ...] = ()
    if not entry.needs_words or not _consumes_object(parse, i, entry):
        hit = objects(parse, i)
    if entry.munition:
        fired = [h for h in hit if _is_munition(parse, lexicon, h)]
        if not fired and (hit or entry.munition == "must"):
            return None  # “fired the governor”, “launched a website”
        hit = ()
    if not hit:
        hit = after(parse, i, entry.target, lexicon) if entry.target else ()
    if not hit and (entry.needs_target or (entry.weak and not doers)):
        return None
    return replace(base, doers=doers, targets=hit)


def _is_munition(parse: Parse, lexicon: Lexicon, i: int) -> bool:
    """Rockets, and “dozens of rockets”."""
    counted = after(parse, i, ("of",), lexicon, deep=False)
    return any(
        lexicon.noun_in(parse[j], "means", kind)
        for j in (i, *counted)
        for kind in ("shelling", "bombing", "fired", "airstrike")
    )


def _consumes_object(parse: Parse, i: int, entry: Entry) -> bool:
    """Whether the verb's direct object is a word of the entry itself (“open fire”, “lay siege”)."""
    return any(
        t.lemma.lower() in entry.parts[1:] or t.lower in entry.parts[1:]
        for t in parse.children(i, "dobj")
    )


def _of_object(parse: Parse, lexicon: Lexicon, i: int, entry: Entry) -> tuple[int, ...]:
    """“took control of P”: the place follows “of” on the entry's own noun."""
    if not entry.needs_words:
        return ()
    noun = next((t for t in parse.children(i, "dobj") if t.lower in entry.parts), None)
    return (
        after(parse, noun.i, ("of", "over"), lexicon)
        if noun
        else after(parse, i, ("of", "over"), lexicon)
    )


def _fight(
    parse: Parse, lexicon: Lexicon, base: Happening, doers: tuple[int, ...]
) -> Happening | None:
    i = base.trigger
    opponents = () if _consumes_object(parse, i, base.entry) else objects(parse, i)
    together = [
        p
        for p in parse.children(i, "prep")
        if p.lower == "with"
        and any(c.lower in ("together", "along", "jointly") for c in parse.children(p.i))
    ]
    if not opponents:
        prepositions = base.entry.target - ({"with"} if together else set())
        opponents = after(parse, i, prepositions, lexicon)
    if not opponents and len(doers) > 1:
        doers, opponents = doers[:1], doers[1:]
    return replace(base, doers=doers, targets=opponents)


def _is_state(parse: Parse, i: int) -> bool:
    words = {c.lower for c in parse.children(i, "aux", "auxpass", "advmod")}
    return bool(words & {"is", "are", "remains", "remain", "still"}) and "being" not in words


def _passive(
    parse: Parse, lexicon: Lexicon, base: Happening, acted_on: tuple[int, ...]
) -> Happening | None:
    i, entry = base.trigger, base.entry
    by = agent(parse, i, lexicon)
    if entry.munition and any(_is_munition(parse, lexicon, a) for a in acted_on):
        hit = after(parse, i, entry.target, lexicon)
        return replace(base, doers=by, targets=hit) if hit else None
    if entry.munition == "must":
        return None
    if entry.form == "takes" and _is_state(parse, i):
        # “is still occupied by A” tells who holds the place, not that it was taken.
        base = replace(base, entry=replace(entry, form="holds", kind=None))
        entry = base.entry
    if entry.form in ("moves", "falls", "loses") and not acted_on:
        return None
    if entry.form in ("falls", "loses"):
        takers = after(parse, i, entry.target, lexicon)
        return replace(base, doers=takers, targets=acted_on, losers=by)
    if entry.form == "fights":
        return None
    killed = acted_on[0] if entry.form == "kills" and acted_on else None
    if entry.form == "kills" and killed is None:
        return None
    losers = after(parse, i, entry.target, lexicon) if entry.form == "takes" else ()
    return replace(base, doers=by, targets=acted_on, killed=killed, losers=losers)
