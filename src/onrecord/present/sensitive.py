"""What a verdict is sensitive to: one sentence, and a line for each other way to take the claim."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.assess.finding import Finding
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


def sensitive(words: Words, finding: Finding) -> Sensitive | None:
    """How the verdict fares at every other distance and place; None where none was tried."""
    if not finding.alternatives or finding.verdict is None:
        return None
    lines = [Tried(words("reasons.as_taken"), words.verdict(finding.verdict), True)]
    for other in finding.alternatives:
        name = words(f"reasons.tried.{other.kind}", label=other.label)
        same = other.verdict == finding.verdict
        lines.append(Tried(name, words.verdict(other.verdict), same))
    number = len(finding.alternatives)
    same_number = sum(line.same for line in lines[1:])
    key = "all" if same_number == number else "none" if not same_number else "some"
    ways = words.count("count.way", number)
    sentence = words(f"reasons.stands.{key}", same=same_number, ways=ways)
    return Sensitive(sentence, tuple(lines))
