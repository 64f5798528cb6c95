"""The head of the page: what was found, the records with coverage and citation, the sourcing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.assess.finding import VERDICTS, Checked
from onrecord.present import wording
from onrecord.present.claims_view import ClaimView, missing_words
from onrecord.present.words import VerdictWords, Words
from onrecord.records.schema import Record, RecordInfo


@dataclass(frozen=True)
class Top:
    lead: str
    tally: tuple[tuple[VerdictWords, int], ...]
    """Answers that occur, with how often, in the order of the verdicts, then the states."""
    first: Mapping[str, str]
    """The first claim that has each answer, by the answer's token."""
    notes: tuple[str, ...]
    legend: tuple[VerdictWords, ...]
    bar: tuple[Part, ...]
    bar_width: float
    bar_label: str


@dataclass(frozen=True)
class Part:
    """A part of the bar: the answers of one kind, `x` and `width` in the bar's own unit."""

    token: str
    x: float
    width: float
    title: str


_BAR, _BAR_GAP = 1000.0, 4.0


def _bar(words: Words, tally: Sequence[tuple[VerdictWords, int]]) -> tuple[Part, ...]:
    """The answers side by side, each as long as they are many."""
    total = sum(number for _, number in tally)
    room = _BAR - _BAR_GAP * max(0, len(tally) - 1)
    parts, x = [], 0.0
    for answer, number in tally:
        width = room * number / total
        title = words("terminal.tally", n=number, verdict=answer.word)
        parts.append(Part(answer.token, round(x, 1), round(width, 1), title))
        x += width + _BAR_GAP
    return tuple(parts)


def record_labels(checked: Checked, records: Mapping[str, Record]) -> tuple[str, ...]:
    """The records that findings speak of, in their order; where there are none, those given."""
    named = dict.fromkeys(f.record for f in checked.findings)
    return tuple(named) or tuple(records)


def _first(claims: Sequence[ClaimView]) -> dict[str, str]:
    found: dict[str, str] = {}
    for claim in claims:
        for token in claim.tokens:
            found.setdefault(token, claim.id)
    return found


_NAMED = 3
"""Incomplete claims that the summary names."""


def _incomplete(words: Words, checked: Checked, claims: Sequence[ClaimView]) -> str:
    """How many claims were not tested for want of something, and what the first of them lack."""
    by_id = {claim.id: claim for claim in claims}
    without = [item for item in checked.incomplete if item.id in by_id and item.missing]
    if not without:
        return ""
    named = "; ".join(
        words(
            "summary.lacking",
            n=by_id[item.id].number,
            title=by_id[item.id].title,
            what=missing_words(words, item.missing),
        )
        for item in without[:_NAMED]
    )
    more = len(without) - _NAMED
    tail = words("events.more_ids", n=more) if more > 0 else ""
    said = words.count("summary.incomplete", len(without), named=named)
    return " ".join(part for part in (said, tail) if part) + "."


def top_view(words: Words, checked: Checked, claims: Sequence[ClaimView]) -> Top:
    """The summary: how many claims, how many of each answer, and what a reader must know first."""
    answers = [a.word for c in claims for a in c.answers]
    order = (*VERDICTS, *words.keys("states"))
    tally = tuple((words.verdict(word), answers.count(word)) for word in order if word in answers)
    number = len({f.record for f in checked.findings})
    lead = (
        words(
            "summary.lead",
            claims=words.count("count.claim", len(claims)),
            records=words.count("count.record", number),
        )
        if claims
        else words("summary.lead_none")
    )
    notes = []
    machine = sum(c.by_machine for c in claims)
    if machine:
        notes.append(words.count("summary.machine", machine))
    lacking = _incomplete(words, checked, claims)
    if lacking:
        notes.append(lacking)
    notes.extend(checked.notices)
    differ = sum(c.disagree for c in claims)
    if differ:
        notes.append(words.count("summary.differ", differ))
    if checked.truth:
        planted = [
            (a.word, checked.truth[c.id])
            for c in claims
            if c.id in checked.truth
            for a in c.answers
        ]
        same = sum(answer == truth for answer, truth in planted)
        notes.append(words("summary.planted", same=same, total=len(planted)))
    bar = _bar(words, tally)
    return Top(
        lead,
        tally,
        _first(claims),
        tuple(notes),
        tuple(words.verdict(word) for word in order),
        bar,
        _BAR,
        words("summary.bar", parts="; ".join(part.title for part in bar)),
    )


