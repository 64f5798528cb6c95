"""What reading needs of the other rooms, and no more: so that tests can give it less."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol


class ActorLike(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...


class MatchLike(Protocol):
    @property
    def actor(self) -> ActorLike: ...
    @property
    def rule(self) -> str: ...


class SpanLike(Protocol):
    """A stretch of text: `start` and `end` in code points."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class ActorNames(Protocol):
    """The registry: `onrecord.actors.Registry`."""

    def known(self, name: str, on: date | None = None, country: str | None = None) -> Any: ...

    def actor(self, actor_id: str) -> ActorLike: ...

    def mentions(
        self,
        text: str,
        *,
        on: date | None = None,
        country: str | None = None,
        extra: Mapping[str, str] | None = None,
    ) -> Sequence[Any]: ...


class PlaceNames(Protocol):
    """The gazetteer: `onrecord.places.Gazetteer`."""

    def find(self, name: str, *, country: str | None = None) -> Any: ...

    def mentions(self, text: str, countries: Iterable[str] = ()) -> Sequence[SpanLike]: ...


class ParagraphLike(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> str: ...


class ReportLike(Protocol):
    """A report as the rules need it: `onrecord.reading.document.Document` is one."""

    @property
    def text(self) -> str: ...
    @property
    def paragraphs(self) -> Sequence[ParagraphLike]: ...
