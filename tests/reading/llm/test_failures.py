"""A server that answers badly, slowly, or never: bounded tries, then an error that names the passage."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from onrecord.reading.llm import ModelError
from onrecord.reading.llm.kept import KeptAnswers
from tests.reading.conflicts import brief
from tests.reading.llm.asking import RAID, proposal, read
from tests.reading.llm.stub import Answering, Says, claims

pytest.importorskip("openai")
pytest.importorskip("anthropic")

GOOD = claims(proposal())
APIS = ("openai", "anthropic")


def then_good(*first: Says) -> Answering:
    return lambda _p, before: first[before] if before < len(first) else GOOD


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize(
    "bad",
    [
        Says("slow down", 429), Says("broken", 500), Says("busy", 503), Says("late", 408),
        Says("this is no JSON"), Says('{"claims": [{"type": "occ'), Says('{"claims": 3}'), Says("[]"),
        Says(""), Says("null"), Says("[" * 100_000), Says('{"claims": [' + "9" * 6000 + "]x"),
        Says(raw=b"<html>gateway</html>"), Says(raw=b"{}"), Says(raw=b"[]"), Says(raw=b"\xff\xfe"),
        Says(raw=b'{"choices": [], "content": null}'), Says(raw=b'{"choices": 3, "content": 3}'),
    ],
    ids=lambda s: f"{s.status}-{str(s.text or s.raw)[:12]}",
)  # fmt: skip
def test_a_bad_answer_is_asked_for_again(tmp_path: Path, api: Any, bad: Says) -> None:
    waits: list[float] = []
    reading, server = read(RAID, then_good(bad, bad), tmp_path, api=api, waits=waits)
    assert [brief(c) for c in reading.claims] == ["occurred: HTS > IS [raid] @ Raqqa, 2024-06-09"]
    assert len(server.requests) == 3
    assert waits == [0.01, 0.02]


@pytest.mark.parametrize("api", APIS)
def test_the_wait_that_a_server_asks_for_is_kept(tmp_path: Path, api: Any) -> None:
    waits: list[float] = []
    busy = Says("slow down", 429, headers=(("retry-after", "7"),))
    read(RAID, then_good(busy), tmp_path, api=api, waits=waits)
    assert waits == [7]


@pytest.mark.parametrize(
    "after", ["3600", "Wed, 21 Oct 2026 07:28:00 GMT", "-5", "inf", "nan", "x"]
)
def test_a_wait_that_is_too_long_or_none_is_not_kept(tmp_path: Path, after: str) -> None:
    waits: list[float] = []
    busy = Says("slow down", 429, headers=(("retry-after", after),))
    if after == "3600":
        with pytest.raises(ModelError, match="asks to wait 3600 seconds"):
            read(RAID, lambda _p, _n: busy, tmp_path, waits=waits)
        assert waits == []
    else:
        read(RAID, then_good(busy), tmp_path, waits=waits)
        assert waits == [0.01]


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("status", [429, 500])
def test_tries_are_bounded_and_the_error_names_the_passage(
    tmp_path: Path, api: Any, status: int
) -> None:
    waits: list[float] = []
    with pytest.raises(ModelError) as failed:
        read(RAID, lambda _p, _n: Says("no", status), tmp_path, api=api, waits=waits)
    assert len(waits) == 3
    assert f"status {status}" in str(failed.value)
    assert "report.txt, characters 0 to 86 (“The Taliban are not here." in str(failed.value)
    assert "4 times" in str(failed.value)


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_what_asking_again_cannot_help_is_asked_once(tmp_path: Path, api: Any, status: int) -> None:
    with pytest.raises(ModelError, match=f"once: 127.0.0.1 answered with status {status} "):
        read(RAID, lambda _p, _n: Says("no such model", status), tmp_path, api=api)


@pytest.mark.parametrize("api", APIS)
def test_an_option_that_a_model_refuses_is_left_out(tmp_path: Path, api: Any) -> None:
    refused = Says("`temperature` is not supported with this model", 400)
    reading, server = read(RAID, then_good(refused), tmp_path, api=api)
    assert len(reading.claims) == 1
    assert ["temperature" in request for request in server.requests] == [True, False]


@pytest.mark.parametrize("api", APIS)
def test_a_refusal_is_told_and_not_argued_with(tmp_path: Path, api: Any) -> None:
    with pytest.raises(ModelError, match="refuses"):
        read(RAID, lambda _p, _n: Says("", ended="refusal"), tmp_path, api=api)


@pytest.mark.parametrize("api", APIS)
def test_a_passage_whose_answer_is_cut_off_is_asked_about_in_halves(
    tmp_path: Path, api: Any
) -> None:
    quiet = "Nothing else happened in the hills to the north of the river that week."
    text = " ".join([quiet] * 8) + " " + RAID

    def answering(passage: str, _before: int) -> Says:
        return Says('{"claims": [', ended="length") if len(passage) > 450 else claims(
            *([proposal()] if "raided" in passage else [])
        )  # fmt: skip

    reading, server = read(text, answering, tmp_path, api=api)
    assert len(reading.claims) == 1
    assert len(server.requests) == 3
    assert " ".join(server.passages()[1:]) == text


def test_a_short_passage_whose_answer_is_cut_off_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cut off"):
        read(RAID, lambda _p, _n: Says('{"claims": [', ended="length"), tmp_path)


@pytest.mark.parametrize("says", [Says(None), Says(drip=True)], ids=["silent", "dripping"])
def test_a_server_that_never_answers_is_given_up(tmp_path: Path, says: Says) -> None:
    began = time.monotonic()
    with pytest.raises(ModelError, match=r"did not answer within 0\.3 seconds"):
        read(RAID, lambda _p, _n: says, tmp_path, timeout=0.3, tries=2)
    assert time.monotonic() - began < 10


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    from onrecord.reading.llm import Endpoint, read_with_model
    from tests.reading.conflicts import PUBLISHED, Text, gazetteer, registry

    nowhere = Endpoint("http://127.0.0.1:9/v1", "m", tries=2, pause=0)
    with pytest.raises(ModelError, match=r"127\.0\.0\.1 cannot be reached"):
        read_with_model(Text(RAID), registry(), gazetteer(), nowhere, published=PUBLISHED,
                        kept=KeptAnswers(tmp_path), told=lambda _l: None)  # fmt: skip


def test_a_redirect_is_not_followed(tmp_path: Path) -> None:
    away = Says("", 307, headers=(("location", "http://127.0.0.1:9/elsewhere"),))
    with pytest.raises(ModelError, match="status 307"):
        read(RAID, lambda _p, _n: away, tmp_path)


def test_nothing_is_half_read_and_finished_passages_are_kept(tmp_path: Path) -> None:
    quiet = "Nothing else happened in the hills to the north of the river that week. " * 90
    text = f"{RAID}\n{quiet}"

    def second_fails(passage: str, _before: int) -> Says:
        return GOOD if "raided" in passage else Says("no", 500)

    with pytest.raises(ModelError, match="Answers to its other passages are kept"):
        read(text, second_fails, tmp_path, tries=2)
    assert len(list(tmp_path.rglob("*.json"))) == 1


def test_the_key_is_in_no_error_and_is_not_kept(tmp_path: Path) -> None:
    key = "sk-very-secret-0123456789"
    repeats = Says(f"Incorrect API key provided: {key}\nAuthorization: Bearer {key}", 401)
    with pytest.raises(ModelError) as failed:
        read(RAID, lambda _p, _n: repeats, tmp_path, key=key)
    shown = str(failed.value) + repr(failed.value) + str(failed.value.__cause__)
    assert key not in shown
    _, server = read(RAID, lambda _p, _n: GOOD, tmp_path, key=key)
    assert server.headers[0]["authorization"] == f"Bearer {key}"
    assert not any(key.encode() in path.read_bytes() for path in tmp_path.rglob("*.json"))
    assert key not in repr(server.endpoint(key=key))


def test_thoughts_and_fences_around_an_answer_are_taken_off(tmp_path: Path) -> None:
    body = json.dumps({"claims": [proposal()]})
    for text in (f"<think>\nHmm {{}}\n</think>\n{body}", f"```json\n{body}\n```"):
        reading, _ = read(RAID, lambda _p, _n, text=text: Says(text), tmp_path)  # type: ignore[misc]
        assert len(reading.claims) == 1
