"""The claims of one report, read from it or from a file that a person wrote."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.claims import AnyClaim
from onrecord.errors import ReportError

if TYPE_CHECKING:
    from onrecord.reading.document import Document
    from onrecord.reading.sourcing import Sourcing


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
