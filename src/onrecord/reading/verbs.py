"""Events told by verbs: “A attacked B”, “P was captured by A”, “fighters advancing against B”."""

from __future__ import annotations

from dataclasses import replace

from onrecord.claims import Number
from onrecord.reading.arguments import (
    after,
    agent,
    is_passive,
    is_time,
    members,
    objects,
    subject,
)
from onrecord.reading.happening import Happening
from onrecord.reading.judging import Judge
from onrecord.reading.lexicon import Entry, Lexicon
from onrecord.reading.parse import Parse, Token
from onrecord.reading.quantities import number_of
from onrecord.reading.standing import Standing


def verb_happenings(parse: Parse, lexicon: Lexicon, judge: Judge) -> list[Happening]:
    """The events that verbs of the text tell of, in order."""
    found = []
    for token in parse.tokens:
        entry = lexicon.verb(parse, token.i)
        if entry is None or token.dep in ("amod", "compound", "aux", "auxpass", "nmod"):
            continue
        if is_time(parse, token.i, lexicon) or lexicon.is_gerund(parse, token.i):
            continue  # the month of March; “the fighting”
        if _carries(parse, lexicon, token):
            continue
        happening = _read(parse, lexicon, judge, token.i, entry)
        if happening is not None:
            found.append(happening)
    return found


def _carries(parse: Parse, lexicon: Lexicon, verb: Token) -> bool:
    """“engaged in fighting”: the noun behind the preposition is the event."""
    does = lexicon.words("carriers", "does")
    fought = parse.child(verb.i, "dobj") if lexicon.lemma(verb) == "fight" else None
    if fought is not None and lexicon.noun(parse, fought.i) is not None:
        return True  # “fought 23 battles”
    return any(
        f"{lexicon.lemma(verb)} {preposition.lower}" in does
        for preposition in parse.children(verb.i, "prep")
    )


def _read(parse: Parse, lexicon: Lexicon, judge: Judge, i: int, entry: Entry) -> Happening | None:
    often = _how_often(parse, lexicon, i)
    tried = _attempted(parse, lexicon, judge, i)
    standing = tried if tried is not None else judge.verb(i)
    base = Happening(
        trigger=i,
        clause=i,
        entry=entry,
        standing=standing,
        attempted=tried is not None,
        number=often,
    )
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
                # “17 soldiers killed”, without “were”
                told = parse[i].tag in ("VBN", "VBD") and parse[i].dep in ("ROOT", "conj", "ccomp")
                counted = told and above and number_of(parse, above[0], lexicon) is not None
                return _passive(parse, lexicon, base, above) if counted else None
            return replace(base, doers=above, targets=victims, killed=victims[0])
    return _act(parse, lexicon, base, above)


def _how_often(parse: Parse, lexicon: Lexicon, i: int) -> Number | None:
    """“bombed P 400 times”, “attacked P twice”."""
    for child in parse.children(i, "npadvmod", "dobj", "advmod", "nmod", "dep"):
        if child.lower == "twice":
            return Number(low=2, high=2)
        if child.lower == "times" and parse.children(child.i, "nummod", "quantmod", "amod"):
            return number_of(parse, child.i, lexicon)
    for child in parse.children(i, "prep"):
        for word in parse.children(child.i, "pobj"):
            if child.lower == "on" and word.lower == "occasions":
                return number_of(parse, word.i, lexicon)  # “on four occasions”
    for child in parse.children(i, "dobj"):
        for word in parse.children(child.i, "nmod", "appos", "npadvmod"):
            if word.lower == "times" and word.i > child.i:
                return number_of(parse, word.i, lexicon)
    return None


def _attempted(parse: Parse, lexicon: Lexicon, judge: Judge, i: int) -> Standing | None:
    """The standing of an attempt on somebody's life (“tried to assassinate B”); else None.

    Other attempts are no events: what was tried did not happen.
    """
    token, up = parse[i], parse.head(i)
    infinitive = any(c.tag == "TO" for c in parse.children(i, "aux"))
    if not infinitive or lexicon.lemma(token) not in lexicon.words("harm", "attempts"):
        return None
    if token.dep == "xcomp" and lexicon.lemma(up) in ("attempt", "try"):
        return judge.verb(up.i)
    if token.dep == "acl" and up.lower in ("attempt", "bid", "plot") and up.dep != "dobj":
        verb = judge.verb_at_or_above(up.i)
        return judge.verb(verb) if verb is not None else None
    return None


