"""A claims file: what a person edits, keeps in git and hands to a colleague.

The text is the truth. It is read into nodes that know their place, and an edit changes the text of
the nodes that changed: comments, order, quoting and layout of everything else stay as they are.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from pydantic import BaseModel, ConfigDict, ValidationError

from onrecord.claims.editing import Splice, applied, changed, item_added, item_cut
from onrecord.claims.faults import FORMS, fault, from_validation, near, written_in
from onrecord.claims.nodes import MAX_BYTES, Node, read_nodes, spot
from onrecord.claims.types import MODELS, TYPES, AnyClaim, as_written
from onrecord.claims.when import Day
from onrecord.claims.writing import entries, indented, item
from onrecord.errors import ClaimsError

HEADER = """\
# What a report asserts, one claim after the other, each with the words that make it (says).
# "at" counts characters of the report's text, from 0; the second number is the first one after.
#
# To review a claim: read its words in the report, correct what was read wrongly, and write
#   review: {status: accepted, by: your name, on: 2024-01-31}
# status is proposed (nobody has reviewed it), accepted, edited or rejected.
# A claim that lacks something says so under "incomplete" and is not tested: fill it in and
# delete that line.
"""


class ReportHead(BaseModel):
    """The report whose claims a file holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str | None = None
    author: str | None = None
    published: Day | None = None
    text: str | None = None
    """Path of the extracted text that every `at` counts in, relative to the claims file."""


