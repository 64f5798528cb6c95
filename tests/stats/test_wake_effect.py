"""The estimate of matched wakes, against least squares by matrices."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.stats.cem import cells, coarsened, match
from onrecord.stats.wake import WakeCounts, wake_counts
from onrecord.stats.wake_effect import NoEffect, matched_wakes, overlaps


def world(seed: int, n: int = 400, days: tuple[int, ...] = (3, 7)) -> WakeCounts:
    rng = np.random.default_rng(seed)
    kind = rng.choice(["t", "c", "d"], n, p=[0.2, 0.3, 0.5])
    return wake_counts(
        rng.integers(0, 200, n),
        35 + rng.random(n),
        37 + rng.random(n),
        treatment=kind == "t",
        control=kind == "c",
        dependent=kind == "d",
        days=days,
        km=(10.0, 30.0),
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("weighted", [True, False])
def test_estimates_are_those_of_the_normal_equations(seed: int, weighted: bool) -> None:
    counts = world(seed)
    area = np.where(np.arange(400) % 3 == 0, "north", "south")
    found = matched_wakes(counts, {"area": area}, weighted=weighted)
    assert [(e.days, e.km) for e in found] == list(counts.windows)
    estimated = 0
    for effect in found:
        at, ring = counts.days.index(effect.days), counts.km.index(effect.km)
        kept = counts.complete[:, at]
        stratum = cells(
            [
                coarsened(area[counts.event][kept]),
                coarsened(counts.trend[kept, at, ring]),
                coarsened(counts.same_pre[kept, at, ring]),
                coarsened(counts.opposite_pre[kept, at, ring]),
            ]
        )
        matched = match(counts.treated[kept], stratum)
        assert (effect.after.treated, effect.after.control) == (matched.treated, matched.control)
        if effect.effect is None:
            continue
        estimated += 1
        rows = matched.kept
        pre = counts.dependent_pre[kept, at, ring][rows].astype(float)
        post = counts.dependent_post[kept, at, ring][rows].astype(float)
        design = np.column_stack([np.ones(pre.size), pre, counts.treated[kept][rows]])
        weight = matched.weight[rows] if weighted else np.ones(pre.size)
        inverse = np.linalg.inv(design.T @ (weight[:, None] * design))
        beta = inverse @ design.T @ (weight * post)
        rest = weight @ (post - design @ beta) ** 2 / (pre.size - 3)
        assert effect.effect == pytest.approx(beta[2], abs=1e-10)
        assert effect.intercept == pytest.approx(beta[0], abs=1e-10)
        from scipy.special import stdtr

        t = beta[2] / np.sqrt(rest * inverse[2, 2])
        assert effect.p == pytest.approx(2 * stdtr(pre.size - 3, -abs(t)), abs=1e-10)
        level = np.average(post, weights=weight)
        share = 1 - rest * (pre.size - 1) / (weight @ (post - level) ** 2) * 1.0
        assert effect.adjusted_r2 == pytest.approx(share, abs=1e-10)
    assert estimated >= 2


def planted(after_treatment: int) -> WakeCounts:
    """Forty lonely wakes, twenty of each kind; the treated are followed by more."""
    day: list[float] = []
    lat: list[float] = []
    kind: list[str] = []
    for i in range(40):
        here = 30 + i
        treated = i % 2 == 0
        follow = 1 + i // 2 % 3 + (after_treatment if treated else 0)
        day += [50.0, *[53.0] * follow, *[48.0] * (i // 2 % 4)]
        lat += [float(here)] * (1 + follow + i // 2 % 4)
        kind += ["t" if treated else "c", *"d" * (follow + i // 2 % 4)]
    day += [0.0, 100.0]
    lat += [0.0, 0.0]
    kind += ["x", "x"]
    kinds = np.array(kind)
    return wake_counts(
        day,
        lat,
        np.zeros(len(day)),
        treatment=kinds == "t",
        control=kinds == "c",
        dependent=kinds == "d",
        days=(7,),
        km=(5.0,),
    )


def test_a_planted_effect_is_found_where_the_counts_are_balanced() -> None:
    nothing, three = matched_wakes(planted(0)), matched_wakes(planted(3))
    assert nothing[0].effect is not None
    assert three[0].effect is not None
    assert three[0].effect - nothing[0].effect == pytest.approx(3.0)


def test_no_estimate_says_why() -> None:
    def lone(kinds: str, follow: bool = True) -> WakeCounts:
        where = np.arange(len(kinds), dtype=float)
        when = np.full(len(kinds), 50.0)
        extra = np.arange(0.0, len(kinds), 2) if follow else np.empty(0)
        word = np.array([*kinds, *"d" * extra.size, "x", "x"])
        return wake_counts(
            [*when, *np.full(extra.size, 52.0), 0.0, 99.0],
            [*where, *extra, -20.0, -20.0],
            np.zeros(word.size),
            treatment=word == "t",
            control=word == "c",
            dependent=word == "d",
            days=(3,),
            km=(2.0,),
        )

    def why(kinds: str, follow: bool = True) -> NoEffect | None:
        return matched_wakes(lone(kinds, follow))[0].why

    assert why("") == NoEffect.ONE_GROUP
    assert why("tttt") == NoEffect.ONE_GROUP
    assert why("tc") == NoEffect.TOO_FEW
    assert why("tctctc", follow=False) == NoEffect.CONSTANT
    # Nothing before any of them: the count before is a second intercept.
    assert why("ttcctc") == NoEffect.COLLINEAR


def test_shares_of_overlapping_wakes() -> None:
    counts = wake_counts(
        [0, 50, 52, 53, 99],
        [0, 35, 35, 35, 0],
        [0, 37, 37, 37, 0],
        treatment=[0, 1, 1, 0, 0],
        control=[0, 0, 0, 1, 0],
        dependent=[0] * 5,
        days=(2,),
        km=(5.0,),
    )
    (share,) = overlaps(counts)
    # The second treatment has the first before it; the control has the second before it.
    assert (share.same_pre, share.same_post, share.same) == (1 / 3, 1 / 3, 2 / 3)
    assert (share.opposite_pre, share.opposite_post, share.opposite) == (1 / 3, 1 / 3, 2 / 3)
