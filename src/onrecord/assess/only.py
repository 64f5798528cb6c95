"""only: this was the only battle going on there (METHODS 2)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from onrecord.actors import Level
from onrecord.assess.case import Answer, Case, View
from onrecord.assess.finding import PossibleEvents
from onrecord.assess.reach import common, eyes_there, outside, unheard
from onrecord.assess.tally import describes, noun, sees_only_some
from onrecord.assess.words import certain, counted, listed
from onrecord.records.schema import Events, Mask
from onrecord.selection import Who, a
from onrecord.stats.bursts import burst_labels

ENOUGH_OWN = 5
"""Events of the named parties below which “the only one” is not spoken of."""


@dataclass(frozen=True)
class _Others:
    """Events between others, in the favourable and the unfavourable reading of possible ones."""

    view: View
    certain: Mask
    any: Mask
    shown_certain: Mask


def _others(case: Case) -> _Others:
    """Events that are not the named parties'.

    An event that the report itself asserts elsewhere is another event all the same, so it stands
    against “borne out”; but it is never a counter-example.
    """
    view = case.view(replace(case.query, who=Who("anyone")))
    # Whoever acts, a fight between the two is theirs.
    mine = case.query.who
    if mine.mode == "directed" and mine.first and mine.second:
        mine = replace(mine, mode="between")
    own = case.bench.select(view.events, replace(case.query, who=mine)).who
    one = view.events.clarity != 2
    certain = view.selection.certain & (own == Level.NONE) & one
    # In the unfavourable corner a row that is only possibly the named parties' is another's.
    maybe = (view.selection.certain | view.selection.possible) & (own != Level.CERTAIN) & one
    counter = np.ones(len(view.events), dtype=bool)
    if case.asserted_elsewhere is not None:
        counter = ~np.asarray(case.asserted_elsewhere(view.events), dtype=bool)
    kind = case.resolved.query.kind
    if kind is not None and kind not in case.info.expresses.kinds:
        for row in np.flatnonzero(maybe & counter):
            counter[row] = describes(view.events, int(row), kind, case.bench)
    return _Others(view, certain, maybe, certain & counter)


def _enough_to_contradict(events: Events, mask: Mask) -> bool:
    """Two stories on different days, or one clear event that two originators report.

    Rows that share their source lines are one story, however many days they are spread over.
    """
    stories = {
        frozenset(line.text for line in events.lines(int(row))) for row in np.flatnonzero(mask)
    }
    if len(np.unique(events.start[mask])) >= 2 and len(stories) >= 2:
        return True
    return any(
        events.clarity[row] == 1
        and len({line.office for line in events.lines(int(row)) if line.office}) >= 2
        for row in np.flatnonzero(mask)
    )


def fights(events: Events, mask: Mask) -> int:
    """How many separate fights the rows are: events within 10 km and 5 days are one."""
    if not mask.any():
        return 0
    days = events.start[mask].astype("datetime64[D]").astype(np.int64)
    labels = burst_labels(days, events.lat[mask], events.lon[mask])
    return len(np.unique(labels))


def only(case: Case) -> Answer:
    """The record is a census of what it sees: other events of the kind decide, without interval."""
    beyond = outside(case)
    if beyond:
        return beyond
    own = case.tested
    others = _others(case)
    n_own = int(own.selection.certain.sum())
    n_maybe = int(own.selection.possible.sum())
    n_certain = int(others.certain.sum())
    n_possible = int(others.any.sum()) - n_certain
    kind = case.resolved.query.kind or "event"
    numbers = common(case) | {
        "events": certain(n_own, n_maybe, noun(case)),
        "others": certain(n_certain, n_possible, f"other {noun(case)}").capitalize()
        + (" was" if n_certain == 1 or (not n_certain and n_possible) else " were"),
        "coarse": _perhaps(n_certain, n_possible),
        "described": _described(case, others),
        "kind_article": a(kind),
        "counter": counted(int(others.shown_certain.sum()), "event"),
    }
    coarsened = bool(case.lost)
    shown = others.shown_certain
    handled = PossibleEvents(handled_by="corners", agree=1.0)
    ids = others.view.ids(shown)
    rest = others.view.ids(others.certain & ~shown)
    change = (
        "Two events of the claim's kind between others on different days, or one that two "
        "originators report, would contradict it."
    )
    if shown.any() and _enough_to_contradict(others.view.events, shown):
        separate = counted(fights(others.view.events, shown), "separate fight")
        return Answer(
            "contradicted",
            "only.contradicted",
            numbers | {"counter": f"{numbers['counter']} ({separate})"},
            handled_by=handled,
            counter_examples=ids,
            other_events=rest,
            coarsened=coarsened,
            would_change="The counter-examples being miscoded in place, day, party or kind.",
        )
    seen, near = eyes_there(case)
    silence = unheard(case, seen=True)
    if silence is not None:
        # What happened on the days that are not covered may have been another fight.
        return Answer(
            "beyond the record",
            silence,
            numbers,
            coarsened=coarsened,
            would_change="A record that covers all of those days, and all such events.",
        )
    if not n_own and not seen:
        return Answer(
            "beyond the record",
            "beyond.thin",
            numbers | {"nearby": near},
            coarsened=coarsened,
            would_change="A record with eyes on that place and time.",
        )
    template = "only.undecided"
    if shown.any():
        template = "only.counter thin"
    elif n_own < ENOUGH_OWN:
        template = "only.few"
        change = f"{counted(ENOUGH_OWN, 'certain event')} of the named parties there and then."
    elif not others.any.any():
        partly = coarsened or sees_only_some(case)
        return Answer(
            "partly borne out" if partly else "borne out",
            "only.partly borne out" if partly else "only.borne out",
            numbers,
            handled_by=handled,
            coarsened=coarsened,
            would_change=change,
        )
    return Answer(
        "undecided",
        template,
        numbers,
        handled_by=replace_agree(handled, others),
        counter_examples=ids,
        other_events=rest,
        coarsened=coarsened,
        would_change=change,
    )


def _perhaps(certain_ones: int, possible: int) -> str:
    return f", and {possible:,} more may have been" if certain_ones and possible > 0 else ""


def _described(case: Case, others: _Others) -> str:
    """The kinds that the other events' source lines speak of, most frequent first."""
    kinds: Counter[str] = Counter()
    for row in map(int, np.flatnonzero(others.certain)):
        kinds.update(sorted(case.bench.kinds(others.view.events, row)))
    if not kinds:
        return ""
    return f" (their source lines speak of {listed(f'{k} in {n}' for k, n in kinds.most_common())})"


def replace_agree(handled: PossibleEvents, others: _Others) -> PossibleEvents:
    """Half of the two corners agree where only possible events stand against the claim."""
    if others.any.any() and not others.certain.any():
        return handled.model_copy(update={"agree": 0.5})
    return handled
