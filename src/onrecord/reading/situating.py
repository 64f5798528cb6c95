"""Where and when an event told was: by its own words, by what it is told with, or told before."""

from __future__ import annotations

from onrecord.reading.happening import Happening
from onrecord.reading.long_counts import counted_long
from onrecord.reading.moment import Timing
from onrecord.reading.parties import Party
from onrecord.reading.passage import Placed
from onrecord.reading.place_words import of_speaker, of_whole_country, tells_of_war
from onrecord.reading.placing import Placing
from onrecord.reading.refusing import points_at_place
from onrecord.reading.scene import Scene, Told
from onrecord.reading.tense import tense_of


def placing_of(
    scene: Scene,
    h: Happening,
    by: list[Party],
    against: list[Party],
    earlier: Told | None,
    beside: Told | None,
) -> Placing | None:
    """Where an event was. `earlier`: the one that it tells of again; `beside`: told with it."""
    whereabouts, passage = scene.story.whereabouts, scene.passage
    parties = {w for p in (*by, *against) for n in p.named for w in n.words}
    if h.entry.form == "acts":
        # what is attacked can be a party and the place at once
        parties -= {
            w for p in against for w in (n for m in p.named for n in m.words) if p.head in h.targets
        }
    # what happens in its own clause (“killed 12 in an ambush near P”) shares its place
    own = whereabouts.where(
        passage, h, scene.places, lambda word: scene.told_elsewhere(word, h.clause),
        not_there=parties,
    )  # fmt: skip
    if own is not None and own.own and not _elsewhere_than(scene, h, earlier):
        return own
    if earlier is not None and earlier.placing is not None:
        say = "The place is that of the event told of before."
        return _inherited(earlier.placing, say)
    if own is not None:
        return whereabouts.beside(own) if _outside(scene, h) else own
    if beside is not None and beside.placing is not None:
        say = "The place is that of the event told of in the same sentence."
        return _inherited(beside.placing, say)
    if h.entry.form == "agrees" or _counted_everywhere(scene, h):
        return None  # who agrees where, no earlier place can tell
    if counted_long(scene, h) or of_whole_country(passage, h.trigger):
        return None
    if tells_of_war(passage.parse, scene.lexicon, h.trigger):
        return None  # “40,000 have died in the conflict”: not where the last attack was
    first, end = passage.parse.sentence_of(h.trigger)
    others = {
        p.text
        for p in passage.places_from(first, end)
        if not set(p.words) & parties
        if passage.actor_at(p.words[0]) is None and not _of_road(scene, p)
        if not of_speaker(passage, p.words[-1])
    }
    pointing = any(points_at_place(scene, head) for head in h.targets)
    # a change is told of a stretch of time, and seldom of the place of another paragraph
    found = whereabouts.before(
        first, here=h.change is not None, pointing=whereabouts.pointed_at(passage, first, end)
    )
    told = {s.label for s in found.spots} if found is not None else set()
    if h.entry.form == "moves" and others:
        return None  # “returned to collect the bodies from P”: not where it was
    if (others - told or whereabouts.unknown_in(first, end)) and not pointing:
        return None  # the sentence names a place of something else: no earlier one will do
    if found and _outside(scene, h):
        return whereabouts.beside(found)
    return whereabouts.inside(found, passage.parse.words(first, end)) if found else None


def _elsewhere_than(scene: Scene, h: Happening, earlier: Told | None) -> bool:
    """“Representatives of A in Q denied the attack”: where the event told before was, Q is not."""
    if earlier is None or earlier.placing is None or h.verbal:
        return False
    inside = set(scene.passage.parse.under(h.trigger))
    return inside.isdisjoint(scene.place_words)


def _of_road(scene: Scene, placed: Placed) -> bool:
    """“On the P-Q road”: what the road is called after."""
    parse = scene.passage.parse
    if not placed.words:
        return False
    following = [t.lower for t in parse.tokens[placed.words[-1] + 1 : placed.words[-1] + 5]]
    return bool({"road", "highway", "motorway", "axis", "route", "railway"} & set(following))


def _counted_everywhere(scene: Scene, h: Happening) -> bool:
    """“The number of attacks has doubled”: not only where the sentence before was."""
    parse = scene.passage.parse
    over = parse.head(parse.head(h.trigger).i)
    return h.change is not None and not h.verbal and over.lower in ("number", "total", "rate")


def _outside(scene: Scene, h: Happening) -> bool:
    """“near the town”, “outside the city”: not in the place named before, but close to it."""
    parse = scene.passage.parse
    return any(
        preposition.lower in ("near", "outside", "around")
        for word in (h.trigger, h.clause, *h.targets)
        for preposition in parse.children(word, "prep")
        for noun in parse.children(preposition.i, "pobj")
        if points_at_place(scene, noun.i)
    )


def _inherited(placing: Placing, say: str) -> Placing:
    """A place taken over from another event; what its own words leave open stays said."""
    return Placing(placing.spots, (say, *(a for spot in placing.spots for a in spot.assumed)))


def timing_of(scene: Scene, h: Happening, earlier: Told | None, beside: Told | None) -> Timing:
    """When an event was. `earlier`: the one that it tells of again; `beside`: told with it."""
    timing = scene.story.clock.when(scene.passage, h, skip=scene.not_when)
    cause = (_cause(scene, h) or beside) if not timing.own else None
    past = (
        timing.when is None or tense_of(scene.passage.parse, h.clause, scene.lexicon) != "present"
    )
    if cause is not None and cause.timing.when is not None and past:
        say = f"The time is that of what it is told with ({cause.timing.when.iso})."
        return Timing(cause.timing.when, (say,))
    if timing.own or earlier is None or earlier.timing.when is None:
        return timing
    say = f"The time is that of the event told of before ({earlier.timing.when.iso})."
    return Timing(earlier.timing.when, (say,))


def _cause(scene: Scene, h: Happening) -> Told | None:
    """The event that is the subject of a verb above: “the attack forced A to stop”."""
    parse = scene.passage.parse
    here = h.clause
    while parse[here].dep in ("xcomp", "ccomp", "conj"):
        here = parse[here].head
        own = parse.child(here, "nsubj")
        if own is not None:
            return scene.told_at(own.i)
    return None


def told_with(scene: Scene, h: Happening, verb: int | None) -> Told | None:
    """The event of the clause above: “the attack took place as the column marched”."""
    if verb is not None:
        return scene.told_in_clause(verb)
    chain = scene.story.clock.chain(scene.passage, h)
    above = sorted(
        (far, word) for word, (far, _) in chain.items() if word not in (h.trigger, h.clause)
    )
    told = (scene.told_in_clause(word) for _, word in above)
    return next((t for t in told if t is not None), None)