@dataclass(frozen=True)
class RecordCard:
    """A record as the head of the page shows it."""

    label: str
    info: RecordInfo | None
    name: str
    """Its name in full, its publisher and its version."""
    span: str
    events: str
    cannot_see: tuple[str, ...]
    alarms: tuple[str, ...]
    """What a reader must know before trusting a number: candidate rows, rows that are missing."""
    warnings: tuple[str, ...]
    withheld: bool
    shown_anyway: bool
    """Rows that may not be passed on are in this page, because the user asked for them."""


def record_cards(
    words: Words, checked: Checked, records: Mapping[str, Record], with_rows: bool
) -> tuple[RecordCard, ...]:
    return tuple(
        _card(words, label, records[label].info if label in records else None, with_rows)
        for label in record_labels(checked, records)
    )


def _record_name(words: Words, info: RecordInfo) -> str:
    """The record's name as its publisher gives it, where the catalogue knows it."""
    known = f"record_name.{info.name}"
    full = words(known) if words.has(known) else info.name
    return words("records.name", name=full, version=info.version)


_ALARMS = ("candidate_rows", "cut_off")


def _card(words: Words, label: str, info: RecordInfo | None, with_rows: bool) -> RecordCard:
    if info is None:
        return RecordCard(label, None, "", "", "", (), (), (), False, False)
    cover = info.coverage
    alarms, warnings = (
        [
            _warning(words, name, number)
            for name, number in info.warnings.items()
            if number and (name in _ALARMS) == alarming
        ]
        for alarming in (True, False)
    )
    if info.rejected:
        alarms.append(words.count("records.rejected", info.rejected))
    return RecordCard(
        label=label,
        info=info,
        name=_record_name(words, info),
        span=words(
            "records.span",
            first=wording.day(words, cover.first),
            last=wording.day(words, cover.last),
        ),
        events=words("records.events", n=f"{info.rows:,}"),
        cannot_see=cover.cannot_see,
        alarms=tuple(alarms),
        warnings=tuple(warnings),
        withheld=not info.redistributable and not with_rows,
        shown_anyway=not info.redistributable and with_rows,
    )


def _warning(words: Words, name: str, number: int) -> str:
    if words.has(f"records.warning.{name}"):
        return words(f"records.warning.{name}", n=f"{number:,}")
    return words("records.other_warning", name=name.replace("_", " "), n=f"{number:,}")


@dataclass(frozen=True)
class Citation:
    marker: str
    says: str
    kind: str
    followed: str


@dataclass(frozen=True)
class Sourcing:
    lines: tuple[str, ...]
    citations: tuple[Citation, ...]


def sourcing_view(words: Words, sourcing: Mapping[str, Any] | None) -> Sourcing | None:
    """The report's own sources: how many, how many cite itself, how many lead nowhere."""
    if not sourcing:
        return None
    given = [c for c in sourcing.get("citations") or () if isinstance(c, Mapping)]
    lines = [words.count("count.citation", len(given))]
    own, lost = sourcing.get("self_citations"), sourcing.get("unresolvable")
    if isinstance(own, int):
        lines.append(words.count("sourcing.self", own))
    if isinstance(lost, int):
        lines.append(words.count("sourcing.unresolvable", lost))
    return Sourcing(tuple(lines), tuple(_citation(words, c) for c in given))


def _citation(words: Words, given: Mapping[str, Any]) -> Citation:
    kind = str(given.get("kind") or "unknown")
    known = f"sourcing.kinds.{kind}"
    followed = given.get("resolvable")
    return Citation(
        marker=str(given.get("marker") or ""),
        says=str(given.get("says") or ""),
        kind=words(known) if words.has(known) else kind,
        followed=""
        if followed is None
        else words("sourcing.followed" if followed else "sourcing.not_followed"),
    )
