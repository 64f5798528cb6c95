"""The claim language: one small model per claim type, YAML in and out, JSON Schema out."""

from onrecord.claims.events import Events, Killed, Number, between, by, involving
from onrecord.claims.file import ClaimsFile, ReportHead
from onrecord.claims.json_schema import claims_schema
from onrecord.claims.kinds import DEADLY_KINDS, KINDS, Kind
from onrecord.claims.types import (
    CLAIM,
    MODELS,
    TYPES,
    Aligned,
    Anchor,
    AnyClaim,
    Changed,
    ClaimBase,
    Coincided,
    Controls,
    Count,
    Displaced,
    Followed,
    Nothing,
    Occurred,
    Only,
    Opinion,
    Ranked,
    Review,
    Rivals,
    Scale,
    Series,
    Targeted,
    Toll,
    as_written,
)
from onrecord.claims.when import When
from onrecord.claims.where import InBox, InPlace, InPolygon, Near, Where

__all__ = [
    "CLAIM", "DEADLY_KINDS", "KINDS", "MODELS", "TYPES", "Aligned", "Anchor", "AnyClaim", "Changed",
    "ClaimBase", "ClaimsFile", "Coincided", "Controls", "Count", "Displaced", "Events", "Followed",
    "InBox", "InPlace", "InPolygon", "Killed", "Kind", "Near", "Nothing", "Number", "Occurred",
    "Only", "Opinion", "Ranked", "ReportHead", "Review", "Rivals", "Scale", "Series", "Targeted",
    "Toll", "When", "Where", "as_written", "between", "by", "claims_schema", "involving",
]  # fmt: skip
