"""The catalogue of words: every text that is asked for is there, and none is there for nothing."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import get_args

import pytest

from onrecord.assess.finding import VERDICTS, Finding, State
from onrecord.errors import OnrecordError
from onrecord.present.table import ROLES
from onrecord.present.words import answer_of, catalogue

ROOM = files("onrecord.present")
KEY = re.compile(r"""(?:words|say|t|count|has|items|keys)\(\s*["']([a-z_]+(?:\.[a-z_0-9]+)+)["']""")
ANY_KEY = re.compile(r"""["']([a-z_]+(?:\.[a-z_0-9-]+)+)["']""")
COMPOSED = (
    "verdicts.", "states.", "roles.", "numbers.p_kind.", "numbers.handled_by.", "claim.stance.",
    "records.warning.", "sourcing.kinds.", "numbers.interval", "claim.accepted",
    "claim.edited", "claim.rejected", "numbers.p_adjusted", "numbers.naive_p", "date.", "ranking.kind.",
    "reasons.tried.", "reasons.stands.", "compared.as.", "compared.field.",
)  # fmt: skip
"""Keys of which code puts together a part."""


def _sources() -> str:
    texts = [p.read_text(encoding="utf-8") for p in ROOM.iterdir() if p.name.endswith(".py")]
    for folder in ("templates", "exports"):
        texts += [
            p.read_text(encoding="utf-8")
            for p in (ROOM / folder).iterdir()
            if not p.name.startswith("__")
        ]
    return "\n".join(texts)


def test_every_key_that_is_asked_for_is_in_the_catalogue() -> None:
    words = catalogue()
    asked = set(KEY.findall(_sources()))
    assert len(asked) > 120
    assert [key for key in sorted(asked) if not words.has(key)] == []


def test_no_word_of_the_catalogue_is_unused() -> None:
    used = set(ANY_KEY.findall(_sources()))
    leaves = {re.sub(r"\.(one|other)$", "", leaf) for leaf in catalogue().leaves()}
    idle = [k for k in sorted(leaves) if k not in used and not k.startswith(COMPOSED)]
    assert idle == ["language"]


def test_every_verdict_and_state_has_its_own_symbols_and_an_explanation() -> None:
    words = catalogue()
    shown = [words.verdict(word) for word in (*VERDICTS, *get_args(State))]
    assert len({s.symbol for s in shown}) == len(shown)
    assert len({s.ascii for s in shown}) == len(shown)
    assert all(s.ascii.isascii() and s.meaning.endswith(".") for s in shown)
    assert {words(f"roles.{role}.label") for role in ROLES} >= {"certain", "possible", "unplaced"}


def test_plural_and_thousands() -> None:
    words = catalogue()
    assert words.count("count.event", 1) == "1 event"
    assert words.count("count.event", 0) == "0 events"
    assert words.count("count.event", 16566) == "16,566 events"


def test_values_filled_in_are_not_read_as_patterns() -> None:
    assert catalogue()("whose.count", name="{n}", n=2) == "{n}: 2"


def test_a_missing_key_and_a_missing_language_are_errors() -> None:
    with pytest.raises(KeyError, match=r"no\.such"):
        catalogue()("no.such")
    with pytest.raises(KeyError, match="not one text"):
        catalogue()("count.event")
    with pytest.raises(OnrecordError, match="Known are: en"):
        catalogue("xx")


def test_a_finding_without_verdict_is_answered_by_its_state(checked) -> None:  # type: ignore[no-untyped-def]
    by_id: dict[str, Finding] = {f.id: f for f in checked.findings}
    assert answer_of(by_id["holds-threnby"]) == "not tested by this version"
    assert answer_of(by_id["shells-follow"]) == "incomplete"
    assert answer_of(by_id["only-battle"]) == "contradicted"
