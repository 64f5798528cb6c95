"""Two findings on one claim, side by side: what differs, and what explains it. Plain data."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict

Counted = Literal["counter-example", "certain", "possible", "other", "unplaced"]
"""What an event is to a finding; other: shown beside the counted ones, and decides nothing."""

Rule = Literal[
    "unfinished",
    "days",
    "country",
    "kind",
    "direction",
    "actor",
    "threshold",
    "attention",
    "names",
    "place",
    "precision",
    "counts",
    "compared with",
    "unexplained",
]
"""By which rule a disagreement is explained (docs/compared.md); “unexplained”: by none."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FieldChange(_Part):
    """One thing that a version says of an event otherwise than the other does."""

    field: Literal["date", "place", "precision", "parties", "kind", "deaths"]
    before: str
    after: str


class EventChange(_Part):
    """An event that one of two versions counts otherwise, or does not have.

    added, removed: the id is in one version only; revised: in both, with other contents;
    recounted: in both with the same contents, but counted otherwise (the names or the units that
    the versions write around it differ).
    """

    id: str
    """The record's own id, without its version."""
    what: Literal["added", "removed", "revised", "recounted"]
    before: Counted | None
    after: Counted | None
    day: dt.date | None
    place: str
    dead: int | None
    """Best estimate in people; as the later version has it, or the earlier where it is removed."""
    fields: tuple[FieldChange, ...] = ()


class DayCount(_Part):
    """Counted events that start and end on one day, on each of the two records."""

    day: dt.date
    counts: tuple[int, int]


class Explanation(_Part):
    rule: Rule
    says: str


class Side(_Part):
    """One of the two answers."""

    record: str
    """`name@version`."""
    verdict: str | None
    """None where the claim has no verdict on this record."""
    certain: int
    possible: int
    unplaced: int


class Comparison(_Part):
    """One claim on two records, or on two versions of one record; never pooled."""

    claim: str
    kind: Literal["versions", "records"]
    sides: tuple[Side, Side]
    agree: bool
    """Whether the two verdicts are the same."""
    explanations: tuple[Explanation, ...] = ()
    """Only where they are not."""
    events: tuple[EventChange, ...] = ()
    """Of versions: every event that did it, those whose part in the finding changed first."""
    days: tuple[DayCount, ...] = ()
    """Of records: the days on which they differ."""
