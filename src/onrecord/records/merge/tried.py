"""Both records rehearsed, and the scores of their real pairs turned into probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.records.merge.blocks_run import Run, here
from onrecord.records.merge.calibrated import (
    LOWEST,
    Calibration,
    Outcome,
    calibrate,
    calibrated,
    held_against,
)
from onrecord.records.merge.candidates import Pairs, candidates
from onrecord.records.merge.controls import (
    DAYS,
    ON_THE_DAY,
    Control,
    Ratio,
    compared,
    evened,
    thinned,
)
from onrecord.records.merge.evidence import Evidence, evidence
from onrecord.records.merge.rehearsal import (
    Likely,
    as_other,
    likely_pairs,
    lines_of_strangers,
    moved,
    on_days,
    rehearse,
    some_days,
    spans,
    told_shares,
)
from onrecord.records.merge.rows import Rows, cosines
from onrecord.records.merge.settling import Given, Settled, settle
from onrecord.records.merge.weights import Weights

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

REHEARSED = ((0.0, 3), (0.1, 3), (0.3, 2), (0.6, 1), (0.9, 1))
"""Share planted, and how often each record is rehearsed with it."""
LIKELY = (0.2, 0.1)
"""Probability above which pairs are likely ones, as weights have it, and as a rehearsal has it."""
MANY = 8_000
"""Rows of the smaller record from which on once is enough."""


@dataclass(frozen=True, eq=False)
class Pair:
    """The real pair of records, as the rehearsals need it."""

    rows: tuple[Rows, Rows]
    pairs: Pairs
    settled: Settled
    kinds: tuple[str, ...]
    words: tuple[Any, Any] | None
    weights: Weights


@dataclass(frozen=True)
class Part:
    """One record rehearsed."""

    share: float
    """What is planted."""
    side: int
    """Which of the records."""
    draw: int = 0
    days: int = 0
    """By how many the second part is moved: a control then."""


def calibration(real: Pair, run: Run = here) -> Calibration:
    """The probability of each score, from rehearsals of both records, which `run` works on.

    They are rehearsed twice: the second time planted rows are made after the pairs that the first
    time found likely. Where little is in both, most pairs that weights alone like are chance, and
    rows made after them are as far off as chance has it.
    """
    score = real.settled.score
    if not score.size:
        return Calibration(np.zeros(0), np.zeros(0), 0.0)
    rows = min(len(real.rows[0]), len(real.rows[1]))
    draws = {share: many if rows < MANY else 1 for share, many in REHEARSED}
    parts = [
        Part(share, side, draw)
        for share, many in draws.items() for side in (0, 1) for draw in range(many)
    ]  # fmt: skip
    # Each control rehearsal with two of the days, in turn.
    controls = [
        Part(0.0, side, draw, days)
        for side in (0, 1) for draw in range(draws[0.0]) for days in DAYS[draw % 2 :: 2]
    ]  # fmt: skip
    asides = run(partial(_aside, real), DAYS)

    def rehearsed(usual: Likely) -> dict[float, list[Outcome]]:
        done = run(partial(_one, real, usual), [*parts, *controls])
        aside = [Control(o.score, o.rows / o.thin) for o in done[len(parts) :]]
        return weighted(parts, done[: len(parts)], compared(asides, aside))

    first = rehearsed(_usual(real, real.settled.probable.pair, LIKELY[0]))
    held = held_against(score, rows, first, real.weights.nothing)
    likely = np.zeros(len(real.pairs))
    likely[real.settled.chosen] = calibrate(first, replace(held, any=1.0)).of(score)
    second = rehearsed(_usual(real, likely, LIKELY[1]))
    return calibrated(score, rows, second, real.weights.nothing)


def weighted(
    parts: Sequence[Part], done: Sequence[Outcome], ratio: Ratio
) -> dict[float, list[Outcome]]:
    """Rehearsals by share, with how many wrong pairs of the real records theirs stand for.

    `done`: with what they stand for as far as nothing is known (`thinned`).
    """
    pairs, rows = [0, 0], [0.0, 0.0]
    for part, o in zip(parts, done, strict=True):
        if not part.share:
            pairs[part.side] += int((~o.right & (o.score > LOWEST)).sum())
            rows[part.side] += o.rows / o.thin
    down = evened((pairs[0], pairs[1]), (rows[0], rows[1]))
    tried: dict[float, list[Outcome]] = {}
    for part, o in zip(parts, done, strict=True):
        wrongs = o.thin * ratio.of(o.score) * ON_THE_DAY * down[part.side]
        tried.setdefault(part.share, []).append(replace(o, wrongs=wrongs))
    return tried


def _aside(real: Pair, days: int) -> Control:
    """Both records, the second moved by so many days; of large ones some spans of days.

    As in a rehearsal, days are taken first and moved then. Lasting rows are left out: moved by
    weeks they still have days in common with themselves.
    """
    inside = spans(real.rows[0])
    own, others = (on_days(rows, inside) for rows in real.rows)
    own, others = own[~real.rows[0].lasting[own]], others[~real.rows[1].lasting[others]]
    first, second = real.rows[0].take(own), moved(real.rows[1].take(others), days)
    pairs = candidates(first, second, real.weights)
    found = evidence(
        first, second, pairs, real.weights, parties=real.settled.usage, kinds=real.kinds,
        words=real.words,
    )  # fmt: skip
    around = real.settled.around[0].take(own), real.settled.around[1].take(others)
    given = Given(real.settled.prior, real.settled.habits, around, np.zeros(len(pairs), dtype=bool))
    settled = settle(first, second, pairs, found, real.settled.usage, real.weights, given)
    return Control(settled.score, float(min(len(first), len(second))))


def _usual(real: Pair, probability: Floats, least: float) -> Likely:
    levels = dict(real.settled.found.levels)
    return likely_pairs(*real.rows, real.pairs, levels, probability, least)


def _one(real: Pair, usual: Likely, part: Part) -> Outcome:
    """A rehearsal of one record; planted rows differ as the `usual` pairs of the real ones do."""
    share, side, draw = part.share, part.side, part.draw
    smaller = min(len(real.rows[0]), len(real.rows[1]))
    # How far the probabilities of the real pairs are believed, if so many are in both.
    trust = min(1.0, share * smaller / max(float(real.settled.probable.pair.sum()), 1.0))
    rows, others = real.rows[side], real.rows[1 - side]
    weights, pairs = real.weights, real.pairs
    related = real.settled.probable.pair
    parties = [r.party[i] for r, i in zip(real.rows, (pairs.one, pairs.other), strict=True)]
    table = real.settled.usage
    if side:
        usual, table = usual.turned(), table.T
        parties.reverse()
    table = as_other(table, parties[0], parties[1], related)
    days = some_days(rows)
    if part.days:
        days = days[~rows.lasting[days]]
    done = rehearse(
        rows.take(days), (len(rows), len(others)), share, usual, told_shares(others),
        (side, draw),
    )  # fmt: skip
    done = replace(done, second=moved(done.second, part.days))
    found_pairs = candidates(done.first, done.second, weights)
    right = done.right(found_pairs.one, found_pairs.other)
    found = evidence(
        done.first, done.second, found_pairs, weights, parties=table, kinds=real.kinds, words=None
    )
    rng = np.random.default_rng([side, draw, 1])
    line = _lines(real, side, done.first, done.second, found_pairs, trust * related, rng)
    drawn = usual.drawn(np.ones(len(usual.weight), dtype=bool), len(found_pairs), rng)
    if usual.weight.size:
        line = np.where(right, usual.levels["source_line"][drawn], line).astype(np.int8)
    found = Evidence(found.ring, {**found.levels, "source_line": line})
    around = real.settled.around[side]
    settled = settle(
        done.first, done.second, found_pairs, found, table, weights,
        Given(
            real.settled.prior,
            real.settled.habits.turned() if side else real.settled.habits,
            (
                around.take(days[done.at[0]]),
                around.standing_in(days[done.at[1]], len(others) / max(len(rows), 1)),
            ),
            # Moved away, no row is counted around another any more.
            ~right & (part.days == 0),
        ),
    )  # fmt: skip
    size = min(len(done.first), len(done.second))
    sizes = [int(np.isfinite(r.scale).sum()) for r in real.rows]
    thin = thinned((sizes[0], sizes[1]), share, side)
    return Outcome(settled.score, right[settled.chosen], float(size), thin)


def _lines(
    real: Pair, side: int, first: Rows, second: Rows, pairs: Pairs, related: Floats,
    rng: np.random.Generator,
) -> NDArray[np.int8]:  # fmt: skip
    if real.words is None:
        cosine = np.full(len(pairs), np.nan)
    else:
        own = real.words[side]
        cosine = cosines((own, own), first.row[pairs.one], second.row[pairs.other])
    return lines_of_strangers(cosine, real.settled.found.levels["source_line"], related, rng)
