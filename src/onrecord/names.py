"""The names that claims are read and tested with: of everyone, and of a record."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from onrecord.actors import Registry
    from onrecord.places import Gazetteer
    from onrecord.records.schema import Record


@dataclass(frozen=True)
class World:
    """The names that a record's claims are read with: its own, and everyone's."""

    registry: Registry
    gazetteer: Gazetteer


_WORLDS: WeakKeyDictionary[Any, dict[tuple[Path, ...], World]] = WeakKeyDictionary()


def world_of(record: Record | None = None, actors: Sequence[str | os.PathLike[str]] = ()) -> World:
    """Registry and gazetteer, with a record's own names in them; made once for each record.

    `actors`: YAML files of one's own, in the form of the curated ones.
    """
    from onrecord.actors import Registry
    from onrecord.places import Gazetteer

    own = tuple(Path(path) for path in actors)
    if record is None:
        return World(Registry.with_files(own), Gazetteer().with_geonames())
    worlds = _WORLDS.setdefault(record, {})
    if own not in worlds:
        from onrecord.records.gazetted import gazetteer_of
        from onrecord.records.names import names_with_ids

        names = [(side.name, side.id) for side in names_with_ids(record)]
        worlds[own] = World(
            Registry.with_files(own).with_record(names, countries=record.info.coverage.countries),
            gazetteer_of(record).with_geonames().with_outlines(),
        )
    return worlds[own]
