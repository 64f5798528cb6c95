"""No side is treated differently: swapping the parties of a sentence swaps them in the claims."""

from __future__ import annotations

import re

import pytest

from onrecord.claims import AnyClaim
from tests.reading.conflicts import read

TEMPLATES = [
    "{A} attacked {B} in Gao on 4 May 2022.",
    "{B} was attacked by {A} in Gao on 4 May 2022.",
    "The attack by {A} on {B} took place in Gao on 4 May 2022.",
    "{A} stepped up its attacks on {B} in Gao in May 2022.",
    "{A} did not attack {B} in Gao in May 2022.",
    "{A} killed 20 fighters of {B} near Gao on 4 May 2022.",
    "{A} captured Gao from {B} on 4 May 2022.",
    "{A} reportedly shelled {B} in Gao on 4 May 2022.",
    "{A} denied attacking {B} in Gao on 4 May 2022.",
]
PAIRS = [("JNIM", "ISGS"), ("the Malian army", "JNIM"), ("Russian forces", "HTS")]


def _swapped(written: str, a: str, b: str) -> str:
    return re.sub(f"{re.escape(a)}|{re.escape(b)}", lambda m: b if m[0] == a else a, written)


def _shape(claims: tuple[AnyClaim, ...]) -> list[str]:
    kept = ("type", "events", "killed", "stance", "according_to", "actor", "when", "where",
            "direction", "incomplete")  # fmt: skip
    return sorted(
        str({k: v for k, v in c.model_dump(mode="json").items() if k in kept}) for c in claims
    )


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_swapping_the_parties_swaps_the_roles(template: str, one: str, other: str) -> None:
    def sentence(a: str, b: str) -> str:
        text = template.format(A=a, B=b)
        return text[0].upper() + text[1:]

    forwards, backwards = read(sentence(one, other)), read(sentence(other, one))
    assert forwards
    names = {
        name
        for claim in forwards
        for name in re.findall(r"JNIM|ISGS|HTS|Government of Mali|Government of Russia \(Soviet Union\)",
                               str(claim.model_dump(mode="json")))
    }  # fmt: skip
    a, b = sorted(names)[0], sorted(names)[-1]
    swapped = sorted(_swapped(line, a, b) for line in _shape(backwards))
    assert _shape(forwards) == swapped
