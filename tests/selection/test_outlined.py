"""Units with outlines: rows with a point of their own by geometry, coded rows by name."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.actors import Level
from onrecord.places.areas import UnitArea
from onrecord.places.outline import Outline
from onrecord.places.units_file import read_units
from onrecord.selection import bounds_of
from onrecord.selection.outlined import discs
from onrecord.selection.where import where_levels
from onrecord.stats.sphere import distance_km
from tests.places.shapes import feature
from tests.rows import events_of, row

BOX = (36.0, 34.0, 38.0, 36.0)
NAMED = UnitArea(
    "North Province", 1, frozenset({"North Province"}), frozenset({"North Province"}), "Syria",
    35.0, 37.0, BOX,
)  # fmt: skip


def outline() -> Outline:
    held = {"type": "FeatureCollection", "features": [feature("North", BOX)]}
    return read_units(io.BytesIO(json.dumps(held).encode()), "a", "a").units[0].outline


OUTLINED = replace(NAMED, outline=outline())


def level(area: UnitArea = OUTLINED, **given: object) -> int:
    return int(where_levels(events_of([row(**{"lon": 37.0, "lat": 35.0} | given)]), (area,), {})[0])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # A point of its own, with the disc of its precision (1 km, 25 km).
        ({"where_prec": 1, "adm1": ""}, Level.CERTAIN),
        ({"where_prec": 1, "adm1": "Elsewhere"}, Level.CERTAIN),
        ({"where_prec": 1, "adm1": "", "lon": 36.005}, Level.POSSIBLE),
        ({"where_prec": 1, "adm1": "", "lon": 35.995}, Level.POSSIBLE),
        ({"where_prec": 1, "adm1": "", "lon": 35.9}, Level.NONE),
        ({"where_prec": 2, "adm1": "", "lon": 36.5}, Level.CERTAIN),
        ({"where_prec": 2, "adm1": "", "lon": 36.2}, Level.POSSIBLE),
        ({"where_prec": 2, "adm1": "", "lon": 35.8}, Level.POSSIBLE),
        ({"where_prec": 2, "adm1": "", "lon": 35.6}, Level.NONE),
        # The record puts it in the unit, the outline does not: the two differ.
        ({"where_prec": 1, "lon": 35.0}, Level.POSSIBLE),
        # Coded to a unit: by name, wherever the unit's point lies.
        ({"where_prec": 3}, Level.CERTAIN),
        ({"where_prec": 4, "lon": 30.0}, Level.CERTAIN),
        ({"where_prec": 4, "adm1": "Elsewhere"}, Level.NONE),
        ({"where_prec": 5}, Level.POSSIBLE),
        ({"where_prec": 5, "adm1": "Elsewhere"}, Level.NONE),
        # Coded to a unit that it does not name.
        ({"where_prec": 3, "adm1": ""}, Level.POSSIBLE),
        ({"where_prec": 3, "adm1": "", "lon": 35.9}, Level.NONE),
        ({"where_prec": 5, "adm1": "", "lon": 35.5}, Level.POSSIBLE),
        ({"where_prec": 6, "adm1": ""}, Level.NONE),
        # Without a point the name is all there is.
        ({"where_prec": 1, "lat": None, "lon": None}, Level.CERTAIN),
        ({"where_prec": 1, "lat": None, "lon": None, "adm1": ""}, Level.NONE),
    ],
)
def test_membership_by_geometry_where_the_row_has_a_point(
    given: dict[str, object], expected: Level
) -> None:
    assert level(**given) == expected


def test_without_an_outline_the_name_decides_as_before() -> None:
    assert level(NAMED, where_prec=1, lon=35.0) == Level.CERTAIN
    assert level(NAMED, where_prec=1, adm1="Elsewhere") == Level.NONE


@settings(max_examples=60, deadline=None)
@given(st.floats(35.0, 39.0), st.floats(33.0, 37.0), st.sampled_from([0.5, 1.0, 25.0, 100.0]))
def test_a_disc_that_is_inside_is_inside_and_none_that_touches_is_missed(
    lon: float, lat: float, km: float
) -> None:
    """Held against points on the disc's rim, by great circles."""
    [inside], [touches] = discs(OUTLINED.outline, *(np.array([v]) for v in (lat, lon, km)))  # type: ignore[arg-type]
    turn = np.linspace(0, 2 * np.pi, 73)
    per_degree = distance_km(lat, lon, lat + 1, lon)
    rim_lat = lat + 0.999 * km / per_degree * np.cos(turn)
    rim_lon = lon + 0.999 * km / per_degree / np.cos(np.radians(lat)) * np.sin(turn)
    within = shapely.contains_xy(shapely.box(*BOX), rim_lon, rim_lat)
    if inside:
        # To the hundredth: a meridian's arc is not a straight line on any plane.
        assert within.all() or km * 1.01 > np.min(np.abs(lat - np.array([34.0, 36.0]))) * per_degree
        assert touches
    if within.any():
        assert touches


def test_pruning_leaves_room_around_an_outline() -> None:
    west, south, east, north = bounds_of(OUTLINED, margin_km=25.0)  # type: ignore[misc]
    assert west < 35.75
    assert south < 33.8
    assert east > 38.25
    assert north > 36.2
    assert bounds_of(NAMED, margin_km=25.0) is None
