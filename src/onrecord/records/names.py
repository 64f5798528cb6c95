"""The names a record uses, for the registry of actors and the gazetteer."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.records.schema import Categories, Record


class SideName(NamedTuple):
    """One name on the sides of a record."""

    name: str
    id: int | None
    """UCDP's id of the group, where the record is UCDP's and the name ever stands alone."""
    events: int


class PlaceColumns(NamedTuple):
    """One entry for each event, in the order in which `Gazetteer.from_rows` takes them.

    Texts are object arrays of str, "" where the record gives none; degrees are NaN there.
    """

    name: NDArray[np.object_]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    where_prec: NDArray[np.int8]
    adm_1: NDArray[np.object_]
    adm_2: NDArray[np.object_]
    country: NDArray[np.object_]


OF_UCDP = "type_of_violence"
"""A column that only UCDP's events have. Another source's ids are not UCDP's, whatever its columns
are called, and would name the wrong actor."""


def names_with_ids(record: Record) -> tuple[SideName, ...]:
    """Every name on either side, most frequent first, with UCDP's id of the group.

    The id of a side of several groups is that of their alliance, so only sides of one name count;
    where one name has had several ids, the one with most events is given.
    """
    events = record.events()
    ids: dict[str, Counter[int]] = {}
    counts: Counter[str] = Counter()
    for letter, codes in (("a", events.side_a), ("b", events.side_b)):
        for side, number in zip(*np.unique(codes, return_counts=True), strict=True):
            for name in events.sides[int(side)]:
                counts[name] += int(number)
        column = f"side_{letter}_id"
        if not {column, OF_UCDP} <= set(events.table.schema.names):
            continue
        known = np.asarray(events.table[column].fill_null(-1).to_numpy())
        pairs, numbers = np.unique(np.stack([codes, known]), axis=1, return_counts=True)
        for (side, number_id), number in zip(pairs.T.tolist(), numbers.tolist(), strict=True):
            names = events.sides[side]
            if len(names) == 1 and number_id >= 0:
                ids.setdefault(names[0], Counter())[number_id] += number
    return tuple(
        SideName(name, ids[name].most_common(1)[0][0] if name in ids else None, number)
        for name, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def place_columns(record: Record) -> PlaceColumns:
    """What the gazetteer learns from a record: the named point of each event."""
    events = record.events()
    return PlaceColumns(
        name=_texts(events.place),
        lat=events.lat,
        lon=events.lon,
        where_prec=events.where_prec,
        adm_1=_texts(events.adm1),
        adm_2=_texts(events.adm2),
        country=_texts(events.country),
    )


def _texts(column: Categories) -> NDArray[np.object_]:
    # Code −1 is no value, and picks the last entry.
    return np.asarray([*column.values, ""], dtype=object)[column.codes]
