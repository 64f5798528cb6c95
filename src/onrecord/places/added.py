"""The files that were added to the gazetteer, kept under the user's data folder.

Each is a folder of its own, which appears whole or not at all: `about.json`, and `points.arrow`
(places of GeoNames) or `units.arrow` (units with outlines as well-known binary).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

from onrecord.errors import OnrecordError
from onrecord.places.country_file import looks_like, read_country_file
from onrecord.places.geonames import data_folder
from onrecord.places.outline import Outline
from onrecord.places.outlines import OutlinedUnit
from onrecord.places.units_file import read_units
from onrecord.places.unpacked import unpacked

FORMAT = 1
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_UNFINISHED = ".unfinished-"


@dataclass(frozen=True)
class Added:
    """One file that was added: what it is and what it holds."""

    name: str
    kind: Literal["places", "units"]
    file: str
    sha256: str
    countries: tuple[str, ...]
    """ISO 3166 codes."""
    levels: tuple[int, ...]
    """Of units: 1, 2 or both."""
    number: int
    notes: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def __str__(self) -> str:
        what = "places (GeoNames, CC BY 4.0)"
        if self.kind == "units":
            orders = " and ".join({1: "first", 2: "second"}[one] for one in self.levels)
            what = f"units of the {orders} order, with outlines"
        return (
            f"{self.name}: {self.number:,} {what}, of {', '.join(self.countries)} "
            f"({self.file}, sha256 {self.sha256[:12]}…)"
        )


def folder() -> Path:
    return _inside(data_folder())


@lru_cache(maxsize=4)
def _inside(data: Path) -> Path:
    return data / "places"


def added_files() -> tuple[Added, ...]:
    """What was added, by name. Raises OnrecordError where one of them is damaged."""
    there = folder()
    try:
        seen = there.stat().st_mtime_ns
    except OSError:
        return ()
    return _listed(there, seen)


@lru_cache(maxsize=4)
def _listed(there: Path, _seen: int) -> tuple[Added, ...]:
    names = sorted(p.name for p in there.iterdir() if p.is_dir() and p.name[0] != ".")
    return tuple(_about(there / name) for name in names)


def _about(kept: Path) -> Added:
    try:
        told = json.loads((kept / "about.json").read_text(encoding="utf-8"))
        if told.pop("format") != FORMAT:
            raise OnrecordError(
                "was added by a newer version of onrecord",
                where=str(kept),
                todo=f"Update onrecord, or: onrecord places remove {kept.name}",
            )
        lists = {name: tuple(told.pop(name)) for name in ("countries", "levels", "notes")}
        return Added(**cast(dict[str, Any], {**told, **lists}))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(kept, error) from None


def _damaged(kept: Path, error: Exception) -> OnrecordError:
    return OnrecordError(
        f"is damaged ({type(error).__name__}: {error})",
        where=str(kept),
        todo=f"Take it out and add the file again: onrecord places remove {kept.name}",
    )


def add_file(
    path: Path,
    *,
    name: str | None = None,
    level: int | None = None,
    column: str | None = None,
    country: str | None = None,
) -> Added:
    """Read a GeoNames country file or GeoJSON of units into the data folder.

    Adding the same file again changes nothing. Raises OnrecordError: no such file, another kind of
    file, a name or a country (or units of one country and level) that is there already.
    """
    called = name or _name_of(path)
    if not _NAME.fullmatch(called):
        raise OnrecordError(
            f"“{called}” cannot be the name of a file of places",
            todo="Use letters, digits, points and hyphens: --name syria-units.",
        )
    with unpacked(path) as (file, inside):
        where = str(path) if inside == path.name else f"{path} → {inside}"
        digest = hashlib.sha256()
        while chunk := file.read(1 << 20):
            digest.update(chunk)
        sha = digest.hexdigest()
        before = {one.name: one for one in added_files()}
        same = before.get(called)
        if same is not None and same.sha256 == sha:
            return same
        file.seek(0)
        start = file.read(100_000)
        file.seek(0)
        _refuse_empty(start, where)
        told: Mapping[str, Any] = {"name": called, "file": path.name, "sha256": sha}
        if looks_like(start):
            read = read_country_file(file, where)
            notes = [f"{read.left_out:,} streams, fields, units and the like were left out"]
            if read.wrong:
                notes.append(f"{read.wrong:,} lines could not be read ({read.first_wrong})")
            added = Added(
                kind="places", countries=read.countries, levels=(), number=len(read.rows),
                notes=tuple(notes), **told,
            )  # fmt: skip
            table = ("points.arrow", _points(read.rows))
        else:
            units = read_units(
                file, where, f"{path.name}, sha256 {sha[:12]}…",
                level=level, column=column, country=country,
            )  # fmt: skip
            added = Added(
                kind="units", countries=tuple(sorted({u.country for u in units.units})),
                levels=tuple(sorted({u.level for u in units.units})), number=len(units.units),
                notes=units.notes, **told,
            )  # fmt: skip
            table = ("units.arrow", _units(units.units))
    _refuse_twice(added, before)
    _keep(added, *table)
    return added


def _name_of(path: Path) -> str:
    name = path.name
    for ending in (".zip", ".geojson", ".json", ".txt", ".tsv"):
        name = name.removesuffix(ending)
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.")[:64] or "places"


def _refuse_empty(start: bytes, where: str) -> None:
    if not start.strip():
        raise OnrecordError("is empty", where=where, todo="Download it again.")
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in start:
        raise OnrecordError("is not text in UTF-8", where=where, todo="Save it as UTF-8.")
    if start.lstrip()[:1] == b"<":
        raise OnrecordError(
            "is a web page or XML, not a file of places", where=where, todo="Download it again."
        )


def _refuse_twice(added: Added, before: Mapping[str, Added]) -> None:
    if added.name in before:
        raise OnrecordError(
            f"{added.name} is there already, with other content",
            todo=f"Take it out first (onrecord places remove {added.name}), or give this one "
            "another --name.",
        )
    for other in before.values():
        shared = sorted(set(other.countries) & set(added.countries))
        if (
            other.kind == added.kind and shared and set(other.levels) & set(added.levels or ())
        ) or (other.kind == added.kind == "places" and shared):
            raise OnrecordError(
                f"{added.kind} of {', '.join(shared)} are there already, from {other.file}",
                todo=f"Take them out first: onrecord places remove {other.name}",
            )


def remove_file(name: str) -> None:
    """Take a file out. Raises OnrecordError where there is none of that name."""
    kept = folder() / name
    if not _NAME.fullmatch(name) or not kept.is_dir():
        there = ", ".join(sorted(p.name for p in folder().glob("[!.]*"))) or "nothing yet"
        raise OnrecordError(
            f"no file called {name} was added", where=str(folder()), todo=f"There is: {there}."
        )
    away = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder()))
    kept.rename(away / name)
    shutil.rmtree(away, ignore_errors=True)
    _listed.cache_clear()


def _keep(added: Added, file: str, table: Any) -> None:
    """Write the folder beside its place, and move it there in one step."""
    import pyarrow as pa

    target = folder() / added.name
    try:
        folder().mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder()))
        try:
            with pa.ipc.new_file(str(unfinished / file), table.schema) as writer:
                writer.write_table(table.combine_chunks())
            about = json.dumps({"format": FORMAT, **added.as_dict()}, ensure_ascii=False, indent=2)
            (unfinished / "about.json").write_text(about + "\n", encoding="utf-8")
            for written in unfinished.iterdir():
                with written.open("rb") as out:
                    os.fsync(out.fileno())
            unfinished.rename(target)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as error:
        raise OnrecordError(
            f"the gazetteer cannot be written: {error.strerror or error}",
            where=str(target),
            todo="Check the disk and the rights, or set ONRECORD_HOME to another folder.",
        ) from None
    _listed.cache_clear()


def _points(rows: Sequence[Mapping[str, Any]]) -> Any:
    import pyarrow as pa

    return pa.Table.from_pylist(
        [dict(row) for row in rows],
        schema=pa.schema(
            [
                ("geonameid", pa.int64()), ("name", pa.string()),
                ("alternatenames", pa.list_(pa.string())), ("latitude", pa.float64()),
                ("longitude", pa.float64()), ("countrycode", pa.string()),
                ("admin1code", pa.string()), ("population", pa.int64()),
            ]
        ),
    )  # fmt: skip


def _units(units: Sequence[OutlinedUnit]) -> Any:
    import pyarrow as pa

    return pa.table(
        {
            "name": [u.name for u in units],
            "also": pa.array([list(u.also) for u in units], pa.list_(pa.string())),
            "level": pa.array([u.level for u in units], pa.int8()),
            "country": [u.country for u in units],
            "lat": [u.lat for u in units],
            "lon": [u.lon for u in units],
            "bounds": pa.array([list(u.outline.bounds) for u in units], pa.list_(pa.float64())),
            "digest": [u.outline.digest for u in units],
            "wkb": pa.array([u.outline.wkb for u in units], pa.binary()),
            "origin": [u.outline.origin for u in units],
        }
    )


def outlined_units() -> tuple[OutlinedUnit, ...]:
    """The units of every file that was added. Raises OnrecordError where one is damaged."""
    files = [one for one in added_files() if one.kind == "units"]
    return _read_units(str(folder()), tuple((one.name, one.sha256) for one in files))


@lru_cache(maxsize=2)
def _read_units(there: str, files: tuple[tuple[str, str], ...]) -> tuple[OutlinedUnit, ...]:
    import pyarrow as pa

    units = []
    for name, _ in files:
        kept = Path(there) / name
        try:
            with pa.OSFile(str(kept / "units.arrow")) as source:
                rows = pa.ipc.open_file(source).read_all().to_pylist()
            for row in rows:
                bounds = cast(tuple[float, float, float, float], tuple(row.pop("bounds")))
                outline = Outline(row.pop("digest"), row.pop("wkb"), bounds, row.pop("origin"))
                units.append(OutlinedUnit(**{**row, "also": tuple(row["also"])}, outline=outline))
        except (OSError, pa.ArrowInvalid, KeyError, TypeError) as error:
            raise _damaged(kept, error) from None
    return tuple(units)
