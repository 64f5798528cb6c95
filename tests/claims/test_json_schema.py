"""What loads also passes in an editor that knows the JSON Schema, and typing faults do not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from onrecord.claims import TYPES, AnyClaim, ClaimsFile, ReportHead, claims_schema
from onrecord.claims.nodes import read_nodes

from .strategies import claim_lists, reports
from .test_file import BY_HAND

SCHEMA = claims_schema()
VALIDATOR = Draft202012Validator(SCHEMA)


def complaints(text: str) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(read_nodes(text, "c.yaml").plain())]


def test_it_is_a_schema_of_the_named_draft() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_reference_leads_somewhere() -> None:
    def references(part: Any) -> list[str]:
        if isinstance(part, dict):
            here = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
            return here + [ref for value in part.values() for ref in references(value)]
        return (
            [ref for value in part for ref in references(value)] if isinstance(part, list) else []
        )

    found = {ref.removeprefix("#/$defs/") for ref in references(SCHEMA)}
    assert found
    assert found <= set(SCHEMA["$defs"])


def test_keys_carry_the_forms_that_may_stand_there() -> None:
    changed = SCHEMA["$defs"]["Changed"]["properties"]
    assert "{near: " in changed["where"]["description"]
    assert "airstrike" in SCHEMA["$defs"]["Events"]["properties"]["kind"]["description"]
    assert "open one" in SCHEMA["$defs"]["When"]["description"]


# The claim of each type as a person would write it, short forms first.
EXAMPLES = """\
report: {title: "The Valley Burns", author: Ana Verel, published: 2021-03-04, text: report.txt}
claims:
  - id: only-battle
    type: only
    says: "no battle was fought there but that of the Lanterns against the Council"
    at: [2917, 2998]
    stance: asserted
    events: {between: [Lanterns, Council], kind: battle}
    where: {near: Tessaruun, within: 60 km}
    when: 2021-02-09/2021-02-23
  - {type: occurred, events: {by: Council, against: Reeds}, where: Quillar, when: 2021-03-01}
  - {type: occurred, events: {by: [A, B]}, where: [Quillar, {place: B}], when: 2021-03, killed: 4}
  - type: none
    where: {place: Ombrelle, part: north-east, taken_as: unit}
    when: 2021
    anchored_by: {event: the truce of Quillar, on: 2021-01-05}
  - type: count
    events: {involving: Council+Kelmara, kind: raid}
    number: {low: 14}
    where: {near: [35.40, 37.43], within: 0.5 mi}
    when: 2021-01-01/..
  - type: toll
    killed: {by: Council, of: civilians, high: 20}
    where: {box: [1, 2, 3, 4]}
    when: ../2021-03
  - type: toll
    killed: 20
    where: {polygon: {type: Polygon, coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]]}}
    when: {from: 2021-01, to: 2021-02, vague: true}
  - type: ranked
    measure: killed
    events: {kind: battle}
    where: {near: Ombrelle, within: 60}
    when: 2021-02
    among: {periods: month, since: 2019-01-01}
  - type: ranked
    measure: events
    events: {between: [[A, B], C]}
    where: Ombrelle
    when: 2021-02
    among: {actors: [A, [B, C]]}
  - type: changed
    events: {by: Council, against: Reeds}
    where: Ombrelle
    when: 2021-02
    direction: rose
    times: 2.5
    before: 2021-01
    versus: {events: {by: Council, against: Lanterns}}
  - type: displaced
    actor: Council
    left: {events: {between: [Council, Reeds]}, where: Ombrelle}
    took_up: {events: {between: [Council, Lanterns]}, where: Quillar}
    when: 2021-02
  - type: coincided
    events: {by: Kelmara, against: Reeds, kind: airstrike}
    during: {events: {between: [Lanterns, Reeds]}}
    where: Ombrelle
    when: 2021-02
    scale: {within: 20 km, days: 3}
  - {type: targeted, actor: A, hit: B, rather_than: C, where: Ombrelle, when: 2021-02}
  - type: followed
    events: {by: A, against: civilians}
    after: {events: {by: B, kind: airstrike}}
    versus: {events: {by: B, kind: shelling}}
    where: Ombrelle
    when: 2021-02
  - {type: controls, actor: A, where: Ombrelle, when: 2021-02}
  - {type: aligned, actor: A, favours: B, against: C, where: Ombrelle, when: 2021-02}
  - {type: opinion, why: an appeal, kind_of_review: x}
  - {type: occurred, events: {kind: battle}, incomplete: [place, date], review: {status: edited}}
""".replace(", kind_of_review: x", "")


def test_examples_load_and_validate() -> None:
    file = ClaimsFile.parse(EXAMPLES)
    assert {claim.type for claim in file.claims} == set(TYPES)
    assert complaints(EXAMPLES) == []
    assert complaints(BY_HAND) == []
    again = ClaimsFile.new(file.report, file.claims)
    assert again.claims == file.claims
    assert complaints(again.dump()) == []


@given(claim_lists, reports)
def test_what_loads_validates(claims: list[AnyClaim], report: ReportHead) -> None:
    assert complaints(ClaimsFile.new(report, claims).dump()) == []


WRONG = [
    ("type: only", "type: onyl"),
    ("type: only", "kind: only"),
    ("stance: asserted", "stance: certain"),
    ("events: {between: [Lanterns, Council]", "event: {between: [Lanterns, Council]"),
    ("[Lanterns, Council], kind: battle", "[Lanterns, Council], kind: fight"),
    ("[Lanterns, Council]", "[Lanterns]"),
    ("within: 60 km}", "within: 60 leagues}"),
    ("within: 60 km}", "withn: 60 km}"),
    ("when: 2021-02-09/2021-02-23", "when: soon"),
    ("    when: 2021-02-09/2021-02-23\n", ""),
    ("at: [2917, 2998]", "at: 2917"),
    ("killed: 20", "killed: many"),
    ("days: 3", "days: three"),
    ("report: {title", "report: {tittle"),
    ("claims:", "claim:"),
]


@pytest.mark.parametrize(("old", "new"), WRONG)
def test_typing_faults_are_marked(old: str, new: str) -> None:
    assert old in EXAMPLES
    assert complaints(EXAMPLES.replace(old, new, 1))
