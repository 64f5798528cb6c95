"""The time of reading grows with the text, and no faster: every word of a long paragraph costs the
same as of a short one.

Calls are counted instead of seconds, which the machine's other work would change.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable
from typing import Any

import pytest

from onrecord.reading.dates import time_expressions
from onrecord.reading.parse import Parse, Token
from onrecord.reading.rules import read_claims
from tests.reading.conflicts import PARSES, PUBLISHED, Text, gazetteer, registry

SENTENCES = 40
TIMES = 8
SLACK = 1.05


def paragraph(rows: list[dict[str, Any]]) -> Parse:
    """Stored parses, one behind the other, as one paragraph."""
    text, tokens, sentences = "", [], []
    for row in rows:
        start, first = len(text), len(tokens)
        sentences += [(a + first, b + first) for a, b in row["sentences"]]
        for a, b, lemma, pos, tag, dep, head in row["tokens"]:
            said = row["text"][a:b]
            place = (first + head, start + a, start + b)
            tokens.append(Token(len(tokens), said, lemma, pos, tag, dep, *place))
        text += row["text"] + " "
    return Parse(text.rstrip(), tuple(tokens), tuple(sentences))


def calls(run: Callable[[], object]) -> int:
    """How many functions, generators and methods are entered."""
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(None)
    return counted


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    """Sentences that stand on one line, from all over the file, so that they tell of many things."""
    stored = json.loads(PARSES.read_text("utf-8"))
    fitting = [r for r in stored if "\n" not in r["text"] and r["text"] == r["text"].strip()]
    return (fitting[::7] + fitting[3::7])[:SENTENCES]


def test_rules(rows: list[dict[str, Any]]) -> None:
    def reading(parse: Parse) -> int:
        report = Text(parse.text)
        return calls(
            lambda: read_claims(
                report, registry(), gazetteer(), published=PUBLISHED, parse=lambda _: parse
            )
        )

    short, long = paragraph(rows), paragraph(rows * TIMES)
    reading(short)  # what is looked up once for all
    assert reading(long) <= SLACK * TIMES * reading(short)


def test_times(rows: list[dict[str, Any]]) -> None:
    text = " ".join(row["text"] for row in rows)
    published = dt.date(2024, 6, 30)

    def reading(text: str) -> int:
        return calls(lambda: time_expressions(text, published))

    reading(text)
    assert reading(" ".join([text] * TIMES)) <= SLACK * TIMES * reading(text)
