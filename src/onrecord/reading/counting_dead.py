"""Tolls told by whoever counts the dead: “the ministry speaks of 16 dead”, “has 59 killed”."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.claims import Number
from onrecord.reading.arguments import agent, is_passive, subject
from onrecord.reading.dates.names import words
from onrecord.reading.draft import Draft
from onrecord.reading.judging import Judge
from onrecord.reading.parse import Token
from onrecord.reading.parties import Party
from onrecord.reading.patterns import anchor, claim_at
from onrecord.reading.quantities import number_of
from onrecord.reading.scene import Scene, Told
from onrecord.reading.standing import Standing

_COUNTS = words(
    "have count report record speak list give confirm announce register document claim put "
    "estimate tally mourn note verify"
)
_DEATHS = words("death deaths fatality fatalities dead")
_PEOPLE = ("civilians", "people", "armed", "actor")


def counted_dead(scene: Scene) -> Iterator[Draft]:
    """`toll` claims of “four dead”, “12 deaths” and “35 people dead” that somebody counts."""
    parse = scene.passage.parse
    for word in parse.tokens:
        if word.lower not in _DEATHS:
            continue
        noun = parse.head(word.i) if word.dep == "amod" else word
        bare = noun if noun.pos != "NUM" else word
        verb = _counting(scene, noun)
        number = _number(scene, word, noun, verb)
        if verb is None or number is None:
            continue
        of = _whose(scene, word, bare)
        if of is not None and of.sort not in _PEOPLE:
            continue
        yield from _toll(scene, verb, number, of)
    yield from _mourned(scene)
    yield from _put_at(scene)


def _counting(scene: Scene, noun: Token) -> Token | None:
    """The verb by which the dead are counted, as its object or as what it speaks of."""
    parse, lexicon = scene.passage.parse, scene.lexicon
    up = parse.head(noun.i)
    if noun.dep == "pobj" and up.lower == "of":
        up = parse.head(up.i)
        return up if lexicon.lemma(up) == "speak" else None
    if noun.dep not in ("dobj", "nsubjpass") or lexicon.lemma(up) not in _COUNTS:
        return None
    return up


def _number(scene: Scene, word: Token, noun: Token, verb: Token | None) -> Number | None:
    parse, lexicon = scene.passage.parse, scene.lexicon
    if verb is not None and lexicon.lemma(verb) in ("put", "estimate"):
        for preposition in parse.children(verb.i, "prep"):
            for counted in parse.children(preposition.i, "pobj"):
                if preposition.lower == "at":
                    return number_of(parse, counted.i, lexicon)
        return None
    return number_of(parse, noun.i, lexicon) or number_of(parse, word.i, lexicon)


def _whose(scene: Scene, word: Token, noun: Token) -> Party | None:
    """Of whom the dead are: “four dead soldiers”, “the fighters' dead”, “12 civilian deaths”."""
    parse = scene.passage.parse
    if noun.i != word.i:
        return scene.parties.of(noun.i)
    for child in parse.children(word.i, "poss", "compound", "amod", "nmod"):
        party = scene.parties.of(child.i)
        if party.sort in ("civilians", "actor") or child.lower == "civilian":
            return replace(party, sort="civilians") if child.lower == "civilian" else party
        if child.dep == "poss":
            return party
    return None


def _toll(
    scene: Scene, verb: Token, number: Number, of: Party | None, *, at_word: int | None = None
) -> Iterator[Draft]:
    """`at_word`: the word whose place and time are those of the dead, if not the verb's."""
    word = verb.i if at_word is None else at_word
    at = anchor(scene, word, form="kills", standing=_standing(scene, verb))
    source = at.standing.source
    if not at.standing.told or (source is not None and scene.passage.parse[source].tag == "PRP"):
        return
    if not at.timing.own and (again := _before(scene, verb)) is not None:
        own = at.placing is not None and at.placing.own
        at = replace(at, timing=again.timing, placing=at.placing if own else again.placing)
    killed = number.model_dump(exclude_none=True)
    if of is not None and of.sort in ("actor", "civilians"):
        killed["of"] = scene.written(of) if of.sort == "actor" else "civilians"
    parties = (of,) if of is not None and of.sort == "actor" else ()
    claim = claim_at(scene, at, "toll", "dead", parties, killed=killed)
    if of is not None and of.sort == "armed":
        claim.missing.append(f"killed.of (“{scene.text(of.head)}”)")
    yield claim


def _before(scene: Scene, verb: Token) -> Told | None:
    """The event of this sentence or the one before whose dead are counted."""
    parse = scene.passage.parse
    first, _ = parse.sentence_of(verb.i)
    start = parse.sentence_of(first - 1)[0] if first > 0 else first
    told = scene.told_between(start, verb.i)
    return told[-1] if told else None


def _standing(scene: Scene, verb: Token) -> Standing:
    """Whoever counts says so; what “was reported” is hedged, what was recorded is not."""
    parse, lexicon = scene.passage.parse, scene.lexicon
    own = Judge(parse, lexicon).verb(verb.i)
    if is_passive(parse, verb.i):
        by = agent(parse, verb.i, lexicon)
        if by:
            return own.attributed(by[0])
        return own.hedged() if lexicon.lemma(verb) in ("report", "claim", "estimate") else own
    heads = subject(parse, verb.i, lexicon)
    if not heads or parse[heads[0]].lower in lexicon.words("standing", "ours"):
        return own
    return own.attributed(heads[0])


def _put_at(scene: Scene) -> Iterator[Draft]:
    """“The army puts the number of rebels killed in P since May at 112”."""
    parse, lexicon = scene.passage.parse, scene.lexicon
    for killed in parse.tokens:
        noun = parse.head(killed.i)
        number = parse.head(parse.head(noun.i).i)
        if killed.dep != "acl" or killed.lemma != "kill" or number.lower not in ("number", "toll"):
            continue
        verb = parse.head(number.i)
        if number.dep != "dobj" or lexicon.lemma(verb) not in ("put", "give", "estimate", "set"):
            continue
        said = [
            number_of(parse, n.i, lexicon)
            for p in (*parse.children(verb.i, "prep"), *parse.children(killed.i, "prep"))
            if p.lower in ("at", "as")
            for n in parse.children(p.i, "pobj")
        ]
        counted = next((n for n in said if n is not None), None)
        if counted is None:
            continue
        of = scene.parties.of(noun.i)
        yield from _toll(scene, verb, counted, of, at_word=killed.i)


def _mourned(scene: Scene) -> Iterator[Draft]:
    """“We mourn six comrades”: dead of those who mourn them."""
    parse, lexicon = scene.passage.parse, scene.lexicon
    for verb in parse.tokens:
        if lexicon.lemma(verb) != "mourn" or verb.pos != "VERB":
            continue
        heads, mourned = subject(parse, verb.i, lexicon), parse.children(verb.i, "dobj")
        if not heads or not mourned or mourned[0].lower in _DEATHS:
            continue
        number, of = number_of(parse, mourned[0].i, lexicon), scene.parties.of(heads[0])
        if number is not None and of.sort == "actor":
            judged = Judge(parse, lexicon).verb(parse.head(verb.i).i)
            at = anchor(scene, verb.i, form="kills", standing=judged)
            if at.standing.told:
                killed = {**number.model_dump(exclude_none=True), "of": scene.written(of)}
                yield claim_at(scene, at, "toll", "dead", (of,), killed=killed)
