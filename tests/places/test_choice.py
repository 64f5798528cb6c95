"""Homonyms: which one is meant, why, and that the others are kept and named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.places.choice import Context, choose
from onrecord.places.place import Place
from tests.places.ruritania import gazetteer, row, settlement

# Two villages of one name: the northern one with two rows, the southern one with one.
TWO = gazetteer(
    row("Zenda village", 50.0, 10.0),
    row("Zenda village", 50.0, 10.0, 2),
    row("Zenda village", 48.0, 10.0, adm_1="South province", adm_2="Hof district"),
    row("Strelsau town", 47.9, 10.0, adm_1="South province"),
    row("Hentzau", 49.9, 10.2),
    row("Tarlenheim", 51.0, 11.0),
)


def test_the_unit_named_wins() -> None:
    for unit in ("South", "South province", "Hof district", "the south province"):
        located = TWO.find("Zenda", unit=unit)
        assert located.place.lat == 48.0
        assert [other.lat for other in located.others] == [50.0]


def test_else_the_nearest_to_the_other_places_named() -> None:
    located = TWO.find("Zenda", near=[(47.9, 10.0)])
    assert located.place.lat == 48.0
    assert located.assumption is not None
    assert "nearest to the other places named (11 km, the next 234 km)" in located.assumption


def test_the_median_of_the_context_decides_so_that_one_far_place_does_not() -> None:
    far = [(49.9, 10.0), (47.9, 10.0), (47.8, 10.1)]
    assert TWO.find("Zenda", near=far).place.lat == 48.0


def test_else_the_one_with_more_rows() -> None:
    located = TWO.find("Zenda")
    assert located.place.lat == 50.0
    assert located.assumption == (
        "“Zenda” is taken as Zenda in North province (50.00 N 10.00 E; 2 rows), because the record "
        "names it more often (2 rows against 1); there is another: Zenda in South province "
        "(48.00 N 10.00 E; 1 row), 222 km away."
    )


def test_the_unit_named_goes_before_the_context() -> None:
    assert TWO.find("Zenda", unit="South", near=[(50.0, 10.0)]).place.lat == 48.0


def test_a_side_of_the_unit_named_tells_villages_of_one_unit_apart() -> None:
    found = gazetteer(
        row("Zenda", 50.0, 10.0),
        row("Zenda", 50.0, 10.0),
        row("Zenda", 53.0, 10.0),
    )
    assert found.find("Zenda", unit="the north of North province").place.lat == 53.0
    assert found.find("Zenda", unit="the south of North province").place.lat == 50.0


def test_a_village_over_the_border_on_the_side_named_goes_before_one_on_the_wrong_side() -> None:
    found = gazetteer(
        row("Zenda", 50.0, 10.0),
        row("Zenda", 51.1, 10.0, adm_1="Far province"),
        row("Hof", 51.0, 10.0),
        row("Hentzau", 50.0, 11.0),
    )
    located = found.find("Zenda", unit="north of North province")
    assert located.place.unit == "Far province"
    assert located.assumption is not None
    assert "on the north side of North province" in located.assumption
    assert "not recorded in the north of North province" in located.assumption


def test_the_town_that_a_unit_is_named_after_is_meant_even_if_another_is_near() -> None:
    found = gazetteer(
        row("Hof town", 50.0, 10.0, adm_1="Hof province"),
        row("Al Hof village", 48.0, 10.0, adm_1="South province"),
        row("Al Hof village", 48.0, 10.0, adm_1="South province"),
    )
    located = found.find("Hof", want="settlement", near=[(48.0, 10.1)])
    assert located.place.unit == "Hof province"
    assert "because Hof province has its name" in str(located.assumption)


def test_an_unknown_unit_is_said_to_be_unused() -> None:
    assert "“Nowhere” is not known and was not used" in str(
        TWO.find("Hentzau", unit="Nowhere").assumption
    )


def test_a_place_outside_of_the_unit_named_is_said_to_be_elsewhere() -> None:
    assert TWO.find("Hentzau", unit="South").assumption == (
        "Hentzau is not recorded in South province, which is named with it, but in North province."
    )


def test_a_lone_place_needs_no_assumption() -> None:
    assert TWO.find("Hentzau").assumption is None
    assert TWO.find("Hentzau", unit="North").assumption is None


def test_a_place_that_only_geonames_knows_must_be_much_nearer_than_the_records() -> None:
    own = settlement("Zenda", 50.0, 10.0, events=1)
    foreign = settlement("Zenda", 49.8, 10.0, source="geonames", population=900)
    near = Context(near=((49.75, 10.0),))
    assert choose([foreign, own], near).place is own
    farther = Context(near=((48.5, 10.0),))
    assert choose([foreign, own], farther).place is own
    far_off = settlement("Zenda", 48.5, 10.0, source="geonames", population=900)
    assert choose([own, far_off], farther).place is far_off


def test_population_decides_where_the_record_says_nothing() -> None:
    small, large = (
        settlement("Zenda", lat, 10.0, source="geonames", population=size)
        for lat, size in ((50.0, 700), (52.0, 90_000))
    )
    chosen = choose([small, large], Context())
    assert chosen.place is large
    assert chosen.reason == "it is the largest (90,000 inhabitants)"


def test_more_homonyms_than_fit_a_sentence_are_counted_in_it() -> None:
    found = gazetteer(*(row("Zenda", 40.0 + degree, 10.0) for degree in range(6)))
    located = found.find("Zenda")
    assert len(located.others) == 5
    assert str(located.assumption).endswith("; and 2 more.")


PLACES = st.lists(
    st.builds(
        settlement,
        name=st.just("Zenda"),
        lat=st.floats(-80, 80),
        lon=st.floats(-180, 180),
        unit=st.sampled_from([None, "A", "B"]),
        events=st.integers(0, 3),
        population=st.sampled_from([None, 10]),
        source=st.sampled_from(["record", "geonames"]),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda place: (place.lat, place.lon),
)
CONTEXTS = st.builds(
    Context,
    near=st.lists(st.tuples(st.floats(-80, 80), st.floats(-180, 180)), max_size=4).map(tuple),
    units=st.sampled_from([(), (Place("A", "unit1", 0.0, 0.0, names=frozenset({"A"})),)]),
)


@given(PLACES, CONTEXTS, st.randoms(use_true_random=False))
def test_choosing_loses_no_homonym_and_does_not_depend_on_their_order(
    places: list[Place], context: Context, rng: object
) -> None:
    chosen = choose(places, context)
    assert sorted([chosen.place, *chosen.others], key=repr) == sorted(places, key=repr)
    shuffled = list(places)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert choose(shuffled, context) == chosen
    if context.units and any(place.unit == "A" for place in places):
        assert chosen.place.unit == "A"


@pytest.mark.parametrize("given_first", [True, False])
def test_the_users_own_point_replaces_the_records(given_first: bool) -> None:
    own = settlement("Zenda", 50.02, 10.0, source="file")
    theirs = settlement("Zenda", 50.0, 10.0, events=9)
    pair = [own, theirs] if given_first else [theirs, own]
    chosen = choose(pair, Context(near=((50.0, 10.0),)))
    assert chosen.place is own
    assert chosen.others == ()
