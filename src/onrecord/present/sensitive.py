"""What a verdict is sensitive to: one sentence, and a line for each other way to take the claim."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.assess.finding import Alternative, Finding
from onrecord.present.words import VerdictWords, Words


@dataclass(frozen=True)
class Tried:
    """One way to take the claim, with the verdict it gives: a line of the sensitivity chart."""

    name: str
    answer: VerdictWords
    same: bool


@dataclass(frozen=True)
class Sensitive:
    """What the verdict is sensitive to: one sentence, and a line for each way that was tried."""

    sentence: str
    lines: tuple[Tried, ...]


def distance_decides(finding: Finding) -> bool:
    """Whether it is undecided because the answer changes with a distance that was assumed."""
    named = {"here", "there", "km", "other_km"} <= finding.numbers.keys()
    return finding.verdict == "undecided" and named and bool(finding.alternatives)


def sensitive(words: Words, finding: Finding) -> Sensitive | None:
    """How the verdict fares at every other distance and place; None where none was tried.

    Where the distance decides, the answer at the distance taken stands first: it is not another
    way to take the claim, and “undecided” is no way at all.
    """
    if not finding.alternatives or finding.verdict is None:
        return None
    if distance_decides(finding):
        return _by_distance(words, finding)
    lines = [Tried(words("reasons.as_taken"), words.verdict(finding.verdict), True)]
    lines += [_tried(words, other, finding.verdict) for other in finding.alternatives]
    number = len(finding.alternatives)
    same_number = sum(line.same for line in lines[1:])
    key = "all" if same_number == number else "none" if not same_number else "some"
    ways = words.count("count.way", number)
    sentence = words(f"reasons.stands.{key}", same=same_number, ways=ways)
    return Sensitive(sentence, tuple(lines))


def _by_distance(words: Words, finding: Finding) -> Sensitive:
    said = {name: str(finding.numbers[name]) for name in ("here", "there", "km", "other_km")}
    taken, *others = finding.alternatives
    lines = [Tried(taken.label, words.verdict(taken.verdict), True)]
    lines += [_tried(words, other, taken.verdict) for other in others]
    return Sensitive(words("reasons.by_distance", **said), tuple(lines))


def _tried(words: Words, other: Alternative, verdict: str) -> Tried:
    name = words(f"reasons.tried.{other.kind}", label=other.label)
    return Tried(name, words.verdict(other.verdict), other.verdict == verdict)


_OF_CHANGE = ("changed", "displaced", "coincided", "targeted", "followed", "only", "ranked")
_FEW = 5
"""Certain events below which a test of numbers cannot tell much."""


def undecided_because(finding: Finding) -> str | None:
    """Why it is undecided, as the catalogue names it; None where several reasons meet.

    Only what the finding itself shows is said: the distance, the coding, how common such events
    are, or how few there are.
    """
    counts, handled = finding.counts, finding.possible_events
    if finding.verdict != "undecided" or finding.legs:
        return None
    if distance_decides(finding):
        return "distance"
    if counts.possible and (counts.certain == 0 or (handled is not None and handled.agree < 1)):
        return "coarse"
    if finding.type == "occurred" and "chance_share" in finding.numbers:
        return "common"
    if counts.certain + counts.possible < _FEW and finding.type in _OF_CHANGE:
        return "few"
    return None
