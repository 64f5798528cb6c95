"""Facts the registry must know, each from the source named beside it."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.actors import Level, Registry
from onrecord.errors import UnknownActorError


@pytest.mark.parametrize(
    "name", ["Daesh", "Da'esh", "ISIS", "ISIL", "IS", "Islamic State", "the Islamic State group"]
)
def test_daesh_is_isis_is_isil_is_is(registry: Registry, name: str) -> None:
    assert registry.find(name).actor.id == "is"


@pytest.mark.parametrize(
    "name",
    [
        "HTS", "Hay'at Tahrir al-Sham", "Hay’at Tahrir al-Sham", "Hayat Tahrir al-Sham",
        "Hayyat Tharir al-Sham", "Hayaat Tahrir al Sham", "Hayyaat Tahrir al-Shaam",
        "Hayat Tahrir ash-Sham", "Tahrir al Sham", "HTS: Hayat Tahrir al Sham",
    ],
)  # fmt: skip
def test_every_spelling_of_hts(registry: Registry, name: str) -> None:
    assert registry.find(name).actor.id == "hts"


def test_a_group_with_nearly_the_same_name_is_not_hts(registry: Registry) -> None:
    # UCDP GED names a “Tahrir al- Sham Army” (6306), which fought in 2016, beside HTS (6815).
    found = registry.find("Tahrir al- Sham Army").actor
    assert (found.id, found.ucdp) == ("tahrir-al-sham-army", (6306,))
    assert registry.level("Tahrir al- Sham Army", "hts", date(2017, 5, 1))[0] is Level.NONE


@pytest.mark.parametrize(
    ("earlier", "later", "last_day", "first_day"),
    [
        ("jabhat-al-nusra", "jabhat-fateh-al-sham", date(2016, 7, 27), date(2016, 7, 28)),
        ("jabhat-fateh-al-sham", "hts", date(2017, 1, 27), date(2017, 1, 28)),
    ],
)
def test_successors_at_their_boundaries(
    registry: Registry, earlier: str, later: str, last_day: date, first_day: date
) -> None:
    assert registry.actor(earlier).period.until == last_day
    assert registry.actor(later).period.since == first_day
    assert registry.successors(earlier)[0] == (registry.actor(later), first_day)
    assert registry.predecessors(later)[0] == (registry.actor(earlier), first_day)


def test_a_chain_of_successors_is_followed_to_its_end(registry: Registry) -> None:
    assert [(a.id, d) for a, d in registry.predecessors("hts")] == [
        ("jabhat-fateh-al-sham", date(2017, 1, 28)),
        ("jabhat-al-nusra", date(2016, 7, 28)),
    ]
    assert [a.id for a, _ in registry.successors("jabhat-al-nusra")] == [
        "jabhat-fateh-al-sham",
        "hts",
    ]


@pytest.mark.parametrize("side", ["Jabhat Fateh al-Sham", "Jabhat al-Nusra"])
@pytest.mark.parametrize("on", [date(2017, 1, 27), date(2017, 1, 28)])
def test_a_predecessor_is_another_actor(registry: Registry, side: str, on: date) -> None:
    assert registry.level(side, "hts", on) == (Level.NONE, "")
    assert registry.level("HTS", "jabhat-fateh-al-sham", on)[0] is Level.NONE


@pytest.mark.parametrize(
    ("on", "level"), [(date(2016, 7, 27), Level.CERTAIN), (date(2016, 7, 28), Level.NONE)]
)
def test_ucdp_writes_the_later_name_of_nusra_for_earlier_years(
    registry: Registry, on: date, level: Level
) -> None:
    # UCDP GED has rows of 1170 “Jabhat Fateh al-Sham” from January 2016: half a year too early.
    assert registry.level("Jabhat Fateh al-Sham", "jabhat-al-nusra", on)[0] is level
    assert registry.level("Jabhat Fateh al-Sham", "jabhat-fateh-al-sham", on)[0] is Level.CERTAIN


@pytest.mark.parametrize(
    ("on", "supports"),
    [
        (date(2015, 9, 29), False), (date(2015, 9, 30), True),
        (date(2024, 12, 8), True), (date(2024, 12, 9), False),
    ],
)  # fmt: skip
def test_russia_supports_the_government_of_syria(
    registry: Registry, on: date, supports: bool
) -> None:
    supported = {a.id for a in registry.supported_by("government-of-russia", on)}
    assert ("government-of-syria" in supported) is supports
    supporters = {a.id for a in registry.supporters_of("government-of-syria", on)}
    assert ("government-of-russia" in supporters) is supports
    # A supporter acts in the other's name in some records; it never is the other.
    assert registry.level("Government of Syria", "government-of-russia", on)[0] is Level.NONE


@pytest.mark.parametrize(
    ("on", "level"), [(date(2015, 10, 9), Level.NONE), (date(2015, 10, 10), Level.CERTAIN)]
)
def test_the_ypg_is_part_of_the_sdf_from_its_foundation(
    registry: Registry, on: date, level: Level
) -> None:
    assert registry.level("YPG", "sdf", on)[0] is level
    expected = Level.POSSIBLE if level is Level.CERTAIN else Level.NONE
    assert registry.level("SDF", "ypg", on)[0] is expected


def test_the_taleban_are_the_government_from_the_day_they_took_the_capital(
    registry: Registry,
) -> None:
    before, after = date(2021, 8, 14), date(2021, 8, 15)
    assert registry.find("Taliban", on=before).actor.id == "taleban"
    assert registry.find("Taliban", on=after).actor.id == "government-of-afghanistan"
    assert registry.find("Taliban").actor.id == "taleban"
    government = "Government of Afghanistan"
    assert registry.level(government, "taleban", before)[0] is Level.NONE
    assert registry.level(government, "taleban", after)[0] is Level.POSSIBLE
    assert registry.level("Taleban", "government-of-afghanistan", after)[0] is Level.CERTAIN


def test_a_dated_name_says_so(registry: Registry) -> None:
    match = registry.find("GSPC", on=date(2005, 1, 1))
    assert match.actor.id == "aqim"
    assert "until 2007-01-23" in match.rule
    late = registry.find("Jabhat al-Nusra", on=date(2017, 10, 23))
    assert late.actor.id == "jabhat-al-nusra"
    assert "until 2016-07-27" in late.rule


@pytest.mark.parametrize(
    ("name", "country", "actor"),
    [
        ("SRF", "Syria", "srf-syria"), ("SRF", "Sudan", "srf-sudan"),
        ("UPC", "DR Congo", "upc-congo"), ("NRF", "Afghanistan", "nrf-afghanistan"),
        ("BRA", "Papua New Guinea", "bra-bougainville"),
        ("UCK", "Kosovo", "kosovo-liberation-army"),
    ],
)  # fmt: skip
def test_a_country_tells_apart_who_shares_an_abbreviation(
    registry: Registry, name: str, country: str, actor: str
) -> None:
    assert registry.find(name, country=country).actor.id == actor
    with pytest.raises(UnknownActorError, match="several actors") as error:
        registry.find(name)
    assert len(error.value.nearest) == 2


def test_an_unknown_name_is_offered_its_nearest_three(registry: Registry) -> None:
    with pytest.raises(UnknownActorError) as error:
        registry.find("Hayat Tahir Sham")
    assert len(error.value.nearest) == 3
    assert registry.find(error.value.nearest[0]).actor.id == "hts"
    with pytest.raises(UnknownActorError) as error:
        registry.find("Turky")
    assert error.value.nearest[0] == "Government of Turkey"


@pytest.mark.parametrize("name", ["Tahrir al-Shams", "Daesch Brigade of Nowhere", "Turkisch Army"])
def test_a_name_is_never_resolved_by_likeness(registry: Registry, name: str) -> None:
    with pytest.raises(UnknownActorError):
        registry.find(name)
