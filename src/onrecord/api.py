"""The main job as functions: load a record, read a report, check claims. The command line and
notebooks both call these."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.claims import CLAIM, AnyClaim
from onrecord.errors import RecordError, ReportError
from onrecord.findings import Findings
from onrecord.names import World, world_of
from onrecord.reported import Claims, load_claims

if TYPE_CHECKING:
    from onrecord.reading.llm import Consent, Endpoint
    from onrecord.reading.many import Texts
    from onrecord.reading.readers import ReaderName
    from onrecord.records.engine import EngineName
    from onrecord.records.schema import Record
    from onrecord.selection import Known

__all__ = [
    "Claims",
    "Findings",
    "ReadingSettings",
    "World",
    "check",
    "check_many",
    "load",
    "load_claims",
    "read",
    "read_texts",
    "world_of",
]

MANY = 2
"""Claims of one report from which a record is asked in batches."""


def load(
    source: Any,
    *,
    name: str | None = None,
    version: str | None = None,
    tolerate: bool = False,
    mapping: str | os.PathLike[str] | Mapping[str, Any] | None = None,
    engine: EngineName | None = None,
) -> Record:
    """A record from a file, from the store (`name@version`), or from a data frame.

    `engine`: who prunes its rows, “duckdb” or “spark”; `spark:catalog.db.table` is a table of the
    cluster's catalogue.

    `version`: what the record calls itself, where the file name does not say. `tolerate`: read a
    file of which more than 1 % of the rows cannot be read. `mapping`: a YAML file or a dictionary
    that says which column of a table of your own is what. Several releases of UCDP GED, as a list
    or as `ucdp-ged@25.1+25.0.6`, are read as one, the final release first. Raises RecordError.
    """
    from onrecord.records.engine import asked_by
    from onrecord.records.load import load as load_record

    return asked_by(
        load_record(source, name=name, version=version, tolerate=tolerate, mapping=mapping), engine
    )


def read(
    report: str | os.PathLike[str],
    *,
    published: str | dt.date | None = None,
    names_from: Record | None = None,
    model: str | None = None,
    actors: Sequence[str | os.PathLike[str]] = (),
    reader: ReaderName = "rules",
    llm: Endpoint | None = None,
    send: bool | Consent = False,
) -> Claims:
    """The claims that a report makes: a file, an http(s) address, “-” or one sentence.

    `published`: the report's date, where it does not say. `names_from`: a record whose actors and
    places are then known by name. `model`: another installed spaCy model. `actors`: YAML files of
    one's own actors. `reader`: “rules” (offline), “llm” (a language model), or “rules+llm”, which
    marks the claims that both read. `llm`: the language model, by default that of the environment;
    `send`: whether the report may go to one that is not on this machine. Raises ReportError (also
    for a language that the rules do not read) and, from a language model, ModelError.
    """
    from onrecord.reading.document import open_report
    from onrecord.reading.llm.endpoint import always, stays_here
    from onrecord.reading.readers import read_document, refuse_other_language
    from onrecord.reading.sourcing import citations

    given = dt.date.fromisoformat(published) if isinstance(published, str) else published
    source = report if isinstance(report, str) else Path(report)
    document = open_report(source, published=given)
    if document.published is None:
        refuse_other_language(document, reader)  # no date would help
        raise ReportError(
            "no publication date found",
            where=document.source,
            todo="Give it: --published 2024-01-31 (in Python: published=“2024-01-31”). Words such "
            "as “last week” are counted from it.",
        )
    world = world_of(names_from, actors)
    consent = send if callable(send) else always if send else stays_here
    reading = read_document(
        document, world.registry, world.gazetteer, reader=reader, model=model, endpoint=llm,
        consent=consent,
    )  # fmt: skip
    return Claims(
        claims=reading.claims,
        title=document.title,
        author=document.author,
        published=document.published,
        document=document,
        sourcing=citations(document),
        text=document.text,
        notices=tuple(
            filter(None, (document.published_assumed, *document.notices, *reading.notices))
        ),
    )


@dataclass(frozen=True)
class ReadingSettings:
    """How many reports are read alike: plain values, so that other processes can be told them.

    The key of a language model is not among them: each process takes it from its environment.
    """

    published: dt.date | None = None
    model: str | None = None
    record: str | None = None
    actors: tuple[str, ...] = ()
    reader: ReaderName = "rules"
    llm_url: str | None = None
    llm_model: str | None = None


def read_texts(settings: ReadingSettings, report: str, text_path: str) -> Texts:
    """One of many reports, as the texts that are written of it. `send` has been agreed to.

    `text_path`: where its extracted text will stand, as the claims file says it.
    """
    from onrecord.reading.many import Texts

    endpoint = None
    if settings.reader != "rules":
        from onrecord.reading.llm import Endpoint

        endpoint = Endpoint.from_environment(settings.llm_url, settings.llm_model)
    claims = read(
        report,
        published=settings.published,
        names_from=_named_by(settings.record),
        model=settings.model,
        actors=settings.actors,
        reader=settings.reader,
        llm=endpoint,
        send=True,
    )
    unfinished = sum(1 for claim in claims if claim.incomplete)
    return Texts(
        claims.to_yaml(text_path), claims.text or "", len(claims), unfinished, claims.notices
    )  # fmt: skip


@lru_cache(maxsize=1)
def _named_by(record: str | None) -> Record | None:
    """The record whose names many reports are read with, loaded once in a process."""
    return load(record) if record is not None else None


def check(
    claims: Claims | Sequence[AnyClaim] | AnyClaim,
    record: Record | Sequence[Record],
    *,
    strict: bool = False,
    seed: int = 1,
    actors: Sequence[str | os.PathLike[str]] = (),
    engine: EngineName | None = None,
) -> Findings:
    """Test claims on one record or several: one finding for each claim and record, never pooled.

    `strict`: an unknown actor or place raises (a hand-written file is wrong) instead of leaving
    its claim incomplete. `seed`: of everything that is drawn. `actors`: YAML files of one's own.
    `engine`: who prunes the records' rows, “duckdb” or “spark”; the findings are the same.
    """
    from onrecord.records.engine import asked_by

    given = list(record) if isinstance(record, Sequence) else [record]
    records = [asked_by(one, engine) for one in _told_apart(given)]
    held = records
    if isinstance(claims, Sequence) and len(claims) >= MANY:
        from onrecord.records.batched import Batched

        held = [Batched(one) for one in records]
    return _checked(claims, records, held, strict=strict, seed=seed, actors=actors)


def check_many(
    reports: Iterable[Claims | Sequence[AnyClaim]],
    record: Record | Sequence[Record],
    *,
    strict: bool = False,
    seed: int = 1,
    actors: Sequence[str | os.PathLike[str]] = (),
    engine: EngineName | None = None,
) -> Iterator[Findings]:
    """Test the claims of many reports: findings for each, as `check` gives them, in that order.

    The records are asked once for a batch of claims on the same years, not once for each claim
    (see `records.batched`). Findings come one after another, so that ten thousand claims need not
    be held at once.
    """
    from onrecord.records.batched import Batched
    from onrecord.records.engine import asked_by
    from onrecord.selection import Known

    given = list(record) if isinstance(record, Sequence) else [record]
    records = [asked_by(one, engine) for one in _told_apart(given)]
    held = [Batched(one) for one in records]
    known = [Known() for _ in records]
    for claims in reports:
        yield _checked(claims, records, held, strict=strict, seed=seed, actors=actors, known=known)


def _told_apart(records: Sequence[Record]) -> list[Record]:
    """Each record once. Raises RecordError where two that differ bear one name and version."""
    kept: dict[str, Record] = {}
    for record in records:
        label = record.info.label
        before = kept.setdefault(label, record)
        if before.info.sha256 != record.info.sha256:
            raise RecordError(
                f"two records that differ are both called {label}",
                todo="Give one of them another version or name: onrecord records add FILE "
                "--version …, or in Python: load(…, version=“…”).",
            )
    return list(kept.values())


def _checked(
    claims: Claims | Sequence[AnyClaim] | AnyClaim,
    records: Sequence[Record],
    held: Sequence[Record],
    *,
    strict: bool,
    seed: int,
    actors: Sequence[str | os.PathLike[str]],
    known: Sequence[Known | None] | None = None,
) -> Findings:
    """`held`: the same records, as they are best asked by so many claims.

    `known`: what was found for other reports before, record by record.
    """
    from onrecord.assess import Checked, assess, compared

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
    worlds = [world_of(one, actors) for one in records]
    before = known or [None] * len(records)
    for world, asked, found in zip(worlds, held, before, strict=True):
        tested.append(
            assess(
                given.claims,
                asked,
                world.registry,
                world.gazetteer,
                strict=strict,
                cited=cited,
                places=given.places,
                seed=seed,
                known=found,
            )
        )
    incomplete = tuple(dict.fromkeys(i for part in tested for i in part.incomplete))
    checked = Checked(
        title=given.title,
        published=given.published,
        author=given.author,
        text=given.text,
        text_sha256=hashlib.sha256(given.text.encode()).hexdigest() if given.text else None,
        notices=given.notices,
        claims=given.claims,
        findings=tuple(finding for part in tested for finding in part.findings),
        incomplete=incomplete,
        not_testable=tested[0].not_testable if tested else (),
        sourcing=given.sourcing.as_dict() if given.sourcing else None,
        seed=seed,
        compared=compared(
            [
                (one, world.registry, part.findings)
                for one, world, part in zip(records, worlds, tested, strict=True)
            ],
            incomplete,
        ),
    )
    return Findings(checked, {one.info.label: one for one in records})
