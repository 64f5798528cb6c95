"""What of a report is quoted where only its claims may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.assess.finding import Checked


def passages(checked: Checked) -> tuple[tuple[int, int], ...]:
    """The ranges of the text that a claim is tied to, in order, those that overlap joined."""
    joined: list[list[int]] = []
    for start, end in sorted(claim.at for claim in checked.claims if claim.at):
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    return tuple((start, end) for start, end in joined)


def excerpt_text(checked: Checked) -> str:
    """The passages one below the other, each with its range, as a text of its own."""
    if checked.text is None:
        return ""
    return "\n".join(
        f"[{start}, {end}]\n{checked.text[start:end]}\n" for start, end in passages(checked)
    )


def sourcing_excerpt(sourcing: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What is known of the report's citations, without their words, which no claim makes."""
    if sourcing is None:
        return None
    citations = [{**dict(one), "says": ""} for one in sourcing.get("citations") or ()]
    return {**sourcing, "citations": citations}
