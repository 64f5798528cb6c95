"""A claim's draft from an event told: its words, place and time, its parties and kind."""

from __future__ import annotations

from typing import Any

from onrecord.claims import Kind
from onrecord.reading.draft import Draft
from onrecord.reading.kinds import kind_of
from onrecord.reading.parties import CIVILIANS, Party
from onrecord.reading.scene import Scene, Told
from onrecord.reading.spans import clause_span


def span_of(scene: Scene, told: Told) -> tuple[int, int]:
    return clause_span(scene.passage.parse, told.happening, scene.triggers)


def draft(scene: Scene, told: Told, kind: str, label: str, **fields: Any) -> Draft:
    """A claim with the event's place, time, standing and assumptions."""
    return Draft(
        type=kind,
        span=span_of(scene, told),
        label=label,
        standing=told.happening.standing,
        fields=dict(fields),
        missing=list(told.missing),
        assumed=[*told.assumed, *scene.assumed_of((*told.by, *told.against))],
        placing=told.placing,
        timing=told.timing,
    )


def kind_and_note(scene: Scene, told: Told, by: Party | None) -> tuple[Kind | None, list[str]]:
    h = told.happening
    civilians = any(p.sort == "civilians" for p in told.others) and not told.against
    if shot_at_civilians(scene, told):
        return ("killing of civilians" if h.killed is not None else None), []
    kind, note = kind_of(
        scene.passage.parse, h, scene.lexicon,
        has_target=bool(told.against or told.others),
        by_government=by is not None and scene.kind(by.ids[0]) == "government",
        civilians=civilians,
        place_hit=any(p.sort == "place" for p in told.others),
    )  # fmt: skip
    return kind, [note] if note else []


def events_of(
    scene: Scene, told: Told, by: Party | None, against: Party | None, kind: Kind | None
) -> dict[str, Any] | None:
    """The `events` of a claim; None where neither a party nor a kind is known."""
    written: dict[str, Any] = {"kind": kind} if kind else {}
    if told.happening.entry.form in ("fights", "agrees"):
        if by and against:
            written["between"] = [scene.written(by), scene.written(against)]
        elif by or against:
            one = by or against
            assert one is not None  # noqa: S101  (one of the two is there)
            written["involving"] = scene.written(one)
        return written or None
    if by:
        written["by"] = scene.written(by)
    if against:
        written["against"] = scene.written(against)
    elif shot_at_civilians(scene, told) or hits_civilians(scene, told, kind):
        written["against"] = CIVILIANS
    return written or None


def hits_civilians(scene: Scene, told: Told, kind: Kind | None) -> bool:
    """Whether those hit are civilians, by the report's words; of abductions, by that word."""
    return told.happening.entry.form == "acts" and any(
        p.sort == "civilians" and (kind != "abduction" or _called_civilian(scene, p))
        for p in told.others
    )


def shot_at_civilians(scene: Scene, told: Told) -> bool:
    """“Opened fire on a bus”, whose passengers nobody says to be armed: no fight."""
    h, parse, lexicon = told.happening, scene.passage.parse, scene.lexicon
    if h.entry.word not in _SHOOTING or told.against or not told.by:
        return False
    return any(
        lexicon.noun_in(parse[t], "groups", "civil")
        and not any(
            lexicon.noun_in(c, "groups", name)
            for c in parse.children(t, "compound", "amod")
            for name in ("state", "armed")
        )
        for t in h.targets
    )


_SHOOTING = frozenset(
    {"open fire", "fire", "shoot", "open up", "fire shots", "shoot up", "rake", "spray"}
)


def _called_civilian(scene: Scene, party: Party) -> bool:
    """Whether the report itself says “civilians”; of abductions it seldom does."""
    token = scene.passage.parse[party.head]
    return token.lower.startswith("civilian")
