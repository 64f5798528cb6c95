"""Whether a war can be drawn at all; if not, what is wrong with it, in words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from onrecord.claims import KINDS
from onrecord.errors import OnrecordError
from onrecord.simulate.effects import Change, Taking
from onrecord.simulate.land import MOST_PLACES

if TYPE_CHECKING:
    from onrecord.simulate.land import Land
    from onrecord.simulate.reported import Reporting
    from onrecord.simulate.war import Actor, Acts, Bursts, Follow, Front, Pace, War

MOST_BRANCHING = 0.95
CIVILIANS = "Civilians"


class SimulationError(OnrecordError):
    """A war that cannot be simulated as it is specified."""


def check(war: War) -> None:
    """Raise SimulationError if the war contradicts itself or leaves the range of a number."""
    if not 1 <= war.days <= 36_600:
        raise SimulationError(f"a war of {war.days} days", todo="From 1 to 36,600 days.")
    _land(war.land)
    _actors(war.actors)
    _once([front.name for front in war.fronts], "front")
    for front in war.fronts:
        _front(front)
    _pace(war.pace, "the war")
    _once([act.key for act in war.acts], "act", "Give each a key of its own with key=.")
    names = {actor.name for actor in war.actors}
    fronts = {front.name for front in war.fronts}
    earlier: dict[str, Acts] = {}
    for act in war.acts:
        _act(act, names, fronts)
        for follow in act.follows:
            _follow(act.key, follow, earlier)
        earlier[act.key] = act
    for effect in war.effects:
        if isinstance(effect, Taking):
            _taking(effect, war, names)
    for change in war.changes:
        _change(change, war, earlier)
    _reporting(war.reporting, earlier)


def _land(land: Land) -> None:
    if land.width_km <= 0 or land.height_km <= 0 or max(land.width_km, land.height_km) > 1_000:
        raise SimulationError("a land is more than 0 and at most 1,000 km wide and high")
    counts = (*land.provinces, *land.districts, land.settlements, land.town_every)
    if min(counts) < 1:
        raise SimulationError("a land has at least one province, district, settlement and town")
    provinces = math.prod(land.provinces)
    if land.settlements + provinces * (1 + math.prod(land.districts)) > MOST_PLACES:
        raise SimulationError(f"a land has at most {MOST_PLACES:,} settlements and units")


def _actors(actors: Sequence[Actor]) -> None:
    _once([actor.name for actor in actors], "actor")
    names = {actor.name for actor in actors}
    for actor in actors:
        if not actor.name.strip() or set(actor.name) & set(",;\"'\n") or actor.name == CIVILIANS:
            raise SimulationError(
                f"“{actor.name}” cannot be the name of an actor",
                todo=f"No commas, semicolons or quotation marks, and not “{CIVILIANS}”.",
            )
        if actor.supports and actor.supports not in names - {actor.name}:
            raise SimulationError(
                f"{actor.name} supports “{actor.supports}”, who is no other actor"
            )
        if any(other.supports and other.name == actor.supports for other in actors):
            raise SimulationError(f"{actor.name} supports a supporter, {actor.supports}")
        if actor.umbrella in names:
            raise SimulationError(f"the umbrella “{actor.umbrella}” is an actor's own name")
        _share(actor.under_umbrella, f"under_umbrella of {actor.name}")
        if actor.under_umbrella and not actor.umbrella:
            raise SimulationError(f"{actor.name} has events under an umbrella, but no umbrella")


def _front(front: Front) -> None:
    days = [bend[0] for bend in front.path]
    if not days or days != sorted(set(days)):
        raise SimulationError(f"the path of {front.name} needs bends on increasing days")
    for name in ("wander_km", "length_km", "depth_km"):
        _positive(getattr(front, name), f"{name} of {front.name}", zero=True)
    own = front.offensives
    if own is not None:
        for name in ("per_year", "days", "times", "km"):
            _positive(getattr(own, name), f"offensives: {name} of {front.name}")
        _share(own.gathered, f"offensives: gathered of {front.name}")


def _act(act: Acts, names: set[str], fronts: set[str]) -> None:
    sides = act.between
    if unknown := [name for name in sides if name not in names and name != CIVILIANS]:
        raise SimulationError(f"“{act.key}” names “{unknown[0]}”, who is no actor of the war")
    if sides[0] == sides[1] or sides[0] == CIVILIANS:
        raise SimulationError(f"“{act.key}” is not between an actor and another party")
    if act.front not in fronts:
        raise SimulationError(f"“{act.key}” is on the front “{act.front}”, which the war lacks")
    if not 0.0 <= act.section[0] < act.section[1] <= 1.0:
        raise SimulationError(f"the section of “{act.key}” is not a part of 0 to 1")
    _positive(act.per_day, f"per_day of “{act.key}”", zero=True)
    _bursts(act.bursts, act.key)
    _pace(act.pace, f"“{act.key}”")
    if not act.kinds or min(weight for _, weight in act.kinds) < 0:
        raise SimulationError(f"the kinds of “{act.key}” need weights, none below 0")
    if sum(weight for _, weight in act.kinds) <= 0:
        raise SimulationError(f"the kinds of “{act.key}” all weigh nothing")
    for kind, _ in act.kinds:
        if kind not in KINDS:
            raise SimulationError(
                f"“{kind}” is no kind of event", todo="One of " + ", ".join(KINDS) + "."
            )


def _bursts(bursts: Bursts, key: str) -> None:
    if not 0.0 <= bursts.branching <= MOST_BRANCHING:
        raise SimulationError(
            f"the branching ratio of “{key}” is {bursts.branching}",
            todo=f"From 0 to {MOST_BRANCHING}: at 1 a burst never ends.",
        )
    _positive(bursts.decay_days, f"decay_days of “{key}”")
    _positive(bursts.km, f"km of the bursts of “{key}”", zero=True)
    _share(bursts.kind_kept, f"kind_kept of “{key}”")
    if bursts.tail is not None and not bursts.tail > 1.0:
        raise SimulationError(f"the tail index of “{key}” must be above 1, or it has no mean")


def _pace(pace: Pace, of: str) -> None:
    _positive(pace.trend, f"the trend of {of}")
    _share(pace.season, f"the season of {of}")
    _positive(pace.slow_sd, f"slow_sd of {of}", zero=True)
    _positive(pace.slow_days, f"slow_days of {of}")


def _follow(key: str, follow: Follow, earlier: dict[str, Acts]) -> None:
    if follow.after not in earlier:
        raise SimulationError(
            f"“{key}” follows “{follow.after}”, which does not stand before it",
            todo="Give the acts in the order in which they draw each other.",
        )
    _positive(follow.mean, f"mean of what “{key}” follows", zero=True)
    _positive(follow.days, f"days of what “{key}” follows", zero=True)
    _positive(follow.km, f"km of what “{key}” follows", zero=True)
    if not 0.0 < follow.of_bursts <= 1.0:
        raise SimulationError(f"of_bursts of what “{key}” follows is a share above 0, up to 1")
    if follow.kind is not None and follow.kind not in [k for k, _ in earlier[follow.after].kinds]:
        raise SimulationError(f"“{follow.after}” has no events of the kind “{follow.kind}”")


def _change(change: Change, war: War, acts: dict[str, Acts]) -> None:
    if change.of and change.of not in acts:
        raise SimulationError(
            f"a change of “{change.of}”, which the war lacks", todo="One of " + ", ".join(acts)
        )
    _positive(change.times, f"times of the change of “{change.of}”", zero=True)
    _positive(change.km, f"km of the change of “{change.of}”")
    if not 0 <= change.first < war.days or (change.days is not None and change.days <= 0):
        raise SimulationError(f"the window of the change of “{change.of}” is not in the war")
    if isinstance(change.near, str):
        _settlement(change.near, war)


def _taking(taking: Taking, war: War, names: set[str]) -> None:
    _settlement(taking.settlement, war)
    if not {taking.by, taking.lost_by} <= names or taking.by == taking.lost_by:
        raise SimulationError(f"{taking.settlement} does not change hands between two actors")
    if not 0 <= taking.day < war.days:
        raise SimulationError(f"{taking.settlement} changes hands on no day of the war")


def _settlement(name: str, war: War) -> None:
    if name not in war.land.map.index:
        raise SimulationError(
            f"“{name}” is no settlement of {war.land.name}",
            todo="They are called " + ", ".join(war.land.map.name[:3]) + ", …",
        )


def _reporting(reporting: Reporting, acts: dict[str, Acts]) -> None:
    for name in ("seen", "aggregated", "bloodless", "doubtful"):
        _share(getattr(reporting, name), name)
    for name in ("far_km", "crowded"):
        if (value := getattr(reporting, name)) is not None:
            _positive(value, name)
    _positive(reporting.per_year, "per_year of the reporting")
    _positive(reporting.log_dead_sd, "log_dead_sd", zero=True)
    for key, factor in reporting.of:
        if key not in acts:
            raise SimulationError(f"the reporting of “{key}”, which the war lacks")
        _positive(factor, f"the reporting of “{key}”", zero=True)
    if len(reporting.where_prec) != 6 or len(reporting.date_prec) != 6:
        raise SimulationError("where_prec has six shares, and date_prec a row for each of them")
    for shares in (reporting.where_prec, *reporting.date_prec):
        if min(shares) < 0 or not math.isclose(sum(shares), 1.0, abs_tol=0.02):
            raise SimulationError(f"the shares {shares} do not add up to 1")
    if any(len(shares) != 5 for shares in reporting.date_prec):
        raise SimulationError("each row of date_prec has five shares")


def _once(names: Iterable[str], what: str, todo: str = "Rename one of them.") -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise SimulationError(f"two of the {what}s are called “{name}”", todo=todo)
        seen.add(name)


def _share(value: float, name: str) -> None:
    if not 0.0 <= value <= 1.0:
        raise SimulationError(f"{name} is {value}, but a share is from 0 to 1")


def _positive(value: float, name: str, *, zero: bool = False) -> None:
    if not math.isfinite(value) or value < 0 or (value == 0 and not zero):
        raise SimulationError(f"{name} is {value}", todo="0 or more." if zero else "Above 0.")
