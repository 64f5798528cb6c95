"""What merging compares of a record's rows: numbers and codes, the same codes in both records."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.places.spelling import key as place_key
from onrecord.records.merge.weights import Weights
from onrecord.records.schema import Categories, Events

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

AGGREGATED = 2
STEP = 200_000
_WORD = re.compile(r"[^\W_]{3,}")


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of one record as merging sees them; every array has shape (n,)."""

    row: Ints
    """Where the row stands in the record."""
    start: Ints
    """First and last day, days since 1970."""
    end: Ints
    lat: Floats
    lon: Floats
    scale: Floats
    """Scale of its error of place in km; NaN: not placed (a country, or no point)."""
    lasting: Mask
    """Sums up several incidents, or spans more days than one event is reported to."""
    party: Ints
    """Codes: of the pair of sides, in the record's own list; of kind and place, −1 unknown, in a
    list of both records."""
    kind: Ints
    place: Ints
    low: Ints
    best: Ints
    high: Ints

    def __len__(self) -> int:
        return len(self.row)

    @property
    def length(self) -> Ints:
        """Days that the row spans."""
        return self.end - self.start + 1

    @property
    def middle(self) -> Floats:
        return (self.start + self.end) / 2.0

    def take(self, index: NDArray[Any]) -> Rows:
        return Rows(*(getattr(self, f.name)[index] for f in fields(self)))


@dataclass(frozen=True, eq=False)
class Parties:
    """The pairs of sides of a record: the names on each, and how many rows have them."""

    sides: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    rows: Ints


def of_events(
    events: Events, weights: Weights, kinds: dict[str, int], places: dict[str, int]
) -> tuple[Rows, Parties]:
    """The rows of a record, in an order that does not depend on the file's.

    `kinds` and `places` grow with what is met; both records must be given the same ones.
    """
    pairs: dict[tuple[int, int], int] = {}
    both = np.stack([events.side_a, events.side_b], axis=1).astype(np.int64)
    # Which side comes first tells nothing where an event has no direction: one code for both.
    low, high = np.minimum(both[:, 0], both[:, 1]), np.maximum(both[:, 0], both[:, 1])
    party = np.asarray(
        [
            pairs.setdefault(pair, len(pairs))
            for pair in zip(low.tolist(), high.tolist(), strict=True)
        ],
        dtype=np.int64,
    )  # fmt: skip
    start, end = (
        days.astype("datetime64[D]").astype(np.int64) for days in (events.start, events.end)
    )
    placed = np.isfinite(events.lat) & np.isfinite(events.lon)
    scale = np.where(placed, weights.scales(events.where_prec), np.nan)
    rows = Rows(
        row=np.arange(len(events), dtype=np.int64),
        start=start,
        end=end,
        lat=events.lat,
        lon=events.lon,
        scale=scale,
        lasting=(events.clarity == AGGREGATED) | (end - start + 1 > weights.lasting_days),
        party=party,
        kind=_coded(events.kind, kinds, str),
        place=_coded(events.place, places, place_key),
        low=events.low,
        best=events.best,
        high=events.high,
    )
    names = np.asarray(["|".join(map(str, pair)) for pair in _names(events, pairs)] or [""])
    order = np.lexsort(
        (names[party], rows.kind, rows.high, rows.low, rows.best, rows.scale, rows.lon, rows.lat,
         rows.end, rows.start)
    ) if len(rows) else np.zeros(0, dtype=np.int64)  # fmt: skip
    many = np.bincount(party, minlength=len(pairs)).astype(np.int64)
    return rows.take(order), Parties(tuple(_names(events, pairs)), many)


def _names(
    events: Events, pairs: dict[tuple[int, int], int]
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(events.sides[one], events.sides[other]) for one, other in pairs]


def _coded(column: Categories, codes: dict[str, int], spelt: Any) -> Ints:
    own = [codes.setdefault(word, len(codes)) if (word := spelt(v)) else -1 for v in column.values]
    return np.asarray([*own, -1], dtype=np.int64)[column.codes]


def word_matrices(one: Events, other: Events) -> tuple[Any, Any] | None:
    """The words of each row's source lines, rare ones weighing more: two sparse matrices.

    Shapes (rows, words), every row of length 1, so that a product is a cosine. Words that stand in
    one row only, or in more than a fifth of all, are left out. None where one has no lines at all.
    """
    from scipy.sparse import csr_matrix

    words: dict[str, int] = {}
    found = [_words(events, words) for events in (one, other)]
    if not words or any(not len(columns) for _, columns in found):
        return None
    counted = [
        csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(starts) - 1, len(words)))
        for starts, columns in found
    ]
    total = sum(len(starts) - 1 for starts, _ in found)
    many = np.asarray(counted[0].sum(axis=0) + counted[1].sum(axis=0)).ravel()
    used = (many >= 2) & (many <= max(total * 0.2, 2))
    rarity = np.where(used, np.log(np.maximum(total / np.maximum(many, 1), 1.0)), 0.0)
    return tuple(_unit(matrix.multiply(rarity[None, :]).tocsr()) for matrix in counted)


def _words(events: Events, words: dict[str, int]) -> tuple[Ints, Ints]:
    starts, columns = [0], []
    for texts in events.table["line_texts"].to_pylist():
        own = {
            words.setdefault(word, len(words))
            for text in texts or ()
            if text
            for word in _WORD.findall(text.lower())
        }
        columns.extend(sorted(own))
        starts.append(len(columns))
    return np.asarray(starts, dtype=np.int64), np.asarray(columns, dtype=np.int64)


def _unit(matrix: Any) -> Any:
    from scipy.sparse import diags

    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return diags(1.0 / np.where(length > 0, length, 1.0)) @ matrix


def cosines(matrices: tuple[Any, Any], one: Ints, other: Ints) -> Floats:
    """Cosine of each pair of rows, shape (pairs,); NaN where one of them has no words."""
    first, second = matrices
    if not len(one):
        return np.zeros(0)
    dots = []
    for at in range(0, len(one), STEP):
        both = first[one[at : at + STEP]].multiply(second[other[at : at + STEP]])
        dots.append(np.asarray(both.sum(axis=1)).ravel())
    dot = np.concatenate(dots)
    some = [np.diff(matrix.indptr) > 0 for matrix in matrices]
    return np.where(some[0][one] & some[1][other], dot, np.nan)
