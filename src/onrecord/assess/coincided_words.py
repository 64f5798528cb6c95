"""The numbers and phrases of a coincided claim's sentences, and its notes."""

from __future__ import annotations

from typing import Any

import numpy as np

from onrecord.assess.coincided_tests import FINER_KM, KM, MONTH
from onrecord.assess.coincided_work import Work, followed
from onrecord.assess.reach import common, partly_covered_note, place_words
from onrecord.assess.tally import borne_by, noun
from onrecord.assess.words import Unsaid, certain, counted, parties, party, times
from onrecord.stats.matched import Matched


def words(work: Work) -> dict[str, Any]:
    """The numbers and phrases of the sentence."""
    case, near = work.case, work.near
    if case.bench.verdict_only:
        return Unsaid()
    during = case.parts["during"]
    registry = case.bench.registry
    acts, fights = work.rows.acts.selection, work.rows.fights.selection
    view = during.tested
    borne = borne_by(during, view, view.selection.certain | view.selection.possible)
    test = work.matched
    shared = "the other side"
    if work.roles is not None:
        shared = party(work.roles.shared, registry, borne)
    elsewhere = f" {place_words(during)}" if during.own_place else ""
    fit = work.rows.fit
    both = int(np.count_nonzero(acts.certain & fights.certain & fit))
    every = int(np.count_nonzero(fights.certain & fit))
    return common(case) | {
        "acts": parties(case.query, registry),
        "fights": f"{parties(during.query, registry, borne)}{elsewhere}",
        "shared": shared,
        "n_acts": certain(int((acts.certain & fit).sum()), int(acts.possible.sum()), noun(case)),
        "n_fights": certain(every, int(fights.possible.sum()), noun(during)),
        "n_control": len(work.sample.control),
        "same": f" ({both:,} of them the same events)" if both else "",
        "km": f"{near.radii[0]:g}",
        "jitter_days": counted(2 * near.days + 1, "day"),
        "near_fights": near_fights(work),
        "observed": times(test.observed),
        "expected": times(test.expected),
        "ratio": ratio_words(test),
        "ratio_beside": f" Against the same party's other fights: {ratio_words(test)}."
        if test.ratio is not None
        else "",
        "own_bursts": test.own,
        "other_bursts": test.others,
        "dropped_bursts": test.dropped,
        "strata": test.strata,
        **_by_shifting(work),
    }


def _by_shifting(work: Work) -> dict[str, Any]:
    """What shifting days says: bursts by a few, the whole series by any number."""
    pairs = work.jittered.observed
    return {
        "pairs": counted(pairs, "pair of event and fight", "pairs of event and fight"),
        "shifted": times(work.jittered.expected),
        **_shifts(work),
    }


def near_fights(work: Work) -> str:
    """“2 of 3 such fights had one of the former within 10 km in the 3 days after.”"""
    near, fights = work.near, len(work.sample.fights)
    if not fights:
        return "No such fight has a day and a point of its own."
    had = followed(work)
    km, days = f"{near.radii[0]:g}", f"{near.days} days after"
    days = {0: "on the same day", 1: "on the day after"}.get(near.days, f"in the {days}")
    soon = f"one of the former within {km} km {days}"
    if fights == 1:
        return f"That fight had {soon if had else soon.replace('one', 'none', 1)}."
    which = {0: "None of the", fights: "All"}.get(had, f"{had:,} of")
    return f"{which} {fights:,} such fights had {soon}."


def _shifts(work: Work) -> dict[str, Any]:
    """What shifting the days says: the naive p, and what the shared front alone explains."""
    shifts = work.shifts
    if shifts is None:
        return {}
    mean = float(shifts.pairs.mean())
    kept = work.jittered.expected
    test = work.matched
    if work.means == "matched" and test.observed > 0:
        kept = shifts.observed * test.expected / test.observed
    return {
        "naive_p": round(shifts.p, 4),
        "naive_p_90_days": round(shifts.p_nearby, 4),
        "pairs_expected_all_shifts": round(mean, 2),
        "pairs_expected_same_front": round(kept, 2),
        "front_only_ratio": round(kept / mean, 2) if mean > 0 else "none",
    }


def chance(p: float) -> str:
    """A p as a share of draws: “1.5 %”, “0.1 %”."""
    return f"{100 * p:.2g} %"


def ratio_words(test: Matched) -> str:
    """“2.1 times as much (95 % interval 1.5 to 3)”, or why there is no such number."""
    if test.ratio is None:
        return "no ratio can be given, as nothing is near the others"
    said = f"a ratio of {times(test.ratio)}"
    if test.low is None and test.high is None:
        return f"{said} (no interval can be given)"
    if test.high is None:
        return f"{said} (95 % interval from {times(test.low or 0.0)})"
    return f"{said} (95 % interval {times(test.low or 0.0)} to {times(test.high)})"


def notes(work: Work) -> tuple[str, ...]:
    """What is assumed, what was left out, and what else would give the same numbers."""
    said = list(partly_covered_note(work.case))
    near, test = work.near, work.matched
    if not near.claimed:
        said.append(
            f"Near is taken as 10 km, with 5 and 20 km tried too, and soon as {near.days} days: "
            "the report gives no such numbers."
        )
    if work.means == "matched":
        every = test.own + test.dropped
        said.append(
            f"{test.own:,} of {counted(every, 'burst')} of such fights are in stretches of {KM:g} "
            f"km and {MONTH:g} days where there were other fights too "
            f"({counted(test.others, 'burst')})"
            + ("; the rest are not compared." if test.dropped else ".")
        )
        said.append(
            "If the two kinds of fights keep to sectors of their own less than "
            f"{FINER_KM:g} km apart, nearness to the sector would look the same."
        )
    front = _shifts(work).get("front_only_ratio")
    if isinstance(front, float) and work.means is not None:
        said.append(
            f"Being on the same front at the same time by itself makes for {times(front)} times as "
            "many pairs as shifting the days would leave."
        )
    undated = (
        work.rows.acts.selection.certain | work.rows.fights.selection.certain
    ) & work.rows.fit
    undated &= ~work.rows.dated
    if undated.any():
        said.append(
            f"{counted(int(undated.sum()), 'event')} coded to a unit or to more than a week "
            "cannot be placed beside another: "
            f"{'it counts' if undated.sum() == 1 else 'they count'} only in the drawn readings."
        )
    acts, fights = work.rows.acts.selection, work.rows.fights.selection
    if np.any(acts.certain & fights.certain):
        said.append("An event that is in both series cannot coincide with itself; it counts once.")
    aggregates = int((~work.rows.fit & work.rows.fights.selection.certain).sum())
    if aggregates:
        said.append(
            f"{counted(aggregates, 'row')} that "
            f"{'sums up several fights is' if aggregates == 1 else 'sum up several fights are'} "
            "left out."
        )
    return tuple(said)
