"""Who, what, where, when: which events of a record a claim speaks of, and what it cannot ask."""

from onrecord.selection.coarsen import Expressible, Loss, a, coarsen, shown_name
from onrecord.selection.known import Known
from onrecord.selection.membership import NOT_VIOLENT, Selection, select, when_levels
from onrecord.selection.query import Party, Query, UnitBounds, Who
from onrecord.selection.resolve import (
    NEAR_KM,
    PLACE_KM,
    Resolved,
    ResolvedPlace,
    Resolver,
    bounds_of,
    scaled,
)

__all__ = [
    "NEAR_KM",
    "NOT_VIOLENT",
    "PLACE_KM",
    "Expressible",
    "Known",
    "Loss",
    "Party",
    "Query",
    "Resolved",
    "ResolvedPlace",
    "Resolver",
    "Selection",
    "UnitBounds",
    "Who",
    "a",
    "bounds_of",
    "coarsen",
    "scaled",
    "select",
    "shown_name",
    "when_levels",
]
