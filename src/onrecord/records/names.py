"""The names a record uses, for the registry of actors and the gazetteer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.records.arrow_columns import distinct_lists, distinct_texts, numbers
from onrecord.records.counted import OF_UCDP, Counting
from onrecord.records.schema import Categories, Record


class SideName(NamedTuple):
    """One name on the sides of a record."""

    name: str
    id: int | None
    """UCDP's id of the group, where the record is UCDP's and the name ever stands alone."""
    events: int


class PlaceColumns(NamedTuple):
    """One entry for each event, or for events alike, as `Gazetteer.from_rows` takes them.

    Degrees are NaN where the record gives none.
    """

    name: Categories
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    where_prec: NDArray[np.int8]
    adm_1: Categories
    adm_2: Categories
    country: Categories
    events: NDArray[np.int64]
    """How many events each entry stands for."""


def names_with_ids(record: Record) -> tuple[SideName, ...]:
    """Every name on either side, most frequent first, with UCDP's id of the group.

    The id of a side of several groups is that of their alliance, so only sides of one name count;
    where one name has had several ids, the one with most events is given (of equals the least).
    """
    ids: dict[str, Counter[int]] = {}
    counts: Counter[str] = Counter()
    for names, number_id, number in _sides(record):
        for name in names:
            counts[name] += number
        if len(names) == 1 and number_id >= 0:
            ids.setdefault(names[0], Counter())[number_id] += number
    return tuple(
        SideName(name, _commonest(ids[name]) if name in ids else None, number)
        for name, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def _commonest(ids: Counter[int]) -> int:
    return min(ids, key=lambda one: (-ids[one], one))


def _sides(record: Record) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Names on a side, its id (−1: none), and the number of events."""
    if isinstance(record, Counting):
        table = record.sides()
        codes, sides = distinct_lists(table["side"])
        found_ids, numbers_of = numbers(table["id"], np.int64), numbers(table["events"], np.int64)
        for code, own, number in zip(codes, found_ids.tolist(), numbers_of.tolist(), strict=True):
            yield sides[int(code)], own, number
        return
    events = record.events()
    for letter, codes in (("a", events.side_a), ("b", events.side_b)):
        column = f"side_{letter}_id"
        known = np.full(len(events), -1)
        if {column, OF_UCDP} <= set(events.table.schema.names):
            known = numbers(events.table[column], np.int64)
        pairs, counts = np.unique(np.stack([codes, known]), axis=1, return_counts=True)
        for (side, own), number in zip(pairs.T.tolist(), counts.tolist(), strict=True):
            yield events.sides[side], own, number


def place_columns(record: Record) -> PlaceColumns:
    """What the gazetteer learns from a record: the named point of each event."""
    if isinstance(record, Counting):
        table = record.places()
        return PlaceColumns(
            name=Categories(*distinct_texts(table["place"])),
            lat=numbers(table["lat"], np.float64),
            lon=numbers(table["lon"], np.float64),
            where_prec=numbers(table["where_prec"], np.int8),
            adm_1=Categories(*distinct_texts(table["adm1"])),
            adm_2=Categories(*distinct_texts(table["adm2"])),
            country=Categories(*distinct_texts(table["country"])),
            events=numbers(table["events"], np.int64),
        )
    events = record.events()
    return PlaceColumns(
        name=events.place,
        lat=events.lat,
        lon=events.lon,
        where_prec=events.where_prec,
        adm_1=events.adm1,
        adm_2=events.adm2,
        country=events.country,
        events=np.ones(len(events), dtype=np.int64),
    )
