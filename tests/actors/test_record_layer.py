"""Names of a loaded record: ids decide, spellings are learnt, the registry below stays as it is."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.actors import Level, Registry
from onrecord.errors import UnknownActorError

ON = date(2010, 1, 1)


def test_the_layer_below_stays_as_it_is(registry: Registry) -> None:
    before = dict(registry.surface_forms())
    layered = registry.with_record([("Blue Brigade", 99001)])
    assert layered.find("blue brigade").actor.ucdp == (99001,)
    with pytest.raises(UnknownActorError):
        registry.find("Blue Brigade")
    assert dict(registry.surface_forms()) == before


def test_an_id_finds_an_actor_under_an_unlisted_spelling(registry: Registry) -> None:
    # 717 is Al-Shabaab in UCDP Actor Dataset 22.1.
    layered = registry.with_record([("HSM (Somali Youth)", 717)])
    assert layered.find("HSM (Somali Youth)").actor.id == "al-shabaab"
    assert layered.level("HSM (Somali Youth)", "al-shabaab", ON)[0] is Level.CERTAIN


def test_a_known_name_with_a_foreign_id_is_another_actor(registry: Registry) -> None:
    # 161 is the People's Liberation Army of the Chinese civil war, 314 the one of Manipur.
    layered = registry.with_record([("PLA", 161)])
    actor = layered.find("PLA").actor
    assert actor.ucdp == (161,)
    assert layered.level("PLA", "pla-manipur", ON)[0] is Level.NONE


def test_one_name_for_two_ids_is_possibly_each(registry: Registry) -> None:
    layered = registry.with_record([("UPA", 175), ("UPA", 486)])
    ids = {a.id for a in layered.actors.values() if a.name == "UPA"}
    assert len(ids) == 2
    for actor in ids:
        assert layered.level("UPA", actor, ON)[0] is Level.POSSIBLE


def test_the_dated_name_of_a_government_is_no_new_actor(registry: Registry) -> None:
    name = "Military Forces of Sudan (2019-)"
    layered = registry.with_record([(name, None)])
    assert set(layered.actors) == set(registry.actors)
    assert layered.surface_forms()[name] == "government-of-sudan"


def test_a_second_record_is_added_to_the_first(registry: Registry) -> None:
    first = registry.with_record([("Blue Brigade", None)], countries=["Syria"])
    second = first.with_record([("Red Brigade", None)], countries=["Sudan"])
    assert second.find("Blue Brigade").actor.id == "blue-brigade"
    assert second.find("Red Brigade").actor.id == "red-brigade"
    assert [m.actor_id for m in second.mentions("the Blue Brigade met the Red Brigade")] == [
        "blue-brigade",
        "red-brigade",
    ]


@pytest.mark.parametrize("names", [[], [("", None)], [("  ", 5)], [("“…”", None)]])
def test_names_without_letters_add_nothing(
    registry: Registry, names: list[tuple[str, int | None]]
) -> None:
    assert set(registry.with_record(names).actors) == set(registry.actors)


def test_an_ambiguous_name_without_id_stays_ambiguous(registry: Registry) -> None:
    layered = registry.with_record([("SRF", None)])
    assert set(layered.actors) == set(registry.actors)
    assert layered.level("SRF", "srf-syria", ON)[0] is Level.POSSIBLE
    # The country that the record covers settles it.
    syrian = registry.with_record([("SRF", None)], countries=["Syria"])
    assert syrian.level("SRF", "srf-syria", ON)[0] is Level.CERTAIN


def test_short_names_of_a_record_are_not_looked_for_in_texts(registry: Registry) -> None:
    layered = registry.with_record([("PM", None), ("Somali", None), ("Black", None)])
    assert layered.find("PM").actor.id == "pm"
    assert layered.mentions("The PM met Black Sea and Somali officials at 5 PM.") == []
