"""What else would give the numbers of a profile's leg, with the number that speaks for it."""

from __future__ import annotations

from onrecord.assess.case import Answer, Case
from onrecord.assess.words import counted, lost, times

FEW_BURSTS = 3
"""Events of fewer bursts than these are a flare-up, not a practice."""


def innocent(name: str, part: Case, answer: Answer, names: dict[str, str]) -> str:
    """The innocent explanation of one leg, the strongest that its numbers leave open.

    `names`: A, B and C. Numbers are the leg's own, so that a reader can weigh it.
    """
    if name == "strikes":
        return _strikes(part, answer, names)
    said = _common(part, answer, names)
    if said:
        return said
    ratio = answer.numbers["finer"]
    strata = answer.numbers["places"]
    if name == "clashes":
        return (
            f"They may seldom have met: {names['a']} and {names['b']} may have kept to different "
            f"parts of the {strata} with both within reach; {ratio}."
        )
    if name == "spared":
        return (
            f"{names['b']} may have been out of reach, though it was in the same {strata}; {ratio}."
        )
    return f"{names['c']} may have been nearer within the {strata}; {ratio}."


def _common(part: Case, answer: Answer, names: dict[str, str]) -> str:
    """What makes any comparison of targets say little; empty where nothing does."""
    numbers = answer.numbers
    if part.lost:
        said = f"The record does not attribute: it does not tell {lost(part.lost)}"
        mixed = (
            f", and the {numbers['places']} compared here mix it" if numbers.get("strata") else ""
        )
        return f"{said}{mixed}."
    if "strata" not in numbers:
        return "Nothing was compared."
    if answer.p is None and answer.verdict == "undecided":
        one, other = (f"{numbers[f'n_{who}']}{numbers[f'by_{who}']}" for who in ("one", "other"))
        return f"Too few events: {one} and {other}, {numbers['few']}."
    bursts = numbers.get("bursts_one")
    if isinstance(bursts, int) and 0 < bursts < FEW_BURSTS:
        return (
            f"One flare-up: {names['a']}'s {numbers['n_one']} form {counted(bursts, 'burst')}, "
            "which is no practice."
        )
    return ""


def _strikes(part: Case, answer: Answer, names: dict[str, str]) -> str:
    front = answer.numbers.get("front_only_ratio")
    follows = ""
    if isinstance(front, int | float):
        follows = (
            f"being on the same front in the same season makes for {times(front)} times as many "
            "pairs as other days would, without any link"
        )
    if part.lost:
        unsaid = f"The record does not attribute: it does not tell {lost(part.lost)}"
        return f"{unsaid}; {follows}." if follows else f"{unsaid}."
    if follows:
        return f"Acts follow fighting: {follows}."
    acts = answer.numbers.get("n_acts")
    return (
        f"Too few events: {acts} by {names['a']} can be compared."
        if acts
        else "Nothing was compared."
    )
