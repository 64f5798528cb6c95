"""What a simulated record says of itself: it covers everything, and all of it is invented."""

from __future__ import annotations

import datetime as dt
import hashlib

from onrecord.records import acled, ucdp_release
from onrecord.records.acled_kinds import VIOLENT
from onrecord.records.schema import Coverage, RecordInfo
from onrecord.simulate.happened import Form
from onrecord.simulate.war import War

__all__ = ["Form", "about"]

LICENCE = "none needed: everything in it is invented"
CITATION = "Simulated by onrecord. No such land, no such war."


def about(war: War, seed: int, form: Form, rows: int) -> RecordInfo:
    """The record's own description, for a record of so many rows."""
    last = war.first + dt.timedelta(days=war.days - 1)
    ged = form == "ged"
    sees = ucdp_release.SEES if ged else acled.SEES
    cannot_see = ucdp_release.CANNOT_SEE if ged else acled.CANNOT_SEE
    return RecordInfo(
        name=f"simulated-{form}",
        version=f"seed-{seed}",
        # Of what it is drawn from: the rows follow from it.
        sha256=hashlib.sha256(repr((war, seed, form)).encode()).hexdigest(),
        rows=rows,
        licence=LICENCE,
        citation=CITATION,
        coverage=Coverage(war.first, last, (war.land.name,), sees, cannot_see),
        expresses=ucdp_release.EXPRESSES if ged else acled.expresses(set(VIOLENT)),
    )