class ClaimsFile:
    """The claims of one report, with the YAML text that holds them.

    `replace`, `add` and `remove` change this object's text in place; `save` writes it. All raise
    ClaimsError, which names file, line and column (both from 1), what is written there, and what
    may be written instead.
    """

    def __init__(self, text: str, name: str = "claims.yaml") -> None:
        self.name = name
        self._read(text)

    @classmethod
    def parse(cls, text: str, name: str = "claims.yaml") -> ClaimsFile:
        """Read claims from YAML text; `name` is what errors call it."""
        return cls(text, name)

    @classmethod
    def load(cls, path: str | Path) -> ClaimsFile:
        """Read a claims file, at most 4 MB of UTF-8."""
        path = Path(path)
        try:
            with path.open("rb") as stream:
                raw = stream.read(MAX_BYTES + 1)
        except OSError as error:
            raise ClaimsError(
                f"cannot be read ({error.strerror})",
                where=str(path),
                todo="Give the path of a claims file; onrecord read REPORT makes one.",
            ) from None
        if len(raw) > MAX_BYTES:
            _too_large(str(path))
        try:
            return cls(raw.decode("utf-8"), str(path))
        except UnicodeDecodeError as error:
            before = raw[: error.start].decode("utf-8")
            raise ClaimsError(
                f"not UTF-8: the byte 0x{raw[error.start]:02x}",
                where=spot(str(path), before.count("\n") + 1, len(before) - before.rfind("\n")),
                todo="Save the file in the encoding UTF-8.",
            ) from None

    @classmethod
    def new(
        cls,
        report: ReportHead,
        claims: Sequence[AnyClaim],
        name: str = "claims.yaml",
    ) -> ClaimsFile:
        """A fresh file: a header that says how to review, block style, long quotes folded."""
        head = report.model_dump(mode="json", exclude_none=True)
        lines = ["report:", *indented(entries(head, 98))] if head else []
        if not claims:
            lines += ["claims: []"]
        else:
            lines += ["claims:"]
            for claim in claims:
                lines += [*indented(item(entries(_reviewable(claim), 96))), ""]
        return cls("\n".join([*HEADER.splitlines(), *lines]).rstrip("\n") + "\n", name)

    @property
    def report(self) -> ReportHead:
        return self._report

    @property
    def claims(self) -> tuple[AnyClaim, ...]:
        return self._claims

    def spot(self, claim_id: str) -> str:
        """Where a claim stands, as errors name it: file, line and column."""
        node = self._nodes[self._index(claim_id)]
        return spot(self.name, node.line, node.column)

    def dump(self) -> str:
        """The file's text."""
        return self._text

    def save(self, path: str | Path) -> None:
        """Write the text; the file at `path` is replaced at once or not at all."""
        path = Path(path).resolve()
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            with fresh.open("x", encoding="utf-8", newline="") as stream:
                stream.write(self._text)
            if path.exists():
                fresh.chmod(path.stat().st_mode)
            fresh.replace(path)
        except OSError as error:
            fresh.unlink(missing_ok=True)
            raise ClaimsError(
                f"cannot be written ({error.strerror})",
                where=str(path),
                todo="Choose a folder that exists and may be written to.",
            ) from None

    def replace(self, claim: AnyClaim) -> None:
        """Put `claim` in place of the one with its id, touching only what differs."""
        index = self._index(claim.id)
        old, new = as_written(self._claims[index]), as_written(claim)
        if old == new:
            return
        splices = changed(self._text, self._nodes[index], old, new, self.name)
        wanted = [*self._claims[:index], claim, *self._claims[index + 1 :]]
        self._edit(splices, wanted)

    def add(self, claim: AnyClaim, after: str | None = None) -> None:
        """Add a claim at the end, or after the claim with the id `after`."""
        if any(claim.id == other.id for other in self._claims):
            raise ClaimsError(f"there is a claim “{claim.id}” already", where=self.name)
        index = len(self._claims) if after is None else self._index(after) + 1
        splice = item_added(self._text, *self._list, index, _reviewable(claim))
        self._edit([splice], [*self._claims[:index], claim, *self._claims[index:]])

    def remove(self, claim_id: str) -> None:
        """Take out the claim with this id."""
        index = self._index(claim_id)
        splice = item_cut(self._text, *self._list, index)
        self._edit([splice], [*self._claims[:index], *self._claims[index + 1 :]])

    def _index(self, claim_id: str) -> int:
        ids = [claim.id for claim in self._claims]
        if claim_id not in ids:
            raise ClaimsError(
                f"there is no claim “{claim_id}”{near(claim_id, ids)}", where=self.name
            )
        return ids.index(claim_id)

    def _edit(self, splices: list[Splice], wanted: Iterable[AnyClaim]) -> None:
        text = applied(self._text, splices)
        fresh = ClaimsFile(text, self.name)
        if fresh.claims != tuple(wanted) or fresh.report != self._report:
            raise ClaimsError(
                "this edit would change more than the claim",
                where=self.name,
                todo="A YAML anchor or an unusual layout is in the way: edit the file by hand.",
            )
        self.__dict__.update(fresh.__dict__)

    def _read(self, text: str) -> None:
        if len(text) > MAX_BYTES:
            _too_large(self.name)
        root = read_nodes(text, self.name)
        if root.kind != "mapping":
            raise fault(
                self.name,
                root,
                f"a claims file is a mapping, not {written_in(root)}",
                "It begins with report: and claims:, and the claims stand under claims:.",
            )
        known = ("report", "claims")
        for key, _ in root.entries:
            if key.value not in known:
                what = f"unknown key “{key.value}”{near(key.value, known)}"
                raise fault(self.name, key, what, "Known here: report, claims.")
        listed = next(((k, v) for k, v in root.entries if k.value == "claims"), None)
        if listed is None:
            raise fault(
                self.name, root, "“claims” is missing", "Write claims: and list them below."
            )
        if listed[1].kind != "list":
            what = f"“claims”: {written_in(listed[1])}: a list is needed"
            raise fault(self.name, listed[1], what, "Begin each claim with “- id: …”, or write [].")
        self._text = text
        self._list = listed
        self._nodes = listed[1].items
        self._report = self._head(root.get("report"))
        self._claims = tuple(self._claim(node) for node in self._nodes)
        self._refuse_twins()

    def _head(self, node: Node | None) -> ReportHead:
        if node is None:
            return ReportHead()
        if node.kind != "mapping":
            what = f"“report”: {written_in(node)}: a mapping is needed"
            raise fault(self.name, node, what, f"Write {FORMS['report']}.")
        try:
            return ReportHead.model_validate(node.plain())
        except ValidationError as error:
            raise from_validation(error, self.name, node, ReportHead, "the report") from None

    def _claim(self, node: Node) -> AnyClaim:
        types = f"Known types: {', '.join(TYPES)}."
        if node.kind != "mapping":
            what = f"a claim is a mapping, not {written_in(node)}"
            raise fault(self.name, node, what, "Begin it with “- id: …”, then “type: …”.")
        type_ = node.get("type")
        if type_ is None:
            raise fault(self.name, node, "a claim without a type", types)
        model = MODELS.get(type_.value) if isinstance(type_.value, str) else None
        if model is None:
            meant = near(type_.value, TYPES) if isinstance(type_.value, str) else ""
            what = f"{written_in(type_)} is not a type of claim{meant}"
            raise fault(self.name, type_, what, types)
        try:
            claim: Any = model.model_validate(node.plain())
        except ValidationError as error:
            named = node.get("id")
            subject = f"claim {written_in(named)}" if named else f"claim of type {type_.value}"
            raise from_validation(error, self.name, node, model, subject) from None
        return claim  # type: ignore[no-any-return]

    def _refuse_twins(self) -> None:
        first: dict[str, Node] = {}
        for claim, node in zip(self._claims, self._nodes, strict=True):
            if claim.id in first:
                raise fault(
                    self.name,
                    node.get("id") or node,
                    f"the id “{claim.id}” is used twice, first in line {first[claim.id].line}",
                    "Give each claim an id of its own.",
                )
            first[claim.id] = node


def _reviewable(claim: AnyClaim) -> dict[str, Any]:
    """A claim as written, with its review spelled out for the person who is to change it."""
    return {**as_written(claim), "review": claim.review.model_dump(mode="json", exclude_none=True)}


def _too_large(name: str) -> NoReturn:
    raise ClaimsError(
        f"the file is larger than {MAX_BYTES // 1_000_000} MB",
        where=spot(name, 1, 1),
        todo="A claims file holds the claims of one report; records are loaded with --record.",
    )
