"""Expectation maximisation by Splink over the levels of candidate pairs.

Splink compares rows of two tables. Here the pairs are compared already, so that the first table
holds one row for each pair, with its levels, and the second a single row to hold them against:
each level is then a literal, and the cartesian product of the two is just the pairs.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from onrecord.errors import MissingExtraError, RecordError
from onrecord.records.merge.evidence import SILENT, Levels

Shares = tuple[float, ...]

MOST_PAIRS = 1_000_000
"""Of more candidates a random part is looked at."""
ITERATIONS = 500
STEADY = (1e-4, 1e-3, 1e-2)
"""Change of any share in one iteration below which nothing moves any more. The next one is tried
where a share vanishes meanwhile, below what Splink takes for a number."""
_ALL = "everywhere"


@dataclass(frozen=True)
class Fit:
    """What Splink found: shares at each level among matches and among pairs at large."""

    if_same: Mapping[str, Shares]
    if_not: Mapping[str, Shares]
    told: Mapping[str, int]
    """Pairs that each piece of evidence says something of."""
    share: float
    """Of the pairs, those that are one event."""
    pairs: int
    iterations: int
    converged: bool
    by: str


def fit(levels: Mapping[str, Levels], begin: Mapping[str, Shares], share: float) -> Fit:
    """Shares at each level among pairs that match, by EM, beginning at `begin`.

    `levels`: for each piece of evidence the level of each pair, shape (m,), SILENT for none;
    `share`: of pairs that match, to begin with. How often pairs at large agree is counted on the
    same pairs (nearly all are unrelated) and held fast. Raises MissingExtraError without Splink.
    """
    try:
        import splink
    except ImportError:
        raise MissingExtraError("link", "Estimating weights") from None
    levels = _some(levels)
    pairs = len(next(iter(levels.values()), ()))
    if not pairs:
        raise RecordError(
            "weights cannot be estimated: no pair of rows is near enough to be compared",
            todo="Leave out the estimation.",
        )
    history, steady = _history(levels, begin, min(max(share, 1e-4), 0.5))
    last = history[-1]
    same, at_large = (
        {name: _met(levels[name], each) for name, each in _shares(last, begin, which).items()}
        for which in ("m_probability", "u_probability")
    )
    return Fit(
        same,
        at_large,
        {name: int((level != SILENT).sum()) for name, level in levels.items()},
        float(last.probability_two_random_records_match),
        pairs,
        len(history) - 1,
        _moved(history[-2:], begin) < steady,
        f"Splink {splink.__version__}",
    )


def _history(
    levels: Mapping[str, Levels], begin: Mapping[str, Shares], share: float
) -> tuple[list[Any], float]:
    """The model after each iteration, and the change at which they were to end."""
    for steady in STEADY[:-1]:
        try:
            return _searched(levels, begin, share, steady), steady
        except ValueError as error:
            if "below the minimum" not in str(error):
                raise
    return _searched(levels, begin, share, STEADY[-1]), STEADY[-1]


def _searched(
    levels: Mapping[str, Levels], begin: Mapping[str, Shares], share: float, steady: float
) -> list[Any]:
    import duckdb
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="id",
        comparisons=[_comparison(name, begin[name]) for name in levels],
        probability_two_random_records_match=share,
        max_iterations=ITERATIONS,
        em_convergence=steady,
    )
    # One thread: sums of fractions then always add up in the same order.
    with _quietly(), duckdb.connect(config={"threads": 1}) as connection:
        database = DuckDBAPI(connection=connection)
        tables = [database.register(table) for table in _tables(levels)]
        linker = Linker(tables, settings, log_level=None)
        linker.training.estimate_u_using_random_sampling(max_pairs=2 * MOST_PAIRS, seed=1)
        session = linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(_ALL), estimate_without_term_frequencies=True
        )
    return list(session._core_model_settings_history)


def _some(levels: Mapping[str, Levels]) -> dict[str, Levels]:
    pairs = len(next(iter(levels.values()), ()))
    if pairs <= MOST_PAIRS:
        return dict(levels)
    drawn = np.sort(np.random.default_rng(pairs).permutation(pairs)[:MOST_PAIRS])
    return {name: level[drawn] for name, level in levels.items()}


def _tables(levels: Mapping[str, Levels]) -> tuple[Any, Any]:
    import pyarrow as pa

    pairs = len(next(iter(levels.values())))

    columns = {
        name: pa.array(level.astype(np.int32), mask=level == SILENT)
        for name, level in levels.items()
    }
    whole = pa.table(
        {"id": np.arange(pairs), _ALL: pa.array(np.zeros(pairs, dtype=np.int32)), **columns}
    )
    single = pa.table({name: [0] for name in whole.column_names}).cast(whole.schema)
    return whole, single


def _comparison(name: str, begin: Shares) -> Any:
    import splink.comparison_level_library as level_library
    from splink.comparison_library import CustomComparison

    levels: list[Any] = [level_library.NullLevel(name)]
    last = len(begin) - 1
    for k, share in enumerate(begin):
        level = (
            level_library.LiteralMatchLevel(name, str(k), "int", side_of_comparison="left")
            if k < last
            else level_library.ElseLevel()
        )
        levels.append(level.configure(m_probability=share, label_for_charts=str(k)))
    return CustomComparison(levels, output_column_name=name)


def _shares(model: Any, begin: Mapping[str, Shares], which: str) -> dict[str, Shares]:
    """By piece of evidence; a level that was never met has the share 0."""
    found = {}
    for comparison in model.comparisons:
        by_label = {level.label_for_charts: level for level in comparison.comparison_levels}
        name = comparison.output_column_name
        found[name] = tuple(
            _number(getattr(by_label[str(k)], which)) for k in range(len(begin[name]))
        )
    return found


def _met(level: Levels, shares: Shares) -> Shares:
    """Shares with 0 at levels that no pair has: Splink leaves a number of its own there."""
    return tuple(s if (level == k).any() else 0.0 for k, s in enumerate(shares))


def _number(value: Any) -> float:
    return float(value) if isinstance(value, float) else 0.0


def _moved(history: list[Any], begin: Mapping[str, Shares]) -> float:
    before, after = history
    most = abs(
        before.probability_two_random_records_match - after.probability_two_random_records_match
    )
    one, other = (_shares(model, begin, "m_probability") for model in (before, after))
    steps = [abs(a - b) for name in one for a, b in zip(one[name], other[name], strict=True)]
    return float(max([most, *steps]))


@contextmanager
def _quietly() -> Iterator[None]:
    """Splink tells of every iteration; here what it found is told in the merged record."""
    logger = logging.getLogger("splink")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)
