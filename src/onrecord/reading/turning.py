"""“A turned from B to C” and “A hit B rather than C”: `displaced` and `targeted` claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.reading.arguments import after, is_passive, objects, subject
from onrecord.reading.dates.names import words
from onrecord.reading.draft import Draft
from onrecord.reading.parse import Token
from onrecord.reading.parties import Party
from onrecord.reading.patterns import anchor, claim_at
from onrecord.reading.scene import Scene

_TURNS = frozenset({"turn", "shift", "switch", "redirect", "divert", "swing"})
_TO = ("to", "on", "against", "towards", "toward", "onto")
_TURNED = words(
    "attack attacks fire focus attention gun guns weapon weapons effort efforts fight fighting "
    "campaign airstrike airstrikes strike strikes offensive force forces operation operations "
    "bombing raids"
)


def displacements(scene: Scene) -> Iterator[Draft]:
    """`displaced` claims: who stopped fighting whom and turned to whom."""
    for verb in scene.passage.parse.tokens:
        if verb.pos != "VERB":
            continue
        lemma = scene.lexicon.lemma(verb)
        if lemma in _TURNS:
            yield from _turned(scene, verb)
        elif lemma in ("stop", "cease", "quit", "halt"):
            yield from _stopped(scene, verb)


def _actor(scene: Scene, heads: tuple[int, ...]) -> Party | None:
    actors = [p for p in scene.parties.all_of(heads) if p.sort == "actor"]
    return actors[0] if len(actors) == 1 else None


def _turned(scene: Scene, verb: Token) -> Iterator[Draft]:
    parse, lexicon = scene.passage.parse, scene.lexicon
    turned = [parse[i] for i in objects(parse, verb.i)]
    if is_passive(parse, verb.i) or any(t.lower not in _TURNED for t in turned):
        return
    actor = _actor(scene, subject(parse, verb.i, lexicon))
    left = _actor(scene, after(parse, verb.i, ("from",), lexicon))
    took_up = _actor(scene, after(parse, verb.i, _TO, lexicon))
    yield from _claim(scene, verb.i, actor, left, took_up)


def _stopped(scene: Scene, verb: Token) -> Iterator[Draft]:
    """“stopped fighting B and turned to (or attacked) C”."""
    parse, lexicon = scene.passage.parse, scene.lexicon
    fought = [c for c in parse.children(verb.i, "xcomp") if lexicon.verb(parse, c.i)]
    then = parse.children(verb.i, "conj")
    if not fought or not then:
        return
    left = _actor(
        scene,
        objects(parse, fought[0].i) or after(parse, fought[0].i, ("with", "against"), lexicon),
    )
    actor = _actor(scene, subject(parse, verb.i, lexicon))
    for other in then:
        turned = lexicon.lemma(other) in _TURNS
        entry = lexicon.verb(parse, other.i)
        if turned:
            took_up = _actor(scene, after(parse, other.i, _TO, lexicon))
        elif entry is not None and entry.form in ("acts", "fights"):
            took_up = _actor(
                scene, objects(parse, other.i) or after(parse, other.i, entry.target, lexicon)
            )
        else:
            continue
        yield from _claim(scene, verb.i, actor, left, took_up, later=other.i)


def _claim(
    scene: Scene,
    verb: int,
    actor: Party | None,
    left: Party | None,
    took_up: Party | None,
    *,
    later: int | None = None,
) -> Iterator[Draft]:
    """`later`: the verb of the turn itself, whose place and time count where the first has none."""
    if actor is None or left is None or took_up is None:
        return
    ids = [set(p.ids) for p in (actor, left, took_up)]
    if ids[0] & (ids[1] | ids[2]) or ids[1] & ids[2]:
        return
    at = anchor(scene, verb, not_there=(actor, left, took_up))
    if later is not None and not at.timing.own:
        at = anchor(scene, later, not_there=(actor, left, took_up))
    if not at.standing.told:
        return
    who = scene.written(actor)
    where: dict[str, Any] = {"where": at.placing.where} if at.placing and at.placing.where else {}
    claim = claim_at(
        scene, at, "displaced", "displaced", (actor, left, took_up),
        actor=who,
        left={"events": {"by": who, "against": scene.written(left)}, **where},
        took_up={"events": {"by": who, "against": scene.written(took_up)}, **where},
    )  # fmt: skip
    if at.placing is not None:
        claim.assumed += at.placing.assumed
    yield claim


def choices(scene: Scene) -> Iterator[Draft]:
    """`targeted` claims: who hit whom rather than whom."""
    for h in scene.happenings:
        if h.entry.form != "acts" or not h.standing.told:
            continue
        spared = _rather_than(scene, h.clause, h.targets)
        actor = _actor(scene, h.doers)
        if actor is None:
            # “Russian airstrikes targeted …”: whose strikes they are
            named = scene.parties.modifiers(h.modifiers)
            actor = Party("actor", named, head=h.trigger) if len(named) == 1 else None
        hit = _actor(scene, h.targets)
        other = _actor(scene, spared)
        if actor is None or hit is None or other is None or set(hit.ids) & set(other.ids):
            continue
        at = anchor(scene, h.clause, targets=h.targets, not_there=(actor, hit, other))
        yield claim_at(
            scene, at, "targeted", "targeted", (actor, hit, other),
            actor=scene.written(actor), hit=scene.written(hit), rather_than=scene.written(other),
        )  # fmt: skip


def _rather_than(scene: Scene, verb: int, targets: tuple[int, ...]) -> tuple[int, ...]:
    """Whom the sentence says was not hit: rather than C, instead of C, and not C."""
    parse, lexicon = scene.passage.parse, scene.lexicon
    for head in (verb, *targets):
        for child in parse.children(head, "prep", "cc", "advmod", "mark"):
            inner = {c.lower for c in parse.children(child.i, "advmod")}
            rather = child.lower == "than" and (
                "rather" in inner or parse[child.i - 1].lower == "rather"
            )
            instead = child.lower == "of" and (
                "instead" in inner or parse[child.i - 1].lower == "instead"
            )
            if (rather or instead) and (found := parse.children(child.i, "pobj")):
                return (found[0].i,)
            if rather:
                later = [c for c in parse.children(head, "conj") if c.i > child.i]
                if later:
                    return (later[0].i,)
            if child.lower == "instead":
                return after(parse, child.i, ("of",), lexicon)
        for conj in parse.children(head, "conj"):
            if is_excluded(scene, conj):
                return (conj.i,)
    return ()


def is_excluded(scene: Scene, conj: Token) -> bool:
    """“and not C”."""
    parse = scene.passage.parse
    negated = any(c.lower == "not" for c in parse.children(conj.i, "neg", "advmod"))
    return negated or parse[max(0, conj.i - 1)].lower == "not"
