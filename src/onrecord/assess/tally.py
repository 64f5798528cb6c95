"""Sums over selected rows: dead, distinct reports, originators, whether a kind is described."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

import numpy as np

from onrecord.actors import Level
from onrecord.assess.case import Bench, Case, View
from onrecord.assess.finding import Counts, Sources
from onrecord.assess.words import counted
from onrecord.records.schema import Events, Ints, Mask
from onrecord.selection import Selection


def death_range(events: Events) -> tuple[Ints, Ints]:
    """Least and most dead of each event, shape (n,), in people.

    The least and the greatest of low, best and high: broken rows have them in another order.
    A figure that is not given is left out; none at all counts as 0.
    """
    figures = np.stack([events.low, events.best, events.high])
    known = figures >= 0
    least = np.where(known, figures, np.iinfo(np.int64).max).min(axis=0)
    most = np.where(known, figures, 0).max(axis=0)
    return np.where(known.any(axis=0), least, 0), most


def at_least(events: Events, mask: Mask, figures: Ints | None = None) -> int:
    """Events of a mask, or the sum of their figures, that are there at the least.

    In a merged record what two records tell may be one event that was not recognised: certain are
    only those of one of them, of whichever has most.
    """
    counted_ = np.ones(len(events), dtype=np.int64) if figures is None else figures
    return max((int(counted_[mask & part].sum()) for part in events.parts), default=0)


def best_sum(events: Events, mask: Mask) -> int:
    """Sum of the best estimates over a mask, in people."""
    return int(np.maximum(events.best[mask], 0).sum())


def originators(events: Events, rows: Iterable[int]) -> Sources:
    """Whose word the rows rest on: events per originator, and how many originators it takes.

    `independent` is the number of originators that account for all rows, the busiest first: where
    every row cites one of them it is 1, however many others repeat some of the rows.
    """
    cited = [frozenset(line.office for line in events.lines(row) if line.office) for row in rows]
    offices = Counter(office for some in cited for office in some)
    ordered = sorted(offices.items(), key=lambda item: (-item[1], item[0]))
    return Sources(originators=dict(ordered), independent=_voices([c for c in cited if c]))


def _voices(cited: list[frozenset[str]]) -> int:
    """Originators taken one after the other, each the one behind most of the rows left."""
    taken = 0
    while cited:
        most = Counter(office for some in cited for office in some)
        best = min(most, key=lambda office: (-most[office], office))
        cited = [some for some in cited if best not in some]
        taken += 1
    return taken


def distinct_reports(events: Events, rows: Iterable[int]) -> int:
    """Different source lines behind the rows: several rows can rest on one story."""
    told: set[tuple[dt.date | None, str]] = set()
    for row in rows:
        lines = events.lines(row)
        # A record may keep one note for all sources of an event: the others repeat that story.
        some = any(line.text for line in lines)
        told |= {(line.date, line.text) for line in lines if line.text or not some}
    return len(told)


def counts(events: Events, selection: Selection) -> Counts:
    """The counts that every finding carries."""
    rows = np.flatnonzero(selection.certain | selection.possible)
    return Counts(
        certain=int(selection.certain.sum()),
        possible=int(selection.possible.sum()),
        unplaced=int(selection.unplaced.sum()),
        unplaced_dead=best_sum(events, selection.unplaced),
        distinct_reports=distinct_reports(events, rows),
    )


def describes(events: Events, row: int, kind: str, bench: Bench) -> bool:
    """Whether the event's source lines describe just this kind, between just its own sides.

    A line such as “air raids in the north and clashes between A and B” is kept for a row of
    either story: only lines that name no other kind, and no actor who is not a side of the event,
    show the kind of *this* event.
    """
    if bench.kinds(events, row) != {kind}:
        return False
    lines = events.lines(row)
    sides = [name for side in events.side_names(row) for name in side]
    on = events.start[row].astype(object)
    for line in lines:
        for mention in bench.mentions(line.text, on):
            if mention.actor_id is None or mention.bare_country:
                continue
            actor = mention.actor_id
            if not any(bench.registry.level(side, actor, on)[0] for side in sides):
                return False
    return True


def why_possible(selection: Selection) -> str:
    """In which respects the possible events are not certain, most frequent first."""
    words: Counter[str] = Counter()
    for row in np.flatnonzero(selection.possible):
        words.update(selection.why_possible(int(row)))
    if not words:
        return "no certain death"
    return "not certain: " + ", ".join(f"{word} in {n}" for word, n in words.most_common())


def borne_by(case: Case, view: View, mask: Mask) -> frozenset[str]:
    """Ids, of those that the claim's actors may stand under, that the rows in a mask bear."""
    events = view.events
    codes = np.unique(np.concatenate([events.side_a[mask], events.side_b[mask]]))
    names = {name for code in codes for name in events.sides[int(code)]}
    on = case.query.last or case.query.first or case.info.coverage.last
    registry = case.bench.registry
    return frozenset(
        wanted
        for party in case.query.who.parties()
        for actor in party.ids()
        for wanted in (actor, *party.under.get(actor, ()))
        if any(registry.level(name, wanted, on)[0] == Level.CERTAIN for name in names)
    )


def has_death(events: Events) -> Mask:
    """Rows that are certain evidence of a death, shape (n,): the record's best figure is not 0."""
    return np.asarray(events.best > 0, dtype=bool)


def certain_evidence(case: Case, view: View) -> Mask:
    """Certain rows that are certain evidence of what the claim says happened, shape (n,).

    Where it says that somebody was killed, a row whose best figure is 0 is only possible evidence.
    """
    certain = view.selection.certain
    if case.resolved.query.kind == "killing of civilians":
        certain = certain & has_death(view.events)
    return np.asarray(certain, dtype=bool)


def maybe(view: View) -> str:
    """The possible events beside the certain ones, and why they are no more than that."""
    n = int(view.selection.possible.sum())
    if not n:
        return ""
    why = why_possible(view.selection)
    if view.selection.certain.any():
        return f", and {n:,} more that may belong here ({why})"
    return f", though {n:,} may belong here ({why})"


def figures_given(events: Events) -> Mask:
    """Rows for which the record gives some number of dead, 0 included, shape (n,)."""
    return np.asarray((events.low >= 0) | (events.best >= 0) | (events.high >= 0), dtype=bool)


def dead(events: Events, mask: Mask) -> str:
    """“75 dead”, by the best estimates; of rows without a figure none is said to be known."""
    given = figures_given(events)
    if mask.any() and not given[mask].any():
        return "number of dead not given"
    said = counted(best_sum(events, mask), "dead", "dead")
    without = int(np.count_nonzero(mask & ~given))
    return f"{said}; {counted(without, 'event')} without a figure" if without else said


def noun(case: Case) -> str:
    """What the record counts for this case: a deadly event, or the kind it codes."""
    kind = case.query.kind
    if kind is not None:
        return kind
    return "deadly event" if case.info.expresses.deadly_only else "event"


def blind(case: Case) -> str:
    """The reminder of what such a record cannot have seen, where it matters."""
    if not sees_only_some(case):
        return ""
    return " It holds only events with at least one death: bloodless ones are invisible to it."


def sees_only_some(case: Case) -> bool:
    """Whether there can be events such as the claim's that the record does not hold."""
    kind = case.resolved.query.kind
    return case.info.expresses.deadly_only and kind != "killing of civilians"
