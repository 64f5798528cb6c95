"""Properties of the whole registry."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.actors import Level, Registry
from onrecord.actors.unclear import AmbiguousActorError
from onrecord.errors import UnknownActorError

REGISTRY = Registry.default()
IDS = sorted(REGISTRY.actors)
TIED = sorted(a.id for a in REGISTRY.actors.values() if a.part_of or a.umbrellas)
DAYS = st.dates(date(1989, 1, 1), date(2030, 12, 31)) | st.sampled_from(REGISTRY.change_dates())


def test_every_surface_form_finds_its_actor() -> None:
    forms = REGISTRY.surface_forms()
    assert len(forms) > 2000
    wrong = {f: a for f, a in forms.items() if REGISTRY.find(f).actor.id != a}
    assert wrong == {}


def test_every_other_form_is_documented_as_ambiguous() -> None:
    known = REGISTRY.surface_forms().keys() | REGISTRY.ambiguous_forms().keys()
    every = {alias.text for a in REGISTRY.actors.values() for alias in a.aliases}
    assert every == known
    assert not REGISTRY.surface_forms().keys() & REGISTRY.ambiguous_forms().keys()
    for form, ids in REGISTRY.ambiguous_forms().items():
        assert len(ids) > 1
        with pytest.raises(AmbiguousActorError) as error:
            REGISTRY.find(form)
        assert len(error.value.nearest) == len(ids)


def test_every_display_name_leads_to_its_actor() -> None:
    for actor in REGISTRY.actors.values():
        if actor.name in REGISTRY.ambiguous_forms():
            country = actor.countries[0]
            assert REGISTRY.find(actor.name, country=country).actor.id == actor.id
        else:
            assert REGISTRY.find(actor.name).actor.id == actor.id


def test_ids_are_stable_slugs() -> None:
    for actor_id, actor in REGISTRY.actors.items():
        assert actor.id == actor_id
        assert actor_id == actor_id.lower()
        assert all(part.isalnum() for part in actor_id.split("-"))


@given(st.sampled_from(IDS), DAYS)
def test_level_is_reflexive(actor_id: str, on: date) -> None:
    actor = REGISTRY.actor(actor_id)
    expected = Level.POSSIBLE if actor.name in REGISTRY.ambiguous_forms() else Level.CERTAIN
    assert REGISTRY.level(actor.name, actor_id, on)[0] is expected


@given(st.sampled_from(TIED), DAYS)
def test_part_of_is_transitive(actor_id: str, on: date) -> None:
    def certain(side: str, whole: str) -> bool:
        return REGISTRY.level(REGISTRY.actor(side).name, whole, on)[0] is Level.CERTAIN

    for middle in REGISTRY.umbrellas_of(actor_id, on):
        if not certain(actor_id, middle.id):
            continue
        for top in REGISTRY.umbrellas_of(middle.id, on):
            if certain(middle.id, top.id):
                assert certain(actor_id, top.id)


@given(st.sampled_from(TIED), DAYS)
def test_whole_and_part_see_each_other(actor_id: str, on: date) -> None:
    """If a side may be an actor, a side named after that actor may be the first."""
    name = REGISTRY.actor(actor_id).name
    for whole in REGISTRY.umbrellas_of(actor_id, on):
        assert REGISTRY.level(name, whole.id, on)[0] > Level.NONE
        assert REGISTRY.level(whole.name, actor_id, on)[0] > Level.NONE


@given(st.sampled_from(IDS), st.sampled_from(IDS), DAYS)
def test_a_level_has_a_reason_and_none_has_not(side: str, actor_id: str, on: date) -> None:
    level, why = REGISTRY.level(REGISTRY.actor(side).name, actor_id, on)
    assert bool(why) is (level is not Level.NONE)


@given(st.sampled_from(IDS), DAYS)
def test_levels_change_only_on_change_dates(actor_id: str, on: date) -> None:
    changes = REGISTRY.change_dates()
    later = min((d for d in changes if d > on), default=on)
    eve = date.fromordinal(max(later.toordinal() - 1, on.toordinal()))
    for side in ("Syrian insurgents", "IS", "SNA", "Taleban", "Jabhat Fateh al-Sham"):
        assert REGISTRY.level(side, actor_id, on) == REGISTRY.level(side, actor_id, eve)


@given(st.sampled_from(sorted(REGISTRY.surface_forms())), st.sampled_from(["", "the ", "The "]))
def test_a_form_found_in_a_text_is_its_actor_or_ambiguous(form: str, before: str) -> None:
    text = f"Yesterday {before}{form} moved."
    for mention in REGISTRY.mentions(text):
        assert text[mention.start : mention.end] == mention.text
        if mention.text == form and mention.actor_id is not None:
            assert mention.actor_id == REGISTRY.surface_forms()[form]


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    ends = 0
    for mention in REGISTRY.mentions(text):
        assert ends <= mention.start < mention.end <= len(text)
        ends = mention.end


@given(st.text(max_size=200))
def test_any_name_is_found_or_refused(name: str) -> None:
    with suppress(UnknownActorError):
        match = REGISTRY.find(name)
        assert REGISTRY.actor(match.actor.id) is match.actor
        assert match.rule
