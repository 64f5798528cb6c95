"""A finding: the verdict on one claim and one record, with everything that it rests on."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from onrecord.claims import AnyClaim

Verdict = Literal[
    "borne out",
    "partly borne out",
    "contradicted",
    "not on record",
    "undecided",
    "beyond the record",
    "not testable",
]
VERDICTS: tuple[Verdict, ...] = (
    "borne out",
    "partly borne out",
    "contradicted",
    "not on record",
    "undecided",
    "beyond the record",
    "not testable",
)

State = Literal["incomplete", "not tested by this version"]

PKind = Literal["placebo", "peers", "matched", "jitter", "exact"]
"""What a p-value is a rank or a share of; docs/methods.md says of each what it means."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Effect(_Part):
    """An effect with its 95 % interval; an end is None where the interval is open."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None


class Counts(_Part):
    """Events of the selection; `distinct_reports` counts the different source lines behind them."""

    certain: int = 0
    possible: int = 0
    unplaced: int = 0
    unplaced_dead: int = 0
    distinct_reports: int = 0


class Coarsened(_Part):
    """What of the claim the record cannot express, and the claim as it was tested instead."""

    lost: tuple[str, ...]
    claim: dict[str, Any]


class QuotedLine(_Part):
    """A source line that mentions the claim's actors, kind or place."""

    event: str
    date: dt.date | None
    originator: str
    text: str
    shows: tuple[str, ...]
    """What it shows beyond the coding: “kind: airstrike”, “actor: HTS”."""


class Sources(_Part):
    """Whose word the counted events rest on."""

    originators: dict[str, int] = {}
    independent: int = 0
    shared_with_report: tuple[str, ...] = ()


class PossibleEvents(_Part):
    """How imprecisely coded events were handled; in what share of readings the verdict stands."""

    handled_by: Literal["ends", "corners", "worlds"]
    agree: float


class Leg(_Part):
    """One of the tests that answer a claim together, and what else would give the same numbers."""

    name: str
    """What is asked, in a few words: “attacks on C rose”."""
    type: str
    """The claim type whose test it is."""
    verdict: Verdict
    because: str
    effect: Effect | None = None
    p: float | None = None
    p_kind: PKind | None = None
    innocent: str = ""
    """The innocent explanation, with the number that speaks for or against it."""


class TestedPlace(_Part):
    """A place as it was resolved, for the map: a circle, a unit, a box or a polygon."""

    __test__ = False

    label: str
    shape: Literal["disc", "unit", "part", "country", "box", "polygon"]
    lat: float | None = None
    lon: float | None = None
    km: float | None = None
    bounds: tuple[float, float, float, float] | None = None
    """West, south, east, north in degrees."""
    geojson: dict[str, Any] | None = None
    others: tuple[OtherPlace, ...] = ()
    """Other places of the same name."""


class OtherPlace(_Part):
    """A homonym that was not chosen, and what the verdict would be there (if it was tested)."""

    label: str
    lat: float
    lon: float
    km_away: float
    verdict: Verdict | None = None


class Bin(_Part):
    """A bar of the timeline: events that start in `days` days from `start`."""

    start: dt.date
    days: int
    certain: int
    possible: int


class Finding(_Part):
    """The answer to one claim on one record."""

    id: str
    record: str
    """`name@version`."""
    type: str
    says: str | None
    at: tuple[int, int] | None
    stance: str
    according_to: str
    review: str
    claim: dict[str, Any]
    """The claim as in claims.yaml, places and actors resolved."""
    verdict: Verdict | None
    state: State | None = None
    """Why there is no verdict, where there is none."""
    because: str
    coarsened: Coarsened | None = None
    counts: Counts = Counts()
    effect: Effect | None = None
    p: float | None = None
    p_kind: PKind | None = None
    p_adjusted: float | None = None
    naive_p: float | None = None
    power: float | None = None
    possible_events: PossibleEvents | None = None
    legs: tuple[Leg, ...] = ()
    """The tests behind the verdict, where there are several; it is never more than the weakest."""
    events: tuple[str, ...] = ()
    """Ids of the certain events that the verdict counts, `record@version:id`."""
    possible: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    other_events: tuple[str, ...] = ()
    """Events shown for comparison that decide nothing (other deadly events there and then)."""
    source_lines: tuple[QuotedLine, ...] = ()
    sources: Sources = Sources()
    numbers: dict[str, float | int | str | None] = {}
    """The arithmetic behind the sentence, each number by name."""
    would_change: str = ""
    sensitivity: tuple[str, ...] = ()
    """What changes the verdict: another distance, the other place of that name."""
    assumptions: tuple[str, ...] = ()
    places: tuple[TestedPlace, ...] = ()
    window: tuple[dt.date | None, dt.date | None] | None = None
    history: tuple[Bin, ...] = ()
    """The selection's events around the window, for the timeline."""
    method: str


TestedPlace.model_rebuild()


class Incomplete(_Part):
    """A sentence that asserts something, of which reading could not complete the claim."""

    id: str
    type: str
    says: str | None
    at: tuple[int, int] | None
    missing: tuple[str, ...]


class NotTestable(_Part):
    id: str
    says: str | None
    at: tuple[int, int] | None
    why: str


class Checked(BaseModel):
    """A report's claims, tested: what `findings.json` holds and every page is made of."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    title: str | None = None
    published: dt.date | None = None
    author: str | None = None
    text: str | None = None
    """The extracted text that every `at` counts in; None where claims came without a report."""
    text_sha256: str | None = None
    notices: tuple[str, ...] = ()
    """What must be told of how the report was read: removed characters, a doubtful date."""
    claims: tuple[AnyClaim, ...] = ()
    findings: tuple[Finding, ...] = ()
    incomplete: tuple[Incomplete, ...] = ()
    not_testable: tuple[NotTestable, ...] = ()
    sourcing: dict[str, Any] | None = None
    """As in findings.json: citations, self_citations, unresolvable."""
    truth: dict[str, str] | None = None
    """The planted verdict of each claim, where the conflict was simulated."""
    command: str | None = None
    """The command that makes this again."""

    def summary(self) -> dict[str, int]:
        """How many findings have each verdict; opinions are counted under “not testable”."""
        counts: dict[str, int] = dict.fromkeys(VERDICTS, 0)
        for finding in self.findings:
            if finding.verdict is not None:
                counts[finding.verdict] += 1
        counts["not testable"] += len(self.not_testable)
        return counts
