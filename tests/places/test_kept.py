"""A gazetteer out of its tables is the gazetteer that they were made of."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.places import Gazetteer
from onrecord.places.kept import KeptIndex, as_tables

NAMES = ["Abu Dali", "Abu Dhali", "Tell Abu Dali village", "Hama", "Hama airport", "Sinn (hill)",
         "", "Ḥamāh", "Zor / Deir"]  # fmt: skip
ROWS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from([0.0, 0.1, 5.5]),
        st.sampled_from([10.0, 10.05]),
        st.integers(1, 7),
        st.sampled_from(["Hama province", "Idlib", ""]),
        st.sampled_from(["Salamiyah district", ""]),
        st.sampled_from(["Syria", "Vandorra 7", ""]),
    ),
    max_size=12,
)


def gazetteer() -> Gazetteer:
    rows = [(name, 5.0 + i, 10.0, 1, "Hama province", "", "Syria") for i, name in enumerate(NAMES)]
    return Gazetteer.from_rows(*zip(*rows, strict=True))


@settings(max_examples=60)
@given(ROWS)
def test_every_look_up_finds_the_same(rows) -> None:
    made = Gazetteer.from_rows(*zip(*rows, strict=True)) if rows else Gazetteer()
    kept = Gazetteer.from_kept(*made.kept())
    one, other = made._lookup.own, kept._lookup.own
    for level in ("by_key", "by_weak_key", "by_loose"):
        assert dict(getattr(one, level)) == dict(getattr(other, level))
        assert list(getattr(one, level)) == list(getattr(other, level))
    assert (kept.places, kept.units, kept.countries) == (made.places, made.units, made.countries)
    assert one.country_names == other.country_names
    assert kept.unit_bounds() == made.unit_bounds()


def test_a_place_is_one_object_however_it_is_asked_for() -> None:
    kept = Gazetteer.from_kept(*gazetteer().kept())._lookup.own
    spelling, places = next(iter(kept.by_key.items()))
    assert kept.by_key[spelling][0] is places[0]
    assert any(place is places[0] for place in kept.places)


def test_what_is_no_such_table_is_refused() -> None:
    places, spellings = gazetteer().kept()
    with pytest.raises(ValueError, match="no tables"):
        KeptIndex(spellings, places)
    nowhere = pa.array([[10_000]] * spellings.num_rows, pa.list_(pa.int32()))
    with pytest.raises(ValueError, match="not there"):
        KeptIndex(places, spellings.set_column(2, "places", nowhere))


def test_places_of_a_file_are_not_kept() -> None:
    own = gazetteer()
    added = own.with_places([replace(own.places[0], name="Elsewhere")])
    with pytest.raises(ValueError, match="rows"):
        as_tables(added._lookup.own)
