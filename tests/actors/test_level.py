"""How surely a side is an actor: parts, wholes, umbrellas, lists, unknown names."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.actors import Level, Registry

ON = date(2018, 3, 1)


def test_levels_are_ordered() -> None:
    assert Level.NONE < Level.POSSIBLE < Level.CERTAIN
    assert min(Level.CERTAIN, Level.POSSIBLE) is Level.POSSIBLE


@pytest.mark.parametrize(
    ("side", "actor", "level"),
    [
        ("Syrian Air Force", "government-of-syria", Level.CERTAIN),
        ("Military Forces of Syria (2000-2024)", "government-of-syria", Level.CERTAIN),
        ("NDF (Syria)", "government-of-syria", Level.CERTAIN),
        ("Government of Syria", "ndf-syria", Level.POSSIBLE),
        ("Hamza Division", "sna", Level.CERTAIN),
        ("SNA", "hamza-division", Level.POSSIBLE),
        ("Hawar Kilis Operations Room", "sham-legion", Level.POSSIBLE),
        ("HTS", "syrian-insurgents", Level.POSSIBLE),
        ("Syrian insurgents", "hamza-division", Level.POSSIBLE),
        ("Hezbollah", "government-of-syria", Level.NONE),
        ("HTS", "ahrar-al-sham", Level.NONE),
        ("Civilians", "civilians", Level.CERTAIN),
        ("civilians", "government-of-syria", Level.NONE),
    ],
)
def test_parts_wholes_and_umbrellas(
    registry: Registry, side: str, actor: str, level: Level
) -> None:
    found, why = registry.level(side, actor, ON)
    assert found is level
    assert bool(why) is (level is not Level.NONE)


def test_a_part_of_a_part_is_a_part(registry: Registry) -> None:
    # Ahrar al-Sham → Syrian Liberation Front → NFL (August 2018) → SNA (October 2019).
    steps = [
        (date(2018, 2, 17), "syrian-liberation-front", Level.NONE),
        (date(2018, 2, 18), "syrian-liberation-front", Level.CERTAIN),
        (date(2018, 7, 31), "national-front-for-liberation", Level.NONE),
        (date(2018, 8, 1), "national-front-for-liberation", Level.CERTAIN),
        (date(2019, 10, 3), "sna", Level.NONE),
        (date(2019, 10, 4), "sna", Level.CERTAIN),
    ]
    for on, whole, level in steps:
        assert registry.level("Ahrar al-Sham", whole, on)[0] is level


def test_a_membership_that_ended_is_over(registry: Registry) -> None:
    for on, level in (
        (date(2017, 1, 27), Level.NONE), (date(2017, 1, 28), Level.CERTAIN),
        (date(2017, 7, 19), Level.CERTAIN), (date(2017, 7, 20), Level.NONE),
    ):  # fmt: skip
        assert registry.level("Nour al-Din al-Zenki", "hts", on)[0] is level


def test_a_list_of_groups_is_possibly_each_of_them(registry: Registry) -> None:
    side = "Ahrar al-Sham, HTS, Southern Front"
    level, why = registry.level(side, "hts", ON)
    assert level is Level.POSSIBLE
    assert "list of groups" in why
    assert registry.level(side, "is", ON)[0] is Level.NONE


def test_names_that_nobody_knows_are_compared_themselves(registry: Registry) -> None:
    assert registry.level("The Blue Brigade", "blue brigade", ON)[0] is Level.CERTAIN
    assert registry.level("Blue Brigades", "blue brigade", ON)[0] is Level.NONE
    assert registry.level("", "", ON)[0] is Level.NONE


def test_umbrellas_of_come_nearest_first(registry: Registry) -> None:
    ids = [a.id for a in registry.umbrellas_of("ahrar-al-sham", date(2018, 9, 1))]
    assert set(ids) >= {"syrian-liberation-front", "syrian-insurgents"}
    assert ids.index("syrian-liberation-front") < ids.index("national-front-for-liberation")


def test_an_umbrella_against_one_opponent_is_left_out_against_another(registry: Registry) -> None:
    def umbrellas(opponent: str) -> set[str]:
        return {a.id for a in registry.umbrellas_of("hts", ON, facing={opponent})}

    assert "syrian-insurgents" in umbrellas("government-of-syria")
    assert "syrian-insurgents" not in umbrellas("is")


def test_change_dates_hold_every_change(registry: Registry) -> None:
    days = registry.change_dates()
    assert list(days) == sorted(set(days))
    for day in (date(2015, 9, 30), date(2015, 10, 10), date(2016, 7, 28), date(2017, 7, 20)):
        assert day in days


def test_ties_of_an_unknown_id_are_none(registry: Registry) -> None:
    assert registry.supported_by("nobody", ON) == ()
    assert registry.supporters_of("nobody", ON) == ()
    assert registry.umbrellas_of("nobody", ON) == ()
    assert registry.predecessors("nobody") == registry.successors("nobody") == ()
