"""A simulated war as UCDP GED would hold it: only deaths, no kinds, no direction in battles.

A supporter's acts stand under the side it supports, and some of an actor's under its umbrella.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from onrecord.records.schema import Events
from onrecord.records.ucdp_columns import extra_fields
from onrecord.simulate.coded import Coded
from onrecord.simulate.columns import (
    Named,
    categories,
    chosen,
    ids,
    listed,
    made,
    offices,
    since,
    source_lines,
)
from onrecord.simulate.happened import Happened, Ints, sides_of
from onrecord.simulate.war import CIVILIANS, War

if TYPE_CHECKING:
    import pyarrow as pa

FIRST_ID = 900_001
FIRST_PARTY = 990_001
CIVILIANS_ID = 1
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3


@dataclass(frozen=True, eq=False)
class Sides:
    """Who stands on which side in GED; arrays of shape (rows,)."""

    names: tuple[str, ...]
    a: Ints
    b: Ints
    violence: Ints
    turned: NDArray[np.bool_]
    """Whether side a is the one who was acted upon."""

    @property
    def ids(self) -> Ints:
        """The record's own id of each name."""
        return np.asarray([party_id(self.names, name) for name in self.names])


def party_names(war: War) -> tuple[str, ...]:
    """Everyone who can stand on a side in GED, sorted: parties, umbrellas, civilians."""
    umbrellas = {actor.umbrella for actor in war.actors if actor.umbrella}
    return tuple(sorted({*sides_of(war), *umbrellas}))


def party_id(names: tuple[str, ...], name: str) -> int:
    return CIVILIANS_ID if name == CIVILIANS else FIRST_PARTY + names.index(name)


def sides(war: War, happened: Happened, coded: Coded) -> Sides:
    """The sides of rows as GED codes them."""
    names, parties = party_names(war), sides_of(war)
    at = {name: i for i, name in enumerate(names)}
    actors = {actor.name: actor for actor in war.actors}
    own, under, state = [], [], []
    for name in parties:
        actor = actors.get(name)
        # Under whom its acts stand, and that side's umbrella, if it has one.
        shown = actors.get(actor.supports, actor) if actor and actor.supports else actor
        own.append(at[shown.name if shown else name])
        under.append(at[shown.umbrella] if shown and shown.umbrella else own[-1])
        state.append(bool(shown and shown.government))
    tables = np.asarray([own, under])
    a = tables[coded.umbrella[:, 0].astype(int), happened.side_a]
    b = tables[coded.umbrella[:, 1].astype(int), happened.side_b]
    states = np.asarray(state)
    first, second = states[happened.side_a], states[happened.side_b]
    one_sided = b == at[CIVILIANS]
    violence = np.where(one_sided, ONE_SIDED, np.where(first | second, STATE_BASED, NON_STATE))
    # A state comes first; else the order of the dyad is always the same, and tells nothing.
    turned = ~one_sided & ((second & ~first) | ((second == first) & (b < a)))
    return Sides(names, np.where(turned, b, a), np.where(turned, a, b), violence, turned)


def events(war: War, happened: Happened, coded: Coded) -> tuple[Events, Ints]:
    """The rows in our schema, and the happening behind each, both in order of their first day."""
    index = np.flatnonzero(coded.held("ged"))
    index = index[np.argsort(coded.start[index], kind="stable")]
    own, as_coded = happened.take(index), coded.take(index)
    who, n = sides(war, own, as_coded), len(index)
    where = Named(war, own, as_coded, as_coded.where_prec)
    first, dead = np.datetime64(war.first), as_coded.dead
    one_sided = who.violence == ONE_SIDED
    columns = {
        "id": ids("", FIRST_ID, n),
        "start": first + as_coded.start,
        "end": first + as_coded.end,
        "date_prec": as_coded.date_prec.astype(np.int8),
        "where_prec": as_coded.where_prec.astype(np.int8),
        "clarity": as_coded.clarity.astype(np.int8),
        **where.columns(),
        "kind": categories(["killing of civilians"], np.where(one_sided, 0, -1)),
        "directed": one_sided,
        "active": np.ones(n, dtype=bool),
        "candidate": np.zeros(n, dtype=bool),
        "low": as_coded.low,
        "best": as_coded.best,
        "high": as_coded.high,
        "deaths_a": np.where(who.turned, dead[:, 1], dead[:, 0]),
        "deaths_b": np.where(who.turned, dead[:, 0], dead[:, 1]),
        "deaths_civilians": dead[:, 2].copy(),
        "deaths_unknown": dead[:, 3].copy(),
    }
    further = partial(_further, war, own, as_coded, who, where)
    return made(columns, (who.names, who.a, who.b), further), index


def _further(
    war: War, own: Happened, coded: Coded, who: Sides, where: Named
) -> tuple[list[tuple[str, pa.DataType]], dict[str, Any]]:
    """What the table has beyond the columns of `Events`."""
    office, dated = offices(coded), np.datetime64(war.first) + coded.end + 1
    dyads, dyad = np.unique(who.a * len(who.names) + who.b, return_inverse=True)
    names = [f"{who.names[d // len(who.names)]} - {who.names[d % len(who.names)]}" for d in dyads]
    return extra_fields(), {
        "line_texts": listed(source_lines(war, own, where.names, where.name)),
        "line_offices": listed(office),
        "line_dates": listed(since(dated)),
        "type_of_violence": who.violence.astype(np.int8),
        "dyad": chosen(names, dyad.reshape(-1)),
        "side_a_id": who.ids[who.a],
        "side_b_id": who.ids[who.b],
        "originator": office,
    }
