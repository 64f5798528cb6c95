"""The claims of the invented article, and which of them are true."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.claims import CLAIM, AnyClaim, ClaimsFile, ReportHead, Review
from onrecord.simulate.orrevane import PUBLISHED


@dataclass(frozen=True)
class Truth:
    """What is known of a claim because the conflict was made.

    `holds`: whether it is true of the simulated world; None where that is no matter of fact, or
    was not simulated. `verdict`: what a sound test on the record must answer: a verdict, or why
    there is none (“incomplete”).
    """

    verdict: str
    holds: bool | None
    why: str


@dataclass(frozen=True)
class Planned:
    """A claim of the article, without the words that make it, and its truth."""

    fields: Mapping[str, Any]
    truth: Truth


TITLE, AUTHOR = "The ceasefire that nobody kept", "Merel Tavisk"
ARMY, LANTERN, COVENANT = "Government of Orrevane", "Lantern Front", "Ash Covenant"
MINISTRY = "the defence ministry"

_NORTH = {"events": {"between": [ARMY, COVENANT]}, "where": {"near": "Vessarun"}}
_MAY = "2023-05-01/2023-05-21"
_LAKE = {"near": "Ondreth", "within": "40 km"}
_MONTH = "2023-05-17/2023-06-16"
_LAPSED = {"event": "the northern ceasefire lapsed", "on": "2023-05-01"}


def _claim(verdict: str, holds: bool | None, because: str, **fields: Any) -> Planned:
    return Planned(fields, Truth(verdict, holds, because))


PLANNED: dict[str, Planned] = {
    "vessarun-rose": _claim(
        "borne out", True,
        "30 clashes were planted in the 21 days after the ceasefire lapsed, where six or so are "
        "usual, in three bursts; the ceasefire fixes the window, and eight years are comparable.",
        type="changed", **_NORTH, when=_MAY, direction="rose", anchored_by=_LAPSED,
    ),
    "vessarun-count": _claim(
        "borne out", True,
        "Just 30 clashes of the two were planted there in those days; all others were left out.",
        type="count", **_NORTH, when=_MAY, number=30,
    ),
    "vessarun-fell": _claim(
        "contradicted", False,
        "The same days: a rise was planted, and the record shows it against the ministry's word.",
        type="changed", **_NORTH, when=_MAY, direction="fell", anchored_by=_LAPSED,
        stance="attributed", according_to=MINISTRY,
    ),
    "vessarun-toll-low": _claim(
        "contradicted", False,
        "The 30 planted clashes alone killed 87 people.",
        type="toll", where={"near": "Vessarun"}, when=_MAY, killed={"high": 10},
        stance="attributed", according_to="a ministry spokesman",
    ),
    "vessarun-toll-high": _claim(
        "undecided", False,
        "Some 100 died there. A record counts only what it can tie to an event, so a figure "
        "above its range is more than it accounts for, and not refuted.",
        type="toll", where={"near": "Vessarun"}, when=_MAY, killed=900,
        stance="attributed", according_to="the Covenant's radio",
    ),
    "ondreth-only": _claim(
        "partly borne out", True,
        "Eleven fights of the two groups were planted there and everything else was left out; but "
        "the record holds only deadly events, so bloodless ones could have escaped it.",
        type="only", events={"between": [LANTERN, COVENANT]}, where=_LAKE, when=_MONTH,
    ),
    "ondreth-toll": _claim(
        "borne out", True,
        "The eleven planted fights killed 52 to 66 people.",
        type="toll", where=_LAKE, when=_MONTH, killed={"low": 50, "high": 70},
    ),
    "ondreth-count": _claim(
        "contradicted", False,
        "Eleven were planted, each of them dated and placed exactly.",
        type="count", events={"between": [LANTERN, COVENANT]}, where=_LAKE, when=_MONTH,
        number={"high": 3}, stance="attributed", according_to=MINISTRY,
    ),
    "quorrimel-quiet": _claim(
        "partly borne out", True,
        "Everything near Quorrimel was left out from the truce on, in a city where hardly any "
        "stretch of 26 days in eight years is empty; but the record holds only deadly events.",
        type="none", where={"near": "Quorrimel", "within": "15 km"}, when="2023-05-22/2023-06-16",
        anchored_by={"event": "the truce of Quorrimel", "on": "2023-05-22"},
    ),
    "tolvane-quiet": _claim(
        "contradicted", False,
        "A clash on 24 May and a mine on 7 June were planted in Tolvane.",
        type="none", where="Tolvane", when="2023-05-14/2023-06-16",
        anchored_by={"event": "the harvest fair", "on": "2023-05-14"},
        stance="attributed", according_to="the governor of Hathmoor",
    ),
    "keldarrow-fight": _claim(
        "borne out", True,
        "One battle of the two, with 6 to 9 dead, was planted there on that day, and nothing else "
        "near it for half a year.",
        type="occurred", events={"between": [ARMY, LANTERN]}, where="Keldarrow",
        when="2023-06-03", killed={"low": 6, "high": 9},
    ),
    "keldarrow-held": _claim(
        "beyond the record", None,
        "Who holds a place is not simulated, and such a record does not say it.",
        type="controls", actor=LANTERN, where="Keldarrow", when="2023-06-03/2023-06-16",
    ),
    "dresmoor-strike": _claim(
        "partly borne out", True,
        "The strike was planted, and coded as such records code it: as a deadly event of the "
        "government that Kelmara supports. The record cannot say that planes did it, or whose.",
        type="occurred", events={"by": "Kelmara", "kind": "airstrike"}, where="Dresmoor",
        when="2023-06-05", killed={"low": 12},
    ),
    "kelmara-doubled": _claim(
        "beyond the record", False,
        "The record tells neither air strikes from other events nor Kelmara from the government.",
        type="changed", events={"by": "Kelmara", "against": LANTERN, "kind": "airstrike"},
        where="Hathmoor province", when="2023-06-01/2023-06-16", direction="rose", times=2,
    ),
    "kelmara-where": _claim(
        "beyond the record", False,
        "In the simulation strikes follow the fights of the army, not those of the two groups. "
        "But the record codes neither air strikes nor what Kelmara did, so it cannot show this.",
        type="coincided", events={"by": "Kelmara", "against": LANTERN, "kind": "airstrike"},
        during={"events": {"between": [LANTERN, COVENANT]}}, where="Hathmoor province",
        when="2023-06-01/2023-06-16",
    ),
    "harrund-heavier": _claim(
        "undecided", None,
        "Nothing was planted. The writer chose the two weeks, and a window chosen for being "
        "striking decides nothing without comparable places.",
        type="changed", events={"between": [ARMY, "Orrevane insurgents"]},
        where={"near": "Harrund"}, when="2023-06-03/2023-06-16", direction="rose",
    ),
    "ulmeth-massacre": _claim(
        "not on record", False,
        "No killing of civilians by the Covenant was planted there, and none is possible in those "
        "days; six skirmishes of others show that the record has eyes on Ulmeth.",
        type="occurred", where="Ulmeth", when="2023-05-30",
        events={"by": COVENANT, "against": "civilians", "kind": "killing of civilians"},
        stance="attributed", according_to="state television",
    ),
    "pelloway-denied": _claim(
        "borne out", True,
        "The killing was planted: 14 civilians, by the army, on that day. The denial is what is "
        "false.",
        type="occurred", where="Pelloway", when="2023-05-25", killed=14,
        events={"by": ARMY, "against": "civilians", "kind": "killing of civilians"},
        stance="denied", according_to="the army",
    ),
    "relief-column": _claim(
        "incomplete", None,
        "The article names neither the road nor who shot.",
        type="occurred", when={"from": "2023-05-01", "to": "2023-05-31", "vague": True},
        incomplete=["who did it", "place"], stance="attributed", according_to="its drivers",
    ),
    "disgrace": _claim(
        "not testable", None, "A moral judgement.", type="opinion", why="a moral judgement",
    ),
    "appeal": _claim("not testable", None, "An appeal.", type="opinion", why="an appeal"),
}  # fmt: skip
"""Every claim of the article by its id."""

_MARK = re.compile(r"⟦([a-z-]+)\|([^⟦⟧]+)⟧")


@dataclass(frozen=True)
class Article:
    """A text without its marks, and where in it each marked claim stands, in code points."""

    text: str
    spans: Mapping[str, tuple[int, int]]


def article() -> Article:
    """The invented article."""
    marked = (Path(__file__).parent / "article.txt").read_text(encoding="utf-8")
    return unmarked("".join(line for line in marked.splitlines(True) if line[0] != "#"))


def unmarked(marked: str) -> Article:
    """Take the marks out of a text. Raises ValueError if an id is marked twice."""
    pieces: list[str] = []
    spans: dict[str, tuple[int, int]] = {}
    done = length = 0
    for mark in _MARK.finditer(marked):
        before, (claim_id, words) = marked[done : mark.start()], mark.groups()
        if claim_id in spans:
            raise ValueError(f"“{claim_id}” is marked twice")
        start = length + len(before)
        spans[claim_id] = (start, start + len(words))
        pieces += [before, words]
        done, length = mark.end(), start + len(words)
    return Article("".join([*pieces, marked[done:]]), spans)


def claims_of(read: Article) -> tuple[AnyClaim, ...]:
    """The claims of the article, in its order, as a person would have accepted them."""
    accepted = Review(status="accepted", by="the simulation")
    return tuple(
        CLAIM.validate_python(
            {
                "id": claim_id,
                "says": read.text[start:end],
                "at": [start, end],
                "review": accepted,
                **PLANNED[claim_id].fields,
            }
        )
        for claim_id, (start, end) in read.spans.items()
    )


def claims_yaml(read: Article, text_path: str) -> str:
    """The claims file; `text_path` is where the article's text stands beside it."""
    head = ReportHead(title=TITLE, author=AUTHOR, published=PUBLISHED, text=text_path)
    return ClaimsFile.new(head, claims_of(read)).dump()
