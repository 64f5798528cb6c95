"""The evidence card: one reviewed claim, what the record holds of it, and who vouches for it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

import onrecord
from onrecord.assess.finding import Checked, Finding
from onrecord.claims import AnyClaim, as_written
from onrecord.errors import OnrecordError
from onrecord.present.exports.kept import Kept
from onrecord.present.findings_json import refuse_no_numbers
from onrecord.present.inline import clean
from onrecord.present.table import ROLES, EventRows, RecordRows, Row
from onrecord.records.schema import Record, RecordInfo

FORM = 1
"""The form of a card; another number means that fields have changed their meaning."""
MOST_ROWS = 200
"""Rows that a card gives in full; of the rest it gives the ids."""
REVIEWED = ("accepted", "edited")
_SHOWN = tuple(role for role in ROLES if role != "unplaced")
_LINK = re.compile(r"https?://[^\s<>\"'|;]+")


def card(kept: Kept, claim_id: str, *, with_rows: bool = False) -> dict[str, Any]:
    """The card of one claim, ready for any JSON writer.

    It holds an answer for each record that was asked; they are never pooled. `with_rows` gives the
    rows of records whose terms do not allow them to be passed on, where the check kept them.

    Raises OnrecordError where the claim is unknown, was not reviewed (or nobody signed the review),
    was not tested, or was tested on a record whose version is not known.
    """
    claim = kept.claim(claim_id)
    _refuse_unreviewed(claim, kept)
    findings = [f for f in kept.checked.findings if f.id == claim_id]
    _refuse_untested(claim, findings, kept.records)
    if with_rows:
        kept.refuse_rows_not_kept()
    source = RecordRows(kept.records, findings, with_rows=with_rows)
    answers = [_answer(f, kept.records[f.record].info, source.of(f)) for f in findings]
    made: dict[str, Any] = {
        "card": FORM,
        "id": _id(claim, kept.checked, [kept.records[f.record].info for f in findings]),
        "onrecord": onrecord.__version__,
        "tested_by": kept.onrecord,
        "report": {
            "title": kept.checked.title,
            "author": kept.checked.author,
            "published": _iso(kept.checked.published),
            "sha256": kept.checked.text_sha256,
        },
        "claim": {
            "id": claim.id,
            "type": claim.type,
            "says": claim.says,
            "at": list(claim.at) if claim.at else None,
            "according_to": claim.according_to,
            "stance": claim.stance,
            "as_tested": _own(claim),
        },
        "review": {
            "status": claim.review.status,
            "by": claim.review.by,
            "on": _iso(claim.review.on),
            "note": claim.review.note,
        },
        "answers": answers,
        "simulated": kept.checked.truth is not None,
    }
    made = json.loads(json.dumps(_cleaned(made), allow_nan=False))
    refuse_no_numbers(made, "the card")
    return made | {"checksum": checksum(made)}


def canonical(value: Mapping[str, Any]) -> bytes:
    """JSON in one form only: keys in order, no spaces, UTF-8. What the checksum is taken of."""
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


def checksum(made: Mapping[str, Any]) -> str:
    """“sha256:” and the digest of everything in the card but the checksum itself."""
    rest = {name: value for name, value in made.items() if name != "checksum"}
    return f"sha256:{hashlib.sha256(canonical(rest)).hexdigest()}"


def card_text(made: Mapping[str, Any]) -> str:
    """The card as a JSON file."""
    return json.dumps(made, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _iso(value: Any) -> str | None:
    return value.isoformat() if value is not None else None


def _own(claim: AnyClaim) -> dict[str, Any]:
    return {name: value for name, value in as_written(claim).items() if name != "review"}


def _id(claim: AnyClaim, checked: Checked, records: list[RecordInfo]) -> str:
    """The same for the same claim of the same report on the same records, whoever reviews it."""
    parts = {
        "report": checked.text_sha256,
        "claim": json.loads(json.dumps(_own(claim), default=str)),
        "records": [[info.label, info.sha256] for info in records],
    }
    return f"urn:onrecord:card:{hashlib.sha256(canonical(parts)).hexdigest()[:32]}"


def _refuse_unreviewed(claim: AnyClaim, kept: Kept) -> None:
    where, review = str(kept.folder / "claims.yaml"), claim.review
    write = "review: {status: accepted, by: your name, on: 2024-01-31}"
    if review.status == "rejected":
        raise OnrecordError(
            f"the claim “{claim.id}” was rejected in review; nothing can be vouched for",
            where=where,
            todo="Correct the claim, test it again, and review it.",
        )
    if review.status not in REVIEWED:
        raise OnrecordError(
            f"nobody has reviewed the claim “{claim.id}”: it is {review.status}",
            where=where,
            todo="Read its words in the report, correct what was read wrongly (then test it "
            f"again), and write there: {write}",
        )
    missing = [name for name in ("by", "on") if not getattr(review, name)]
    if missing:
        raise OnrecordError(
            f"the review of “{claim.id}” does not say "
            + " and ".join({"by": "who made it", "on": "when"}[name] for name in missing),
            where=where,
            todo=f"Write there: {write}",
        )


def _refuse_untested(
    claim: AnyClaim, findings: list[Finding], records: Mapping[str, Record]
) -> None:
    if not findings or all(f.verdict is None for f in findings):
        why = findings[0].because if findings else "It is incomplete, or an opinion."
        raise OnrecordError(f"the claim “{claim.id}” was not tested. {why}")
    for finding in findings:
        if finding.record not in records:
            raise OnrecordError(f"findings.json does not describe the record {finding.record}")
        if records[finding.record].info.version in ("", "unknown"):
            raise OnrecordError(
                f"the version of the record {finding.record} is not known, and a release revises "
                "what an earlier one held",
                todo="Say it when the record is added (onrecord records add FILE --version …), "
                "and test the claims again.",
            )


def _answer(finding: Finding, info: RecordInfo, found: EventRows) -> dict[str, Any]:
    written = finding.model_dump(mode="json")
    same = (
        "verdict", "state", "because", "counts", "effect", "p", "p_kind", "p_adjusted", "power",
        "possible_events", "sources", "would_change", "sensitivity", "assumptions", "method",
    )  # fmt: skip
    kept = [row for row in found.rows if row.role in _SHOWN] if not found.withheld else []
    shows = {(line.event, line.text): line.shows for line in finding.source_lines}
    ids = [event for role in _SHOWN for event in _ids(finding)[role]]
    given = [_row(row, shows) for row in kept[:MOST_ROWS]]
    told = {row["event"] for row in given}
    return {
        "record": _about(info),
        **{name: written[name] for name in same},
        "cannot_show": {
            "record": list(info.coverage.cannot_see),
            "claim": list(finding.coarsened.lost) if finding.coarsened else [],
        },
        "rows": given,
        "rows_withheld": not info.redistributable and not given and bool(ids),
        "other_rows": [event for event in dict.fromkeys(ids) if event not in told],
        "unplaced": len(finding.unplaced),
    }


def _ids(finding: Finding) -> dict[str, tuple[str, ...]]:
    return {
        "counter-example": finding.counter_examples,
        "counted": finding.events,
        "possible": finding.possible,
        "comparison": finding.other_events,
    }


def _about(info: RecordInfo) -> dict[str, Any]:
    cover = info.coverage
    return {
        "name": info.name,
        "version": info.version,
        "accessed": _iso(info.accessed),
        "sha256": info.sha256,
        "licence": info.licence,
        "citation": info.citation,
        "sees": cover.sees,
        "from": cover.first.isoformat(),
        "to": cover.last.isoformat(),
        "countries": list(cover.countries),
    }


def _row(row: Row, shows: Mapping[tuple[str, str], tuple[str, ...]]) -> dict[str, Any]:
    same = (
        "event", "role", "certainty", "date_prec", "place", "adm1", "adm2", "country", "lat", "lon",
        "where_prec", "directed", "kind", "low", "best", "high", "candidate",
    )  # fmt: skip
    return {
        **{name: getattr(row, name) for name in same},
        "start": _iso(row.start),
        "end": _iso(row.end),
        "side_a": list(row.side_a),
        "side_b": list(row.side_b),
        "lines": [
            {
                "text": line.text,
                "originator": line.office,
                "date": _iso(line.date),
                "link": _link(line.text, line.office),
                "shows": list(shows.get((row.event, line.text), ())),
            }
            for line in row.lines
        ],
    }


def _link(*texts: str) -> str | None:
    """The address that a source line gives, where it gives one."""
    for text in texts:
        found = _LINK.search(text)
        if found:
            return found[0].rstrip(".,)")
    return None


def _cleaned(value: Any) -> Any:
    """Without characters that a page cannot hold, so that page and file say the same."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {str(name): _cleaned(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(part) for part in value]
    return value
