"""Whether more follows treatment events than control events, where both come in bursts.

Wakes of one burst share what is recorded around them, and kinds persist within a burst and on a
front; so bursts are the units, compared only within strata of place and time. Two quantities are
tested, because each alone is fooled: the *change* from before to after (fooled where treatment
events come after lulls), and what comes *after* (fooled where treatment events come where more
happens anyway, or late in an offensive). Whatever weight between none and one is given to what came
before lies between the two. Each is tested twice: labels of bursts permuted within strata, and the
sign of whole groups of neighbouring strata flipped, since bursts chain across borders. The largest
of the four p-values decides.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import OnrecordError
from onrecord.stats.wake_bursts import BurstWakes

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

PERMUTATIONS = 999
FEWEST = 10
"""Bursts of each kind, in strata that hold both, below which nothing is decided."""
FEWEST_GROUPS = 6
"""Groups of neighbouring strata: five, each with its sign flipped or not, cannot reach 2 %."""
_CELLS_AT_ONCE = 32_768
"""Labels permuted at a time: what fits into a core's cache takes half the time."""


class NotTold(enum.StrEnum):
    """Why there is no p."""

    TOO_FEW_BURSTS = "too few bursts of each kind in the same stretches of space and time"
    TOO_FEW_GROUPS = "the bursts lie in too few separate stretches of space and time"
    NOTHING_NEAR = "nothing is recorded near any of these events"


def _nothing() -> Floats:
    return np.empty(0)


@dataclass(frozen=True)
class Followed:
    """Bursts of treatment events against bursts of control events of the same strata."""

    p_more: float | None
    """Largest of the four p-values of more after treatment; None where `why` says so."""
    p_fewer: float | None
    why: NotTold | None
    effect: float | None
    """Change after treatment less change after control, in dependent events per event, in the
    window of the effect; None where no stratum holds both kinds."""
    low: float | None
    high: float | None
    """95 %, from the groups; wide enough for both quantities. None below `FEWEST_GROUPS`."""
    treated: int
    """Treatment bursts in strata that hold both kinds."""
    control: int
    strata: int
    groups: int
    dropped: int
    """Treatment bursts in strata without a control burst."""
    means: tuple[float, float, float, float]
    """Dependent events per event in that window: before and after treatment, before and after
    control; over the bursts that count, each stratum weighing as it does in the effect."""
    null: Floats = field(default_factory=_nothing, repr=False, compare=False)
    """What `p_more` ranks the first value among, itself included: the largest statistic of every
    permutation, shape (1 + permutations,); empty without a p."""


def followed_test(
    bursts: BurstWakes,
    *,
    window: int,
    seed: int,
    permutations: int = PERMUTATIONS,
    fewest: int = FEWEST,
) -> Followed:
    """Test whether treatment bursts are followed by more (and by fewer) than control bursts.

    `window`: the column of the effect; the p is that of the largest statistic over all columns.

    Raises `OnrecordError` for fewer than 19 permutations.
    """
    if permutations < 19:
        raise OnrecordError(f"{permutations} permutations", todo="Give 19 or more.")
    used = bursts.shared()
    dropped = int(bursts.treated.sum() - used.treated.sum())
    stratum = np.unique(used.stratum, return_inverse=True)[1].reshape(-1)
    group = np.unique(used.group, return_inverse=True)[1].reshape(-1)
    n_treated = int(used.treated.sum())
    found = Followed(
        p_more=None,
        p_fewer=None,
        why=None,
        effect=None,
        low=None,
        high=None,
        treated=n_treated,
        control=used.treated.size - n_treated,
        strata=int(stratum.max(initial=-1)) + 1,
        groups=int(group.max(initial=-1)) + 1,
        dropped=dropped,
        means=(0.0, 0.0, 0.0, 0.0),
    )
    if not n_treated:
        return replace(found, why=NotTold.TOO_FEW_BURSTS)
    quantities = (used.post - used.pre, used.post)
    scores = [_scores(values, used.treated, stratum, group) for values in quantities]
    weight = _weight(used.treated, stratum)
    found = replace(
        found,
        effect=float(scores[0][:, window].sum() / weight),
        means=_means(used, stratum, window),
    )
    if min(found.treated, found.control) < fewest:
        return replace(found, why=NotTold.TOO_FEW_BURSTS)
    if not (used.pre.any() or used.post.any()):
        return replace(found, why=NotTold.NOTHING_NEAR)
    if found.groups < FEWEST_GROUPS:
        return replace(found, why=NotTold.TOO_FEW_GROUPS)
    low, high = _interval([score[:, window] for score in scores], weight)
    rng = np.random.default_rng(seed)
    # The same permutations and flips for both quantities: they stand or fall together.
    labels = _permuted(used.treated, stratum, permutations, rng)
    signs = rng.choice(np.array([-1.0, 1.0]), (permutations, found.groups))
    statistics = [
        *(_studentised(values, labels, stratum) for values in quantities),
        *(_flipped(score, signs) for score in scores),
    ]
    return replace(
        found,
        p_more=max(_rank(t) for t in statistics),
        p_fewer=max(_rank(-t) for t in statistics),
        low=low,
        high=high,
        null=_largest(max(statistics, key=_rank)),
    )


