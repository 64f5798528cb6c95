"""Reading a table of one's own, by a mapping."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import RecordError
from onrecord.records.csv_quick import Irregular, quick_rows
from onrecord.records.csv_rows import Rows, exact_rows, read_header
from onrecord.records.label import check_name, check_version
from onrecord.records.mapping import OwnMapping, read_mapping
from onrecord.records.own_columns import convert
from onrecord.records.own_formats import FORMATS
from onrecord.records.own_source import OwnSource, fields_of, mapped_columns, of_frame
from onrecord.records.schema import Coverage, Expresses, RecordInfo
from onrecord.records.source_file import SourceFile, open_source
from onrecord.records.table_file import (
    Converted,
    Reading,
    TableFile,
    refuse_broken,
    without_duplicates,
)
from onrecord.records.told import left_out

if TYPE_CHECKING:
    import pyarrow as pa

_SHOWN = ("id", "start", "place", "best")
Given = str | os.PathLike[str] | Mapping[str, Any] | OwnMapping


def own_from(
    source: Any,
    mapping: Given,
    *,
    name: str | None = None,
    version: str | None = None,
    tolerate: bool = False,
) -> TableFile:
    """Read a table by a mapping: CSV (or a zip of one), Parquet, Excel, GeoJSON, GeoPackage, or a
    data frame of pandas, polars or Arrow.

    `mapping`: a YAML file, or a dictionary of the same form. Raises RecordError for a mapping that
    is wrong, a column that is missing, a table without events, or one of which more than 1 % of
    the rows have to be rejected (not with `tolerate`); MissingExtraError where a format needs a
    part of onrecord that is not installed.
    """
    how = read_mapping(mapping)
    label = check_name(name or how.record)
    chosen = version or how.version
    if chosen is not None:
        check_version(chosen)
    if not isinstance(source, str | os.PathLike):
        reading, own = _of_source(of_frame(source), how)
    else:
        path = Path(source)
        if "\0" in str(path) or not path.exists():
            raise RecordError("no such file", where=str(path), todo="Check the name and folder.")
        if path.is_dir():
            raise RecordError("is a folder, not a file", where=str(path))
        form = FORMATS.get(path.suffix.lower())
        if form is None:
            with open_source(path) as file:
                reading = _of_csv(file, how)
                refuse_broken(file, reading, "the mapping", tolerate=tolerate)
                info = _describe(reading, how, file.sha256, label, chosen)
            return TableFile(reading.table, tuple(reading.rejects), info, ())
        if not path.stat().st_size:
            raise RecordError("is empty", where=str(path))
        reading, own = _of_source(form(path, how), how)
    refuse_broken(_Whole(Path(own.where)), reading, "the mapping", tolerate=tolerate)
    info = _describe(reading, how, own.sha256, label, chosen)
    return TableFile(reading.table, tuple(reading.rejects), info, ())


@dataclass(frozen=True)
class _Whole:
    """A table that cannot have been cut off in the middle of a row."""

    path: Path
    lines: int = -1
    whole: bool = True

    def at(self, line: int) -> str:
        return f"{self.path}:{line}"


def _of_csv(file: SourceFile, mapping: OwnMapping) -> Reading:
    header = read_header(file, mapping.delimiter)
    where = str(file.path)
    wanted = {f.column for f in mapping.fields.values() if f.column}
    if not wanted <= set(header):
        for sign, word in ((";", "semicolon"), ("\t", "tab"), (",", "comma"), ("|", "bar")):
            if sign != mapping.delimiter and wanted <= set(read_header(file, sign)):
                raise RecordError(
                    f"its columns are parted by a {word}",
                    where=f"{where}:1",
                    todo=f"Write in the mapping: file: {{delimiter: {word}}}.",
                )
    columns = mapped_columns(header, mapping, where)
    names = sorted(set(columns.values()))

    def read(*, quick: bool) -> Reading:
        reading = Reading()
        parts = quick_rows if quick else exact_rows
        for rows in parts(file, header, names, mapping.delimiter):
            text = fields_of(rows.table, columns, mapping)
            reading.add(Rows(text, rows.lines, rows.cells, rows.malformed), _converter(mapping))
        return without_duplicates(reading, _SHOWN)

    try:
        return read(quick=True)
    except Irregular:
        return read(quick=False)


def _of_source(source: OwnSource, mapping: OwnMapping) -> tuple[Reading, OwnSource]:
    columns = mapped_columns(source.table.schema.names, mapping, source.where)
    text = fields_of(source.table, columns, mapping)
    cells = _Cells(text)
    reading = Reading()
    reading.add(Rows(text, list(source.lines), cells), _converter(mapping))
    return without_duplicates(reading, _SHOWN), source


class _Cells(Sequence[list[str]]):
    """The cells of each row, made when a row has to be shown."""

    def __init__(self, text: pa.Table) -> None:
        self._text = text

    def __len__(self) -> int:
        return int(self._text.num_rows)

    def __getitem__(self, row: Any) -> Any:
        return [str(column[row]) for column in self._text.columns]


def _converter(mapping: OwnMapping) -> Any:
    def converted(text: pa.Table) -> Converted:
        return convert(text, mapping)

    return converted


def _describe(
    reading: Reading, mapping: OwnMapping, sha256: str, name: str, version: str | None
) -> RecordInfo:
    import pyarrow.compute as pc

    table = reading.table
    both = hashlib.sha256(f"{sha256}\n{mapping.text}".encode()).hexdigest()
    days = pc.min(table["start"]).as_py(), pc.max(table["end"]).as_py()
    countries = sorted(c for c in pc.unique(table["country"]).to_pylist() if c)
    stated = mapping.first is not None and mapping.last is not None
    coverage = Coverage(
        mapping.first or days[0],
        mapping.last or days[1],
        mapping.countries or tuple(countries),
        mapping.sees,
        mapping.cannot_see,
        None if stated else {},
    )
    warnings = dict(reading.counts)
    return RecordInfo(
        name=name,
        version=version or both[:12],
        sha256=both,
        rows=table.num_rows,
        licence=mapping.licence,
        citation=mapping.citation,
        coverage=coverage,
        expresses=_expresses(table, mapping),
        warnings=warnings,
        notes=tuple(_notes(reading, mapping, table.num_rows, stated=stated)),
        rejected=len(reading.rejects),
        redistributable=mapping.redistributable,
    )


def _expresses(table: pa.Table, mapping: OwnMapping) -> Expresses:
    """What the table can say, by its mapping: by its schema, not by what it happens to hold."""
    import pyarrow.compute as pc

    kind = mapping.fields.get("kind")
    kinds = mapping.kinds
    if kinds is None and kind is not None:
        coded = {kind.constant, *kind.values.values()} - {None, ""}
        kinds = frozenset(str(word) for word in coded) or frozenset(
            word for word in pc.unique(table["kind"]).to_pylist() if word
        )
    directed = "directed" in mapping.fields
    return Expresses(
        kinds=kinds or frozenset(),
        deadly_only=mapping.deadly_only,
        directed_against=None if directed else frozenset(),
        supporters_under_supported=mapping.supporters_under_supported,
        umbrellas=mapping.umbrellas,
        unidentified="Unidentified ",
        kills_by=frozenset({"civilians"}) if directed else frozenset(),
        systematic=mapping.systematic,
        attention_only=mapping.attention_only,
    )


def _notes(reading: Reading, mapping: OwnMapping, rows: int, *, stated: bool) -> list[str]:
    notes = ["The checksum is that of the table and its mapping together."]
    if not stated:
        notes.append(
            "The mapping does not state the days that the table covers: of nothing can it be said "
            "to be missing. Coverage is shown from the first event to the last."
        )
    if "id" not in mapping.fields:
        notes.append("The ids are made from what the rows say: a changed row has another id.")
    if "where_prec" not in mapping.fields and reading.counts["without_point"] < rows:
        notes.append("The mapping does not say how precise the points are: taken as exact.")
    if "kind" in mapping.fields and mapping.kinds is None and not mapping.fields["kind"].values:
        notes.append("The kinds that the table can tell are taken from its rows: state them.")
    if "directed" not in mapping.fields:
        notes.append("The mapping does not say who acts: the order of the sides means nothing.")
    if reading.rejects:
        notes.append(left_out(len(reading.rejects)))
    if reading.counts["cut_off"]:
        notes.append("The file ends in the middle of a row: rows may be missing after it.")
    return notes
