"""What invented headlines show, clause by clause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.claims.kinds import KINDS
from onrecord.records.lines import SIGNS, clauses, shows, shows_in

AIR, GUNS, BOMB, BATTLE, CIVILIANS = (
    "airstrike",
    "shelling",
    "bombing",
    "battle",
    "killing of civilians",
)


def test_the_kinds_are_those_of_the_claim_language() -> None:
    assert {sign.kind for sign in SIGNS} == {AIR, GUNS, BOMB, BATTLE, CIVILIANS} <= set(KINDS)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Warplanes target Rivertown", {AIR}),
        ("Airstrikes on Old Mill kill 4", {AIR}),
        ("Air strike hits market", {AIR}),
        ("Air raids resume", {AIR}),
        ("Aerial bombardment on the valley", {AIR}),
        ("Helicopters drop 20 barrel bombs", {AIR}),
        ("Raids by warplanes leave casualties", {AIR}),
        ("Drone strike kills commander", {AIR}),
        ("Shelling by warplanes on Rivertown", {AIR}),
        ("Warplanes shell the hills", {AIR}),
        ("Aerial and artillery shelling on the hills", {AIR, GUNS}),
        ("The air and missile strikes continue", {AIR}),
        ("Army shells villages", {GUNS}),
        ("Mortar rounds fall on the old town", {GUNS}),
        ("Rockets hit the harbour", {GUNS}),
        ("Ground bombardment on the plain", {GUNS}),
        ("Car bomb kills 12 at a checkpoint", {BOMB}),
        ("A mine explosion kills a child", {BOMB}),
        ("IED blast injures two", {BOMB}),
        ("Explosion of a landmine near the river", {BOMB}),
        ("Suicide attack at a wedding", {BOMB}),
        ("Suicide car attack kills ten", {BOMB}),
        ("He blew himself up at the gate", {BOMB}),
        ("Booby-trapped vehicle goes off", {BOMB}),
        ("Explosions shake the town", {BOMB}),
        ("Explosions as artillery pounds the town", {GUNS}),
        ("Clashes renewed in the south", {BATTLE}),
        ("Fierce fighting around the dam", {BATTLE}),
        ("The attack was repelled", {BATTLE}),
        ("Army repels an attack", {BATTLE}),
        ("Ambush on the road", {BATTLE}),
        ("Exchange of fire at the border", {BATTLE}),
        ("Rebels execute five captives", {CIVILIANS}),
        ("Massacre in the valley", {CIVILIANS}),
        # Silent where the words do not say which.
        ("Raids target the valley", set()),
        ("Bombardment on the old town", set()),
        ("Bombing kills three", set()),
        ("More casualties in the east", set()),
        ("Warplane crashes near the base", set()),
        ("Rebels say helicopter was shot down", set()),
        ("Helicopters drop leaflets over the town", set()),
        ("Teams clear landmines from fields", set()),
        ("The executive committee met", set()),
        ("Rebels executed the agreement", set()),
        ("R3250", set()),
        ("", set()),
    ],
)
def test_what_a_headline_shows(text: str, kinds: set[str]) -> None:
    assert shows(text) == kinds


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Warplanes target Rivertown and clashes in the hills",
            ("Warplanes target Rivertown", "clashes in the hills"),
        ),
        (
            "Shells hit Old Mill; fighting in Port, airstrikes target Rivertown",
            ("Shells hit Old Mill", "fighting in Port", "airstrikes target Rivertown"),
        ),
        (
            "A truce was signed… the army shells the valley amid clashes in the north",
            ("A truce was signed", "the army shells the valley", "clashes in the north"),
        ),
        (
            "Clashes between Reds and Blues in the north and a mine explosion in Port",
            ("Clashes between Reds and Blues in the north", "a mine explosion in Port"),
        ),
        ("Air and artillery strikes on Port", ("Air and artillery strikes on Port",)),
        ("Shelling kills and injures 30 in Port", ("Shelling kills and injures 30 in Port",)),
        (
            "Army and militias shell Port and its countryside",
            ("Army and militias shell Port and its countryside",),
        ),
        (
            "Mines kill 3 in Port, North Province, Freedonia",
            ("Mines kill 3 in Port, North Province, Freedonia",),
        ),
        ("39 killed, including 9 members", ("39 killed, including 9 members",)),
        (
            "Port was hit by rockets as well as airstrikes on the harbour",
            ("Port was hit by rockets", "airstrikes on the harbour"),
        ),
        ("", ()),
        (" ; … ", ()),
    ],
)
def test_clauses(text: str, parts: tuple[str, ...]) -> None:
    assert clauses(text) == parts


def test_kinds_go_with_their_clause() -> None:
    assert shows_in("Warplanes target Rivertown and clashes in the hills") == (
        ("Warplanes target Rivertown", {AIR}),
        ("clashes in the hills", {BATTLE}),
    )


JOINS = ("and", ",", ";", "…", "amid", "between", "as well as", ".")
THINGS = ("warplanes", "clashes", "kill", "Port", "in", "shells", "injured", "the")
WORDS = st.lists(st.sampled_from(JOINS + THINGS), max_size=25).map(" ".join)


@given(WORDS | st.text(max_size=60))
def test_clauses_lose_nothing_but_what_stands_between_them(text: str) -> None:
    rest = text
    for clause in clauses(text):
        assert clause
        at = rest.find(clause)
        assert at >= 0
        assert len(rest[:at].strip(" \t\n,;.…|").split()) <= 3  # a joining word, no more
        rest = rest[at + len(clause) :]
    assert shows(text) == {kind for _, kinds in shows_in(text) for kind in kinds}
