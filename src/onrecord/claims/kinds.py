"""The kinds of event that a claim can speak of, and which of them a record of deaths can see."""

from __future__ import annotations

from typing import Literal, get_args

Kind = Literal[
    "battle",
    "airstrike",
    "shelling",
    "bombing",
    "raid",
    "killing of civilians",
    "abduction",
    "siege",
    "capture",
    "movement",
    "deal",
    "support",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

DEADLY_KINDS: frozenset[str] = frozenset(
    {"battle", "airstrike", "shelling", "bombing", "raid", "killing of civilians"}
)
"""Kinds that can coarsen to “deadly event” where a record does not tell kinds apart.

The others (a capture, a movement, a deal …) happen without deaths as a rule: a deadly event says
nothing for or against them, so they never coarsen.
"""
