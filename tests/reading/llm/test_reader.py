"""What becomes of an answer: accepted as far as the report's own words bear it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.reading.conflicts import brief
from tests.reading.llm.asking import RAID, proposal, read
from tests.reading.llm.stub import claims, passage_of

pytest.importorskip("openai")


def one(tmp_path: Path, text: str = RAID, **given: Any) -> list[str]:
    reading, _ = read(text, lambda _p, _n: claims(proposal(**given)), tmp_path)
    return [brief(claim) for claim in reading.claims]


def test_a_good_answer_becomes_a_claim_at_its_words(tmp_path: Path) -> None:
    reading, server = read(RAID, lambda _p, _n: claims(proposal()), tmp_path)
    (claim,) = reading.claims
    assert brief(claim) == "occurred: HTS > IS [raid] @ Raqqa, 2024-06-09"
    assert claim.at is not None
    assert RAID[slice(*claim.at)] == claim.says == "HTS fighters raided a camp of Daesh in Raqqa"
    assert claim.review.status == "proposed"
    assert claim.read_by == ("llm",)
    assert not claim.incomplete
    (request,) = server.requests
    assert request["temperature"] == 0
    assert request["response_format"]["json_schema"]["strict"] is True
    assert passage_of(request) == RAID


def test_words_that_do_not_stand_in_the_report_make_no_claim(tmp_path: Path) -> None:
    reading, _ = read(
        RAID, lambda _p, _n: claims(proposal(words="HTS fighters burned a camp in Raqqa")), tmp_path
    )
    assert reading.claims == ()
    assert reading.refused == {"not in the report": 1}
    assert any("1 not in the report" in notice for notice in reading.notices())


@pytest.mark.parametrize(
    "words",
    [
        "hts fighters raided  a camp of\nDaesh in Raqqa",
        "“HTS fighters raided a camp of Daesh in Raqqa …”",
        "HTS fighters raided a camp of Daesh in Raqqa.",
    ],
)
def test_words_with_other_spaces_signs_or_case_are_given_as_the_report_has_them(
    tmp_path: Path, words: str
) -> None:
    text = RAID.replace("Raqqa on", "Raqqa, on")
    reading, _ = read(text, lambda _p, _n: claims(proposal(words=words)), tmp_path)
    (claim,) = reading.claims
    assert claim.says == "HTS fighters raided a camp of Daesh in Raqqa"
    assert claim.at is not None
    assert text[slice(*claim.at)] == claim.says
    assert any("other signs" in said for said in claim.assumed)


def test_an_actor_that_the_report_does_not_name_is_not_taken(tmp_path: Path) -> None:
    assert one(tmp_path, by=["Boko Haram"]) == [
        "occurred: @ Raqqa, 2024-06-09; lacks by (“Boko Haram” does not stand in the report)"
    ]


def test_an_actor_that_nobody_knows_is_not_replaced(tmp_path: Path) -> None:
    text = RAID.replace("Daesh", "the Blue Falcons")
    assert one(tmp_path, text, words="HTS fighters raided a camp of the Blue Falcons",
               against=["the Blue Falcons"]) == [
        "occurred: @ Raqqa, 2024-06-09; lacks against (“the Blue Falcons”)"
    ]  # fmt: skip


def test_an_actor_named_elsewhere_is_said_to_be_the_models_reading(tmp_path: Path) -> None:
    text = "HTS is strong.\nIts men raided a camp of Daesh in Raqqa on 9 June 2024."
    reading, _ = read(
        text, lambda _p, _n: claims(proposal(words="Its men raided a camp of Daesh")), tmp_path
    )
    (claim,) = reading.claims
    assert any("“HTS” is named elsewhere in the report" in said for said in claim.assumed)


def test_a_description_that_holds_one_name_means_that_actor(tmp_path: Path) -> None:
    text = "Several hundred Daesh fighters raided a camp in Raqqa on 9 June 2024."
    (line,) = one(tmp_path, text, words="Several hundred Daesh fighters raided a camp in Raqqa",
                  by=["Several hundred Daesh fighters"], against=[])  # fmt: skip
    assert line == "occurred: IS [raid] @ Raqqa, 2024-06-09"


def test_a_place_that_nobody_knows_is_missing_and_the_rest_stands(tmp_path: Path) -> None:
    text = RAID.replace("Raqqa", "Qxyzzy")
    (line,) = one(tmp_path, text, words="HTS fighters raided a camp of Daesh", places=["Qxyzzy"])
    assert line.startswith("occurred: HTS > IS [raid] @ ")
    assert line.endswith("2024-06-09; lacks where (“Qxyzzy”)")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"first_day": "2024-06-10", "last_day": "2024-06-10"}, "reads as 2024-06-09, the model"),
        ({"when_words": "on Tuesday"}, "“on Tuesday” does not stand in the report"),
        ({"when_words": None}, "no words of the report say when"),
        ({"when_words": "fighters raided", "first_day": None, "last_day": None}, "fighters raided"),
    ],
)
def test_days_that_the_words_do_not_bear_are_missing(
    tmp_path: Path, given: dict[str, Any], expected: str
) -> None:
    (line,) = one(tmp_path, **given)
    assert "lacks when (" in line
    assert expected in line


def test_days_of_words_that_cannot_be_read_are_vague(tmp_path: Path) -> None:
    text = "HTS fighters raided a camp of Daesh in Raqqa after the feast."
    reading, _ = read(text, lambda _p, _n: claims(proposal(when_words="after the feast")), tmp_path)
    (claim,) = reading.claims
    assert claim.when is not None  # type: ignore[union-attr]
    assert claim.when.vague  # type: ignore[union-attr]
    assert any("after the feast" in said for said in claim.assumed)


def test_a_number_that_the_words_do_not_say_is_missing(tmp_path: Path) -> None:
    text = RAID.replace("raided", "killed at least fourteen people when they raided")
    words = "killed at least fourteen people"
    (line,) = one(tmp_path, text, words=words, low=14)
    assert "14" in line
    assert "lacks" not in line
    (line,) = one(tmp_path, text, words=words, low=40)
    assert "lacks killed (the words do not say 40)" in line


def test_what_another_says_is_never_taken_as_the_authors(tmp_path: Path) -> None:
    (line,) = one(tmp_path, stance="attributed")
    assert "lacks according_to (no source is named)" in line
    (line,) = one(tmp_path, stance="attributed", according_to="SOHR")
    assert "lacks according_to (“SOHR” does not stand in the report)" in line
    text = RAID.replace("2024.", "2024, residents said.")
    (line,) = one(tmp_path, text, according_to="residents")
    assert line.endswith("attributed residents")


def test_a_claim_with_nothing_in_the_words_it_quotes_is_dropped(tmp_path: Path) -> None:
    text = RAID + " The weather in the mountains was fine that day."
    reading, _ = read(
        text,
        lambda _p, _n: claims(proposal(words="The weather in the mountains was fine")),
        tmp_path,
    )
    assert reading.claims == ()
    assert reading.refused == {"not about its words": 1}


def test_items_out_of_form_are_counted_and_the_others_kept(tmp_path: Path) -> None:
    bad = [
        {"type": "verdict", "words": "x"}, 7, None, "claim", [], {},
        proposal(low=-3), proposal(low=True), proposal(words=""), proposal(by=[["HTS"]]),
        proposal(type="ranked"),
    ]  # fmt: skip
    reading, _ = read(RAID, lambda _p, _n: claims(*bad, proposal()), tmp_path)  # type: ignore[arg-type]
    assert len(reading.claims) == 1
    assert reading.refused == {"not in the form asked for": len(bad)}


@pytest.mark.parametrize(
    ("given", "begins"),
    [
        ({"type": "none"}, "none: HTS > IS [raid]"),
        ({"type": "only", "between": ["HTS", "Daesh"], "by": [], "against": []}, "only: "),
        ({"type": "changed", "direction": "rose"}, "changed: HTS > IS"),
        ({"type": "controls", "against": []}, "controls: "),
        ({"type": "targeted", "instead": ["Taliban"]}, "targeted: "),
        ({"type": "displaced", "instead": ["Taliban"]}, "displaced: "),
        ({"type": "aligned", "instead": ["Taliban"]}, "aligned: "),
        ({"type": "coincided", "between": ["HTS", "Taliban"]}, "coincided: "),
    ],
)
def test_every_type_has_its_form(tmp_path: Path, given: dict[str, Any], begins: str) -> None:
    (line,) = one(tmp_path, **given)
    assert line.startswith(begins)
    assert "lacks" not in line


def test_a_type_without_its_own_field_is_incomplete(tmp_path: Path) -> None:
    assert "lacks direction" in one(tmp_path, type="changed")[0]
    assert "lacks number" in one(tmp_path, type="count")[0]
    assert "only one side is named" in one(tmp_path, by=[], against=[], between=["HTS"])[0]


def test_reasons_of_an_opinion_are_in_words_of_our_own(tmp_path: Path) -> None:
    given = {"type": "opinion", "why": "<script>moral judgement</script>"}
    assert one(tmp_path, **given) == ["opinion: moral judgement"]


def test_a_long_report_is_read_in_overlapping_passages_and_each_claim_once(tmp_path: Path) -> None:
    filler = "Nothing else happened in the hills to the north of the river that week. " * 60
    text = "\n".join([filler, RAID, filler, filler])
    reading, server = read(
        text, lambda p, _n: claims(*([proposal()] if "HTS fighters raided" in p else [])), tmp_path
    )
    assert len(server.requests) == reading.passages > 2
    assert len(reading.claims) == 1
    claim = reading.claims[0]
    assert claim.at is not None
    assert text[slice(*claim.at)] == claim.says


def test_an_answer_is_kept_and_not_asked_for_twice(tmp_path: Path) -> None:
    lines: list[str] = []
    first, server = read(RAID, lambda _p, _n: claims(proposal()), tmp_path, told=lines.append)
    assert len(lines) == len(server.requests) == 1
    assert (
        lines[0]
        == f"sending to 127.0.0.1 (this machine), model stub-1: {len(RAID)} characters of report.txt"
    )
    # Kept under the address too: another server is asked anew.
    _, other = read(RAID, lambda _p, _n: claims(proposal()), tmp_path)
    assert len(other.requests) == 1
    from onrecord.reading.llm import read_with_model
    from onrecord.reading.llm.kept import KeptAnswers
    from tests.reading.conflicts import PUBLISHED, Text, gazetteer, registry

    again = read_with_model(
        Text(RAID), registry(), gazetteer(), server.endpoint(), published=PUBLISHED,
        kept=KeptAnswers(tmp_path), told=lines.append,
    )  # the server is gone: nothing is sent, and nothing is said to be  # fmt: skip
    assert again.claims == first.claims
    assert len(lines) == 1


def test_answers_are_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    read(RAID, lambda _p, _n: claims(proposal()), folder)
    (kept,) = folder.rglob("*.json")
    assert kept.stat().st_mode & 0o077 == 0
    assert b"sk-" not in kept.read_bytes()


def test_notes_are_not_sent(tmp_path: Path) -> None:
    from onrecord.reading.document import open_report
    from onrecord.reading.llm import read_with_model
    from onrecord.reading.llm.kept import KeptAnswers
    from tests.reading.conflicts import gazetteer, registry
    from tests.reading.llm.stub import stub

    report = tmp_path / "r.txt"
    report.write_text(
        "HTS in Raqqa\n\n9 June 2024\n\nHTS fighters raided a camp of Daesh in Raqqa (1). It was "
        "the only raid of the week in the whole of the province.\n\n(1) See: A Secret Name, 2024.\n"
    )
    with stub(lambda _p, _n: claims()) as server:
        document = open_report(report)
        read_with_model(document, registry(), gazetteer(), server.endpoint(), published=None,
                        kept=KeptAnswers(tmp_path / "k"), told=lambda _l: None)  # fmt: skip
    assert "Secret" not in str(server.requests)
