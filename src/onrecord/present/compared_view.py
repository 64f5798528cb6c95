"""Several records side by side: which answers differ, what explains it, which events did it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.assess.comparison import Comparison, Counted, EventChange
from onrecord.assess.finding import Checked
from onrecord.present import wording
from onrecord.present.claims_view import ClaimView
from onrecord.present.words import VerdictWords, Words
from onrecord.records.schema import Record

MOST_EVENTS, LEAST_EVENTS = 40, 3
"""Events of one claim that are listed, fewer where many claims are; findings.json has them all."""
MOST_LINES = 1_200
"""Lines of events on a page, so that it stays small."""
MOST_SAME = 60
"""Claims with the same answer that are listed for two records."""

_ROLES: dict[Counted, str] = {
    "counter-example": "counter_example",
    "certain": "certain",
    "possible": "possible",
    "other": "shown_beside",
    "unplaced": "unplaced",
}


@dataclass(frozen=True)
class ComparisonView:
    """One claim on two records."""

    claim: str
    number: int
    says: str
    answers: tuple[VerdictWords, VerdictWords]
    counts: tuple[str, str]
    agree: bool
    explanations: tuple[str, ...]
    events: tuple[str, ...]
    """A line for each event that two versions have otherwise."""
    more: int
    """Events beyond those listed."""


@dataclass(frozen=True)
class PairView:
    """Two records, or two versions of one, and every claim on which something differs."""

    versions: bool
    records: tuple[str, str]
    lead: str
    claims: tuple[ComparisonView, ...]
    same: tuple[ComparisonView, ...]
    """Claims with one answer whose events the versions have otherwise; the first of them."""
    same_number: int
    """How many there are."""


def compared_views(
    words: Words,
    checked: Checked,
    claims: Sequence[ClaimView],
    records: Mapping[str, Record],
    *,
    with_rows: bool = False,
) -> tuple[PairView, ...]:
    """What differs between every two records, pair by pair; empty for a single record.

    Of records whose terms do not allow rows to be passed on, events are named by id alone, unless
    `with_rows`.
    """
    by_id = {claim.id: claim for claim in claims}
    pairs: dict[tuple[str, str], list[Comparison]] = {}
    for one in checked.compared:
        if one.claim in by_id:
            pairs.setdefault((one.sides[0].record, one.sides[1].record), []).append(one)
    views = []
    most = min(MOST_EVENTS, max(LEAST_EVENTS, MOST_LINES // max(1, len(checked.compared))))
    for labels, found in pairs.items():
        bare = any(withheld(records, label, with_rows) for label in labels)
        shown = [_claim(words, by_id[c.claim], c, bare, most) for c in found]
        differ = tuple(view for view in shown if not view.agree)
        same = tuple(view for view in shown if view.agree and view.events)
        versions = found[0].kind == "versions"
        views.append(
            PairView(
                versions=versions,
                records=labels,
                lead=words(
                    "compared.versions_lead" if versions else "compared.records_lead",
                    one=labels[0],
                    other=labels[1],
                    n=len(differ),
                    claims=words.count("count.claim", len(found)),
                ),
                claims=differ,
                same=same[:MOST_SAME],
                same_number=len(same),
            )
        )
    return tuple(views)


def withheld(records: Mapping[str, Record], label: str, with_rows: bool) -> bool:
    """Whether the contents of a record's rows stay out of what is passed on."""
    record = records.get(label)
    return record is not None and not record.info.redistributable and not with_rows


def compared_json(
    checked: Checked, records: Mapping[str, Record], *, with_rows: bool = False
) -> list[dict[str, Any]]:
    """The comparisons for findings.json; of withheld records, ids without contents of rows."""
    written = []
    for one in checked.compared:
        plain = one.model_dump(mode="json")
        if any(withheld(records, side.record, with_rows) for side in one.sides):
            for event in plain["events"]:
                event |= {"day": None, "place": None, "dead": None}
                for change in event["fields"]:
                    change |= {"before": None, "after": None}
        written.append(plain)
    return written


def _claim(
    words: Words, claim: ClaimView, found: Comparison, bare: bool, most: int
) -> ComparisonView:
    answers = [words.verdict(side.verdict or _state(claim, side.record)) for side in found.sides]
    counts = [
        words("compared.counts", certain=f"{s.certain:,}", possible=f"{s.possible:,}")
        for s in found.sides
    ]
    lines = [_event(words, found, event, bare) for event in found.events[:most]]
    return ComparisonView(
        claim=claim.id,
        number=claim.number,
        says=claim.says or claim.id,
        answers=(answers[0], answers[1]),
        counts=(counts[0], counts[1]),
        agree=found.agree,
        explanations=tuple(e.says for e in found.explanations),
        events=tuple(lines),
        more=max(0, len(found.events) - most),
    )


def _state(claim: ClaimView, record: str) -> str:
    """What a claim without verdict is on a record: not tested there, or not complete."""
    states = [f.state for f in claim.findings if f.record == record and f.state is not None]
    return states[0] if states else "incomplete"


def _event(words: Words, found: Comparison, event: EventChange, bare: bool) -> str:
    parts = [event.id]
    if not bare:
        told = [wording.day(words, event.day) if event.day else "", event.place]
        if event.dead is not None:
            told.append(words.count("count.dead", event.dead))
        parts.append(f"({', '.join(filter(None, told))})")
    was, now = (
        words(f"compared.as.{_ROLES[role]}") if role else words("compared.as.nothing")
        for role in (event.before, event.after)
    )
    earlier, later = (side.record for side in found.sides)
    match event.what:
        case "added":
            parts.append(words("compared.added", record=later, now=now))
        case "removed":
            parts.append(words("compared.removed", record=earlier, was=was))
        case _:
            fields = [
                words(f"compared.field.{c.field}")
                if bare
                else words(
                    "compared.changed",
                    field=words(f"compared.field.{c.field}"),
                    before=c.before,
                    after=c.after,
                )
                for c in event.fields
            ]
            what = "; ".join(fields) or words("compared.recounted")
            role = words("compared.still", now=now)
            if event.before != event.after:
                role = words("compared.moved", was=was, now=now)
            parts.append(words("compared.revised", what=what, role=role))
    return " ".join(parts)
