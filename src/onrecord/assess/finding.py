"""A finding: the verdict on one claim and one record, with everything that it rests on."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from onrecord.assess.comparison import Comparison
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


class ReferenceBin(_Part):
    """How many of the others lie in [low, high); the last bin holds its upper end."""

    low: float
    high: float
    number: int


class Reference(_Part):
    """What a p-value ranks the claim among: the windows, places or years it is compared with."""

    kind: PKind
    measure: str
    """What the numbers are, in a few words."""
    value: float
    """The claim's own."""
    number: int
    """How many it is ranked among."""
    as_far: int
    """Of those, how many lie as far out as the claim's own value or further, on its side."""
    bins: tuple[ReferenceBin, ...]
    """At most 30, ascending and of equal width."""


class Alternative(_Part):
    """Another way to take what the claim leaves open, and the verdict it would give."""

    kind: Literal["distance", "whole", "homonym"]
    label: str
    verdict: Verdict


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
    lost: tuple[str, ...] = ()
    """What of this test the record cannot express, so that a coarser one was made."""
    reference: Reference | None = None


class TestedPlace(_Part):
    """A place as it was resolved, for the map: a circle, a unit, a box or a polygon."""

    __test__ = False

    label: str
    shape: Literal["disc", "unit", "part", "country", "box", "polygon"]
    lat: float | None = None
    lon: float | None = None
    km: float | None = None
    country: str | None = None
    """As the record writes it; None for a shape without a name."""
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
    """The claim's."""
    record: str
    """`name@version`."""
    type: str
    """The claim's type."""
    says: str | None
    """The report's words."""
    at: tuple[int, int] | None
    """Where they stand in the report's text, in code points; the end is the first after them."""
    stance: str
    """How firmly the report says it: asserted, attributed, hedged, denied."""
    according_to: str
    """Who says it: “author”, or the source that the report names."""
    review: str
    """What a person has said of the reading: proposed (nobody), accepted, edited, rejected."""
    read_by: tuple[str, ...] = ()
    """Which readers found the claim: rules, llm, or both where they agree."""
    claim: dict[str, Any]
    """The claim as in claims.yaml, places and actors resolved."""
    verdict: Verdict | None
    """One of the seven; None where `state` says why there is none."""
    state: State | None = None
    """Why there is no verdict, where there is none."""
    because: str
    """The sentence that a reader reads, with the numbers in it."""
    coarsened: Coarsened | None = None
    """What of the claim the record cannot express, where a coarser one was tested."""
    counts: Counts = Counts()
    """How many events are certain, possible, unplaced."""
    effect: Effect | None = None
    """How large, with its interval, where the type has such a number."""
    p: float | None = None
    """The p-value that decides, before the report's other tests are allowed for."""
    p_kind: PKind | None = None
    """What it is a rank or a share of."""
    p_adjusted: float | None = None
    """Adjusted for the report's other tests; the verdict rests on this one."""
    naive_p: float | None = None
    """What the usual test says of the same rows; it decides nothing."""
    power: float | None = None
    """The share of cases in which an effect would have been noticed, where it was computed."""
    possible_events: PossibleEvents | None = None
    """How imprecisely coded events were handled."""
    reference: Reference | None = None
    """What the p-value ranks the claim among, where it is a rank."""
    legs: tuple[Leg, ...] = ()
    """The tests behind the verdict, where there are several; it is never more than the weakest."""
    events: tuple[str, ...] = ()
    """Ids of the certain events that the verdict counts, `record@version:id`."""
    possible: tuple[str, ...] = ()
    """Ids of events that may belong to the claim."""
    unplaced: tuple[str, ...] = ()
    """Ids of events coded too coarsely to say."""
    counter_examples: tuple[str, ...] = ()
    """Ids of events that speak against the claim."""
    other_events: tuple[str, ...] = ()
    """Events shown for comparison that decide nothing (other deadly events there and then)."""
    source_lines: tuple[QuotedLine, ...] = ()
    """What the sources of its events said, word for word."""
    sources: Sources = Sources()
    """Whose word the counted events rest on."""
    numbers: dict[str, float | int | str | None] = {}
    """The arithmetic behind the sentence, each number by name."""
    would_change: str = ""
    """The smallest change that would give another verdict."""
    sensitivity: tuple[str, ...] = ()
    """What changes the verdict: another distance, the other place of that name."""
    alternatives: tuple[Alternative, ...] = ()
    """Every other distance or place that was tried, whether it changes the verdict or not."""
    assumptions: tuple[str, ...] = ()
    """What was taken for granted, one sentence each."""
    places: tuple[TestedPlace, ...] = ()
    """Where was looked, as it was resolved."""
    window: tuple[dt.date | None, dt.date | None] | None = None
    """First and last day that were looked at."""
    history: tuple[Bin, ...] = ()
    """The selection's events around the window, for the timeline."""
    method: str
    """The section of docs/methods.md that tells the test."""


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
    seed: int | None = None
    """Of everything that was drawn in testing."""
    compared: tuple[Comparison, ...] = ()
    """Each claim on every two of several records, side by side."""

    def summary(self) -> dict[str, int]:
        """How many findings have each verdict; opinions are counted under “not testable”."""
        counts: dict[str, int] = dict.fromkeys(VERDICTS, 0)
        for finding in self.findings:
            if finding.verdict is not None:
                counts[finding.verdict] += 1
        counts["not testable"] += len(self.not_testable)
        return counts
