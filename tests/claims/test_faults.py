"""A wrong claims file is answered with file, line, column, what is written and what may be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.claims import ClaimsFile
from onrecord.claims.events import FORMS as EVENTS_FORMS
from onrecord.claims.kinds import KINDS
from onrecord.claims.when import FORMS as WHEN_FORMS
from onrecord.claims.where import FORMS as WHERE_FORMS
from onrecord.errors import ClaimsError

ONLY = """\
report: {title: x}
claims:
  - id: a
    type: only
    events: {involving: Lanterns}
    where: Ombrelle
    when: 2021
"""
CHANGED = ONLY.replace("type: only", "type: changed\n    direction: rose")


def wrong(text: str) -> str:
    with pytest.raises(ClaimsError) as caught:
        ClaimsFile.parse(text, "c.yaml")
    return str(caught.value)


# text, line, column, what must be in the message
FILES = [
    ("", 1, 1, ["empty", "claims:"]),
    ("# nothing\n", 1, 1, ["empty"]),
    ("- a\n- b\n", 1, 1, ["mapping", "“[a, b]”", "claims:"]),
    ("just words", 1, 1, ["“just words”"]),
    ("claims: []\n---\nclaims: []\n", 2, 1, ["second YAML document"]),
    ("claims:\n\t- id: a\n", 2, 1, ["spaces, not with tabs"]),
    ("claims: []\nclaims: []\n", 2, 1, ["“claims” is written twice", "line 1"]),
    ("claim: []\n", 1, 1, ["unknown key “claim”", "did you mean “claims”"]),
    ("report: {title: x}\n", 1, 1, ["“claims” is missing"]),
    ("claims:\n", 1, 1, ["list is needed"]),
    ("claims: {a: b}\n", 1, 9, ["“{a: b}”", "list is needed"]),
    ("claims:\n  - id: a\n", 2, 5, ["without a type", "occurred, none"]),
    ("claims:\n  - hello\n", 2, 5, ["“hello”", "- id:"]),
    ("claims: !!python/object/apply:os.system ['true']\n", 1, 9, ["tag"]),
    ("claims: *x\n", 1, 9, ["alias *x", "&x"]),
    ("claims: &x [*x]\n", 1, 13, ["alias *x"]),
    ("a: &a {y: 1, z: *a}\n", 1, 17, ["alias *a"]),
    ("a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", 3, 8, ["aliases of aliases"]),
    ("a: &a x\nb: [" + ", ".join(["*a"] * 51) + "]\n", 2, 205, ["more than 50"]),
    ("claims: " + "[" * 40, 1, 38, ["30 levels"]),
    ("[" * 300_000, 1, 31, ["30 levels"]),
    ("claims:\n  - {1: a}\n", 2, 6, ["key must be a word", "“1”"]),
    ("? [a]\n: b\n", 1, 3, ["key must be a word"]),
    ("claims: [\x00]\n", 1, 10, ["'\\x00'"]),
    ("claims: []\r# x", 1, 1, ["'\\r'", "LF"]),
    ("claims: [\n", 2, 1, ["not YAML", "end of the file"]),
    ("claims:\n  - why: he said: no\n", 2, 17, ["“- why: he said: no”"]),
    ("report: x\nclaims: []\n", 1, 9, ["“x”", "title", "published"]),
    ("report: {tittle: x}\nclaims: []\n", 1, 10, ["“tittle”", "did you mean “title”"]),
    ("report: {published: 23.10.2017}\nclaims: []\n", 1, 21, ["“23.10.2017”", "2017-10-09"]),
    ("report: {published: 86400}\nclaims: []\n", 1, 21, ["“86400”", "2017-10-09"]),
    ("claims:\n  - {id: a, type: opinion, why: x}\n  - {id: a, type: opinion, why: y}\n",
     3, 10, ["“a” is used twice", "line 2"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column", "said"), FILES)
def test_a_file_that_is_no_claims_file(text: str, line: int, column: int, said: list[str]) -> None:
    message = wrong(text)
    assert message.startswith(f"c.yaml, line {line}, column {column}: ")
    for words in said:
        assert words in message


# a line of ONLY or CHANGED, what stands there instead, column, what must be in the message
FIELDS = [
    (ONLY, "id: a", "id: my claim", 9, ["“my claim”", "letters, digits"]),
    (ONLY, "id: a", "id: 12", 9, ["“12”", "quotes"]),
    (ONLY, "id: a", "id:", 5, ["nothing", "letters"]),
    (ONLY, "type: only", "type: onyl", 11, ["“onyl”", "did you mean “only”", "occurred, none"]),
    (ONLY, "type: only", "type: [only]", 11, ["“[only]”", "occurred, none"]),
    (ONLY, "where:", "wher:", 5, ["“wher”", "did you mean “where”", "events, where, when"]),
    (ONLY, "{involving: Lanterns}", "Lanterns", 13, ["“Lanterns”", EVENTS_FORMS]),
    (ONLY, "{involving: Lanterns}", "{bye: A}", 14, ["“bye”", "did you mean “by”"]),
    (ONLY, "{involving: Lanterns}", "{by: A, between: [A, B]}", 13, ["one way", EVENTS_FORMS]),
    (ONLY, "{involving: Lanterns}", "{between: [A]}", 23, ["“[A]”", "two sides"]),
    (ONLY, "{involving: Lanterns}", "{by: A, kind: airstrikes}", 27, ["did you mean “airstrike”",
                                                                      ", ".join(KINDS)]),
    (ONLY, "{involving: Lanterns}", "{by: A+}", 18, ["“A+”", "coalition"]),
    (ONLY, "{involving: Lanterns}", "{by: []}", 18, ["no actor"]),
    (ONLY, "{involving: Lanterns}", "{}", 13, ["neither parties nor a kind", EVENTS_FORMS]),
    (ONLY, "Ombrelle", "12", 12, ["“12”", "not a place", WHERE_FORMS]),
    (ONLY, "Ombrelle", "'  '", 12, ["at least 1 character", WHERE_FORMS]),
    (ONLY, "Ombrelle", "[]", 12, ["no place", WHERE_FORMS]),
    (ONLY, "Ombrelle", "{near: X, within: 60 leagues}", 30, ["“60 leagues”", "60 km"]),
    (ONLY, "Ombrelle", "[A, {near: [100, 3]}]", 23, ["“[100, 3]”", WHERE_FORMS]),
    (ONLY, "Ombrelle", "{place: A, part: northeast}", 29, ["did you mean “north-east”"]),
    (ONLY, "Ombrelle", "{place: A, withn: 5}", 23, ["“withn”", "did you mean “within”"]),
    (ONLY, "Ombrelle", "{box: [1, 9, 2, 3]}", 18, ["north of its north"]),
    (ONLY, "Ombrelle", "{polygon: {type: Point, coordinates: [1, 2]}}", 22, ["not a Point"]),
    (ONLY, "2021", "last week", 11, ["“last week” is not a date", WHEN_FORMS]),
    (ONLY, "2021", "2021-02-30", 11, ["“2021-02-30” is not a day of the calendar", WHEN_FORMS]),
    (ONLY, "2021", "{since: 2021}", 11, ["'since'", WHEN_FORMS]),
    (ONLY, "2021", "{first: 2021-01-01}", 11, ["'first'", WHEN_FORMS]),
    (ONLY, "2021", "2021-03-02/2021-03-01", 11, ["runs backwards", "swap"]),
    (ONLY, "2021", "{from: 2021, vague: maybe}", 31, ["“maybe”", "true or false", WHEN_FORMS]),
    (ONLY, "2021", "2021\n    at: [9, 2]", 9, ["[9, 2]", "[2917, 2998]"]),
    (ONLY, "2021", "2021\n    stance: deneid", 13, ["did you mean “denied”", "hedged"]),
    (ONLY, "2021", "2021\n    review: accepted", 13, ["“accepted”", "status: accepted"]),
    (ONLY, "2021", "2021\n    review: {status: ok}", 22, ["“ok”", "proposed, accepted"]),
    (CHANGED, "direction: rose", "direction: up", 16, ["“up”", "rose, fell"]),
    (CHANGED, "2021", "2021\n    times: true", 12, ["“True”", "number"]),
    (CHANGED, "2021", "2021\n    versus: {by: A}", 13, ["“events” is missing"]),
    (CHANGED, "2021", "2021\n    at: [3]", 9, ["“[3]”", "too short"]),
    (CHANGED, "2021", "2021\n    anchored_by: truce", 18, ["“truce”", "event:", "on:"]),
    (CHANGED, "2021", "2021\n    anchored_by: {event: x, on: 3}", 33, ["“3”", "2017-10-09"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new", "column", "said"), FIELDS)
def test_a_field_that_is_wrong(text: str, old: str, new: str, column: int, said: list[str]) -> None:
    assert old in text
    broken = text.replace(old, new)
    line = text[: text.index(old)].count("\n") + 1 + new.count("\n")
    message = wrong(broken)
    assert message.startswith(f"c.yaml, line {line}, column {column}: ")
    for words in said:
        assert words in message


@pytest.mark.parametrize(
    ("type_", "key", "known"),
    [("toll", "form", "low, high, by, of"), ("occurred", "by", "low, high.")],
)
def test_a_toll_knows_more_keys_than_a_number(type_: str, key: str, known: str) -> None:
    message = wrong(
        f"claims:\n- {{id: a, type: {type_}, killed: {{low: 3, {key}: A}}, where: B, when: 2021}}\n"
    )
    assert f"unknown key “{key}”" in message
    assert known in message


def test_a_text_can_be_too_large_too() -> None:
    assert "larger than 4 MB" in wrong("#" * 4_000_001)


def test_unfinished_claim_says_so_or_is_refused() -> None:
    text = ONLY.replace("    when: 2021\n", "")
    assert "when missing" in wrong(text)
    file = ClaimsFile.parse(text + "    incomplete: [when]\n")
    assert file.claims[0].incomplete == ("when",)


def test_all_faults_of_a_claim_are_told_at_once() -> None:
    message = wrong(CHANGED.replace("rose", "up").replace("2021", "soon"))
    assert "line 5, column 16" in message
    assert "line 8, when: “soon” is not a date" in message


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent.yaml"):
        with pytest.raises(ClaimsError, match=r"cannot be read") as caught:
            ClaimsFile.load(path)
        assert str(path) in str(caught.value)


def test_ten_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"claims:\n" + b"  - {id: a}\n" * 900_000)
    assert path.stat().st_size > 10_000_000
    with pytest.raises(ClaimsError, match=r"big\.yaml, line 1, column 1: .* larger than 4 MB"):
        ClaimsFile.load(path)


def test_another_encoding_is_named_by_its_first_byte(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("# claims\nreport: {title: Fänäl}\n".encode("latin-1"))
    with pytest.raises(ClaimsError, match=r"latin\.yaml, line 2, column 18: not UTF-8: .*0xe4"):
        ClaimsFile.load(path)


def test_many_unknown_keys_take_no_time() -> None:
    text = ONLY + "".join(f"    k{i}: 1\n" for i in range(20_000))
    assert "unknown key “k0”" in wrong(text)


def complaint(text: str) -> str | None:
    try:
        ClaimsFile.parse(text, "c.yaml")
    except ClaimsError as error:
        return str(error)
    return None


@given(st.text(max_size=80))
def test_any_text_is_claims_or_a_claims_error(text: str) -> None:
    assert (complaint(text) or "c.yaml, line ").startswith("c.yaml, line ")


@given(st.data())
def test_any_damage_is_claims_or_a_claims_error(data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(CHANGED)))
    gap = data.draw(st.integers(0, 5))
    patch = data.draw(st.text("[]{}:,-#&*!|>'\"%@`\t\n ab1", max_size=4))
    said = complaint(CHANGED[:cut] + patch + CHANGED[cut + gap :])
    assert (said or "c.yaml, line ").startswith("c.yaml, line ")
