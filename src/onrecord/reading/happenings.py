"""All events that a text tells of, with who supported them and how many they killed."""

from __future__ import annotations

from dataclasses import replace

from onrecord.reading.arguments import after, agent, is_relative, members, objects
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
    found = [_attributed(parse, lexicon, _by_agent(parse, lexicon, h)) for h in found]
    found = _with_killed(parse, lexicon, _with_objects(_without_wounded(parse, found)))
    return [
        replace(h, supporters=supporters(parse, lexicon, h), let_by=let_by(parse, lexicon, h))
        for h in found
    ]


def _by_agent(parse: Parse, lexicon: Lexicon, h: Happening) -> Happening:
    """“A mine laid by A killed two”: who laid it killed them, and with what stays said."""
    for doer in h.doers:
        if not any(lexicon.noun_in(parse[doer], "means", kind) for kind in _MEANS):
            continue
        clauses = parse.children(doer, "acl")
        if parse[doer].dep == "nsubj" and parse[doer].head != h.trigger:
            clauses.append(parse.head(doer))  # a participle taken for the verb of the sentence
        for clause in clauses:
            if lexicon.lemma(clause) in lexicon.words("harm", "hires"):
                continue  # “helicopters hired by the police”
            by = agent(parse, clause.i, lexicon) if clause.tag in ("VBN", "VBD") else ()
            if by:
                return replace(h, doers=by, modifiers=(*h.modifiers, doer))
    return h


def _attributed(parse: Parse, lexicon: Lexicon, h: Happening) -> Happening:
    """“A bomb attributed to A exploded”, “an attack blamed on A”: A did it, so it is said."""
    means = [d for d in h.doers if any(lexicon.noun_in(parse[d], "means", k) for k in _MEANS)]
    own = not h.verbal and lexicon.verb(parse, parse[h.trigger].head) is None
    for head in (*means, *((h.trigger,) if own else ())):
        for clause in parse.children(head, "acl"):
            if lexicon.lemma(clause) not in lexicon.words("standing", "attributes"):
                continue
            blamed = after(parse, clause.i, ("to", "on"), lexicon, deep=False)
            if blamed and clause.tag in ("VBN", "VBD"):
                by = agent(parse, clause.i, lexicon)
                standing = replace(h.standing.hedged(), source=by[0] if by else h.standing.source)
                return replace(h, doers=blamed, standing=standing, modifiers=(*h.modifiers, *means))
    return h


_MEANS = ("airstrike", "shelling", "bombing", "fired")


def _without_wounded(parse: Parse, found: list[Happening]) -> list[Happening]:
    """Leave out wounding that another event of the sentence tells already: “wounded two soldiers
    in an attack”, “attacked P, wounding five”, “killed one and wounded five”.
    """
    clauses = {h.clause for h in found if h.entry.word not in _WOUNDS}
    nouns = {h.trigger for h in found if not h.verbal}
    harming = {h.clause for h in found if h.harmed}

    def told(h: Happening) -> bool:
        token = parse[h.trigger]
        beside = token.dep in ("conj", "advcl") and token.head in clauses
        return h.trigger in harming or beside or any(d in nouns for d in h.doers)

    return [h for h in found if h.entry.word not in _WOUNDS or not told(h)]


_WOUNDS = frozenset({"wound", "injure", "maim", "destroy"})


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
        if not event.harmed:
            event = replace(event, harmed=(h.killed,))
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
    if token.dep == "relcl" and _in_which(parse, h.trigger):
        first, _ = parse.sentence_of(h.trigger)
        before = [e for i, e in by_trigger.items() if first <= i < h.trigger and not e.verbal]
        if token.head in by_trigger or before:
            return by_trigger.get(token.head, before[-1] if before else None)
    for doer in h.doers:
        if doer in by_trigger and by_trigger[doer].standing.told:
            return by_trigger[doer]
    return None


def _in_which(parse: Parse, verb: int) -> bool:
    """“airstrikes in which five civilians were killed”, “an attack that killed five”."""
    return any(
        c.lower in ("in", "during") and any(is_relative(p) for p in parse.children(c.i, "pobj"))
        for c in parse.children(verb, "prep")
    )


def _left_dead(parse: Parse, lexicon: Lexicon, h: Happening) -> int | None:
    """The dead of “the attack left 14 people dead” or “…, leaving 14 dead”."""
    verbs = [h.clause] if not h.verbal else []
    verbs += [
        c.i
        for c in parse.children(h.clause, "advcl", "conj")
        if c.tag == "VBG" or (c.dep == "conj" and not parse.children(c.i, "nsubj", "nsubjpass"))
    ]
    for verb in verbs:
        if lexicon.lemma(parse[verb]) != "leave":
            continue
        around = [t for c in parse.children(verb) for t in (c, *parse.children(c.i))]
        if not any(t.lower == "dead" and t.i > verb for t in around):
            continue
        heads = (
            objects(parse, verb)
            or tuple(t.i for t in around if t.dep == "nummod" and parse.head(t.i).lower == "dead")
            or tuple(t.i for t in around if t.dep == "nsubj" and t.i > verb and not is_relative(t))
        )
        if heads:
            return members(parse, heads[0])[0]
    return None
