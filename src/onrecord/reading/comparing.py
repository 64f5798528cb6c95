"""“The deadliest month since”, “the first in two years”, “more than B”: ranked and changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.claims import When
from onrecord.reading.arguments import after, subject
from onrecord.reading.draft import Draft
from onrecord.reading.drafting import draft, events_of, kind_and_note
from onrecord.reading.parse import Token
from onrecord.reading.parties import Party
from onrecord.reading.passage import Timed
from onrecord.reading.patterns import anchor, claim_at
from onrecord.reading.quantities import read_number
from onrecord.reading.scene import Scene, Told

_DAYS = {"day": 1, "week": 7, "month": 30.44, "year": 365.25, "decade": 3652.5}


def compared(scene: Scene, told: Told) -> list[Draft] | None:
    """The claims of an event that is ranked or counted against others; None if it is not.

    “A killed more civilians than B”, “more attacks than B”, “more airstrikes in June than in May”.
    """
    parse, h = scene.passage.parse, told.happening
    counted = h.killed if h.entry.form == "kills" and h.killed is not None else h.trigger
    more = next(
        (
            c.lower
            for c in parse.children(counted, "amod", "advmod")
            if c.lower in ("more", "fewer", "less")
        ),
        None,
    )
    if more is None or not h.standing.told:
        return None
    than = [
        t for head in (counted, h.clause, h.trigger) for t in parse.children(head, "prep")
        if t.lower == "than"
    ]  # fmt: skip
    if not than:
        return None
    rivals = _rivals(scene, counted, h.clause) if told.by else []
    if rivals:
        return list(_against_rivals(scene, told, rivals)) if more == "more" else []
    return list(_against_time(scene, told, than[0], "rose" if more == "more" else "fell"))


def _rivals(scene: Scene, counted: int, clause: int) -> list[Party]:
    heads = after(scene.passage.parse, counted, ("than",), scene.lexicon) or after(
        scene.passage.parse, clause, ("than",), scene.lexicon
    )
    return scene.apart([p for p in scene.parties.all_of(heads) if p.sort == "actor"])


def _against_rivals(scene: Scene, told: Told, rivals: list[Party]) -> Iterator[Draft]:
    h = told.happening
    by = told.by[0]
    kind, notes = kind_and_note(scene, told, by)
    if h.entry.form == "kills":
        victims = scene.parties.of(h.killed) if h.killed is not None else None
        civilians = victims is not None and victims.sort == "civilians"
        events: dict[str, Any] | None = {"by": scene.written(by)}
        if civilians and events is not None:
            events["against"] = "civilians"
    else:
        against = told.against[0] if told.against else None
        events = events_of(scene, told, by, against, kind)
    measure = "killed" if h.entry.form == "kills" else "events"
    claim = draft(
        scene, told, "ranked", "more", events=events, measure=measure,
        among={"actors": [scene.written(r) for r in rivals]},
    )  # fmt: skip
    claim.assumed += [*notes, *scene.assumed_of(rivals)]
    claim.parties = (*by.ids, *(i for r in rivals for i in r.ids))
    yield claim


def _against_time(scene: Scene, told: Told, than: Token, direction: str) -> Iterator[Draft]:
    """“more airstrikes in June than in May”: a rise, against the time before."""
    inside = set(scene.passage.parse.under(than.i))
    before = [t for t in scene.passage.times if t.words and set(t.words) & inside]
    if not before:
        return
    by = told.by[0] if told.by else None
    against = told.against[0] if told.against else None
    kind, notes = kind_and_note(scene, told, by)
    claim = draft(
        scene, told, "changed", "more", events=events_of(scene, told, by, against, kind),
        direction=direction, before=_when(before[0]),
    )  # fmt: skip
    claim.timing = scene.story.clock.when(scene.passage, told.happening, skip=before[0].words)
    claim.assumed += notes
    claim.parties = tuple(i for p in (by, against) if p for i in p.ids)
    yield claim


def _when(timed: Timed) -> When | None:
    time = timed.time
    if time.first is None and time.last is None:
        return None
    return When(first=time.first, last=time.last, vague=time.vague)


@dataclass(frozen=True)
class Rank:
    """A superlative: what it is said of, what is measured, and since when it ranks first.

    `days`: “in two years”, counted back from the event; `words`: those that say since when.
    """

    noun: Token
    measure: str
    since: dt.date | None
    days: float
    words: tuple[int, ...]


def ranks_in(scene: Scene) -> list[Rank]:
    """The superlatives of a passage that say since when."""
    found = []
    for word in scene.passage.parse.tokens:
        measure = _measure(scene, word)
        if measure is None:
            continue
        own = word.dep in ("attr", "nsubj", "ROOT", "pobj")
        noun = word if own else scene.passage.parse.head(word.i)
        rank = _since(scene, noun, word, measure)
        if rank is not None:
            found.append(rank)
    return found


def rankings(scene: Scene) -> Iterator[Draft]:
    """`ranked` claims of superlatives: the deadliest month since, the first attack in two years."""
    parse, lexicon = scene.passage.parse, scene.lexicon
    periods = lexicon.table("ranked", "periods")
    for rank in ranks_in(scene):
        noun = rank.noun
        verb = next((t for t in (noun, *parse.above(noun.i)) if t.pos in ("VERB", "AUX")), None)
        if verb is None:
            continue
        event = noun
        subjects = subject(parse, verb.i, lexicon)
        if noun.lemma.lower() not in periods and subjects and noun.dep == "attr":
            event = parse[subjects[0]]  # “the airstrikes … were the first in two years”
        period = periods.get(noun.lemma.lower(), periods.get(event.lemma.lower(), "day"))
        yield from _ranked(scene, verb.i, event, period, rank)


def _measure(scene: Scene, word: Token) -> str | None:
    if word.lower in scene.lexicon.words("ranked", "killed"):
        return "killed"
    if word.lower in scene.lexicon.words("ranked", "events"):
        return "events"
    noun = scene.passage.parse.head(word.i)
    told = scene.lexicon.noun(scene.passage.parse, noun.i) if word.dep == "amod" else None
    if word.lower == "first" and (told is not None or word.dep == "attr"):
        return "events"
    return None


def _since(scene: Scene, noun: Token, word: Token, measure: str) -> Rank | None:
    """From when on it ranks first: “since March 2018”, “in two years”."""
    parse = scene.passage.parse
    first, end = parse.sentence_of(noun.i)
    for timed in scene.passage.times_from(max(first, word.i), end):
        if timed.time.text.lower().startswith("since") and timed.time.first is not None:
            return Rank(noun, measure, timed.time.first, 0, timed.words)
    for unit in parse.tokens[word.i : end]:
        days = _DAYS.get(unit.lemma.lower())
        before = parse.tokens[max(first, unit.i - 4) : unit.i]
        if days is None or not any(t.lower in ("in", "for") for t in before):
            continue
        number = read_number(parse.words(before[0].i, unit.i), scene.lexicon)
        low = number.low if number is not None and number.low is not None else 0
        if before[-1].lower in ("a", "one"):
            low = 1
        if 0 < low < 400:
            words = (*(t.i for t in before), unit.i)
            return Rank(noun, measure, None, low * days, words)
    return None


def _ranked(scene: Scene, verb: int, event: Token, period: str, rank: Rank) -> Iterator[Draft]:
    told = next(iter(scene.told_between(event.i, event.i + 1)), None)
    events: dict[str, Any] | None = None
    parties: tuple[Party, ...] = ()
    if told is not None:
        by = told.by[0] if told.by else None
        against = told.against[0] if told.against else None
        kind, _ = kind_and_note(scene, told, by)
        events = events_of(scene, told, by, against, kind)
        parties = tuple(p for p in (by, against) if p)
    else:
        suffering = after(scene.passage.parse, event.i, ("for",), scene.lexicon)
        actors = scene.apart([p for p in scene.parties.all_of(suffering) if p.sort == "actor"])
        if actors:
            events, parties = {"involving": scene.written(actors[0])}, (actors[0],)
    at = anchor(scene, verb, skip_times=rank.words, not_there=parties)
    if not at.standing.told:
        return
    label = "first" if rank.measure == "events" else "deadliest"
    claim = claim_at(scene, at, "ranked", label, parties, measure=rank.measure, events=events)
    if told is not None and told.placing is not None and told.placing.own:
        claim.placing = told.placing
    if told is not None and told.timing.own:
        claim.timing = told.timing
    since = rank.since or _back(claim.timing.when if claim.timing else None, rank.days)
    claim.fields["among"] = {"periods": period, "since": since} if since else None
    yield claim


def _back(when: When | None, days: float) -> dt.date | None:
    """So many days before the event."""
    if when is None or when.first is None:
        return None
    return dt.date.fromordinal(max(1, when.first.toordinal() - round(days)))
