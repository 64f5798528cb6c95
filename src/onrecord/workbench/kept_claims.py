"""The claims file as it is on disk: every change is written at once, and none over another's."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from pathlib import Path

from onrecord.claims import AnyClaim, ClaimsFile, ReportHead
from onrecord.errors import ClaimsError
from onrecord.present import write_text
from onrecord.workbench.history import History, Step, content_hash, step


class KeptClaims:
    """One claims file, its text in memory, and the steps that led there.

    `etag` is the hash of the text: whoever edits says which text they saw. The file may also be
    changed by an editor meanwhile: `refresh` takes that in, as a step that can be undone.
    """

    def __init__(self, path: Path, journal: Path) -> None:
        self.path = path
        self.fault: ClaimsError | None = None
        """Why the file on disk cannot be read, as long as it cannot: nothing is written then."""
        if path.exists():
            self.file = ClaimsFile.load(path)
        else:
            self.file = ClaimsFile.new(ReportHead(), (), str(path))
        self._seen = self._on_disk()
        self.history = History(journal, self.text)

    @property
    def text(self) -> str:
        return self.file.dump()

    @property
    def etag(self) -> str:
        return content_hash(self.text)

    @property
    def claims(self) -> tuple[AnyClaim, ...]:
        return self.file.claims

    def get(self, claim_id: str) -> AnyClaim | None:
        return next((claim for claim in self.claims if claim.id == claim_id), None)

    def refresh(self) -> bool:
        """Take in what another program has written; whether there was any such change."""
        now = self._on_disk()
        if now == self._seen:
            return False
        self._seen = now
        if now is None:
            return False  # deleted: the next edit writes it again
        try:
            fresh = ClaimsFile.load(self.path)
        except ClaimsError as error:
            self.fault = error
            return True
        self.fault = None
        before = self.text
        if fresh.dump() != before:
            self.history.wrote(step("outside", "", before, fresh.dump()))
        self.file = fresh
        return True

    def edit(self, what: str, claim: str, change: Callable[[ClaimsFile], None]) -> None:
        """Change the file and write it. Raises ClaimsError; nothing is changed then."""
        self.refresh()
        if self.fault is not None:
            raise self.fault
        fresh = copy(self.file)  # an edit gives a claims file new parts and changes none of the old
        change(fresh)
        self._write(what, claim, fresh)

    def start(self, head: ReportHead, claims: tuple[AnyClaim, ...]) -> None:
        """Put the claims of another reading in place of what was there; it can be undone."""
        self._write("reading", "", ClaimsFile.new(head, claims, str(self.path)))

    def undo(self) -> tuple[str, str] | None:
        """Take back the last step: what it was and of which claim; None where there is none."""
        self.refresh()
        return self._stepped(self.history.undo(self.text)) if self.fault is None else None

    def redo(self) -> tuple[str, str] | None:
        """Take the step that was taken back last again."""
        self.refresh()
        return self._stepped(self.history.redo(self.text)) if self.fault is None else None

    def _stepped(self, found: tuple[Step, str] | None) -> tuple[str, str] | None:
        if found is None:
            return None
        made, text = found
        self._save(ClaimsFile.parse(text, str(self.path)))
        return made.what, made.claim

    def _write(self, what: str, claim: str, fresh: ClaimsFile) -> None:
        if fresh.dump() == self.text and self.path.exists():
            return
        self.history.wrote(step(what, claim, self.text, fresh.dump()))
        self._save(fresh)

    def _save(self, fresh: ClaimsFile) -> None:
        write_text(self.path, fresh.dump())
        self.file = fresh
        self.fault = None
        self._seen = self._on_disk()

    def _on_disk(self) -> str | None:
        """The hash of the file's bytes; None where there is no file."""
        import hashlib

        try:
            return hashlib.sha256(self.path.read_bytes()).hexdigest()
        except OSError:
            return None
