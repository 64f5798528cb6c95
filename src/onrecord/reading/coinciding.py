"""“While B fights C, A strikes C”: two events that the report puts at the same time."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.draft import Draft
from onrecord.reading.drafting import draft, events_of, kind_and_note
from onrecord.reading.scene import Scene, Told

_JOINING = frozenset({"while", "as", "whilst", "when"})


def coincidences(scene: Scene, told: list[Told]) -> Iterator[Draft]:
    """`coincided` claims of a passage: an event, and another in a clause with while or as.

    Both must be asserted, with every party known, and share a party: without one, “while” compares
    or contrasts, and says nothing of time.
    """
    parse = scene.passage.parse
    here: dict[tuple[int, int], list[Told]] = {}
    for one in told:
        here.setdefault(parse.sentence_of(one.happening.trigger), []).append(one)
    for during in told:
        clause = during.happening.clause
        beside = parse[clause].dep == "advcl" and _joined(scene, clause)
        relative = parse[clause].dep == "relcl" and _going_on(scene, clause)
        for main in here[parse.sentence_of(during.happening.trigger)]:
            if main is during:
                continue
            under = beside and _above(scene, clause, main.happening.clause)
            of_target = relative and parse[clause].head in main.happening.targets
            claim = _claim(scene, main, during) if under or of_target else None
            if claim is not None:
                yield claim


def _joined(scene: Scene, clause: int) -> bool:
    parse = scene.passage.parse
    marks = [c for c in parse.children(clause, "mark", "advmod") if c.i < clause]
    return any(m.lower in _JOINING for m in marks)


def _going_on(scene: Scene, clause: int) -> bool:
    """“are fighting”, “were fighting”: the progressive tells that it goes on meanwhile."""
    parse = scene.passage.parse
    return parse[clause].tag == "VBG" and bool(parse.children(clause, "aux"))


def _above(scene: Scene, clause: int, main: int) -> bool:
    return any(up.i == main for up in scene.passage.parse.above(clause))


def _claim(scene: Scene, main: Told, during: Told) -> Draft | None:
    sides = []
    for told in (main, during):
        h = told.happening
        if not h.standing.told or h.entry.form not in ("acts", "fights") or told.missing:
            return None
        by = told.by[0] if told.by else None
        against = told.against[0] if told.against else None
        if by is None or against is None:
            return None
        kind, notes = kind_and_note(scene, told, by)
        sides.append((events_of(scene, told, by, against, kind), (*by.ids, *against.ids), notes))
    (events, parties, notes), (other, others, more) = sides
    ours, theirs = set(parties), set(others)
    meanwhile = bool(ours & theirs) or _going_on(scene, during.happening.clause)
    if events is None or other is None or not meanwhile or ours == theirs:
        return None
    other = _undirected(other)
    claim = draft(scene, main, "coincided", "coincided", events=events, during={"events": other})
    claim.span = (
        min(claim.span[0], _start(scene, during)),
        max(claim.span[1], _end(scene, during)),
    )
    claim.assumed += notes + more
    claim.parties = parties
    return claim


def _undirected(events: dict[str, object]) -> dict[str, object]:
    """The fighting during which it happened: between the two, whoever attacks."""
    if "by" in events and "against" in events:
        sides = {"between": [events["by"], events["against"]]}
        return sides | {k: v for k, v in events.items() if k == "kind"}
    return events


def _start(scene: Scene, told: Told) -> int:
    return draft(scene, told, "occurred", "").span[0]


def _end(scene: Scene, told: Told) -> int:
    return draft(scene, told, "occurred", "").span[1]
