"""From what happened, in syntax, to who did it to whom, where and when."""

from __future__ import annotations

from dataclasses import replace

from onrecord.reading.arguments import agent
from onrecord.reading.happening import Happening
from onrecord.reading.nobody import unidentified
from onrecord.reading.parties import Party
from onrecord.reading.patterns import Anchor, with_clause
from onrecord.reading.placing import Placing
from onrecord.reading.refusing import is_means, is_refused
from onrecord.reading.repairs import (
    only_other,
    same_actor,
    same_means,
    self_named,
    spared,
    whose_town,
)
from onrecord.reading.retold import stem, told_before
from onrecord.reading.scene import Scene, Told
from onrecord.reading.situating import placing_of, timing_of, told_with
from onrecord.reading.unknown import unknown_place


def tell(scene: Scene, h: Happening) -> Told | None:
    """The event with parties, place and time; None where the words do not make one."""
    by, by_missing = _doers(scene, h)
    against, others, against_missing, place_hit = _targets(scene, h)
    assumed: list[str] = []
    marched = spared(scene, h) if not against else None
    if marched is not None:
        against, against_missing = [marched[0]], ()
    they = (self_named(scene, h) or only_other(scene, h, tuple(against))) if not by else None
    if they is not None:
        by, by_missing = [they], ()
        pronoun = scene.passage.parse[h.doers[0]].text
        assumed.append(
            f"“{pronoun}” is taken as {scene.shown(they.ids[0])}, whom the sentence leaves."
        )
    if not by and they is None and (acting := same_actor(scene, h)) is not None:
        by, by_missing = list(acting.by), ()
        said = scene.text(h.doers[0])
        assumed.append(f"“{said}” is taken as {scene.shown(by[0].ids[0])}, of whom was just told.")
        h = same_means(h, acting)
    elif by and h.doers and any(n.taken_for for p in by for n in p.named):
        acting = same_actor(scene, h)
        h = same_means(h, acting) if acting is not None else h
    if is_refused(scene, h, by, against, place_hit):
        if (nowhere := unknown_place(scene, h)) is not None:
            scene.story.whereabouts.unknown(h.trigger, nowhere)
        return None
    assumed += _led_by(scene, h)
    earlier = told_before(scene, h, by)
    if earlier is not None:
        said = scene.passage.parse[h.trigger].text
        assumed.append(f"“{said}” is taken as the one told of before in the report.")
        by = by or list(earlier.by)
        if not against and not others:
            against, others = list(earlier.against), list(earlier.others)
        by_missing = by_missing if not by else ()
        if stem(earlier.happening.entry.word) != stem(h.entry.word):
            h = replace(h, entry=earlier.happening.entry)  # “the attack” was a bombing
    beside = told_with(scene, h, marched[1] if marched else None)
    placing = placing_of(scene, h, by, against, earlier, beside)
    timing = timing_of(scene, h, earlier, beside)
    if h.verbal and h.entry.form == "kills":
        at = with_clause(scene, h.clause, Anchor(h, placing, timing))
        placing, timing = at.placing, at.timing
    missing = [*by_missing, *against_missing]
    unknown = unknown_place(scene, h) if placing is None or not placing.own else None
    if unknown is not None:
        # its own place is named, though nobody knows it: no other place will do
        placing = Placing((unknown,), own=True)
        scene.story.whereabouts.unknown(h.trigger, unknown)
    return Told(
        h, tuple(by), tuple(against), placing, timing, tuple(missing),
        tuple(assumed), again=_only_again(h, earlier), others=tuple(others),
    )  # fmt: skip


def _only_again(h: Happening, earlier: Told | None) -> bool:
    """Whether the words say nothing new of an event told before: neither who nor how many."""
    if earlier is None or h.change is not None or h.killed is not None or h.number is not None:
        return False
    said = earlier.happening.standing
    same = h.standing.stance in ("asserted", said.stance) and h.standing.negated == said.negated
    return same and not (h.doers or h.modifiers or h.subjects)


