"""The curated files against the real Syrian record (UCDP GED, CC BY 4.0)."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from onrecord.actors import Level, Registry

Sides = Counter[tuple[str, int]]


def test_every_side_with_20_events_is_curated(registry: Registry, syrian_sides: Sides) -> None:
    events: Counter[str] = Counter()
    for (side, _), rows in syrian_sides.items():
        for name in registry.split(side):
            events[name] += rows
    frequent = {name for name, rows in events.items() if rows >= 20}
    assert len(frequent) == 32  # counted from the file; it changes only with the file
    for name in frequent:
        match = registry.find(name)
        assert match.actor.where is not None
        assert match.actor.where.split(",")[0].endswith(".yaml"), name


def test_ids_agree_with_the_record(registry: Registry, syrian_sides: Sides) -> None:
    for side, number in syrian_sides:
        if len(registry.split(side)) > 1 or "clan" in side:
            continue
        assert number in registry.find(side, country="Syria").actor.ucdp, side


def test_only_what_nobody_curated_becomes_a_new_actor(registry: Registry, syrian: Registry) -> None:
    new = set(syrian.actors) - set(registry.actors)
    assert new == {"al-nasser-clan", "wahab-clan", "al-bakkara-clan", "al-sultan-clan"}
    clan = syrian.find("al-Bakkara clan").actor
    assert (clan.ucdp, clan.kind) == ((7466,), "non-state")


def test_the_record_tells_apart_who_shares_an_abbreviation(
    registry: Registry, syrian: Registry
) -> None:
    on = date(2016, 5, 1)
    assert syrian.find("SRF").actor.id == "srf-syria"
    assert syrian.level("SRF", "srf-syria", on)[0] is Level.CERTAIN
    assert syrian.level("SRF", "srf-sudan", on)[0] is Level.NONE
    # Without the record the name may be either.
    assert registry.level("SRF", "srf-syria", on)[0] is Level.POSSIBLE
    assert registry.level("SRF", "srf-sudan", on)[0] is Level.POSSIBLE


def test_a_faction_is_not_the_group_it_left(syrian: Registry) -> None:
    faction = "Rahman Corps - “Abu al-Joud al-Arbini” faction"
    assert syrian.find(faction).actor.ucdp == (6827,)
    assert syrian.level(faction, "rahman-corps", date(2017, 3, 8))[0] is Level.NONE


def test_one_group_under_two_ids_is_one_actor(syrian: Registry) -> None:
    # UCDP: 6372 “Levant Front” and 7355 “Al-Jabha al-Shamiyyah” are the same group.
    on = date(2018, 7, 1)
    assert syrian.level("Al-Jabha al-Shamiyyah", "levant-front", on)[0] is Level.CERTAIN
    assert syrian.level("Levant Front", "levant-front", on)[0] is Level.CERTAIN


@pytest.mark.parametrize(
    "actor",
    ["hts", "ahrar-al-sham", "jaysh-al-islam", "fsa", "jabhat-fateh-al-sham", "sna"],
)
def test_ucdp_puts_the_groups_fighting_damascus_under_one_name(
    syrian: Registry, actor: str
) -> None:
    level, why = syrian.level("Syrian insurgents", actor, date(2018, 3, 1))
    assert level is Level.POSSIBLE
    assert "when it fights Government of Syria" in why


@pytest.mark.parametrize("actor", ["is", "sdf", "government-of-turkey"])
def test_others_are_not_under_that_name(syrian: Registry, actor: str) -> None:
    assert syrian.level("Syrian insurgents", actor, date(2018, 3, 1))[0] is Level.NONE


def test_show_names_the_records_own_ids(syrian: Registry) -> None:
    assert ("HTS", 6815) in syrian.show("Hayat Tahrir al-Sham").recorded
