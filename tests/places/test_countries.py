"""Countries by the names that records write."""

from __future__ import annotations

import pytest

from onrecord.places.countries import code_of, codes_with
from tests.places.ruritania import gazetteer, row


@pytest.mark.parametrize(
    ("name", "code"),
    [
        # As UCDP GED writes them (codebook, Gleditsch and Ward's list).
        ("DR Congo (Zaire)", "CD"),
        ("Myanmar (Burma)", "MM"),
        ("Bosnia-Herzegovina", "BA"),
        ("Russia (Soviet Union)", "RU"),
        ("Serbia (Yugoslavia)", "RS"),
        ("Yemen (North Yemen)", "YE"),
        ("Zimbabwe (Rhodesia)", "ZW"),
        ("Cambodia (Kampuchea)", "KH"),
        ("Madagascar (Malagasy)", "MG"),
        ("Kingdom of eSwatini (Swaziland)", "SZ"),
        ("Macedonia, FYR", "MK"),
        ("Ivory Coast", "CI"),
        ("Congo", "CG"),
        ("United States of America", "US"),
        ("Syria", "SY"),
        # As others do.
        ("Democratic Republic of Congo", "CD"),
        ("Côte d’Ivoire", "CI"),
        ("Türkiye", "TR"),
        ("Czech Republic", "CZ"),
        ("Atlantis", None),
    ],
)
def test_a_country_is_known_by_the_names_of_records(name: str, code: str | None) -> None:
    assert code_of(name) == code


def test_territories_are_looked_up_under_the_state_that_records_code_them_to() -> None:
    assert codes_with("Israel") == {"IL", "PS"}
    assert codes_with("Syria") == {"SY"}


@pytest.mark.parametrize("name", ["DR Congo (Zaire)", "Zaire", "DRC", "Congo-Kinshasa"])
def test_a_records_country_is_found_by_every_name(name: str) -> None:
    land = gazetteer(row("Goma town", -1.67, 29.22, country="DR Congo (Zaire)"))
    assert land.find(name).place.names == {"DR Congo (Zaire)"}


def test_north_yemen_is_a_part_of_the_country_of_today() -> None:
    land = gazetteer(
        row("Sanaa city", 15.35, 44.2, country="Yemen (North Yemen)"),
        row("Aden city", 12.8, 45.0, country="Yemen (North Yemen)"),
    )
    located, extent = land.where("north Yemen")
    assert located.place.kind == "country"
    assert extent.area.side == "north"  # type: ignore[union-attr]
