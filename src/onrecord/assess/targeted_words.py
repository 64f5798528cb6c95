"""The numbers and phrases of a targeted claim's sentences."""

from __future__ import annotations

from typing import Any

from onrecord.assess.case import Case
from onrecord.assess.reach import common
from onrecord.assess.tally import borne_by, noun
from onrecord.assess.targeted_counts import DAYS, KM, REACHES
from onrecord.assess.targeted_work import Reading, Work
from onrecord.assess.words import Unsaid, certain, counted, parties, party, times
from onrecord.stats.clustered_odds import StratifiedOdds
from onrecord.stats.odds import informative


def words(work: Work) -> dict[str, Any]:
    """The numbers and phrases of the sentence."""
    case, counted_ = work.case, work.counted
    if case.bench.verdict_only:
        return Unsaid()
    hit, rather = case.parts["hit"], case.parts["rather_than"]
    registry = case.bench.registry
    tables = work.wide.tables.tables[informative(work.wide.tables.tables)]
    a, b, c, d = (int(n) for n in tables.sum(axis=0)) if len(tables) else (0, 0, 0, 0)

    def names(part: Case) -> tuple[str, str, str]:
        view, query = part.tested, part.query
        borne = borne_by(part, view, view.selection.certain | view.selection.possible)
        first, second = query.who.first, query.who.second
        return (
            parties(query, registry, borne),
            party(second, registry, borne) if second else "another party",
            party(first, registry, borne) if first else "anyone",
        )

    by_one, one, actor = names(hit)
    by_other, other, _ = names(rather)
    maybe_one = int(work.targets.hit.selection.possible.sum())
    maybe_other = int(work.targets.rather.selection.possible.sum())
    own, their = int(counted_.hits.sum()), int(counted_.rather.sum())
    return common(case) | {
        "actor": actor,
        "one": one,
        "other": other,
        "by_one": by_one,
        "by_other": by_other,
        "n_one": certain(own, maybe_one, noun(case)),
        "n_other": certain(their, maybe_other, noun(case)),
        "strata": work.strata,
        "places": counted(work.strata, "stratum", "strata"),
        "km": f"{KM:g}",
        "month": f"{DAYS:g}",
        "did": "hit" if hit.query.who.mode == "directed" else "met",
        "hits_one": a,
        "hits_other": b,
        "times_one": often(a),
        "times_other": often(b),
        "events_one": c,
        "beside_other": f"{d:,}" if d else "none",
        "events_other": d,
        "beside_one": counted(c, "other event"),
        "odds": odds_words(work.wide.odds),
        **dict(zip(("bursts_one", "bursts_other"), work.bursts, strict=True)),
        "on_both": int(counted_.on_both.sum()),
        "coarse": work.wide.tables.coarse,
        "finer": nearer_words(work.near),
        "few": few_words(work.strata),
    }


def nearer_words(near: Reading | None) -> str:
    """What stands in narrower strata, as the end of a sentence."""
    if near is None:
        return f"in strata of {REACHES[-1]:g} km there is too little to compare"
    return f"in strata of {near.km:g} km there is {odds_words(near.odds)}"


def few_words(strata: int) -> str:
    """In how few strata both were within reach."""
    if not strata:
        return "but nowhere with both of them within reach"
    number = counted(strata, "stratum", "strata")
    return f"with both within reach in {number} of {KM:g} km and {DAYS:g} days only"


def often(n: int) -> str:
    """“once”, “12 times”, “never”."""
    return {0: "never", 1: "once"}.get(n, f"{n:,} times")


def odds_words(odds: StratifiedOdds) -> str:
    """“an odds ratio of 4.2 (95 % interval 1.9 to 9.8)”, or why there is none."""
    if odds.value is None:
        return "no odds ratio, as one side of it is empty"
    said = f"an odds ratio of {times(odds.value)}"
    if odds.low is None and odds.high is None:
        return f"{said} (no interval can be given)"
    if odds.low is None:
        return f"{said} (95 % interval up to {times(odds.high or 0.0)})"
    if odds.high is None:
        return f"{said} (95 % interval from {times(odds.low)})"
    return f"{said} (95 % interval {times(odds.low)} to {times(odds.high)})"