def _doers(scene: Scene, h: Happening) -> tuple[list[Party], tuple[str, ...]]:
    found = [whose_town(scene, p) for p in scene.parties.all_of(h.doers)]
    actors = [p for p in found if p.sort == "actor"]
    if not found:
        named = scene.parties.modifiers(h.modifiers)
        actors = [Party("actor", (n,), head=n.words[-1]) for n in named]
        if not actors:
            found = scene.parties.all_of(h.subjects)
            actors = [p for p in found if p.sort == "actor"]
    if actors:
        return scene.apart(actors), ()
    unknown = [p for p in found if not is_means(scene, p) and not unidentified(scene, p.head)]
    if unknown:
        return [], (f"by (“{scene.text(unknown[0].head)}”)",)
    return [], ()


def _led_by(scene: Scene, h: Happening) -> list[str]:
    """“fighters – mostly led by A –”: who acts is who is named; who leads them is noted."""
    parse, notes = scene.passage.parse, []
    for head in h.doers:
        for clause in parse.children(head, "acl"):
            if scene.lexicon.lemma(clause) in ("lead", "command", "head"):
                leaders = scene.parties.all_of(agent(parse, clause.i, scene.lexicon))
                names = [scene.shown(i) for p in leaders for i in p.ids]
                if names:
                    notes.append(f"The report says that they are led by {', '.join(names)}.")
    return notes


def _targets(scene: Scene, h: Happening) -> tuple[list[Party], list[Party], tuple[str, ...], bool]:
    """Opponents; others who were hit; what is missing; whether a place was what was hit."""
    if h.entry.form == "moves":
        return [], [], (), False
    as_place = h.entry.form not in ("fights", "agrees", "kills")
    heads = h.losers if h.entry.form in ("takes", "loses", "falls") else h.targets
    if h.entry.form == "takes":
        # “overran an army camp”: taken from the army
        heads += tuple(
            t for t in h.targets if scene.lexicon.noun_in(scene.passage.parse[t], "groups", "held")
        )
    found = scene.parties.all_of(heads, as_place=as_place and h.entry.form == "acts")
    if h.entry.form == "takes":
        found = [whose_town(scene, p) for p in found]
    if not any(p.sort == "actor" for p in found):
        harmed = scene.parties.all_of(h.harmed)
        civilian = () if h.killed is not None else ("civilians",)
        found += [p for p in harmed if p.sort in ("actor", *civilian)]
    actors = scene.apart([p for p in found if p.sort == "actor"])
    others = [p for p in found if p.sort in ("civilians", "people", "place")]
    place_hit = any(p.sort == "place" for p in others)
    for party in others:
        if party.sort != "place" or not party.named or h.entry.form != "acts":
            continue
        if scene.story.whereabouts.spots.kind(party.named[0].text) == "country":
            # “attacked Ukraine”: the country is both where and against whom.
            actors.append(Party("actor", party.named, head=party.head))
    unknown = [p for p in found if p.sort in ("armed", "pronoun") and not _is_one(scene, p)]
    if unknown and not actors and not others and h.entry.form != "kills":
        return [], [], (f"against (“{scene.text(unknown[0].head)}”)",), False
    return actors, others, (), place_hit


def _is_one(scene: Scene, party: Party) -> bool:
    """“Abducted Philip Mehrtens”, “fired at a Twin Otter”: a person or a thing with a name."""
    token, lexicon = scene.passage.parse[party.head], scene.lexicon
    lists = ("armed", "ruling", "held", "bases", "state", "not_theirs", "units")
    listed = any(lexicon.noun_in(token, "groups", name) for name in lists)
    return token.tag == "NNP" and not listed and not token.text.isupper()


def record(scene: Scene, told: Told) -> None:
    """Keep an event for what is told after it."""
    scene.record(told)
    if not told.happening.standing.real:
        return
    first, end = scene.passage.parse.sentence_of(told.happening.trigger)
    said = next(
        (t.time.text for t in scene.passage.times_from(first, end)),
        "the time",
    )
    earlier = len(scene.told) > 1 and first <= scene.told[-2].happening.trigger < end
    aside = not told.happening.verbal and not told.happening.carried and earlier
    if not aside:  # “captured P on Monday after weeks of fighting”: Monday is what counts
        scene.story.clock.tell(told.timing, said, at=told.happening.trigger)
    if told.placing is not None:
        scene.story.whereabouts.carry(told.placing, until=end)
