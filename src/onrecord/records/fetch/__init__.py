"""Downloading records: UCDP GED, ACLED and GDELT, from the publishers' servers into the store."""

from onrecord.records.fetch.failures import (
    CancelledError,
    ChecksumError,
    CredentialsError,
    EntitlementError,
    FetchError,
)
from onrecord.records.fetch.fetching import SOURCES, Source, fetch
from onrecord.records.fetch.session import Cancelled, OnProgress, Timeouts
from onrecord.records.fetch.terms import TERMS, terms_to_show, terms_were_shown

__all__ = [
    "SOURCES",
    "TERMS",
    "Cancelled",
    "CancelledError",
    "ChecksumError",
    "CredentialsError",
    "EntitlementError",
    "FetchError",
    "OnProgress",
    "Source",
    "Timeouts",
    "fetch",
    "terms_to_show",
    "terms_were_shown",
]
