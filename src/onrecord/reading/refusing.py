"""Words of war that, by what is known of their parties, do not tell of an event after all.

“The battle against inflation”, “captured three medals”, “marched in a parade”.
"""

from __future__ import annotations

from onrecord.reading.arguments import after, is_time
from onrecord.reading.changing import since_event
from onrecord.reading.happening import Happening
from onrecord.reading.kinds import means_named
from onrecord.reading.parties import Party
from onrecord.reading.scene import Scene
from onrecord.reading.unknown import unknown_place

_DEMONSTRATIVE = frozenset({"this", "that", "these", "those", "such"})
_TAKEN = frozenset({"liberate", "capture", "retake", "recapture", "overrun", "conquer", "reconquer",
                    "seize", "occupy", "besiege"})  # fmt: skip
_PLACE_NOUNS = frozenset({"city", "town", "village", "area", "region", "province", "district"})


def is_refused(
    scene: Scene,
    h: Happening,
    by: list[Party],
    against: list[Party],
    place_hit: bool,
) -> bool:
    """Whether the words, known by now, do not tell of an event after all."""
    parse, form = scene.passage.parse, h.entry.form
    if _is_peaceful(scene, h):
        return True
    doing = scene.parties.all_of(h.doers)
    inhuman = any(p.sort == "thing" and not is_means(scene, p) for p in doing)
    if inhuman and (h.entry.weak or form == "kills"):
        return True  # “an earthquake struck P”
    objects = scene.parties.all_of(h.targets, as_place=True)
    sorts: set[str] = {p.sort for p in objects}
    if {i for p in by for i in p.ids} & {i for p in against for i in p.ids}:
        return True  # nobody fights himself: the parse went wrong
    if form == "acts" and h.entry.munition == "or" and not h.targets:
        return not (by or any(is_means(scene, p) for p in doing))  # “a mine exploded in P”
    if h.entry.needs_means:
        armed = against and h.entry.word != "damage"
        return not (by and (armed or means_named(parse, h, scene.lexicon)))
    if form == "acts" and h.entry.weak:
        people = {"held", "civilians"} | ({"people"} if h.entry.other else set())
        with_means = any(is_means(scene, p) for p in doing) and "held" not in sorts
        from_afar = by and h.entry.kind is None and means_named(parse, h, scene.lexicon)
        return not (against or place_hit or sorts & people or (with_means and h.targets)
                    or (from_afar and (h.number is not None or not h.verbal)))  # fmt: skip
    if form == "fights" and h.entry.weak:
        return not (by and against)
    if (
        form == "fights"
        and h.targets
        and "thing" in {p.sort for p in scene.parties.all_of(h.targets)}
    ):
        return not against  # “the battle against the crisis”
    if form == "takes" and h.targets and all(_is_booty(scene, t) for t in h.targets):
        return True  # “took eleven vehicles”
    if form in ("takes", "loses", "falls"):
        held = "held" in sorts or any(
            scene.lexicon.noun_in(parse[t], "groups", "held") for t in h.targets
        )
        named = by and unknown_place(scene, h) is not None
        if form == "loses" and not by and "place" not in sorts and not named:
            return True  # “the battalion abandoned its compound”
        taken = h.entry.word in _TAKEN and h.verbal and "place" in sorts and not h.attempted
        taken = taken and scene.story.clock.when(scene.passage, h).own  # “P was liberated on 4 May”
        return not ("place" in sorts or held or named) or not (by or against or h.doers or taken)
    if form == "holds":
        pointed = any(points_at_place(scene, head) or _has_place(scene, head) for head in h.targets)
        return not ("place" in sorts or pointed) or not by
    if form == "moves":
        return _no_movement(scene, h, by, sorts)
    if form == "agrees":
        return not by
    if parse[h.trigger].dep == "ROOT" and not h.verbal:
        # “No airstrikes on P since …” is a whole message; “Clashes in P” is a heading
        said_none = h.standing.negated and scene.story.clock.when(scene.passage, h).own
        return not (by and against) and not (
            said_none or _since_deal(scene, h) or _dated_and_placed(scene, h)
        )
    return False


