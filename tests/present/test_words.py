"""The catalogue of words: every text that is asked for is there, and none is there for nothing."""

from __future__ import annotations

import ast
import re
from importlib.resources import files
from typing import Any, get_args

import pytest

from onrecord.assess.finding import VERDICTS, Finding, State
from onrecord.claims.kinds import KINDS
from onrecord.claims.types import MODELS
from onrecord.errors import OnrecordError
from onrecord.present.claim_words import OWN_PLACE
from onrecord.present.numbers_view import MERE_WORDS
from onrecord.present.table import ROLES
from onrecord.present.words import answer_of, catalogue

ROOM = files("onrecord.present")
KEY = re.compile(r"""(?:words|say|t|count|has|items|keys)\(\s*["']([a-z_]+(?:\.[a-z_0-9]+)+)["']""")
ANY_KEY = re.compile(r"""["']([a-z_]+(?:\.[a-z_0-9-]+)+)["']""")
COMPOSED = (
    "verdicts.", "states.", "roles.", "numbers.p_kind.", "numbers.handled_by.", "claim.stance.",
    "records.warning.", "sourcing.kinds.", "numbers.interval", "claim.accepted",
    "claim.edited", "claim.rejected", "numbers.p_adjusted", "numbers.naive_p", "date.", "ranking.kind.",
    "reasons.tried.", "reasons.stands.", "compared.as.", "compared.field.", "reasons.undecided.",
    "field.", "field_within", "field_value.", "title.", "number.", "method.", "missing.", "record_name.",
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


def _named(model: Any) -> set[str]:
    """Every field name of a claim, by alias, in the schema that editors use."""
    if isinstance(model, dict):
        own = set(model.get("properties", {}))
        return own.union(*(_named(child) for child in model.values()))
    if isinstance(model, list):
        return set().union(*(_named(child) for child in model))
    return set()


def test_every_field_of_a_claim_has_a_name_in_words() -> None:
    fields = set().union(
        *(_named(model.model_json_schema(by_alias=True)) for model in MODELS.values())
    )
    words = catalogue()
    assert {"by", "taken_as", "rather_than", "anchored_by"} <= fields
    missing = {f for f in fields - OWN_PLACE - {"status", "note"} if not words.has(f"field.{f}")}
    assert missing == set()


def test_every_type_has_a_title_a_test_and_a_meaning_in_words() -> None:
    words = catalogue()
    for type_ in MODELS:
        assert words.has(f"title.{type_}")
        assert words.has(f"field_value.type.{type_}")
        assert type_ == "opinion" or words(f"method.{type_}").endswith(".")
    assert all(words.has(f"title.kind.{kind}") for kind in KINDS)


def test_every_number_of_a_sentence_has_a_name_or_is_mere_words() -> None:
    assess = files("onrecord.assess")
    sentences = [p for p in (assess / "sentences").iterdir() if p.name.endswith(".py")]
    text = "\n".join(p.read_text(encoding="utf-8") for p in sentences)
    asked = set(re.findall(r"(?<!\{)\{([a-z][a-z_0-9]*)[}:,]", text))
    for module in ("coincided_words", "followed_words", "targeted_words"):
        tree = ast.parse((assess / f"{module}.py").read_text(encoding="utf-8"))
        keys = (key for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys)
        asked |= {k.value for k in keys if isinstance(k, ast.Constant) and isinstance(k.value, str)}
    assert {"n1", "km", "events_one", "pairs"} <= asked
    words = catalogue()
    idle = sorted(n for n in asked if not words.has(f"number.{n}") and n not in MERE_WORDS)
    assert idle == [], idle
    assert {n for n in MERE_WORDS if words.has(f"number.{n}")} == set()
