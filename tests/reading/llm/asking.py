"""Short ways for these tests: a report read by the stub, and one proposal with its defaults."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from onrecord.reading.llm import ModelReading, read_with_model
from onrecord.reading.llm.kept import KeptAnswers
from tests.reading.conflicts import PUBLISHED, Text, gazetteer, registry
from tests.reading.llm.stub import Answering, Stub, stub

RAID = "The Taliban are not here. HTS fighters raided a camp of Daesh in Raqqa on 9 June 2024."
"""A report of two sentences, the second of which makes a claim."""


def proposal(**given: Any) -> dict[str, Any]:
    """The raid of RAID as a model would propose it, with what is given in place of its fields."""
    return {
        "type": "occurred", "words": "HTS fighters raided a camp of Daesh in Raqqa",
        "stance": "asserted", "according_to": None, "by": ["HTS"], "against": ["Daesh"],
        "between": [], "instead": [], "kind": "raid", "places": ["Raqqa"],
        "when_words": "on 9 June 2024", "first_day": "2024-06-09", "last_day": "2024-06-09",
        "low": None, "high": None, "direction": None, "why": None, **given,
    }  # fmt: skip


def read(
    text: str,
    answering: Answering,
    folder: Path,
    *,
    published: dt.date | None = PUBLISHED,
    **given: Any,
) -> tuple[ModelReading, Stub]:
    """The report read by a stub that answers so, and what the stub was asked."""
    told = given.pop("told", lambda _line: None)
    waits = given.pop("waits", [])
    with stub(answering) as server:
        reading = read_with_model(
            Text(text), registry(), gazetteer(), server.endpoint(**given), published=published,
            name="report.txt", kept=KeptAnswers(folder), told=told, sleep=waits.append,
        )  # fmt: skip
    return reading, server