def _is_booty(scene: Scene, head: int) -> bool:
    """What is carried off: no place, unless its words name one (“the port of P”)."""
    token = scene.passage.parse[head]
    return scene.lexicon.noun_in(token, "groups", "booty")


def _dated_and_placed(scene: Scene, h: Happening) -> bool:
    """“Heavy shelling on P yesterday”: a message of its own, though without a verb."""
    inside = set(scene.passage.parse.under(h.trigger))
    placed = not inside.isdisjoint(scene.place_words)
    return placed and scene.story.clock.when(scene.passage, h).own


def _since_deal(scene: Scene, h: Happening) -> bool:
    """“No airstrikes on P since the ceasefire of 4 May”."""
    return h.standing.negated and since_event(scene, h) is not None


def _is_peaceful(scene: Scene, h: Happening) -> bool:
    """“marched in a parade”, “attacked B over trade”: words of war for something else."""
    parse, lexicon = scene.passage.parse, scene.lexicon
    for preposition in parse.children(h.trigger, "prep"):
        for noun in parse.children(preposition.i, "pobj"):
            if lexicon.noun_in(noun, "peaceful", "settings"):
                return True
            quarrel = preposition.lower in lexicon.words("peaceful", "quarrels")
            bare = noun.pos == "NOUN" and not is_time(parse, noun.i, lexicon)
            held = any(lexicon.noun_in(noun, "groups", g) for g in ("held", "armed", "people"))
            if h.verbal and h.entry.form == "acts" and quarrel and bare and not held:
                return not parse.children(noun.i, "nummod")
    return False


def _no_movement(scene: Scene, h: Happening, by: list[Party], sorts: set[str]) -> bool:
    military = {"armed", "held", "actor", "place"}
    if not by or (h.entry.weak and sorts and not sorts & military):
        return True
    if not h.entry.weak or h.let_by or sorts & {"armed", "actor", "place"}:
        return False
    parse = scene.passage.parse
    near = set(parse.under(h.trigger)) | set(parse.under(h.clause))
    if any(points_at_place(scene, head) for head in h.targets):
        return False  # “entered the town”
    return near.isdisjoint(scene.place_words)


def points_at_place(scene: Scene, head: int) -> bool:
    """“This area”, “the town”, “most of the city”: a place told of before."""
    parse = scene.passage.parse
    if scene.lexicon.noun_in(parse[head], "groups", "amounts") or parse[head].lower == "half":
        inner = after(parse, head, ("of",), scene.lexicon, deep=False)
        return any(points_at_place(scene, i) for i in inner if i != head)
    determiner = parse.child(head, "det")
    if determiner is None or not scene.lexicon.noun_in(parse[head], "groups", "held"):
        return False
    return determiner.lower in _DEMONSTRATIVE or (
        determiner.lower == "the"
        and parse[head].lower in _PLACE_NOUNS
        and not parse.children(head, "relcl", "acl", "prep")
    )


def _has_place(scene: Scene, head: int) -> bool:
    """“A strip of coast near P”, “villages around P”: land with a place in its words."""
    parse = scene.passage.parse
    if not any(scene.lexicon.noun_in(parse[head], "groups", n) for n in ("areas", "held", "bases")):
        return False
    clauses = [c.i for c in parse.children(head, "relcl", "acl")]
    inside = set(parse.under(head, without=clauses))
    return not inside.isdisjoint(scene.place_words)


def is_means(scene: Scene, party: Party) -> bool:
    """“killed by a roadside bomb”, “hit by gunfire”: with what, not by whom."""
    token, lexicon = scene.passage.parse[party.head], scene.lexicon
    if party.sort != "thing":
        return False
    event = lexicon.noun(scene.passage.parse, token.i) is not None
    words = ("airstrike", "shelling", "bombing", "fired", "causes")
    return event or any(lexicon.noun_in(token, "means", word) for word in words)
