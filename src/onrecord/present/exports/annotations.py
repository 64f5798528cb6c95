"""Claims as W3C Web Annotations: each tied to its words in the report, with its answers."""

from __future__ import annotations

import json
from typing import Any

from onrecord.assess.finding import Checked, Finding
from onrecord.claims import AnyClaim
from onrecord.present.inline import clean
from onrecord.present.words import answer_of

CONTEXT = 32
"""Characters before and after a quotation, by which it is found again where the text has moved."""


def annotation_page(
    checked: Checked, *, excerpt: bool = False, url: str | None = None
) -> dict[str, Any]:
    """An AnnotationPage (https://www.w3.org/TR/annotation-model/), one annotation for each finding.

    Each target has both selectors: the quotation with what stands before and after it, and the
    position in code points of the extracted text. `excerpt` leaves out the words before and after,
    which are the report's and no claim's. `url`: where the report was published; without it the
    source is named by the checksum of its extracted text. Claims that were rejected in review, and
    those without a place in the text, are left out.
    """
    written = {claim.id: claim for claim in checked.claims}
    items = []
    for finding in checked.findings:
        claim = written.get(finding.id)
        if finding.at is None or checked.text is None:
            continue
        if claim is None or claim.review.status == "rejected":
            continue
        items.append(_annotation(checked, finding, claim, excerpt, url))
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:sha256:{checked.text_sha256}#annotations",
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": items,
    }


def annotation_text(page: dict[str, Any]) -> str:
    """The page as a file of JSON-LD."""
    return json.dumps(page, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _annotation(
    checked: Checked, finding: Finding, claim: AnyClaim, excerpt: bool, url: str | None
) -> dict[str, Any]:
    source = url or f"urn:sha256:{checked.text_sha256}"
    review = claim.review
    made: dict[str, Any] = {
        "id": f"urn:sha256:{checked.text_sha256}#{finding.id}/{finding.record}",
        "type": "Annotation",
        "motivation": "assessing",
    }
    if review.by and review.status in ("accepted", "edited"):
        made["creator"] = {"type": "Person", "name": clean(review.by)}
    if review.on:
        # The model asks for a point in time; a review is dated by the day.
        made["created"] = f"{review.on.isoformat()}T00:00:00Z"
    made["body"] = [
        _text("classifying", answer_of(finding)),
        _text("describing", f"{finding.record}: {finding.because}"),
        _text("tagging", f"review: {review.status}"),
    ]
    made["target"] = {"source": source, "selector": _selectors(checked, finding, excerpt)}
    return made


def _text(purpose: str, value: str) -> dict[str, str]:
    return {
        "type": "TextualBody",
        "purpose": purpose,
        "value": clean(value),
        "format": "text/plain",
        "language": "en",
    }


def _selectors(checked: Checked, finding: Finding, excerpt: bool) -> list[dict[str, Any]]:
    assert checked.text is not None  # noqa: S101  (the caller has looked)
    assert finding.at is not None  # noqa: S101
    start, end = finding.at
    quote: dict[str, Any] = {"type": "TextQuoteSelector", "exact": checked.text[start:end]}
    if not excerpt:
        quote["prefix"] = checked.text[max(0, start - CONTEXT) : start]
        quote["suffix"] = checked.text[end : end + CONTEXT]
    return [quote, {"type": "TextPositionSelector", "start": start, "end": end}]
