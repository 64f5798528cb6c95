"""The claim's value among those it is ranked with: a small histogram wherever a rank decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.assess.finding import Finding, Leg
from onrecord.present import wording
from onrecord.present.words import Words


@dataclass(frozen=True)
class Ranking:
    """The datasets of `charts.reference_spec`, and the same in words."""

    datasets: dict[str, Any]
    caption: str
    label: str
    bins: tuple[tuple[str, int, bool], ...]
    """Range, number, and whether the claim lies in it: the chart as a table."""
    axis: str


def ranking(words: Words, tested: Finding | Leg) -> Ranking | None:
    """The histogram of a finding or of one of its tests; None where no rank decides."""
    found = tested.reference
    if found is None or not found.bins:
        return None
    last = found.bins[-1]
    inside = [
        b.low <= found.value < b.high or (b is last and found.value == b.high) for b in found.bins
    ]
    spans = [
        words(
            "ranking.range",
            low=wording.number(round(b.low, 2)),
            high=wording.number(round(b.high, 2)),
        )
        for b in found.bins
    ]
    bars = [
        {
            "x": b.low,
            "x2": b.high,
            "y": b.number,
            "tip": words("ranking.bar", n=f"{b.number:,}", range=span),
        }
        for b, span in zip(found.bins, spans, strict=True)
    ]
    fill = {
        "what": words(f"ranking.kind.{found.kind}"),
        "n": f"{found.number:,}",
        "value": wording.number(round(found.value, 2)),
        "more": f"{found.as_far:,}" if found.as_far else words("numbers.none"),
    }
    return Ranking(
        datasets={
            "others": [bar for bar in bars if bar["y"]],
            "own": [{"x": found.value, "text": words("ranking.own")}],
        },
        caption=words("ranking.caption", **fill),
        label=words("ranking.label", **fill),
        bins=tuple((s, b.number, h) for s, b, h in zip(spans, found.bins, inside, strict=True)),
        axis=found.measure,
    )
