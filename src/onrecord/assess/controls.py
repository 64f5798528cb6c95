"""controls: A holds P. A record that has no territorial events cannot speak of it."""

from __future__ import annotations

from onrecord.assess.case import Answer, Case
from onrecord.assess.reach import common, outside


def controls(case: Case) -> Answer:
    """Beyond a record without territorial events; `run` lists it as untested on any other."""
    beyond = outside(case)
    if beyond is not None and beyond.template != "beyond.kind":
        return beyond
    return Answer(
        "beyond the record",
        "controls.beyond",
        common(case),
        counts_events=False,
        would_change="A record of who takes and holds territory.",
    )
