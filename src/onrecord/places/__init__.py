"""Places: which point, unit or country a name means, who else bears it, and how far “in” reaches.

`Gazetteer.from_rows` takes a record's own names; `with_geonames` and `with_places` add others.
`find` resolves a name, `where` a phrase; `mentions` finds names in running text.
"""

from onrecord.places.areas import (
    Area,
    Bounds,
    Box,
    CountryArea,
    Disc,
    Polygon,
    Side,
    UnitArea,
    UnitPart,
)
from onrecord.places.extent import IN_KM, Extent, area
from onrecord.places.gazetteer import Gazetteer
from onrecord.places.geonames import citation
from onrecord.places.mentions import PlaceMention
from onrecord.places.place import Located, Place
from onrecord.places.where import WhereWords, parse_where

__all__ = [
    "IN_KM",
    "Area",
    "Bounds",
    "Box",
    "CountryArea",
    "Disc",
    "Extent",
    "Gazetteer",
    "Located",
    "Place",
    "PlaceMention",
    "Polygon",
    "Side",
    "UnitArea",
    "UnitPart",
    "WhereWords",
    "area",
    "citation",
    "parse_where",
]
