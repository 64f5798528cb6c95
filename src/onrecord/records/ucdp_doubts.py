"""What is doubtful in a GED file: counted and carried with every finding, never put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.records.arrow_columns import distinct_lists, distinct_texts, numbers
from onrecord.records.ucdp_columns import ONE_SIDED

if TYPE_CHECKING:
    import pyarrow as pa

COARSE = 4
"""From here on a place is a first-order unit or vaguer, and a date a month or longer."""

_COUNTED = (
    *("low", "best", "high", "deaths_a", "deaths_b", "clarity", "where_prec", "date_prec"),
    "type_of_violence",
)


def doubts(table: pa.Table) -> dict[str, int]:
    """How many rows of `table` are doubtful, by what is doubtful about them.

    `two_plus_two`: battles with 2 + 2 = 4 dead exactly, which is a convention of the coders, not a
    count. `shared_story`: rows with the same first day and source lines as another row, and
    `stories_of_several_dyads` how many such stories feed more than one dyad.
    """

    low, best, high, deaths_a, deaths_b, clarity, where_prec, date_prec, violence = (
        numbers(table[name], np.int64) for name in _COUNTED
    )
    four = (deaths_a == 2) & (deaths_b == 2) & (best == 4)
    shared, across = _stories(table)
    found = {
        "best_above_high": (best > high) & (high >= 0),
        "low_above_best": (low > best) & (best >= 0),
        "best_zero": best == 0,
        "aggregates": clarity == 2,
        "inactive_year": ~numbers(table["active"], np.bool_),
        "candidate_rows": numbers(table["candidate"], np.bool_),
        "two_plus_two": four & (violence != ONE_SIDED),
        "coarse_place": where_prec >= COARSE,
        "coarse_date": date_prec >= COARSE,
    }
    counts = {name: int(rows.sum()) for name, rows in found.items()}
    return counts | {"shared_story": shared, "stories_of_several_dyads": across}


def _stories(table: pa.Table) -> tuple[int, int]:
    """Rows that share day and lines with another, and stories that feed several dyads."""
    import pyarrow.compute as pc

    lines, told = distinct_texts(pc.binary_join(table["line_texts"], "\x1f"))
    day = numbers(table["start"], "datetime64[D]").astype(np.int64)
    (side_a, values_a), (side_b, values_b) = (
        distinct_lists(table[name]) for name in ("side_a", "side_b")
    )
    reported = np.isin(lines, [i for i, text in enumerate(told) if not text], invert=True)
    # One whole number for each pair: far faster than sorting the pairs.
    story = (day * len(told) + lines)[reported]
    _, own, rows = np.unique(story, return_inverse=True, return_counts=True)
    dyad = side_a.astype(np.int64) * len(values_b) + side_b
    fed = np.unique(own * len(values_a) * len(values_b) + dyad[reported])
    dyads = np.bincount(fed // (len(values_a) * len(values_b))) if len(fed) else fed
    return int(rows[rows > 1].sum()), int((dyads > 1).sum())