def _centred(values: Floats, label: Ints) -> Floats:
    """Columns less their mean within each label."""
    number = np.maximum(np.bincount(label), 1)
    mean = np.stack([np.bincount(label, column) for column in values.T], axis=1) / number[:, None]
    return np.asarray(values - mean[label], np.float64)


def _share(treated: Mask, stratum: Ints) -> Floats:
    """Share of treatment bursts in each burst's stratum, shape (B,)."""
    share = np.bincount(stratum, treated) / np.bincount(stratum)
    return np.asarray(share[stratum], np.float64)


def _weight(treated: Mask, stratum: Ints) -> float:
    """Σ n₁n₀/n over strata: what the sum of scores is divided by for a mean difference."""
    share = _share(treated, stratum)
    return float((share * (1.0 - share)).sum())


def _scores(values: Floats, treated: Mask, stratum: Ints, group: Ints) -> Floats:
    """Σ over the strata of each group of n₁n₀/n · (mean treated − mean control), (groups, W)."""
    pull = (treated - _share(treated, stratum))[:, None] * _centred(values, stratum)
    return np.stack([np.bincount(group, column) for column in pull.T], axis=1)


def _permuted(
    treated: Mask, stratum: Ints, permutations: int, rng: np.random.Generator
) -> NDArray[np.float32]:
    """Labels, 1 for treatment, as they are and permuted within strata, (1 + permutations, B)."""
    slots = np.argsort(stratum, kind="stable")
    ordered, mine = stratum[slots].astype(np.float64), treated[slots].astype(np.int64)
    labels = np.empty((1 + permutations, treated.size), np.float32)
    labels[0] = treated
    at_once = max(1, _CELLS_AT_ONCE // treated.size)
    for begin in range(1, 1 + permutations, at_once):
        # A random number after the stratum's own sorts each stratum's bursts at random. The label
        # is its last bit: numbers are sorted in half the time of their positions.
        keys = ordered + rng.random((min(at_once, 1 + permutations - begin), treated.size))
        bits = keys.view(np.int64)
        bits[:] = (bits & ~1) | mine
        keys.sort(axis=1)
        labels[begin : begin + len(keys), slots] = bits & 1
    return labels


def _studentised(values: Floats, labels: NDArray[np.float32], stratum: Ints) -> Floats:
    """Sum of scores over its own standard error, for each set of labels, (1 + permutations, W).

    Each kind has its own variance: then a permutation test holds where the kinds vary unequally
    too (Chung & Romano 2013, Annals of Statistics 41).
    """
    share = (np.bincount(stratum, labels[0]) / np.bincount(stratum))[stratum][:, None]
    apart = _centred(values, stratum)
    as_treated, as_control = ((1.0 - share) * apart) ** 2, (share * apart) ** 2
    columns = apart.shape[1]
    sums = labels @ np.concatenate([apart, as_treated - as_control], axis=1)
    spread = sums[:, columns:] + as_control.sum(axis=0)
    some = spread > 1e-12
    return np.asarray(
        np.where(some, sums[:, :columns] / np.sqrt(np.where(some, spread, 1.0)), 0.0), np.float64
    )


def _flipped(scores: Floats, signs: Floats) -> Floats:
    """Sum of scores over its spread, as it is and with groups' signs flipped, (1 + flips, W)."""
    sums = np.concatenate([scores.sum(axis=0)[None], signs @ scores])
    spread = np.sqrt((scores**2).sum(axis=0))
    return np.asarray(sums / np.where(spread > 0.0, spread, 1.0), np.float64)


def _rank(statistic: Floats) -> float:
    """Share of rows whose largest column is at least that of the first row."""
    largest = _largest(statistic)
    return float(np.mean(largest >= largest[0] - 1e-9))


def _largest(statistic: Floats) -> Floats:
    """The largest column of each row; column by column, as rows are too short to go along."""
    return np.asarray(np.ascontiguousarray(statistic.T).max(axis=0), np.float64)


def _interval(scores: list[Floats], weight: float) -> tuple[float, float]:
    """The 95 % interval that holds those of all quantities, t over the groups."""
    from scipy.special import stdtrit

    ends = []
    for score in scores:
        groups = score.size
        error = np.sqrt((score**2).sum() * groups / (groups - 1.0)) / weight
        reach = float(stdtrit(groups - 1, 0.975)) * float(error)
        middle = float(score.sum()) / weight
        ends += [middle - reach, middle + reach]
    return min(ends), max(ends)


def _means(used: BurstWakes, stratum: Ints, window: int) -> tuple[float, float, float, float]:
    share = _share(used.treated, stratum)
    # Both kinds weigh n₁n₀/n in each stratum.
    weight = np.where(used.treated, 1.0 - share, share)

    def mean(table: Floats, kind: Mask) -> float:
        return float(np.average(table[kind, window], weights=weight[kind]))

    yes, no = used.treated, ~used.treated
    return (
        mean(used.pre, yes),
        mean(used.post, yes),
        mean(used.pre, no),
        mean(used.post, no),
    )
