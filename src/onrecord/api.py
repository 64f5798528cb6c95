"""The main job as functions: load a record, read a report, check claims. The command line and
notebooks both call these."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from onrecord.claims import CLAIM, AnyClaim
from onrecord.errors import ReportError
from onrecord.findings import Findings

if TYPE_CHECKING:
    from onrecord.actors import Registry
    from onrecord.places import Gazetteer
    from onrecord.reading.document import Document
    from onrecord.reading.sourcing import Sourcing
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
        from onrecord.records.names import names_with_ids, place_columns

        names = [(side.name, side.id) for side in names_with_ids(record)]
        worlds[own] = World(
            Registry.with_files(own).with_record(names, countries=record.info.coverage.countries),
            Gazetteer.from_rows(*place_columns(record)).with_geonames(),
        )
    return worlds[own]


@dataclass(frozen=True)
class Claims(Sequence[AnyClaim]):
    """The claims of one report, in its order, with the report they were read from (if any)."""

    claims: tuple[AnyClaim, ...]
    title: str | None = None
    author: str | None = None
    published: dt.date | None = None
    document: Document | None = field(default=None, repr=False)
    sourcing: Sourcing | None = field(default=None, repr=False)
    text: str | None = field(default=None, repr=False)
    """The extracted text that every `at` counts in."""
    notices: tuple[str, ...] = ()
    """What a reader must be told of how the report was read."""
    places: dict[str, str] = field(default_factory=dict, repr=False)
    """Where in its file each claim stands, by id."""

    def __len__(self) -> int:
        return len(self.claims)

    def __iter__(self) -> Iterator[AnyClaim]:
        return iter(self.claims)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            for claim in self.claims:
                if claim.id == key:
                    return claim
            raise KeyError(key)
        return self.claims[key]

    def to_yaml(self, text_path: str | None = None) -> str:
        """The claims file; `text_path` is where the extracted text stands, beside it."""
        from onrecord.claims.file import ClaimsFile, ReportHead

        head = ReportHead(
            title=self.title, author=self.author, published=self.published, text=text_path
        )
        return ClaimsFile.new(head, self.claims).dump()


def load(
    source: str | os.PathLike[str],
    *,
    name: str | None = None,
    version: str | None = None,
    tolerate: bool = False,
) -> Record:
    """A record from a file or from the store (`name@version`).

    `version`: what the record calls itself, where the file name does not say. `tolerate`: read a
    file of which more than 1 % of the rows cannot be read. Raises RecordError.
    """
    from onrecord.records.load import load as load_record

    return load_record(source, name=name, version=version, tolerate=tolerate)


def read(
    report: str | os.PathLike[str],
    *,
    published: str | dt.date | None = None,
    names_from: Record | None = None,
    model: str | None = None,
    actors: Sequence[str | os.PathLike[str]] = (),
) -> Claims:
    """The claims that a report makes: a file, an http(s) address, “-” or one sentence.

    `published`: the report's date, where it does not say. `names_from`: a record whose actors and
    places are then known by name. `model`: another installed spaCy model. `actors`: YAML files of
    one's own actors. Raises ReportError.
    """
    from onrecord.reading.document import open_report
    from onrecord.reading.rules import read_claims
    from onrecord.reading.sourcing import citations

    given = dt.date.fromisoformat(published) if isinstance(published, str) else published
    source = report if isinstance(report, str) else Path(report)
    document = open_report(source, published=given)
    if document.published is None:
        raise ReportError(
            "no publication date found",
            where=document.source,
            todo="Give it: --published 2024-01-31 (in Python: published=“2024-01-31”). Words such "
            "as “last week” are counted from it.",
        )
    world = world_of(names_from, actors)
    reading = read_claims(
        document, world.registry, world.gazetteer, published=document.published, model=model
    )
    return Claims(
        claims=reading.claims,
        title=document.title,
        author=document.author,
        published=document.published,
        document=document,
        sourcing=citations(document),
        text=document.text,
        notices=tuple(filter(None, (document.published_assumed, *document.notices))),
    )


def load_claims(path: str | os.PathLike[str]) -> Claims:
    """Claims that a person wrote or corrected. Raises ClaimsError with file, line and column."""
    from onrecord.claims.file import ClaimsFile

    file = ClaimsFile.load(Path(path))
    head = file.report
    return Claims(
        claims=file.claims,
        title=head.title,
        author=head.author,
        published=head.published,
        text=_text_beside(Path(path), head.text),
        places={claim.id: file.spot(claim.id) for claim in file.claims},
    )


def _text_beside(path: Path, name: str | None) -> str | None:
    """The extracted text that a claims file points at, if it is there."""
    if name is None:
        return None
    file = path.parent / name
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReportError(
            f"the report's text cannot be read ({error})",
            where=str(file),
            todo=f"Put the extracted text there, or take “text:” out of {path.name}.",
        ) from None


def check(
    claims: Claims | Sequence[AnyClaim] | AnyClaim,
    record: Record | Sequence[Record],
    *,
    strict: bool = False,
    seed: int = 1,
    actors: Sequence[str | os.PathLike[str]] = (),
) -> Findings:
    """Test claims on one record or several: one finding for each claim and record, never pooled.

    `strict`: an unknown actor or place raises (a hand-written file is wrong) instead of leaving
    its claim incomplete. `seed`: of everything that is drawn. `actors`: YAML files of one's own.
    """
    from onrecord.assess import Checked, assess

    records: list[Record] = list(record) if isinstance(record, Sequence) else [record]
    if not isinstance(claims, Sequence):
        claims = (claims,)
    given = (
        claims
        if isinstance(claims, Claims)
        else Claims(tuple(CLAIM.validate_python(claim) for claim in claims))
    )
    cited = frozenset(
        name
        for citation in (given.sourcing.citations if given.sourcing else ())
        for name in citation.originators
    )
    tested = []
    for one in records:
        world = world_of(one, actors)
        tested.append(
            assess(
                given.claims,
                one,
                world.registry,
                world.gazetteer,
                strict=strict,
                cited=cited,
                places=given.places,
                seed=seed,
            )
        )
    checked = Checked(
        title=given.title,
        published=given.published,
        author=given.author,
        text=given.text,
        text_sha256=hashlib.sha256(given.text.encode()).hexdigest() if given.text else None,
        notices=given.notices,
        claims=given.claims,
        findings=tuple(finding for part in tested for finding in part.findings),
        incomplete=tuple(dict.fromkeys(i for part in tested for i in part.incomplete)),
        not_testable=tested[0].not_testable if tested else (),
        sourcing=given.sourcing.as_dict() if given.sourcing else None,
    )
    return Findings(checked, {one.info.label: one for one in records})
