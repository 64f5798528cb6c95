"""What the workbench holds between requests: the project, its claims, the records, the findings."""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from onrecord import api
from onrecord.assess import Checked, Tested, compared
from onrecord.claims import AnyClaim, ClaimsFile, Review, as_written
from onrecord.errors import OnrecordError
from onrecord.records.schema import Record
from onrecord.selection import Resolver
from onrecord.workbench.jobs import Jobs
from onrecord.workbench.kept_claims import KeptClaims
from onrecord.workbench.moved import Moved, moved
from onrecord.workbench.project import Project, today
from onrecord.workbench.retesting import Desk


class ConflictError(OnrecordError):
    """The claim was changed elsewhere since this page read it: both versions are kept."""

    def __init__(self, mine: dict[str, Any] | None, theirs: dict[str, Any] | None) -> None:
        self.mine, self.theirs = mine, theirs
        super().__init__("this claim was changed elsewhere since you opened it")


class Session:
    """One project being worked on. Every method may be called from any thread."""

    def __init__(
        self,
        project: Project,
        *,
        records: Sequence[str] = (),
        seed: int = 1,
        clock: Callable[[], dt.date] = today,
    ) -> None:
        self.project = project
        self.lock = threading.RLock()
        self.jobs = Jobs()
        self.clock = clock
        self.seed = seed
        self.kept = KeptClaims(project.claims, project.journal)
        self.given = tuple(records)
        """Records named on the command line: they may lie anywhere."""
        self.missing: dict[str, str] = {}
        """Records that could not be opened, and why."""
        self.desks: dict[str, Desk] = {}
        self.records: dict[str, Record] = {}
        self._sources: dict[str, str] = {}
        self._findings: tuple[str, tuple[Tested, ...]] | None = None
        for name in dict.fromkeys((*records, *project.settings.records)):
            try:
                self.open_record(name)
            except OnrecordError as error:
                self.missing[name] = str(error)

    # Records

    def open_record(self, name: str) -> str:
        """Open a record by name and keep it at hand; returns its label. Raises RecordError.

        A name from the settings is a file of the project or a record of the store, nothing else.
        """
        source: str | Path = name
        if name not in self.given:
            own = self.project.path(name)
            if own.is_file():
                source = own
        record = api.load(source)
        world = api.world_of(record, self.project.own_actors())
        desk = Desk(record, world.registry, world.gazetteer, seed=self.seed)
        with self.lock:
            label = record.info.label
            self.records[label] = record
            self.desks[label] = desk
            self._sources[label] = str(source)
            self._findings = None
        return label

    def use_record(self, name: str) -> str:
        """Open a record and remember it in the project's settings."""
        label = self.open_record(name)
        with self.lock:
            self.missing.pop(name, None)
            if name not in self.given:
                self.project.change(records=(*self.project.settings.records, name))
        return label

    def drop_record(self, label: str) -> None:
        """Test on this record no longer; it stays where it is kept."""
        with self.lock:
            self.records.pop(label, None)
            self.desks.pop(label, None)
            self._sources.pop(label, None)
            self._findings = None
            short = {label, label.partition("@")[0]}
            kept = tuple(n for n in self.project.settings.records if n not in short)
            self.project.change(records=kept)

    @property
    def world(self) -> api.World:
        """The names to read and to suggest with: the first record's, and everyone's."""
        first = next(iter(self.records.values()), None)
        return api.world_of(first, self.project.own_actors())

    def resolver(self) -> Resolver | None:
        """How the first record takes the names of places, beside the report's other claims."""
        with self.lock:
            desk = next(iter(self.desks.values()), None)
            if desk is None:
                return None
            self.tested()
            return desk.resolver

    # Findings

    def tested(self) -> tuple[Tested, ...]:
        """The findings on each record, tested again as far as something changed."""
        with self.lock:
            self.kept.refresh()
            key = self.kept.etag
            if self._findings is None or self._findings[0] != key:
                claims = self.kept.claims
                self._findings = (key, tuple(d.test(claims) for d in self.desks.values()))
            return self._findings[1]

    def checked(self) -> Checked:
        """The same as `onrecord check --claims` makes of the claims file and the records."""
        with self.lock:
            parts = self.tested()
            head = self.kept.file.report
            text = self.project.text()
            incomplete = tuple(dict.fromkeys(i for part in parts for i in part.incomplete))
            side_by_side = [
                (desk.record, desk.resolver.registry, part.findings)
                for desk, part in zip(self.desks.values(), parts, strict=True)
            ]
            return Checked(
                title=head.title,
                published=head.published,
                author=head.author,
                text=text,
                text_sha256=hashlib.sha256(text.encode()).hexdigest() if text else None,
                claims=self.kept.claims,
                findings=tuple(f for part in parts for f in part.findings),
                incomplete=incomplete,
                not_testable=parts[0].not_testable if parts else (),
                seed=self.seed,
                compared=compared(side_by_side, incomplete),
                command=self.command(),
            )

    def command(self) -> str:
        """The command line that makes the same page of the project's files."""
        import shlex

        sources = [self._sources[label] for label in self.records]
        words = ["onrecord", "check", "report.txt", "--claims", self.project.claims_name]
        for path in self.project.own_actors():
            words += ["--actors", path.name]
        for source in sources:
            inside = Path(source).parent == self.project.folder
            words += ["--record", Path(source).name if inside else source]
        return " ".join(map(shlex.quote, words))

    # Claims

    def edit(self, what: str, claim_id: str, change: Callable[[ClaimsFile], None]) -> list[Moved]:
        """Change the claims file, write it, test again; returns what moved."""
        with self.lock:
            before = self.tested()
            self.kept.edit(what, claim_id, change)
            return moved(before, self.tested())

    def replace(
        self, claim: AnyClaim, base: dict[str, Any] | None, etag: str, *, what: str = "edit"
    ) -> list[Moved]:
        """Put a claim in place of the one with its id.

        `base` is that claim as the page saw it, `etag` the file's hash then. Raises ConflictError
        where the claim was changed since; other claims may have been.
        """
        with self.lock:
            self.kept.refresh()
            now = self.kept.get(claim.id)
            theirs = as_written(now) if now is not None else None
            if etag != self.kept.etag and theirs != base:
                raise ConflictError(as_written(claim), theirs)
            return self.edit(what, claim.id, lambda file: file.replace(claim))

    def add(self, claim: AnyClaim) -> list[Moved]:
        """Add a claim, in the order of the text."""
        with self.lock:
            after = None
            at = claim.at
            if at is not None:
                earlier = [c.id for c in self.kept.claims if c.at and c.at[0] <= at[0]]
                after = earlier[-1] if earlier else None
            return self.edit("add", claim.id, lambda file: file.add(claim, after))

    def remove(self, claim_id: str, base: dict[str, Any] | None, etag: str) -> list[Moved]:
        """Take a claim out of the file. Raises ConflictError where it was changed since."""
        with self.lock:
            self.kept.refresh()
            now = self.kept.get(claim_id)
            theirs = as_written(now) if now is not None else None
            if etag != self.kept.etag and theirs != base:
                raise ConflictError(None, theirs)
            return self.edit("remove", claim_id, lambda file: file.remove(claim_id))

    def reviewed(self, claim: AnyClaim, status: str, note: str | None) -> AnyClaim:
        """The claim with a review by this project's reviewer, today."""
        by = self.project.settings.reviewer.strip() or None
        review = Review.model_validate(
            {"status": status, "by": by, "on": self.clock(), "note": note or None}
        )
        return claim.model_copy(update={"review": review})

    def step(self, way: str) -> tuple[str, str, list[Moved]] | None:
        """Undo or redo: what it was, of which claim, and what moved."""
        with self.lock:
            before = self.tested()
            done = self.kept.undo() if way == "undo" else self.kept.redo()
            if done is None:
                return None
            return (*done, moved(before, self.tested()))
