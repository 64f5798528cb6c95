"""Reviewed claims as ClaimReview, the form in which search engines and archives read them."""

from __future__ import annotations

import json
from typing import Any

from onrecord.assess.finding import Checked, Finding
from onrecord.claims import AnyClaim
from onrecord.present.inline import clean


def claim_reviews(
    checked: Checked, *, url: str | None = None, report_url: str | None = None
) -> list[dict[str, Any]]:
    """One ClaimReview (https://schema.org/ClaimReview) for each record and claim that a person has
    accepted or edited and put a name to; nothing for any other.

    The verdict is the rating's `alternateName`; there is no `ratingValue`, since the verdicts are
    no scale. `url`: where the review is published; `report_url`: where the report was. Both are
    left out where they are not given. Of a simulated conflict there are none: whoever collects
    reviews must not take an invented war for one that was.
    """
    if checked.truth is not None:
        return []
    written = {claim.id: claim for claim in checked.claims}
    reviews = []
    for finding in checked.findings:
        claim = written.get(finding.id)
        if claim is None or finding.verdict is None or not claim.says:
            continue
        if claim.review.status not in ("accepted", "edited") or not claim.review.by:
            continue
        reviews.append(_review(checked, finding, claim, url, report_url))
    return reviews


def claim_reviews_text(reviews: list[dict[str, Any]]) -> str:
    """The reviews as a file of JSON-LD."""
    return json.dumps(reviews, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _review(
    checked: Checked, finding: Finding, claim: AnyClaim, url: str | None, report_url: str | None
) -> dict[str, Any]:
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "identifier": f"{finding.id}/{finding.record}",
        "claimReviewed": clean(claim.says or ""),
        "author": {"@type": "Person", "name": clean(claim.review.by or "")},
        "reviewRating": {"@type": "Rating", "alternateName": finding.verdict},
        "reviewBody": clean(finding.because),
        "isBasedOn": {"@type": "Dataset", "name": finding.record},
        "itemReviewed": _claim(checked, claim, report_url),
    }
    if claim.review.on:
        made["datePublished"] = claim.review.on.isoformat()
    if url:
        made["url"] = f"{url}#{finding.id}"
    return made


def _claim(checked: Checked, claim: AnyClaim, report_url: str | None) -> dict[str, Any]:
    # Whether a report's author or source is a person or an organisation is not known, so neither
    # is said.
    by = checked.author if claim.according_to == "author" else claim.according_to
    item: dict[str, Any] = {"@type": "Claim"}
    if by:
        item["author"] = {"name": clean(by)}
    if checked.published:
        item["datePublished"] = checked.published.isoformat()
    appearance: dict[str, Any] = {"@type": "CreativeWork"}
    if checked.title:
        appearance["headline"] = clean(checked.title)
    if checked.published:
        appearance["datePublished"] = checked.published.isoformat()
    if report_url:
        appearance["url"] = report_url
    if len(appearance) > 1:
        item["appearance"] = appearance
    return item
