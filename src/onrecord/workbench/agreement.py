"""How far two coders of one report agree, and where they do not.

Agreement beyond chance is Cohen's kappa (J. Cohen, “A coefficient of agreement for nominal scales”,
Educational and Psychological Measurement 20, 1960, 37–46). It needs units that both coders judged
and categories of which each unit gets one:

* **Where claims are.** Units: the sentences of the report's text, cut before anyone coded it and
  the same for both. Categories: “claim” (a claim that the coder has not rejected begins, ends or
  lies in the sentence) and “none”.
* **What a claim is** (its type, stance, kind of event). Units: passages that both coders have a
  claim for: claims are paired one to one, those whose characters overlap most (Jaccard) first, and
  only from a half on. Categories: the values of the field, “none” where a claim has none. It says
  nothing of the claims that only one coder has; those are under the first and in the list.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.claims import AnyClaim, as_written
from onrecord.reading.sentences import sentences

HALF = 0.5


@dataclass(frozen=True)
class Kappa:
    """Cohen's kappa of `units` units; None where chance alone would agree on everything."""

    value: float | None
    low: float | None
    high: float | None
    """95 % interval by Cohen's large-sample standard error (1960, his formula 7)."""
    observed: float | None
    by_chance: float | None
    units: int


def cohens_kappa(one: Sequence[str], other: Sequence[str]) -> Kappa:
    """Agreement of two coders' categories of the same units, beyond what chance gives.

    `one`, `other`: a category for each unit, in the same order; ValueError if they differ in
    length. Without units, or where both coders use one and the same category throughout, kappa is
    not defined.
    """
    if len(one) != len(other):
        raise ValueError(f"{len(one)} and {len(other)} units: each needs a category by each coder")
    units = len(one)
    if not units:
        return Kappa(None, None, None, None, None, 0)
    observed = sum(a == b for a, b in zip(one, other, strict=True)) / units
    firsts, seconds = Counter(one), Counter(other)
    by_chance = sum(firsts[c] * seconds[c] for c in firsts) / units**2
    if by_chance == 1:
        return Kappa(None, None, None, observed, by_chance, units)
    value = (observed - by_chance) / (1 - by_chance)
    error = math.sqrt(observed * (1 - observed) / units) / (1 - by_chance)
    low, high = max(-1.0, value - 1.96 * error), min(1.0, value + 1.96 * error)
    return Kappa(value, low, high, observed, by_chance, units)


@dataclass(frozen=True)
class Difference:
    """A claim that only one coder has (the other is None), or fields in which two differ."""

    mine: dict[str, Any] | None
    theirs: dict[str, Any] | None
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Agreement:
    """Two codings of one text, compared."""

    where: Kappa
    what: dict[str, Kappa]
    """By field: type, stance, kind."""
    paired: int
    differences: tuple[Difference, ...]


_SHOWN_ONLY = {"id", "says", "at", "review", "assumed"}


def compare(text: str, mine: Sequence[AnyClaim], theirs: Sequence[AnyClaim]) -> Agreement:
    """How far two lists of claims of one text agree. Rejected claims count as none."""
    one = [c for c in mine if c.review.status != "rejected"]
    other = [c for c in theirs if c.review.status != "rejected"]
    units = [u for u in sentences(text, 0, len(text)) if text[u[0] : u[1]].strip()]
    where = cohens_kappa(_has_claim(units, one), _has_claim(units, other))
    pairs = _pairs(one, other)
    what = {
        name: cohens_kappa(
            [_category(a, name) for a, _ in pairs], [_category(b, name) for _, b in pairs]
        )
        for name in ("type", "stance", "kind")
    }
    return Agreement(where, what, len(pairs), tuple(_differences(one, other, pairs)))


def _has_claim(units: Sequence[tuple[int, int]], claims: Sequence[AnyClaim]) -> list[str]:
    ranges = [c.at for c in claims if c.at is not None]
    return [
        "claim" if any(start < at[1] and at[0] < end for at in ranges) else "none"
        for start, end in units
    ]


def _pairs(one: Sequence[AnyClaim], other: Sequence[AnyClaim]) -> list[tuple[AnyClaim, AnyClaim]]:
    """Claims for the same passage, one to one; among equals those of one type first."""
    found = []
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            alike = _overlap(a.at, b.at)
            if alike >= HALF:
                found.append((-alike, a.type != b.type, _unlike(a, b), i, j))
    taken_one: set[int] = set()
    taken_other: set[int] = set()
    pairs = []
    for *_, i, j in sorted(found):
        if i not in taken_one and j not in taken_other:
            taken_one.add(i)
            taken_other.add(j)
            pairs.append((i, j))
    return [(one[i], other[j]) for i, j in sorted(pairs)]


def _overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> float:
    """Characters in both passages over characters in either (Jaccard)."""
    if one is None or other is None:
        return 0.0
    shared = min(one[1], other[1]) - max(one[0], other[0])
    if shared <= 0:
        return 0.0
    return shared / (max(one[1], other[1]) - min(one[0], other[0]))


def _category(claim: AnyClaim, name: str) -> str:
    if name == "kind":
        return getattr(getattr(claim, "events", None), "kind", None) or "none"
    return str(getattr(claim, name))


def _asked(claim: AnyClaim) -> dict[str, Any]:
    return {k: v for k, v in as_written(claim).items() if k not in _SHOWN_ONLY}


def _fields(a: AnyClaim, b: AnyClaim) -> tuple[str, ...]:
    one, other = _asked(a), _asked(b)
    names = dict.fromkeys([*one, *other])
    return tuple(name for name in names if one.get(name) != other.get(name))


def _unlike(a: AnyClaim, b: AnyClaim) -> int:
    return len(_fields(a, b))


def _differences(
    one: Iterable[AnyClaim],
    other: Iterable[AnyClaim],
    pairs: Sequence[tuple[AnyClaim, AnyClaim]],
) -> list[Difference]:
    """In the order of the text: what is still to be settled."""
    paired_one = {id(a) for a, _ in pairs}
    paired_other = {id(b) for _, b in pairs}
    found = [
        (a.at or (0, 0), Difference(as_written(a), as_written(b), fields))
        for a, b in pairs
        if (fields := _fields(a, b))
    ]
    found += [
        (a.at or (0, 0), Difference(as_written(a), None, ()))
        for a in one
        if id(a) not in paired_one
    ]
    found += [
        (b.at or (0, 0), Difference(None, as_written(b), ()))
        for b in other
        if id(b) not in paired_other
    ]
    return [difference for _, difference in sorted(found, key=lambda f: f[0])]