def _act(
    parse: Parse, lexicon: Lexicon, base: Happening, doers: tuple[int, ...]
) -> Happening | None:
    i, entry = base.trigger, base.entry
    hit: tuple[int, ...] = ()
    if not entry.needs_words or not _consumes_object(parse, i, entry):
        hit = objects(parse, i)
    mined = entry.word in ("hit", "strike") and any(_is_mine(parse, lexicon, h) for h in hit)
    if mined and doers:  # “their car hit a mine”: nobody's deed that the words tell
        entry = replace(entry, kind="bombing")
        return replace(base, entry=entry, doers=(), targets=doers, modifiers=hit)
    if entry.munition:
        fired = [h for h in hit if _is_munition(parse, lexicon, h) or _is_reflexive(parse[h])]
        if not fired and ((hit and entry.munition != "or") or entry.munition == "must"):
            return None  # “fired the governor”, “launched a website”
        hit = () if fired else hit
        if fired and base.entry.word == "fire" and _is_heavy(parse, lexicon, fired[0]):
            base = replace(base, entry=replace(base.entry, kind="shelling"))
        bombs = number_of(parse, fired[0], lexicon) if fired and entry.munition == "or" else None
        if bombs is not None and base.number is None:
            base = replace(base, number=bombs)  # “detonated three car bombs”
    if not hit and entry.munition != "or":  # “exploded in P”: where, not against whom
        hit = after(parse, i, entry.target, lexicon) if entry.target else ()
        if not hit and entry.munition in ("may", "must"):
            hit = _behind_munition(parse, lexicon, i, entry)
    dispersing = _dispersing(parse, lexicon, i) if not hit else None
    if dispersing is not None:
        hit = objects(parse, dispersing)
        base = replace(base, via=(dispersing,))
    if not hit and (entry.needs_target or (entry.weak and not doers)):
        return None
    return replace(base, doers=doers, targets=hit)


def _is_mine(parse: Parse, lexicon: Lexicon, i: int) -> bool:
    """A mine or another device that lies in wait."""
    return lexicon.noun_in(parse[i], "means", "bombing") and parse[i].lower not in (
        "car", "cars", "suicide", "roadside",
    )  # fmt: skip


def _behind_munition(parse: Parse, lexicon: Lexicon, i: int, entry: Entry) -> tuple[int, ...]:
    """“Fired shells containing gas at P”: what is hit, hung on the words about the shells."""
    for fired in objects(parse, i):
        for j in parse.under(fired):
            if j > fired and parse[j].dep == "prep" and parse[j].lower in entry.target:
                nouns = parse.children(j, "pobj")
                if nouns and not is_time(parse, nouns[0].i, lexicon):
                    return members(parse, nouns[0].i)
    return ()


def _is_reflexive(token: Token) -> bool:
    return token.tag == "PRP" and token.lower.endswith(("self", "selves"))


def _is_heavy(parse: Parse, lexicon: Lexicon, i: int) -> bool:
    """Rockets and shells, not shots: firing them is shelling."""
    if _is_reflexive(parse[i]):
        return False
    counted = after(parse, i, ("of",), lexicon, deep=False)
    return any(lexicon.noun_in(parse[j], "means", "shelling") for j in (i, *counted))


def _dispersing(parse: Parse, lexicon: Lexicon, i: int) -> int | None:
    """“opened fire to disperse demonstrators”: whom it was to disperse was fired at."""
    for clause in parse.children(i, "advcl", "xcomp"):
        if lexicon.lemma(clause) in lexicon.words("harm", "disperses"):
            return clause.i
    return None


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
        if entry.word == "fire" and any(_is_heavy(parse, lexicon, a) for a in acted_on):
            base = replace(base, entry=replace(entry, kind="shelling"))
        return replace(base, doers=by, targets=hit) if hit else None
    if entry.munition == "must" or (entry.word in ("wound", "injure", "maim") and not by):
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
