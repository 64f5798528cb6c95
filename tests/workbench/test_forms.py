"""A claim becomes a form, and the form the same claim again; what is wrong is said by field."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.claims.strategies import any_claim

from onrecord.claims import CLAIM, MODELS, AnyClaim, as_written
from onrecord.workbench.claim_form import to_form
from onrecord.workbench.fields import FIELDS
from onrecord.workbench.form_claim import FormError, from_form


def test_every_field_of_every_type_of_claim_has_an_input() -> None:
    shared = set(MODELS["opinion"].model_fields) - {"why"}
    for name, model in MODELS.items():
        assert set(FIELDS[name]) == set(model.model_fields) - shared, name


@given(any_claim)
def test_there_and_back_is_the_same_claim(claim: AnyClaim) -> None:
    assert as_written(from_form(to_form(claim), like=claim)) == as_written(claim)


BASE = {"id": "c", "type": "occurred", "events.form": "directed", "events.first": "Army",
        "where.0.name": "Old Weir", "when.from": "2020-06-01", "when.to": "2020-06-03"}  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"when.from": "yesterday"}, "when"),
        ({"when.from": "2020-07-01"}, "when"),
        ({"where.0.km": "far"}, "where.0.km"),
        ({"events.kind": "party"}, "events.kind"),
        ({"at": "9 3"}, "at"),
        ({"at": "1"}, "at"),
        ({"type": "feeling"}, "type"),
        ({"stance": "shouted"}, "stance"),
        ({"killed.low": "many"}, "killed.low"),
        ({"events.form": "between"}, "events.second"),
        ({"where.0.shape": "{"}, "where.0.shape"),
        ({"where.0.shape": '{"polygon": {"type": "Point", "coordinates": [0, 0]}}'}, "where"),
    ],
)
def test_what_is_wrong_is_said_by_the_name_of_the_input(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(FormError) as refused:
        from_form(BASE | wrong)
    assert refused.value.field.startswith(field)


def test_what_is_missing_makes_it_incomplete_and_what_is_given_completes_it() -> None:
    without = {k: v for k, v in BASE.items() if not k.startswith("when")}
    assert from_form(without).incomplete == ("when",)
    assert from_form(BASE | {"incomplete": "when"}).incomplete == ()


def test_a_reason_of_the_reader_stays_until_it_is_taken_away() -> None:
    assert from_form(BASE | {"incomplete": "against; when"}).incomplete == ("against",)
    assert from_form(BASE | {"incomplete": ""}).incomplete == ()


def test_another_type_keeps_what_both_have() -> None:
    claim = CLAIM.validate_python(
        {"id": "c", "type": "count", "number": 3, "events": {"by": "Army"}, "where": "Old Weir",
         "when": "2020-06"}
    )  # fmt: skip
    other = from_form(to_form(claim) | {"type": "occurred"}, like=claim)
    assert (other.type, other.events, other.when) == ("occurred", claim.events, claim.when)
    assert other.incomplete == ()


def test_coordinates_are_a_circle_around_a_point() -> None:
    claim = from_form(BASE | {"where.0.name": "35.4, 37.25", "where.0.km": "20"})
    assert as_written(claim)["where"] == {"near": [35.4, 37.25], "within": "20 km"}
