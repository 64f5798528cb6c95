"""Cohen's kappa, and the list of what two coders do not agree on."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.claims import CLAIM, AnyClaim
from onrecord.workbench.agreement import cohens_kappa, compare

TEXT = (
    "The army struck Old Weir. Nothing burned there! Two villages fell, and a third. All is quiet."
)


def test_the_example_of_cohens_article() -> None:
    """Cohen (1960), the two judges' 200 cases in three categories: po .70, pe .41, κ .492, and
    ±1.96 standard errors of .055."""
    table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    one = [str(i) for i, row in enumerate(table) for n in row for _ in range(n)]
    other = [str(j) for row in table for j, n in enumerate(row) for _ in range(n)]
    kappa = cohens_kappa(one, other)
    assert kappa.units == 200
    assert kappa.observed == pytest.approx(0.70)
    assert kappa.by_chance == pytest.approx(0.41)
    assert kappa.value == pytest.approx(0.492, abs=0.0005)
    assert (kappa.high - kappa.low) / 2 / 1.96 == pytest.approx(0.055, abs=0.0005)


def _slow(one: list[str], other: list[str]) -> float | None:
    """Kappa by going through every pair of units, as its definition says."""
    agree = sum(a == b for a, b in zip(one, other, strict=True)) / len(one)
    chance = sum(a == b for a, b in itertools.product(one, other)) / len(one) ** 2
    return None if chance == 1 else (agree - chance) / (1 - chance)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=30))
def test_it_is_its_slow_twin(pairs: list[tuple[str, str]]) -> None:
    one, other = [a for a, _ in pairs], [b for _, b in pairs]
    value, slow = cohens_kappa(one, other).value, _slow(one, other)
    assert (value is None) == (slow is None)
    if value is not None and slow is not None:
        assert value == pytest.approx(slow)
        assert -1 <= value <= 1


def test_coders_who_guess_agree_no_more_than_chance() -> None:
    draw = random.Random(7)
    one, other = ([draw.choice("aab") for _ in range(20000)] for _ in range(2))
    assert abs(cohens_kappa(one, other).value or 0) < 0.03


def test_it_is_not_defined_where_there_is_nothing_to_tell_apart() -> None:
    assert cohens_kappa([], []).value is None
    assert cohens_kappa(["a", "a"], ["a", "a"]).value is None
    assert cohens_kappa(["a", "b"], ["a", "b"]).value == 1
    with pytest.raises(ValueError, match="2 and 1"):
        cohens_kappa(["a", "b"], ["a"])


def _claim(words: str, id_: str, **fields: object) -> AnyClaim:
    start = TEXT.index(words)
    given = {
        "id": id_, "type": "occurred", "says": words, "at": [start, start + len(words)],
        "events": {"by": "Army", "kind": "airstrike"}, "where": "Old Weir", "when": "2020-06",
    }  # fmt: skip
    if fields.get("type") == "toll":
        del given["events"]
    return CLAIM.validate_python(given | fields)


def test_the_same_claims_under_other_ids_agree_in_everything() -> None:
    mine = [_claim("The army struck Old Weir", "a"), _claim("Two villages fell", "b")]
    theirs = [_claim("The army struck Old Weir", "x"), _claim("Two villages fell", "y")]
    found = compare(TEXT, mine, theirs)
    assert found.where.value == 1
    assert (found.where.units, found.paired) == (4, 2)
    assert found.differences == ()


def test_every_kind_of_difference_is_listed_in_the_order_of_the_text() -> None:
    mine = [
        _claim("The army struck Old Weir", "a"),
        _claim("Nothing burned there", "b", type="none"),
    ]
    theirs = [
        _claim("The army struck Old Weir.", "x", stance="hedged", where="New Weir"),
        _claim("Two villages fell", "y"),
    ]
    found = compare(TEXT, mine, theirs)
    first, second, third = found.differences
    assert set(first.fields) == {"stance", "where"}
    assert (second.mine or {})["id"] == "b"
    assert second.theirs is None
    assert third.mine is None
    # Of four sentences both have a claim in the first and neither in the last:
    # po 1/2, pe 1/2·1/2 + 1/2·1/2, so κ is 0.
    assert found.where.value == pytest.approx(0)
    assert found.what["stance"].observed == 0


def test_rejected_claims_count_as_none() -> None:
    mine = [_claim("Two villages fell", "a", review={"status": "rejected"})]
    found = compare(TEXT, mine, [])
    assert found.differences == ()
    assert found.where.observed == 1


def test_of_two_claims_on_one_passage_the_likest_are_paired() -> None:
    words = "Two villages fell"
    mine = [_claim(words, "a"), _claim(words, "b", type="toll", killed=3)]
    theirs = [_claim(words, "x", type="toll", killed=3), _claim(words, "y")]
    assert compare(TEXT, mine, theirs).differences == ()
