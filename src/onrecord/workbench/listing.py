"""The claims as the workbench lists them: where each stands, and what it waits for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.claims import AnyClaim
from onrecord.present.marks import Mark, Paragraph, paragraphs
from onrecord.present.words import VerdictWords, Words, token_of
from onrecord.workbench.moved import Standing

Waits = Literal["incomplete", "proposed", "nothing"]


@dataclass(frozen=True)
class Answer:
    """How one record answers a claim."""

    record: str
    words: VerdictWords
    standing: Standing


@dataclass(frozen=True)
class Item:
    """A claim in the list. `number` is its place in the text, from 1."""

    claim: AnyClaim
    number: int
    waits: Waits
    """What is left to do: to complete it, to judge it, or nothing."""
    answers: tuple[Answer, ...]

    @property
    def id(self) -> str:
        return self.claim.id

    @property
    def status(self) -> str:
        return self.claim.review.status

    @property
    def token(self) -> str:
        tokens = {answer.words.token for answer in self.answers}
        if self.status == "rejected" or not tokens:
            return "not-tested-by-this-version"
        return tokens.pop() if len(tokens) == 1 else "several"


def listed(
    words: Words,
    claims: Sequence[AnyClaim],
    standings: dict[tuple[str, str], Standing],
    *,
    blind: bool = False,
) -> tuple[Item, ...]:
    """Every claim once, in the order of the text; if `blind`, no proposals and no answers."""
    shown = [c for c in claims if not (blind and c.review.status == "proposed")]
    shown.sort(key=lambda c: (c.at is None, c.at or (0, 0)))
    by_id: dict[str, list[Answer]] = {}
    for (id_, record), standing in standings.items():
        if not blind:
            verdict = words.verdict(standing.verdict)
            by_id.setdefault(id_, []).append(Answer(record, verdict, standing))
    return tuple(
        Item(claim, number, _waits(claim, by_id.get(claim.id, [])), tuple(by_id.get(claim.id, [])))
        for number, claim in enumerate(shown, 1)
    )


def _waits(claim: AnyClaim, answers: Sequence[Answer]) -> Waits:
    if claim.review.status == "rejected":
        return "nothing"
    if claim.incomplete or any(a.words.token == token_of("incomplete") for a in answers):
        return "incomplete"
    return "proposed" if claim.review.status == "proposed" else "nothing"


_ORDER: dict[Waits, int] = {"incomplete": 0, "proposed": 1, "nothing": 2}


def unresolved_first(items: Sequence[Item]) -> tuple[Item, ...]:
    """What is incomplete, then what nobody has judged, then the rest; each in the text's order."""
    return tuple(sorted(items, key=lambda item: (_ORDER[item.waits], item.number)))


def marked(text: str, items: Sequence[Item]) -> tuple[Paragraph, ...]:
    """The report with every claim marked, overlapping ones and those across lines too."""
    size = len(text)
    marks = [
        Mark(item.id, item.claim.at[0], min(item.claim.at[1], size))
        for item in items
        if item.claim.at is not None and item.claim.at[0] < size
    ]
    return paragraphs(text, marks)
