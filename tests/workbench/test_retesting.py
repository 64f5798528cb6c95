"""After any edits the findings are those of a check from the beginning, for a fraction of the work."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest

from onrecord import api
from onrecord.assess import assess
from onrecord.claims import AnyClaim, ClaimsFile, When, by
from onrecord.records.schema import Record
from onrecord.workbench.retesting import Desk


@pytest.fixture(scope="module")
def record(island: Path) -> Record:
    return api.load(island / "orrevane-simulated.csv")


@pytest.fixture
def world(record: Record, island: Path) -> api.World:
    return api.world_of(record, [island / "actors.yaml"])


@pytest.fixture
def claims(island: Path) -> list[AnyClaim]:
    return list(ClaimsFile.load(island / "claims.yaml").claims)


def _edited(claim: AnyClaim, draw: random.Random) -> AnyClaim:
    """The claim with something else in it that a person might change."""
    which = draw.randrange(4)
    when = getattr(claim, "when", None)
    if which == 0 and when is not None and claim.type != "changed":
        first = dt.date(2023, 1, 1) + dt.timedelta(days=draw.randrange(120))
        return claim.model_copy(update={"when": When(first=first, last=first + dt.timedelta(30))})
    if which == 1 and getattr(claim, "where", None):
        where = claim.where[0].model_copy(update={"within": float(draw.randrange(10, 80))})
        return claim.model_copy(update={"where": (where,)})
    if which == 2:
        return claim.model_copy(update={"stance": draw.choice(["asserted", "denied", "hedged"])})
    return claim.model_copy(update={"incomplete": ("when",)})


def test_after_any_edits_it_says_what_assess_says(
    record: Record, world: api.World, claims: list[AnyClaim]
) -> None:
    draw = random.Random(3)
    desk = Desk(record, world.registry, world.gazetteer)
    now = list(claims)
    desk.test(now)
    for turn in range(10):
        at = draw.randrange(len(now))
        if turn % 5 == 4:  # a claim taken out, or put back as it was at first
            now = [c for c in now if c.id != now[at].id] if len(now) > 6 else list(claims)
        else:
            now[at] = _edited(now[at], draw)
        found = desk.test(now)
        if turn in (2, 6, 9):
            assert found == assess(now, record, world.registry, world.gazetteer)


def test_nothing_is_tested_twice(record: Record, world: api.World, claims: list[AnyClaim]) -> None:
    desk = Desk(record, world.registry, world.gazetteer)
    first = desk.test(claims)
    ran = desk.modules_ran
    assert ran >= len(first.findings)
    assert desk.test(claims) == first
    assert desk.modules_ran == ran


def test_a_note_tests_nothing_and_an_edit_little(
    record: Record, world: api.World, claims: list[AnyClaim]
) -> None:
    desk = Desk(record, world.registry, world.gazetteer)
    desk.test(claims)
    ran = desk.modules_ran
    at = next(i for i, c in enumerate(claims) if c.type == "toll")
    review = claims[at].review.model_copy(update={"note": "seen", "status": "edited"})
    noted = [*claims[:at], claims[at].model_copy(update={"review": review}), *claims[at + 1 :]]
    found = desk.test(noted)
    assert desk.modules_ran == ran
    assert next(f for f in found.findings if f.id == claims[at].id).review == "edited"
    when = When(first=dt.date(2023, 1, 1), last=dt.date(2023, 1, 31))
    desk.test([*claims[:at], claims[at].model_copy(update={"when": when}), *claims[at + 1 :]])
    assert desk.modules_ran - ran < len(claims) / 3


def test_a_name_that_nobody_knows_leaves_its_claim_incomplete(
    record: Record, world: api.World, claims: list[AnyClaim]
) -> None:
    desk = Desk(record, world.registry, world.gazetteer)
    odd = claims[0].model_copy(update={"events": by("Zzyzxq")})
    found = desk.test([odd, *claims[1:]])
    missing = {one.id: one.missing for one in found.incomplete}
    assert "Zzyzxq" in missing[odd.id][0]
