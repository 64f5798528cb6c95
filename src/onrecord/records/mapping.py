"""A mapping file: which column of a table of one's own is which field of an event (YAML).

It is read as text with line numbers, so that every mistake can be shown where it stands.
"""

from __future__ import annotations

import datetime as dt
import difflib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from onrecord.actors.yamltext import Table, read_yaml
from onrecord.errors import OnrecordError, RecordError
from onrecord.records.label import check_name, check_version

WHEN = ("date", "start", "end", "date_prec")
WHERE = (*("latitude", "longitude", "place", "adm1", "adm2", "country", "where_prec"),)
WHO = ("side_a", "side_b", "directed")
DEAD = (*("low", "best", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"),)
SOURCE = ("source_office", "source_date", "source_line")
FIELDS = ("id", *WHEN, *WHERE, *WHO, "kind", *DEAD, "clarity", *SOURCE)
"""Our names for what a column can be."""
LISTS = ("side_a", "side_b", "source_office", "source_date", "source_line")
"""Fields that may hold several names in one cell, with a separator."""
DATED = ("date", "start", "end", "source_date")

_ABOUT = {
    *("record", "version", "licence", "citation", "sees", "cannot_see", "redistributable"),
    *("coverage", "file", "fields", "kinds", "systematic", "deadly_only", "umbrellas"),
    *("supporters_under_supported", "attention_only"),
}
_FILE = {"delimiter", "sheet", "layer"}
_COVERAGE = {"from", "to", "countries"}
_FIELD = {"column", "constant", "values", "format", "separator"}
_SIGNS = {"tab": "\t", "\\t": "\t", "semicolon": ";", "comma": ",", "bar": "|"}


@dataclass(frozen=True)
class Field:
    """Where a field comes from: a column or a constant, and how its text is to be read."""

    column: str | None = None
    constant: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    """Text of a cell, in small letters → what it means."""
    format: str | None = None
    """How a date is written, as Python's strptime has it (`%d.%m.%Y`)."""
    separator: str | None = None
    """What parts the names of a list."""
    line: int | None = None


@dataclass(frozen=True)
class OwnMapping:
    """What is known of a table of one's own: its columns, and what it covers and can say."""

    fields: Mapping[str, Field]
    record: str = "own"
    version: str | None = None
    licence: str = "not stated"
    citation: str = "not stated"
    sees: str = "what its makers recorded"
    cannot_see: tuple[str, ...] = ()
    redistributable: bool = False
    first: dt.date | None = None
    last: dt.date | None = None
    countries: tuple[str, ...] = ()
    delimiter: str = ","
    sheet: str | None = None
    layer: str | None = None
    kinds: frozenset[str] | None = None
    systematic: frozenset[str] | None = None
    deadly_only: bool = False
    umbrellas: bool = False
    supporters_under_supported: bool = False
    attention_only: bool = False
    text: str = ""
    """The file itself: it is part of the record's checksum."""
    where: str = "the mapping"

    def at(self, name: str) -> str:
        """Where the file speaks of a field, for a message."""
        line = self.fields[name].line if name in self.fields else None
        return f"{self.where}, line {line}" if line else self.where


def read_mapping(source: str | os.PathLike[str] | Mapping[str, Any] | OwnMapping) -> OwnMapping:
    """A mapping from a YAML file, or from a dictionary of the same form.

    Raises RecordError, with file, line and the nearest names, for one that is wrong.
    """
    if isinstance(source, OwnMapping):
        return source
    if isinstance(source, Mapping):
        import io

        from ruamel.yaml import YAML

        out = io.StringIO()
        YAML(typ="safe", pure=True).dump(_plain(source), out)
        return _parse(out.getvalue(), "the mapping")
    path = Path(source)
    try:
        return _parse(path.read_text(encoding="utf-8"), str(path))
    except OSError as error:
        raise RecordError(
            f"the mapping cannot be read: {error.strerror or error}", where=str(path)
        ) from error
    except UnicodeDecodeError as error:
        raise RecordError(
            "the mapping is not in UTF-8", where=str(path), todo="Save it in UTF-8."
        ) from error


def _plain(value: Any) -> Any:
    """Only what YAML writes plainly: a dictionary given in Python may hold anything."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, str | int | float | bool) else str(value)


def _parse(text: str, where: str) -> OwnMapping:
    try:
        table = read_yaml(text, where)
    except RecordError:
        raise
    except OnrecordError as error:
        raise RecordError(error.what, where=error.where, todo=error.todo) from None
    except RecursionError:
        raise RecordError("the mapping is nested too deeply", where=where) from None
    reader = _Reader(where)
    reader.known(table, _ABOUT)
    fields = reader.table(table, "fields")
    if not fields:
        reader.fail(None, "names no fields", "Write: fields: {id: …, date: …, side_a: …}.")
    reader.known(fields, FIELDS)
    found = {name: reader.field(fields, name) for name in fields}
    _required(reader, found)
    coverage, file = (reader.table(table, name) for name in ("coverage", "file"))
    reader.known(coverage, _COVERAGE)
    reader.known(file, _FILE)
    first, last = (reader.day(coverage, name) for name in ("from", "to"))
    if first and last and last < first:
        reader.fail(coverage.key_lines["to"], "the coverage ends before it begins", "Swap them.")
    delimiter = str(file.get("delimiter", ","))
    delimiter = _SIGNS.get(delimiter, delimiter)
    if len(delimiter) != 1 or delimiter in '\r\n"':
        reader.fail(
            file.key_lines["delimiter"], f"“{delimiter}” cannot part columns", "Write “;” or tab."
        )
    version = reader.text(table, "version", "")
    name = reader.text(table, "record", "own")
    try:
        check_name(name)
        if version:
            check_version(version)
    except RecordError as error:
        reader.fail(None, error.what, error.todo or "")
    return OwnMapping(
        fields=found,
        record=name,
        version=version or None,
        licence=reader.text(table, "licence", "not stated"),
        citation=reader.text(table, "citation", "not stated"),
        sees=reader.text(table, "sees", "what its makers recorded"),
        cannot_see=reader.texts(table, "cannot_see") or (),
        redistributable=reader.flag(table, "redistributable"),
        first=first,
        last=last,
        countries=reader.texts(coverage, "countries") or (),
        delimiter=delimiter,
        sheet=reader.text(file, "sheet", "") or None,
        layer=reader.text(file, "layer", "") or None,
        kinds=reader.names(table, "kinds"),
        systematic=reader.names(table, "systematic"),
        deadly_only=reader.flag(table, "deadly_only"),
        umbrellas=reader.flag(table, "umbrellas"),
        supporters_under_supported=reader.flag(table, "supporters_under_supported"),
        attention_only=reader.flag(table, "attention_only"),
        text=text,
        where=where,
    )


def _required(reader: _Reader, fields: Mapping[str, Field]) -> None:
    if "date" not in fields and "start" not in fields:
        reader.fail(None, "says nothing of the date", "Map date, or start and end.")
    if "date" in fields and "start" in fields:
        reader.fail(fields["start"].line, "maps both date and start", "Map one of the two.")
    if "end" in fields and "start" not in fields:
        reader.fail(fields["end"].line, "maps end but not start", "Map start too, or date alone.")
    if not {"side_a", "side_b"} & set(fields):
        reader.fail(None, "names no actor", "Map side_a, side_b or both.")
    if ("latitude" in fields) != ("longitude" in fields):
        reader.fail(None, "maps one of latitude and longitude", "Map both.")


@dataclass(frozen=True)
class _Reader:
    """Reads the parts of a mapping; whatever is wrong is told with its line."""

    where: str

    def fail(self, line: int | None, what: str, todo: str) -> NoReturn:
        where = f"{self.where}, line {line}" if line else self.where
        raise RecordError(what, where=where, todo=todo)

    def known(self, table: Table, names: Iterable[str]) -> None:
        known = sorted(names)
        for key in table:
            if key not in known:
                self.fail(table.key_lines[key], f"“{key}” is not known here", nearest(key, known))

    def table(self, parent: Table, name: str) -> Table:
        value = parent.get(name)
        if value is None:
            return Table()
        if not isinstance(value, Table):
            self.fail(parent.key_lines[name], f"“{name}” is not a table", "Write: name: value.")
        return value

    def text(self, parent: Table, name: str, default: str) -> str:
        value = parent.get(name, default)
        if not isinstance(value, str):
            self.fail(parent.key_lines[name], f"“{name}” is not a text", "Write one text.")
        return " ".join(str(value).split())

    def texts(self, parent: Table, name: str) -> tuple[str, ...] | None:
        value = parent.get(name)
        if value is None:
            return None
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fail(parent.key_lines[name], f"“{name}” is not a list", "Write: [one, two].")
        return tuple(str(item) for item in value)

    def names(self, parent: Table, name: str) -> frozenset[str] | None:
        found = self.texts(parent, name)
        return None if found is None else frozenset(found)

    def flag(self, parent: Table, name: str) -> bool:
        value = str(parent.get(name, "false")).lower()
        if value not in ("true", "false", "yes", "no"):
            self.fail(parent.key_lines[name], f"“{name}” is not true or false", "Write true.")
        return value in ("true", "yes")

    def day(self, parent: Table, name: str) -> dt.date | None:
        if name not in parent:
            return None
        try:
            return dt.date.fromisoformat(str(parent[name]))
        except ValueError:
            self.fail(parent.key_lines[name], f"“{parent[name]}” is no day", "Write 2017-10-23.")

    def field(self, fields: Table, name: str) -> Field:
        value, line = fields[name], fields.key_lines[name]
        if isinstance(value, str):
            return Field(column=str(value), line=line)
        if not isinstance(value, Table):
            self.fail(line, f"“{name}” is a list", f"Write: {name}: column.")
        self.known(value, _FIELD)
        if ("column" in value) == ("constant" in value):
            self.fail(line, f"“{name}” needs a column or a constant, and not both", "Write one.")
        for part, allowed in (("format", DATED), ("separator", LISTS)):
            if part in value and name not in allowed:
                self.fail(line, f"“{name}” has no {part}", f"{part} is for {', '.join(allowed)}.")
        values = self.table(value, "values")
        if any(not isinstance(meaning, str) for meaning in values.values()):
            self.fail(line, f"the values of “{name}” are not texts", "Write: word: meaning.")
        plain = {part: str(value[part]) for part in _FIELD - {"values"} if part in value}
        means = {key.strip().casefold(): str(meaning) for key, meaning in values.items()}
        return Field(values=means, line=line, **plain)


def nearest(name: str, known: Iterable[str]) -> str:
    """What may have been meant, as a sentence."""
    known = list(known)
    lower = {other.casefold(): other for other in known}
    found = difflib.get_close_matches(name.casefold(), list(lower), n=3, cutoff=0.5)
    if found:
        return "Did you mean " + ", ".join(f"“{lower[other]}”" for other in found) + "?"
    shown = ", ".join(known[:30])
    return f"There is: {shown}{'…' if len(known) > 30 else ''}."
