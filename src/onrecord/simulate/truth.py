"""What was planted in a drawn war, and the counts it led to, machine-readable."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.simulate.acts import centre_of
from onrecord.simulate.effects import Change, Displaced
from onrecord.simulate.happened import FORMS
from onrecord.simulate.land import degrees

if TYPE_CHECKING:
    from onrecord.simulate.draws import Drawn
    from onrecord.simulate.war import Acts


def truth(drawn: Drawn) -> dict[str, Any]:
    """Seed and days; `acts` with what happened and was reported of each; `follows`; `planted`.

    A planted change names its acts, days, place and factor, with the number that happened inside;
    a turn (displaced) its two changes; a capture its settlement, day and parties. Where `planted`
    is empty and no `follows` differ, nothing was planted.
    """
    war = drawn.war
    return {
        "seed": drawn.seed,
        "first": war.first.isoformat(),
        "last": drawn.date(war.days - 1).isoformat(),
        "happened": len(drawn.happened),
        "reported": {form: int(drawn.coded.held(form).sum()) for form in FORMS},
        "acts": [_act(drawn, i, act) for i, act in enumerate(war.acts)],
        "follows": [
            {"act": act.key, **asdict(follow), "drawn": _drawn(drawn, i, follow.after)}
            for i, act in enumerate(war.acts)
            for follow in act.follows
        ],
        "planted": [_planted(drawn, effect) for effect in war.effects],
    }


def _act(drawn: Drawn, number: int, act: Acts) -> dict[str, Any]:
    of = drawn.happened.act
    return {
        "key": act.key,
        "sides": list(act.between),
        "kinds": [kind for kind, _ in act.kinds],
        "per_day": act.per_day,
        "branching": act.bursts.branching,
        "happened": int(np.sum(of == number)),
        "reported": {form: int(np.sum(of[drawn.coded.held(form)] == number)) for form in FORMS},
    }


def _drawn(drawn: Drawn, number: int, after: str) -> int:
    """Events of an act in bursts that those of another drew."""
    happened = drawn.happened
    own = (happened.act == number) & (happened.drawn_by >= 0)
    keys = [act.key for act in drawn.war.acts]
    return int(np.sum(happened.act[happened.drawn_by[own]] == keys.index(after)))


def _planted(drawn: Drawn, effect: Any) -> dict[str, Any]:
    if isinstance(effect, Change):
        return {"type": "changed", **_change(drawn, effect)}
    if isinstance(effect, Displaced):
        left, took_up = effect.changes
        return {
            "type": "displaced",
            "left": _change(drawn, left),
            "took_up": _change(drawn, took_up),
        }
    return {
        "type": "taken",
        "settlement": effect.settlement,
        "by": effect.by,
        "lost_by": effect.lost_by,
        "day": drawn.date(effect.day).isoformat(),
        "fought": effect.fought,
    }


def _change(drawn: Drawn, change: Change) -> dict[str, Any]:
    war, happened = drawn.war, drawn.happened
    stop = war.days if change.days is None else min(war.days, change.first + change.days)
    keys = [act.key for act in war.acts]
    inside = (happened.time >= change.first) & (happened.time < stop) & (happened.act >= 0)
    if change.of:
        inside &= happened.act == keys.index(change.of)
    place: dict[str, Any] = {"near": None, "within_km": None}
    if change.near is not None:
        east, north = centre_of(change.near, war.land)
        inside &= np.hypot(happened.east - east, happened.north - north) <= change.km
        lat, lon = degrees(np.asarray([east]), np.asarray([north]))
        place = {"near": [float(lat[0]), float(lon[0])], "within_km": change.km}
    last = drawn.date(np.nextafter(stop, 0))
    return {
        "of": change.of,
        "times": change.times,
        "first": drawn.date(change.first).isoformat(),
        "last": last.isoformat(),
        **place,
        "happened": int(inside.sum()),
    }
