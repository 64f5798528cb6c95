"""What a record's rows say of its places: clusters, homonyms, units and their boxes."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from onrecord.places import Gazetteer, Place
from onrecord.places.rows import places_of
from tests.places.ruritania import KM, Row, columns, gazetteer, row


def places(*rows: Row) -> dict[str, Place]:
    return {place.name: place for place in gazetteer(*rows).places}


def test_rows_within_15_km_are_one_place_at_their_commonest_point() -> None:
    found = gazetteer(
        row("Strelsau village", 50.0, 10.0),
        row("Strelsau town", 50.01, 10.0, 2),
        row("Strelsau town", 50.01, 10.0),
        row("Strelsau", 50.0 + 14 * KM, 10.0),
    )
    settled = [place for place in found.places if place.kind == "settlement"]
    assert len(settled) == 1
    assert (settled[0].lat, settled[0].lon) == (50.01, 10.0)
    assert settled[0].events == 4
    assert settled[0].names == {"Strelsau village", "Strelsau town", "Strelsau"}


def test_rows_farther_apart_are_homonyms() -> None:
    found = gazetteer(
        row("Zenda village", 50.0, 10.0), row("Zenda village", 50.0 + 16 * KM, 10.0, adm_1="South")
    )
    units = [place.unit for place in found.places if place.kind == "settlement"]
    assert sorted(map(str, units)) == ["North province", "South"]


def test_coarse_rows_name_no_settlement_but_a_vague_region() -> None:
    found = places(
        row("Zenda village", 50.0, 10.0, 3),
        row("Black Mountains", 50.0, 10.0, 5),
        row("Northern North province", 50.2, 10.0, 5),
        row("Road between Zenda and Hof", 50.2, 10.0, 5),
        row("Eastern Ruritania", 50.2, 12.0, 5),
    )
    assert found["Black Mountains"].extent_km == 50.0
    assert set(found) == {"Black Mountains", "North province", "Ruritania"}


def test_a_units_box_holds_its_precise_rows_only() -> None:
    found = places(
        row("A", 50.0, 10.0, adm_2="Hof district"),
        row("B", 51.0, 12.0, 2, adm_2="Hof district"),
        row("Hof district", 59.0, 29.0, 3, adm_2="Hof district"),
        row("North province", 50.4, 11.1, 4),
    )
    north, hof = found["North province"], found["Hof district"]
    assert north.bounds == hof.bounds == (10.0, 50.0, 12.0, 51.0)
    assert (north.lat, north.lon) == (50.4, 11.1)
    assert (hof.lat, hof.lon) == (59.0, 29.0)
    assert hof.kind == "unit2"
    assert hof.parents == {"North province"}
    assert north.events == 4


def test_a_unit_without_precise_rows_has_no_box() -> None:
    assert places(row("North province", 50.0, 10.0, 4))["North province"].bounds is None


def test_a_units_names_are_the_exact_strings_of_the_rows() -> None:
    found = gazetteer(
        row("A", 50.0, 10.0, adm_1="North  province"), row("B", 50.1, 10.0, adm_1="North oblast")
    )
    unit = found.find("North", want="unit").place
    assert unit.names == unit.parents == {"North  province", "North oblast"}


def test_districts_of_one_name_in_two_provinces_are_two() -> None:
    found = gazetteer(
        row("A", 50.0, 10.0, adm_2="Central district"),
        row("B", 55.0, 10.0, adm_1="South province", adm_2="Central district"),
    )
    located = found.find("Central district")
    assert located.place.parents != located.others[0].parents
    assert located.assumption is not None


def test_rows_without_a_point_a_name_or_a_precision_are_passed_over() -> None:
    nan = float("nan")
    found = places(
        row("No point", nan, nan),
        row("Off the globe", 95.0, 10.0),
        row("No precision", 50.0, 10.0, nan),
        row(None, 50.0, 10.0),
        row("", 50.0, 10.0, 1, "", " ", None),
    )
    assert set(found) == {"North province", "Ruritania"}
    assert found["North province"].events == 1


def test_no_rows_make_an_empty_gazetteer() -> None:
    assert Gazetteer.from_rows([], [], [], [], [], [], []).places == ()


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="different lengths"):
        Gazetteer.from_rows(["A"], [50.0, 51.0], [10.0], [1], ["N"], ["H"], ["R"])


@dataclass(frozen=True)
class CodedColumn:
    codes: NDArray[np.int32]
    values: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.codes)


def coded(texts: list[str | None]) -> CodedColumn:
    values = sorted({text for text in texts if text})
    codes = [values.index(text) if text else -1 for text in texts]
    return CodedColumn(np.asarray(codes, dtype=np.int32), tuple(values))


ROWS = st.lists(
    st.builds(
        row,
        name=st.sampled_from(["Zenda village", "Zenda", "Hof town", "North province", "", None]),
        lat=st.sampled_from([50.0, 50.05, 51.0, 60.0]),
        lon=st.sampled_from([10.0, 10.05, 30.0]),
        prec=st.sampled_from([1, 2, 3, 4, 5, 6]),
        adm_1=st.sampled_from(["North province", "South province", None]),
        adm_2=st.sampled_from(["Hof district", None]),
        country=st.sampled_from(["Ruritania", None]),
    ),
    max_size=25,
)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows: list[Row], rng: random.Random) -> None:
    shuffled = list(rows)
    rng.shuffle(shuffled)
    assert places_of(*columns(rows)) == places_of(*columns(shuffled))


@given(ROWS)
def test_coded_columns_say_the_same_as_texts(rows: list[Row]) -> None:
    names, lats, lons, precs, adm_1, adm_2, countries = columns(rows)
    as_codes = places_of(
        coded(names), lats, lons, precs, coded(adm_1), coded(adm_2), coded(countries)
    )
    as_arrays = places_of(
        np.asarray(names, dtype=object), lats, lons, precs, adm_1, adm_2, countries
    )
    assert places_of(*columns(rows)) == as_arrays == as_codes


@given(ROWS)
def test_every_precise_named_row_is_found_again_at_its_own_place(rows: list[Row]) -> None:
    found = gazetteer(*rows)
    for name, lat, lon, prec, *_ in rows:
        if not name or prec > 2 or name == "North province":
            continue
        located = found.find(name)
        near = [p for p in (located.place, *located.others) if p.kind == "settlement"]
        assert any(abs(p.lat - lat) < 0.2 and abs(p.lon - lon) < 0.3 for p in near)
        assert sum(p.events for p in near) >= 1
