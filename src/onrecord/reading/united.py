"""Two readings of one report as one: what both found once, what differs side by side.

Nothing is decided here. Claims that agree in all that is tested become one, marked as read by both;
claims that differ in anything stay, one after the other, for a person to choose from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from onrecord.claims import AnyClaim

_OF_READING = ("id", "says", "at", "assumed", "review", "read_by", "according_to")
"""What may differ between two readings of the same claim."""
_ARTICLES = ("the ", "a ", "an ")


def united(first: Sequence[AnyClaim], second: Sequence[AnyClaim]) -> tuple[AnyClaim, ...]:
    """The claims of two readings of one report, in the order of its text.

    Where two agree, the words and assumptions are the first reading's.
    """
    left = list(second)
    found: list[AnyClaim] = []
    for claim in first:
        twin = next((other for other in left if same_claim(claim, other)), None)
        if twin is not None:
            left.remove(twin)
            readers = tuple(dict.fromkeys((*claim.read_by, *twin.read_by)))
            claim = claim.model_copy(update={"read_by": readers})
        found.append(claim)
    merged = sorted([*found, *left], key=lambda c: c.at or (0, 0))
    return with_own_ids(merged)


def same_claim(one: AnyClaim, other: AnyClaim) -> bool:
    """Whether two claims say the same of the same words: type, parties, kind, numbers, place, days,
    stance, source and what they lack. Of the words, some must be shared."""
    if one.type != other.type or not _overlap(one.at, other.at):
        return False
    return _tested(one) == _tested(other) and _source(one) == _source(other)


def with_own_ids(claims: Iterable[AnyClaim]) -> tuple[AnyClaim, ...]:
    """The claims with ids that differ: a number is put behind those that are not the first."""
    taken: set[str] = set()
    times: Counter[str] = Counter()
    found = []
    for claim in claims:
        name = claim.id
        while name in taken:
            times[claim.id] += 1
            name = f"{claim.id[:92]}-{times[claim.id] + 1}"
        taken.add(name)
        found.append(claim if name == claim.id else claim.model_copy(update={"id": name}))
    return tuple(found)


def _overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    if one is None or other is None:
        return one == other
    return one[0] < other[1] and other[0] < one[1]


def _tested(claim: AnyClaim) -> Any:
    """All that a test depends on, in one form whatever the order of alternatives."""
    plain = claim.model_dump(mode="json", exclude_none=True, exclude=set(_OF_READING))
    # What lacks is told in each reader's own words: which field it is counts.
    plain["incomplete"] = sorted({m.split(" ")[0] for m in claim.incomplete})
    return _unordered(plain)


def _unordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _unordered(v) for k, v in sorted(value.items())}
    if isinstance(value, list):
        return sorted((_unordered(v) for v in value), key=repr)
    return value


def _source(claim: AnyClaim) -> str:
    said = " ".join(claim.according_to.casefold().split())
    for article in _ARTICLES:
        said = said.removeprefix(article)
    return said
