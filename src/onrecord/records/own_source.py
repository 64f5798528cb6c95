"""A table of one's own as columns of text, whatever it is kept in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import RecordError
from onrecord.records.mapping import LISTS, OwnMapping, nearest
from onrecord.records.own_columns import ITEM

if TYPE_CHECKING:
    import pyarrow as pa

POINT = ("latitude", "longitude")
GEOMETRY = ("(geometry) latitude", "(geometry) longitude")
"""Columns that a format with geometries has besides its own."""


@dataclass(frozen=True)
class OwnSource:
    """Columns of text, and where each row stands in the file."""

    table: pa.Table
    lines: Sequence[int]
    """Line of a CSV, row of a sheet, number of a feature; counted from 1."""
    sha256: str
    where: str
    notes: tuple[str, ...] = ()


def mapped_columns(header: Sequence[str], mapping: OwnMapping, where: str) -> dict[str, str]:
    """Field → column, for the fields that a column feeds.

    Raises RecordError for a column that the table lacks (with the nearest names), that it names
    twice, and for a table without any place.
    """
    columns = {name: f.column for name, f in mapping.fields.items() if f.column is not None}
    if set(GEOMETRY) <= set(header) and not set(POINT) & set(mapping.fields):
        columns |= dict(zip(POINT, GEOMETRY, strict=True))
    for name, column in columns.items():
        if column not in header:
            shown = [other for other in header if other not in GEOMETRY]
            raise RecordError(
                f"{where} has no column “{column}”, which is to be {name}",
                where=mapping.at(name),
                todo=nearest(column, shown),
            )
        if list(header).count(column) > 1:
            raise RecordError(f"names the column “{column}” twice", where=where)
    if not ({*columns, *mapping.fields} & {*POINT, "place", "adm1", "adm2"}):
        raise RecordError(
            "says nothing of the place",
            where=mapping.where,
            todo="Map latitude and longitude, or place, adm1 or adm2.",
        )
    return columns


def fields_of(table: pa.Table, columns: dict[str, str], mapping: OwnMapping) -> pa.Table:
    """A table with one column of text for each mapped field, constants and values applied."""
    import pyarrow as pa
    import pyarrow.compute as pc

    made: dict[str, Any] = {}
    for name in sorted({*columns, *mapping.fields}):
        own = mapping.fields.get(name)
        if own is not None and own.constant is not None:
            made[name] = pa.repeat(pa.scalar(own.constant, pa.string()), table.num_rows)
            continue
        column = table[columns[name]].combine_chunks()
        if own is not None and own.values:
            encoded = pc.dictionary_encode(column)
            means = [
                _meant(text, own.values, lists=name in LISTS, sign=own.separator)
                for text in encoded.dictionary.to_pylist()
            ]
            column = pa.array(means, pa.string()).take(encoded.indices)
        made[name] = column
    return pa.table(made)


def _meant(text: str, values: Any, *, lists: bool, sign: str | None) -> str:
    whole = values.get(text.strip().casefold())
    if whole is not None or not lists:
        return str(text if whole is None else whole)
    sign = ITEM if ITEM in text else sign
    if not sign:
        return text
    parts = text.split(sign)
    return sign.join(str(values.get(part.strip().casefold(), part)) for part in parts)


def as_text(table: pa.Table) -> pa.Table:
    """Every column of an Arrow table as text: “” for nothing, a list with its items parted.

    Raises RecordError for a column of a kind that is no text (an image, a nested table).
    """
    import pyarrow as pa

    columns = {}
    for i, name in enumerate(table.schema.names):
        columns[f"{i}"] = (name, _text(table.column(i), name))
    return pa.Table.from_arrays(
        [text for _, text in columns.values()], names=[name for name, _ in columns.values()]
    )


def _text(column: Any, name: str) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    kind = array.type
    if pa.types.is_dictionary(kind):
        array = array.dictionary_decode()
        kind = array.type
    try:
        if pa.types.is_list(kind) or pa.types.is_large_list(kind):
            items = _text(array.flatten(), name)
            lengths = pc.fill_null(pc.list_value_length(array), pa.scalar(0, pa.int32()))
            offsets = pa.array([0, *pc.cumulative_sum(lengths).to_pylist()], pa.int32())
            return pc.binary_join(pa.ListArray.from_arrays(offsets, items), ITEM)
        if pa.types.is_floating(kind):
            whole = pc.and_(
                pc.equal(array, pc.floor(array)), pc.less(pc.abs(array), pa.scalar(1e15))
            )
            text = pc.if_else(
                pc.fill_null(whole, pa.scalar(False)),
                pc.if_else(whole, array, None).cast(pa.int64()).cast(pa.string()),
                array.cast(pa.string()),
            )
            empty = pc.is_null(array, nan_is_null=True)
            return pc.if_else(empty, pa.scalar(""), text)
        if pa.types.is_null(kind):
            return pa.repeat(pa.scalar(""), len(array))
        return pc.fill_null(array.cast(pa.string()), pa.scalar(""))
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError) as error:
        raise RecordError(
            f"the column “{name}” ({kind}) cannot be read as text",
            todo="Save it as text, numbers or dates.",
        ) from error


def of_frame(frame: Any) -> OwnSource:
    """A data frame of pandas, polars or Arrow, or anything that gives itself as Arrow."""
    import pyarrow as pa

    try:
        if isinstance(frame, pa.Table):
            table = frame
        elif hasattr(frame, "reset_index"):
            plain = frame.reset_index(drop=True)
            table = pa.Table.from_pandas(plain, preserve_index=False)
        elif hasattr(frame, "__arrow_c_stream__"):
            table = pa.table(frame)
        else:
            raise RecordError(
                f"a {type(frame).__name__} is neither a file nor a table",
                todo="Give a path, or a data frame of pandas, polars or Arrow.",
            )
    except (pa.ArrowInvalid, pa.ArrowTypeError, TypeError, ValueError) as error:
        raise RecordError(f"the data frame cannot be read: {str(error)[:200]}") from error
    text = as_text(table)
    digest = hashlib.sha256()
    for name, column in zip(text.schema.names, text.columns, strict=True):
        digest.update(f"{name}\x1e".encode())
        for value in column.to_pylist():
            digest.update(f"{value}\x1f".encode())
    return OwnSource(text, range(1, text.num_rows + 1), digest.hexdigest(), "the data frame")


def checksum(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
