"""A war that contradicts itself is refused, with what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.simulate.wars import ACTORS, STATE, A, B, C, fight, war

from onrecord.errors import OnrecordError
from onrecord.simulate.checks import SimulationError
from onrecord.simulate.draws import draw
from onrecord.simulate.reported import Reporting
from onrecord.simulate.war import (
    Actor,
    Bursts,
    Change,
    Displaced,
    Follow,
    Front,
    Land,
    Offensives,
    OneSided,
    Pace,
    Strikes,
    Taking,
    War,
)

EXACT = Reporting.exact()


def test_keys_are_the_parties_unless_given() -> None:
    assert fight().key == f"{A}-{B}"
    assert Strikes(A, B).key == f"{A}>{B}"
    assert OneSided(A).key == f"{A}>Civilians"
    assert fight(key="west").key == "west"


def test_equal_wars_are_equal_and_can_be_kept() -> None:
    assert war(fight()) == war(fight())
    assert hash(war(fight())) == hash(war(fight()))
    assert war(fight()) != war(fight(0.6))


def acts(*given: Any) -> dict[str, Any]:
    return {"acts": given}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"days": 0}, "a war of 0 days"),
        ({"actors": (*ACTORS, Actor(A))}, "two of the actors are called “Alder Band”"),
        ({"actors": (*ACTORS, Actor("X, Y"))}, "cannot be the name"),
        ({"actors": (*ACTORS, Actor("Civilians"))}, "cannot be the name"),
        ({"actors": (*ACTORS, Actor("X", supports="Y"))}, "who is no other actor"),
        (
            {"actors": (*ACTORS, Actor("X", supports="Y"), Actor("Y", supports=A))},
            "supports a supporter",
        ),
        ({"actors": (*ACTORS, Actor("X", under_umbrella=0.5))}, "but no umbrella"),
        ({"actors": (*ACTORS, Actor("X", umbrella=A))}, "an actor's own name"),
        ({"actors": (*ACTORS, Actor("X", umbrella="U", under_umbrella=2))}, "from 0 to 1"),
        ({"fronts": (Front(), Front())}, "two of the fronts"),
        ({"fronts": (Front(path=((5, 0, 0), (2, 0, 0))),)}, "increasing days"),
        ({"fronts": (Front(path=()),)}, "increasing days"),
        ({"fronts": (Front(wander_km=-1),)}, "wander_km of front"),
        ({"fronts": (Front(offensives=Offensives(times=0)),)}, "offensives: times"),
        ({"fronts": (Front(offensives=Offensives(gathered=1.5)),)}, "from 0 to 1"),
        ({"land": Land(width_km=0)}, "a land is"),
        ({"land": Land(settlements=0)}, "at least one"),
        ({"land": Land(settlements=10_000)}, "at most"),
        ({"pace": Pace(trend=0)}, "the trend of the war"),
        ({"pace": Pace(season=2)}, "the season of the war"),
        (acts(fight(), fight()), "two of the acts"),
        (acts(fight(pair=(A, "Nobody"))), "who is no actor"),
        (acts(fight(pair=(A, A))), "another party"),
        (acts(Strikes("Civilians", A)), "another party"),
        (acts(fight(front="east")), "the war lacks"),
        (acts(fight(section=(0.5, 0.5))), "the section of"),
        (acts(fight(-1.0)), "per_day"),
        (acts(fight(float("nan"))), "per_day"),
        (acts(fight(bursts=Bursts(1.0))), "at 1 a burst never ends"),
        (acts(fight(bursts=Bursts(-0.1))), "branching ratio"),
        (acts(fight(bursts=Bursts(0.5, 0.0))), "decay_days"),
        (acts(fight(bursts=Bursts(0.5, tail=1.0))), "tail index"),
        (acts(fight(bursts=Bursts(kind_kept=2))), "kind_kept"),
        (acts(fight(kinds=())), "kinds"),
        (acts(fight(kinds=(("battle", 0.0),))), "weigh nothing"),
        (acts(fight(kinds=(("duel", 1.0),))), "“duel” is no kind of event"),
        (acts(fight(pace=Pace(slow_sd=-1))), "slow_sd"),
        (acts(Strikes(A, B, follows=(Follow("later", 1),)), fight(key="later")), "stand before it"),
        (acts(fight(), Strikes(A, C, follows=(Follow(f"{A}-{B}", -1),))), "mean of what"),
        (acts(fight(), Strikes(A, C, follows=(Follow(f"{A}-{B}", 1, of_bursts=0),))), "a share"),
        (acts(fight(), Strikes(A, C, follows=(Follow(f"{A}-{B}", 1, kind="raid"),))), "no events"),
        ({"effects": (Change("X-Y", 2, 0),)}, "which the war lacks"),
        ({"effects": (Change("", -1, 0),)}, "times of the change"),
        ({"effects": (Change("", 2, 9_999),)}, "not in the war"),
        ({"effects": (Change("", 2, 0, days=0),)}, "not in the war"),
        ({"effects": (Change("", 2, 0, near="Nowhere"),)}, "no settlement of Vandorra"),
        ({"effects": (Displaced(f"{A}-{B}", "X-Y", 0),)}, "which the war lacks"),
        ({"effects": (Taking("Nowhere", A, 3, B),)}, "no settlement"),
        ({"effects": (Taking("Balava", A, 3, A),)}, "between two actors"),
        ({"effects": (Taking("Balava", A, 9_999, B),)}, "no day of the war"),
        ({"reporting": replace(EXACT, seen=1.1)}, "seen is 1.1"),
        ({"reporting": replace(EXACT, far_km=0)}, "far_km"),
        ({"reporting": replace(EXACT, of=(("X-Y", 0.5),))}, "which the war lacks"),
        ({"reporting": replace(EXACT, where_prec=(1.0,))}, "six shares"),
        ({"reporting": replace(EXACT, where_prec=(0.5, 0, 0, 0, 0, 0))}, "do not add up"),
        ({"reporting": replace(EXACT, date_prec=((1.0,),) * 6)}, "five shares"),
    ],
)
def test_bad_wars_are_refused(given: dict[str, Any], says: str) -> None:
    own = given.get("acts", (fight(),))
    rest = {name: value for name, value in given.items() if name != "acts"}
    with pytest.raises(SimulationError, match=says) as raised:
        war(*own, **rest)
    assert isinstance(raised.value, OnrecordError)


def test_a_war_that_runs_away_is_stopped_before_it_fills_the_memory() -> None:
    with pytest.raises(SimulationError, match="more than 5,000,000 events"):
        draw(war(fight(1e9), days=10), 1)
    drawing = Strikes(STATE, A, follows=(Follow(f"{A}-{B}", 1e9),))
    with pytest.raises(SimulationError, match="more than 5,000,000 events"):
        draw(war(fight(5.0), drawing, days=100), 1)


def test_defaults_are_a_war() -> None:
    plain = War((Actor(A), Actor(B)), (fight(),))
    assert 300 < len(draw(plain, 1).happened) < 800
    assert War((Actor(A), Actor(C)), ()).acts == ()
