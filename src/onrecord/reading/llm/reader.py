"""Reading claims with a language model: passages sent, answers checked, claims proposed."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.claims import AnyClaim
from onrecord.reading.llm.asking import Asked, asked
from onrecord.reading.llm.clients import Ask, client_of
from onrecord.reading.llm.endpoint import (
    Consent,
    Endpoint,
    Leaving,
    ModelError,
    not_sent,
    stays_here,
)
from onrecord.reading.llm.grounds import Grounds
from onrecord.reading.llm.kept import KeptAnswers
from onrecord.reading.llm.pieces import Piece, pieces
from onrecord.reading.llm.proposals import Refusal, claim_of
from onrecord.reading.llm.tries import CutAnswerError, Sleep, answer
from onrecord.reading.llm.wire import Answer, BrokenAnswerError, read_answer
from onrecord.reading.protocols import ActorNames, PlaceNames, ReportLike
from onrecord.reading.united import same_claim, with_own_ids

READ = ("body",)
"""Kinds of paragraphs that are sent and read: notes and bylines stay here."""
_SHORTEST_HALF = 400


@dataclass(frozen=True)
class ModelReading:
    """The claims that were accepted, in the order of the text, and what became of the others."""

    claims: tuple[AnyClaim, ...]
    proposed: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    passages: int = 0
    endpoint: Endpoint | None = None

    def notices(self) -> tuple[str, ...]:
        """What a reader of the findings must be told of how the report was read."""
        if self.endpoint is None:
            return ()
        by = f"{self.endpoint.model} at {self.endpoint.host}"
        said = [
            f"Read by the language model {by}: its claims are proposals, and each was held against "
            "the report's own words."
        ]
        dropped = sum(self.refused.values())
        if dropped:
            why = ", ".join(f"{n} {reason}" for reason, n in sorted(self.refused.items()))
            said.append(f"{dropped} of its {self.proposed} proposals were dropped: {why}.")
        return tuple(said)


def say(line: str) -> None:
    """Tell a person, on standard error."""
    print(f"onrecord: {line}", file=sys.stderr, flush=True)


def read_with_model(
    document: ReportLike,
    registry: ActorNames,
    gazetteer: PlaceNames,
    endpoint: Endpoint,
    *,
    published: dt.date | None,
    title: str | None = None,
    name: str = "the report",
    consent: Consent = stays_here,
    kept: KeptAnswers | None = None,
    told: Callable[[str], None] = say,
    sleep: Sleep = time.sleep,
) -> ModelReading:
    """What a language model finds that a report asserts, as far as the report's words bear it.

    Parameters
    ----------
    document : the report, opened; its body is sent, its notes are not.
    registry, gazetteer : who and where, as for the rules.
    endpoint : the model; nothing is sent to another machine unless `consent` says yes.
    name : what the report is called in messages.
    kept : answers of earlier runs (by default those in the user's cache folder).
    told : what is about to leave is said to it before it leaves.

    Raises ModelError (no consent, no answer: naming the passage) and MissingExtraError. Nothing is
    half-read: if one passage has no answer, there is no reading.
    """
    prose = [p for p in document.paragraphs if p.kind in READ]
    prose = prose or [p for p in document.paragraphs if p.kind not in ("note", "byline")]
    parts = pieces(document.text, prose)
    kept = kept if kept is not None else KeptAnswers()
    asking = _Asking(document.text, published, title, endpoint, kept, name, sleep)
    open_ = asking.unanswered(parts)
    if open_:
        leaving = Leaving(endpoint, name, sum(p.length for p in open_), len(open_))
        if not (endpoint.local or consent(leaving)):
            raise not_sent(leaving)
        told(f"sending {leaving.says}")
    answers = asking.answers(parts)
    grounds = Grounds(document, prose, registry, gazetteer, published)
    return _reading(answers, grounds, endpoint)


class _Asking:
    """Asks about the passages of one report, one after the other."""

    def __init__(
        self,
        text: str,
        published: dt.date | None,
        title: str | None,
        endpoint: Endpoint,
        kept: KeptAnswers,
        name: str,
        sleep: Sleep,
    ) -> None:
        self.text, self.published, self.title = text, published, title
        self.endpoint, self.kept, self.name, self.sleep = endpoint, kept, name, sleep

    def unanswered(self, parts: Iterable[Piece]) -> list[Piece]:
        """The passages for which no answer is kept."""
        return [p for p in parts if self._kept(self._asked(p), p) is None]

    def answers(self, parts: Sequence[Piece]) -> list[tuple[Piece, Answer]]:
        """An answer for each passage, or for its halves where one was too long."""
        ask: Ask | None = None
        close: Callable[[], None] = _nothing
        found: list[tuple[Piece, Answer]] = []
        todo = list(reversed(parts))
        try:
            while todo:
                part = todo.pop()
                known = self._kept(self._asked(part), part)
                if known is None and ask is None:
                    ask, close = client_of(self.endpoint)
                if known is None and ask is not None:
                    halves = part.halves(self.text) if part.length > _SHORTEST_HALF else None
                    known = self._answer(ask, part, halves is not None)
                    if known is None and halves is not None:
                        todo += reversed(halves)
                        continue
                if known is not None:
                    found.append((part, known))
        finally:
            close()
        return found

    def _answer(self, ask: Ask, part: Piece, can_halve: bool) -> Answer | None:
        """The answer, kept; None if it was cut off and the passage can be halved."""
        wanted = self._asked(part)
        try:
            text, known = answer(ask, wanted, self.endpoint, self._where(part), self.sleep)
        except CutAnswerError:
            if can_halve:
                return None
            raise ModelError(
                "this passage was not read: the model's answer to it is cut off",
                where=self._where(part),
                todo="Nothing was written. Let the model write longer answers (for Ollama: a "
                "larger num_ctx), or use another one.",
            ) from None
        self.kept.keep(self._digest(wanted), text)
        return known

    def _where(self, part: Piece) -> str:
        words = " ".join(self.text[part.start : part.start + 60].split())
        return f"{self.name}, characters {part.start} to {part.end} (“{words} …”)"

    def _asked(self, part: Piece) -> Asked:
        return asked(self.text, part, self.published, self.title)

    def _digest(self, wanted: Asked) -> str:
        return wanted.digest(self.endpoint.api, self.endpoint.url, self.endpoint.model)

    def _kept(self, wanted: Asked, _part: Piece) -> Answer | None:
        text = self.kept.get(self._digest(wanted))
        if text is None:
            return None
        try:
            return read_answer(text)
        except BrokenAnswerError:
            return None


def _nothing() -> None:
    pass


def _reading(
    answers: Iterable[tuple[Piece, Answer]], grounds: Grounds, endpoint: Endpoint
) -> ModelReading:
    refused: Counter[str] = Counter()
    proposed = passages = 0
    accepted: list[AnyClaim] = []
    for part, given in answers:
        passages += 1
        proposed += len(given.proposed) + given.refused
        if given.refused:
            refused["not in the form asked for"] += given.refused
        for one in given.proposed:
            claim: AnyClaim | Refusal = claim_of(one, part, grounds)
            if isinstance(claim, str):
                refused[claim] += 1
            elif not any(same_claim(claim, other) for other in accepted):
                accepted.append(claim)
    accepted.sort(key=lambda c: (c.at or (0, 0), c.type))
    return ModelReading(with_own_ids(accepted), proposed, refused, passages, endpoint)
