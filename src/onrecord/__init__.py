"""onrecord: what a report says about a war, held against the record of it.

import onrecord as on

record = on.load("GEDEvent_v25_1.csv")
claims = on.read("report.txt", published="2017-10-23", names_from=record)
findings = on.check(claims, record)
findings.to_html("report.html")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

# Where each name lives. Loaded when first asked for, so that `import onrecord` costs nothing.
_HOMES = {
    "load": "onrecord.api",
    "read": "onrecord.api",
    "load_claims": "onrecord.api",
    "check": "onrecord.api",
    "check_many": "onrecord.api",
    "Claims": "onrecord.api",
    "Findings": "onrecord.findings",
    "Finding": "onrecord.assess",
    "OnrecordError": "onrecord.errors",
    "by": "onrecord.claims",
    "between": "onrecord.claims",
    "involving": "onrecord.claims",
} | dict.fromkeys(
    (
        "Aligned", "Changed", "Coincided", "Controls", "Count", "Displaced", "Followed", "Nothing",
        "Occurred", "Only", "Opinion", "Ranked", "Targeted", "Toll",
    ),
    "onrecord.claims",
)  # fmt: skip

__all__ = ["__version__", *sorted(_HOMES)]

if TYPE_CHECKING:
    from onrecord.api import Claims as Claims
    from onrecord.api import check as check
    from onrecord.api import check_many as check_many
    from onrecord.api import load as load
    from onrecord.api import load_claims as load_claims
    from onrecord.api import read as read
    from onrecord.assess import Finding as Finding
    from onrecord.claims import Aligned as Aligned
    from onrecord.claims import Changed as Changed
    from onrecord.claims import Coincided as Coincided
    from onrecord.claims import Controls as Controls
    from onrecord.claims import Count as Count
    from onrecord.claims import Displaced as Displaced
    from onrecord.claims import Followed as Followed
    from onrecord.claims import Nothing as Nothing
    from onrecord.claims import Occurred as Occurred
    from onrecord.claims import Only as Only
    from onrecord.claims import Opinion as Opinion
    from onrecord.claims import Ranked as Ranked
    from onrecord.claims import Targeted as Targeted
    from onrecord.claims import Toll as Toll
    from onrecord.claims import between as between
    from onrecord.claims import by as by
    from onrecord.claims import involving as involving
    from onrecord.errors import OnrecordError as OnrecordError
    from onrecord.findings import Findings as Findings


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
