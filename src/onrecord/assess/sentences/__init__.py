"""Every sentence a finding can say, one for each claim type and verdict (and the reason, where a
verdict has several). Each begins “The record …”, so that a denial can put its speaker before it.

The words say what is recorded. They never speak of what anyone meant by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.assess.sentences import (
    aligned,
    changed,
    coincided,
    common,
    controls,
    displaced,
    followed,
    nothing,
    number,
    occurred,
    only,
    opinion,
    ranked,
    targeted,
)

CATALOGUE: dict[str, str] = {
    key: text
    for module in (
        common,
        occurred,
        nothing,
        only,
        number,
        ranked,
        changed,
        displaced,
        coincided,
        targeted,
        followed,
        controls,
        aligned,
        opinion,
    )
    for key, text in module.SENTENCES.items()
}


def sentence(key: str, numbers: Mapping[str, Any]) -> str:
    """The sentence of the catalogue with its numbers in it, spaces tidied."""
    text = CATALOGUE[key].format_map(numbers)
    return " ".join(text.split()).replace(" ,", ",").replace(" .", ".")


def denied(speaker: str, text: str) -> str:
    """The sentence about a denied claim: the verdict is on what is denied."""
    return f"{speaker[:1].upper()}{speaker[1:]} denies this; {text[:1].lower()}{text[1:]}"
