"""What an edit changed in the findings: of the claim itself, and of those that share its tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from onrecord.assess import Finding, Tested
from onrecord.present.words import answer_of


@dataclass(frozen=True)
class Standing:
    """How a claim stood on one record."""

    verdict: str
    p: float | None
    p_adjusted: float | None
    because: str


@dataclass(frozen=True)
class Moved:
    """One claim on one record before and after; None where it was not there."""

    id: str
    record: str
    before: Standing | None
    after: Standing | None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def _standing(finding: Finding) -> Standing:
    return Standing(answer_of(finding), finding.p, finding.p_adjusted, finding.because)


def standings(tested: Sequence[Tested]) -> dict[tuple[str, str], Standing]:
    """How every claim stands, by its id and record; unfinished ones and opinions too."""
    found = {(f.id, f.record): _standing(f) for part in tested for f in part.findings}
    for part in tested:
        for one in part.incomplete:
            because = ", ".join(one.missing)
            found.setdefault((one.id, ""), Standing("incomplete", None, None, because))
        for other in part.not_testable:
            found.setdefault((other.id, ""), Standing("not testable", None, None, other.why))
    return found


def moved(before: Sequence[Tested], after: Sequence[Tested]) -> list[Moved]:
    """Claims whose verdict, p or adjusted p differs, in the order of the later findings."""
    old, new = standings(before), standings(after)
    keys = list(dict.fromkeys([*new, *old]))
    return [Moved(*key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key)]
