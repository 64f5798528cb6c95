"""Which model is asked, and what may leave the machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.reading.llm import Endpoint, ModelError, always, read_with_model, stays_here
from onrecord.reading.llm.endpoint import Leaving, consent_in_environment
from onrecord.reading.llm.kept import KeptAnswers
from tests.reading.conflicts import PUBLISHED, Text, gazetteer, registry
from tests.reading.llm.asking import RAID


def test_without_an_address_the_model_is_on_this_machine() -> None:
    end = Endpoint.from_environment(environ={"ONRECORD_LLM_MODEL": "llama", "OPENAI_API_KEY": "k"})
    assert end.local
    assert end.host == "127.0.0.1"


def test_options_go_before_the_environment() -> None:
    known = {"ONRECORD_LLM_MODEL": "a", "ONRECORD_LLM_URL": "http://localhost:1/v1"}
    end = Endpoint.from_environment("http://127.0.0.1:2/v1", "b", environ=known)
    assert (end.url, end.model) == ("http://127.0.0.1:2/v1", "b")


def test_a_claude_is_asked_of_anthropic_with_its_own_key() -> None:
    known = {"ANTHROPIC_API_KEY": "ka", "OPENAI_API_KEY": "ko"}
    end = Endpoint.from_environment(None, "claude-x", environ=known)
    assert (end.api, end.key, end.local) == ("anthropic", "ka", False)
    other = Endpoint.from_environment("https://llm.example.org/v1", "claude-x", environ=known)
    assert (other.api, other.key) == ("openai", "ko")


@pytest.mark.parametrize(
    ("url", "model", "what"),
    [
        (None, None, "no language model is named"),
        ("https://llm.example.org/v1", "m", "OPENAI_API_KEY is not set"),
        (None, "claude-x", "ANTHROPIC_API_KEY is not set"),
        ("llm.example.org", "m", "is none"),
        ("ftp://llm.example.org", "m", "is none"),
        ("http://", "m", "is none"),
        ("http://h:99999/v1", "m", "is none"),
        ("http://[::1/v1", "m", "is none"),
        ("https://me:pass@llm.example.org/v1", "m", "password"),
    ],
)
def test_what_cannot_be_asked_is_said(url: str | None, model: str | None, what: str) -> None:
    with pytest.raises(ModelError, match=what) as failed:
        Endpoint.from_environment(url, model, environ={})
    assert "me:pass" not in str(failed.value)


@pytest.mark.parametrize(
    ("url", "model", "local"),
    [
        ("http://127.0.0.1:11434/v1", "m", True),
        ("http://127.9.9.9/v1", "m", True),
        ("http://localhost/v1", "m", True),
        ("http://LOCALHOST/v1", "m", True),
        ("http://[::1]:8000/v1", "m", True),
        ("http://127.0.0.1:11434/v1", "gpt-oss:120b-cloud", False),
        ("http://192.168.1.7/v1", "m", False),
        ("http://0.0.0.0/v1", "m", False),
        ("https://localhost.example.org/v1", "m", False),
        ("https://127.0.0.1.example.org/v1", "m", False),
    ],
)
def test_only_this_machine_is_local(url: str, model: str, local: bool) -> None:
    assert Endpoint(url, model).local is local


def test_a_key_goes_over_no_open_wire() -> None:
    assert Endpoint("http://192.168.1.7/v1", "m", key="k").sent_key == "none"
    assert Endpoint("https://192.168.1.7/v1", "m", key="k").sent_key == "k"
    assert "not encrypted" in Leaving(Endpoint("http://192.168.1.7/v1", "m"), "r", 5, 1).says


def test_nothing_goes_to_another_machine_without_consent(tmp_path: Path) -> None:
    away = Endpoint("http://192.0.2.1/v1", "m")  # an address that nobody has (RFC 5737)
    asked: list[Leaving] = []
    lines: list[str] = []

    def no(leaving: Leaving) -> bool:
        asked.append(leaving)
        return False

    for consent in (stays_here, no):
        with pytest.raises(ModelError, match="--yes-send"):
            read_with_model(Text(RAID), registry(), gazetteer(), away, published=PUBLISHED,
                            consent=consent, kept=KeptAnswers(tmp_path), told=lines.append)  # fmt: skip
    assert [leaving.characters for leaving in asked] == [len(RAID)]
    assert lines == []
    assert always(asked[0])


@pytest.mark.parametrize(("value", "yes"), [("1", True), ("true", True), ("0", False), ("", False)])
def test_consent_by_environment(value: str, yes: bool) -> None:
    assert consent_in_environment({"ONRECORD_LLM_SEND": value}) is yes
    assert not consent_in_environment({})


def test_the_key_is_not_shown() -> None:
    assert "sk-1" not in repr(Endpoint("https://h/v1", "m", key="sk-1"))
