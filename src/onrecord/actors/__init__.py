"""Who is who: names, aliases, parts, umbrellas, supporters, successors, from when to when."""

from onrecord.actors.actor import ALWAYS, Actor, Alias, Kind, Match, Period, Relation
from onrecord.actors.card import ActorCard
from onrecord.actors.level import Level
from onrecord.actors.mentions import Mention
from onrecord.actors.names import normalise
from onrecord.actors.registry import Registry

__all__ = [
    "ALWAYS",
    "Actor",
    "ActorCard",
    "Alias",
    "Kind",
    "Level",
    "Match",
    "Mention",
    "Period",
    "Registry",
    "Relation",
    "normalise",
]
