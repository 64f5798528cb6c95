"""Spellings made comparable."""

from __future__ import annotations

import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.actors import Registry, normalise
from onrecord.actors.names import words
from onrecord.actors.tokens import tokenise


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hay'at Tahrir al-Sham", "Hayat Tahrir ash-Shaam"),
        ("Hay’at", "Hayat"), ("Séléka", "Seleka"), ("Erdoğan", "Erdogan"),
        ("UÇK", "UCK"), ("Ansar ad-Din", "Ansar al-Din"), ("The Zetas", "Zetas"),
        ("Raïa Mutomboki", "Raia Mutomboki"), ("al Nusrah", "AL-NUSRAH"), ("U.S. Army", "US Army"),
        ("Jabhat an-Nusra", "Jabhat al Nusra"), ("Türk Silahlı", "Turk Silahli"),
        ("SPLM/A-IO", "SPLM A IO"), ("Al-Shabaab", "al-Shabab"), ("el-Nusra", "al-Nusra"),
    ],
)  # fmt: skip
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tahrir al-Sham", "Tahrir al-Sham Army"), ("Rahman Corps", "Rahman Corps faction"),
        ("PKK", "PK"), ("UNRF", "UNRF II"), ("SLM/A", "SLM/A - MM"), ("Niger", "Nigeria"),
        ("Assembly", "Asembly of"), ("an army", "army"),
    ],
)  # fmt: skip
def test_different_names_stay_different(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(name: str) -> None:
    assert normalise(normalise(name)) == normalise(name)


@given(st.text(alphabet=string.ascii_letters + "'’- .éüşłı", max_size=40))
def test_case_never_matters(name: str) -> None:
    assert normalise(name.upper()) == normalise(name.lower())


@given(st.text(max_size=80))
def test_tokens_lie_in_the_text_in_order(text: str) -> None:
    tokens = tokenise(text)
    for token in tokens:
        assert 0 <= token.lead <= token.start < token.base_end <= token.end <= len(text)
    assert all(a.end <= b.lead for a, b in pairwise(tokens))


@given(st.text(max_size=60))
def test_words_have_no_empty_word(name: str) -> None:
    assert all(words(name))


def test_names_are_told_apart_after_normalising(registry: Registry) -> None:
    """No two actors share a normalised name unless the registry says so."""
    bearers: dict[str, set[str]] = {}
    for form, actor_id in registry.surface_forms().items():
        bearers.setdefault(normalise(form), set()).add(actor_id)
    shared = {form for form, ids in bearers.items() if len(ids) > 1}
    # Told apart by their case or doubled letters alone: exact spelling decides.
    assert shared == {"jem", "jas", "sdf", "slm a"}
