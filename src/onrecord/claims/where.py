"""Where a claim speaks of: a named place, a part of one, a circle, a box or a polygon."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainSerializer,
    StringConstraints,
    Tag,
    field_validator,
)

FORMS = (
    "a name (Rahjan), {place: Hama}, {place: Hama, part: north-east}, "
    "{near: Rahjan, within: 60 km}, {near: [35.40, 37.43], within: 60 km} (latitude, longitude), "
    "{box: [west, south, east, north]}, {polygon: a GeoJSON Polygon}, or a list of these"
)

Part = Literal[
    "north", "south", "east", "west", "north-east", "north-west", "south-east", "south-west"
]

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]

_KM_PER = {"km": 1.0, "m": 0.001, "mi": 1.609344, "miles": 1.609344}
_DISTANCE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(km|mi|miles|m)?")


def _km(value: Any) -> Any:
    if isinstance(value, str):
        match = _DISTANCE.fullmatch(value.strip())
        if match is None:
            raise ValueError(f"“{value}” is not a distance; write 60 km")
        return float(match[1]) * _KM_PER[match[2] or "km"]
    return value


def _write_km(value: float) -> str:
    # The shortest decimal that reads back as the same number, never 1e-05.
    digits = f"{Decimal(repr(float(value))):f}"
    return f"{digits.removesuffix('.0')} km"


Distance = (
    Annotated[float, Field(gt=0, le=20_040)]
    | Annotated[str, StringConstraints(pattern=r"^\s*[0-9]+(\.[0-9]+)?\s*(km|mi|miles|m)?\s*$")]
)
"""How a distance may be written; a bare number is kilometres."""

Km = Annotated[
    float,
    BeforeValidator(_km, json_schema_input_type=Distance),
    Field(gt=0, le=20_040, strict=True),
    PlainSerializer(_write_km, return_type=str),
]
Latitude = Annotated[float, Field(ge=-90, le=90, strict=True)]
Longitude = Annotated[float, Field(ge=-180, le=180, strict=True)]


Flag = Annotated[bool, Field(strict=True)]


class _Where(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Near(_Where):
    """A circle around a named place or a point."""

    near: Name | tuple[Latitude, Longitude]
    within: Km | None = None
    """Kilometres; 30 km is assumed where the claim gives none."""
    unit: Name | None = None
    """The administrative unit it lies in, where several places bear the name."""
    country: Name | None = None
    assumed: Flag = False
    """The distance is a reader's assumption, not the report's word."""


class InPlace(_Where):
    """A settlement (with 10 km around it), an administrative unit, or a country."""

    place: Name
    part: Part | None = None
    taken_as: Literal["settlement", "unit", "country"] | None = None
    within: Km | None = None
    unit: Name | None = None
    country: Name | None = None
    assumed: Flag = False


class InBox(_Where):
    """A box in degrees: west, south, east, north; west > east crosses the date line."""

    box: tuple[Longitude, Latitude, Longitude, Latitude]

    @field_validator("box")
    @classmethod
    def _upright(cls, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        if box[1] > box[3]:
            raise ValueError(f"the box's south ({box[1]}) is north of its north ({box[3]})")
        return box


class InPolygon(_Where):
    """A GeoJSON Polygon or MultiPolygon."""

    polygon: dict[str, Any]

    @field_validator("polygon")
    @classmethod
    def _is_polygon(cls, value: dict[str, Any]) -> dict[str, Any]:
        from shapely import GEOSException
        from shapely.geometry import shape

        try:
            geometry = shape(value)
        except (
            GEOSException,
            KeyError,
            TypeError,
            ValueError,
            AttributeError,
            IndexError,
        ) as error:
            raise ValueError(f"not a GeoJSON geometry ({error})") from None
        if geometry.geom_type not in ("Polygon", "MultiPolygon") or geometry.is_empty:
            raise ValueError(f"a polygon is needed, not a {geometry.geom_type}")
        if not geometry.is_valid:
            raise ValueError("the polygon crosses itself")
        west, south, east, north = geometry.bounds
        if west < -180 or east > 180 or south < -90 or north > 90:
            raise ValueError("a corner lies off the globe; GeoJSON writes [longitude, latitude]")
        return {"type": geometry.geom_type, "coordinates": _floats(value["coordinates"])}

    def __hash__(self) -> int:
        return hash(repr(self.polygon))


def _floats(coordinates: Any) -> Any:
    """Lists of floats throughout, so that equal polygons compare equal, wherever they come from."""
    if isinstance(coordinates, list | tuple):
        return [_floats(part) for part in coordinates]
    return float(coordinates)


_KEYS = {"near": "near", "place": "place", "box": "box", "polygon": "polygon"}


def _which(value: Any) -> str | None:
    keys = value if isinstance(value, dict) else getattr(type(value), "model_fields", {})
    return next((tag for key, tag in _KEYS.items() if key in keys), None)


Spot = Annotated[
    Annotated[Near, Tag("near")]
    | Annotated[InPlace, Tag("place")]
    | Annotated[InBox, Tag("box")]
    | Annotated[InPolygon, Tag("polygon")],
    Discriminator(
        _which,
        custom_error_type="where",
        custom_error_message="this is not a place; write " + FORMS,
    ),
]


def _spots(value: Any) -> Any:
    """A name alone, or one place alone, is a list of one."""
    items = value if isinstance(value, list | tuple) else [value]
    if not items:
        raise ValueError(f"no place given; write {FORMS}")
    return tuple({"place": item} if isinstance(item, str) else item for item in items)


def _write_spots(value: tuple[Any, ...]) -> Any:
    written = [spot.model_dump(mode="json", exclude_defaults=True) for spot in value]
    return written[0] if len(written) == 1 else written


Where = Annotated[
    tuple[Spot, ...],
    BeforeValidator(_spots, json_schema_input_type=Name | Spot | tuple[Name | Spot, ...]),
    PlainSerializer(_write_spots, return_type=Any),
]
"""One place or several; an event in any of them counts."""
