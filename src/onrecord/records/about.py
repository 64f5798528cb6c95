"""What is known of a record besides its rows: what it covers, what it can express, whose it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Coverage:
    """Where, when, and what a record covers; before, after or elsewhere it says nothing."""

    first: dt.date
    last: dt.date
    countries: tuple[str, ...]
    sees: str
    cannot_see: tuple[str, ...] = ()
    since: Mapping[str, dt.date] | None = None
    """First day covered in each country; None: `first` holds in all of them.

    Of a country that is not in it, it is unknown from when on events are missing for not having
    happened: silence there says nothing.
    """


@dataclass(frozen=True)
class Expresses:
    """What a record's schema can say; a claim that says more is coarsened, or beyond it."""

    kinds: frozenset[str]
    """Kinds of event that the record codes as such."""
    deadly_only: bool
    """Only events with at least one death are in it."""
    directed_against: frozenset[str] | None = frozenset()
    """Actor ids against whom the record says who acted (UCDP: civilians); None: always."""
    supporters_under_supported: bool = False
    """What a supporter does is coded under the side it supports."""
    umbrellas: bool = False
    """Groups may be coded under an umbrella name."""
    undirected: frozenset[str] = frozenset()
    """Kinds that are coded without saying who acted, where others have a direction (ACLED:
    battle)."""
    unidentified: str = ""
    """How a side begins of which the record knows only that it fought: it may be anyone armed."""
    kills_by: frozenset[str] | None = frozenset()
    """Actor ids whose dead can be tied to the side that killed them; None: always."""
    systematic: frozenset[str] | None = None
    """Kinds whose absence means something; None: all that it codes."""
    attention_only: bool = False
    """It records reports, not events (GDELT): never enough to bear a claim out."""


@dataclass(frozen=True)
class Reject:
    """A row that could not be read, with the line it stands on and the reason."""

    line: int
    reason: str
    row: str


@dataclass(frozen=True)
class RecordInfo:
    """What every output carries of a record."""

    name: str
    version: str
    sha256: str
    rows: int
    licence: str
    citation: str
    coverage: Coverage
    expresses: Expresses
    warnings: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    rejected: int = 0
    accessed: dt.date | None = None
    redistributable: bool = True
    """Whether raw rows may be passed on."""

    @property
    def label(self) -> str:
        """`name@version`, as it stands before an event's id."""
        return f"{self.name}@{self.version}"
