"""Data, scripts and the policy: nothing in them can leave its element."""

from __future__ import annotations

import base64
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.present.inline import clean, json_block, policy, script_text

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(JSON)
def test_json_block_means_the_same_and_holds_no_markup(value: object) -> None:
    block = json_block(value)
    assert json.loads(block) == value
    assert not any(character in block for character in "<>&\u2028\u2029")


@pytest.mark.parametrize("text", ["</script>", "</SCRIPT >", "<!-- <script>", "\u2028"])
def test_json_block_of_what_would_end_a_script(text: str) -> None:
    assert text not in json_block([text])
    assert json.loads(json_block([text])) == [text]


def test_json_block_refuses_what_json_has_not() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_block({"p": float("nan")})


def test_a_script_cannot_end_its_own_element() -> None:
    script = script_text('const a = "</script>"; const b = "</ScRiPt"; const c = "<!--";\r\n')
    assert "</script" not in script.lower()
    assert "<!--" not in script
    assert "\r" not in script


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_clean_keeps_what_can_be_shown(text: str) -> None:
    shown = clean(text)
    assert clean(shown) == shown
    assert not any(ord(c) < 32 and c not in "\n\t" for c in shown)


def test_clean_takes_out_what_steers_a_terminal() -> None:
    assert clean("a\x1b[31mb\x00\r\nc") == "a\ufffd[31mb\ufffd\nc"
    assert clean("\ud83d") == "\ufffd"


def test_the_policy_names_each_script_by_its_hash() -> None:
    rule = policy(["let a = 1;"], ["p {}"])
    digest = base64.b64encode(hashlib.sha256(b"let a = 1;").digest()).decode()
    assert f"script-src 'sha256-{digest}'" in rule
    assert rule.startswith("default-src 'none'")
    assert "unsafe" not in rule
