"""A simulated war as ACLED would hold it: deadly or not, kinds of event, captures, one toll.

Everyone acts under a name of their own; who acted is told from afar, not in battles.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from onrecord.records.acled_cells import extra_fields
from onrecord.records.acled_columns import HALF_A_WEEK
from onrecord.records.acled_kinds import (
    BATTLES,
    DEVELOPMENTS,
    GOVERNMENT_REGAINS,
    NON_STATE_OVERTAKES,
    REMOTE,
    TRANSFER,
    coding,
    taker,
)
from onrecord.records.acled_kinds import CIVILIANS as AGAINST_CIVILIANS
from onrecord.records.schema import UNKNOWN, arrow_schema
from onrecord.simulate.coded import Coded
from onrecord.simulate.columns import (
    Named,
    chosen,
    chosen_lists,
    listed,
    offices,
    since,
    source_lines,
)
from onrecord.simulate.effects import Taking
from onrecord.simulate.happened import CAPTURE, Happened, Ints, kinds_of, sides_of
from onrecord.simulate.war import CIVILIANS, War

if TYPE_CHECKING:
    import pyarrow as pa

TIMESTAMP = 1_700_000_000
"""When every row is said to have been written, seconds since 1970."""

_TYPES = {
    "battle": (BATTLES, "Armed clash"),
    "raid": (BATTLES, "Armed clash"),
    "airstrike": (REMOTE, "Air/drone strike"),
    "shelling": (REMOTE, "Shelling/artillery/missile attack"),
    "bombing": (REMOTE, "Remote explosive/landmine/IED"),
    "killing of civilians": (AGAINST_CIVILIANS, "Attack"),
    "abduction": (AGAINST_CIVILIANS, "Abduction/forced disappearance"),
    "deal": (DEVELOPMENTS, "Agreement"),
}
"""Our kinds as event type and sub-event type; ACLED has no word for the others."""

TYPES = (
    *dict.fromkeys(_TYPES.values()), (DEVELOPMENTS, "Other"), (BATTLES, GOVERNMENT_REGAINS),
    (BATTLES, NON_STATE_OVERTAKES), (DEVELOPMENTS, TRANSFER),
)  # fmt: skip
OTHER, REGAINED, OVERTAKEN, TRANSFERRED = range(len(TYPES) - 4, len(TYPES))
EXACT, NEARBY, PROVINCE = 1, 2, 3
_GEO = np.asarray([0, EXACT, NEARBY, PROVINCE, PROVINCE, PROVINCE, PROVINCE])
"""Of UCDP's where_prec: all that is coarser than 25 km is a province to ACLED."""
_TIME = np.asarray([0, 1, 2, 2, 3, 3])
"""Of UCDP's date_prec: a day, a week, a month."""
_AS_UCDP_DATE, _AS_UCDP_WHERE = np.asarray([0, 1, 3, 4]), np.asarray([0, 1, 2, 4])


@dataclass(frozen=True, eq=False)
class AcledRows:
    """Codes of ACLED that our schema does not keep as such, for the file; shape (rows,)."""

    type: Ints
    """Index into TYPES."""
    geo_precision: Ints
    time_precision: Ints
    day: Ints
    """The day in the column event_date, from the war's first."""
    a: Ints
    """Index into the sides of the war."""
    b: Ints
    state: NDArray[np.bool_]
    """Whether each side is State forces, shape (rows, 2)."""


def rows(war: War, own: Happened, coded: Coded) -> AcledRows:
    """The codes of rows; `own` and `coded` hold these rows alone."""
    kinds, parties = kinds_of(war), sides_of(war)
    by_kind = [TYPES.index(_TYPES[kind]) if kind in _TYPES else OTHER for kind in kinds]
    kind = np.asarray(by_kind)[own.kind]
    governments = {actor.name for actor in war.actors if actor.government}
    states = np.asarray([name in governments for name in parties])
    first, second = states[own.side_a], states[own.side_b]
    captured = own.kind == kinds.index(CAPTURE)
    fought = captured & np.isin(own.day * 1_000_000 + own.settlement, _fought(war))
    kind = np.where(captured, TRANSFERRED, kind)
    kind = np.where(fought, np.where(first & ~second, REGAINED, OVERTAKEN), kind)
    battle = np.asarray([event_type == BATTLES for event_type, _ in TYPES])[kind]
    turned = battle & coded.turned
    time = _TIME[coded.date_prec]
    return AcledRows(
        kind, _GEO[coded.where_prec], time, coded.middle,
        np.where(turned, own.side_b, own.side_a), np.where(turned, own.side_a, own.side_b),
        np.stack([np.where(turned, second, first), np.where(turned, first, second)], axis=1),
    )  # fmt: skip


def _fought(war: War) -> list[int]:
    takings = [effect for effect in war.effects if isinstance(effect, Taking) and effect.fought]
    return [t.day * 1_000_000 + war.land.map.index[t.settlement] for t in takings]


def placed(war: War, own: Happened, coded: Coded, codes: AcledRows) -> Named:
    """Places of rows; those known to a province are at the settlement nearest its centre."""
    places = war.land.map
    province = places.district_province[places.district[coded.settlement]]
    coarse = codes.geo_precision == PROVINCE
    settlement = np.where(coarse, places.capital[province], coded.settlement)
    moved = replace(coded, settlement=settlement)
    return Named(war, own, moved, np.where(coarse, NEARBY, codes.geo_precision))


def table(war: War, happened: Happened, coded: Coded) -> tuple[pa.Table, Ints]:
    """The rows in our schema, and the happening behind each, in order of event_date."""
    import pyarrow as pa

    index = np.flatnonzero(coded.held("acled"))
    index = index[np.argsort(coded.middle[index], kind="stable")]
    own, as_coded = happened.take(index), coded.take(index)
    codes = rows(war, own, as_coded)
    where = placed(war, own, as_coded, codes)
    parties, n = sides_of(war), len(index)
    start, end = _interval(war, codes)
    words = [coding(*names) for names in TYPES]
    dead = as_coded.best
    civilians = codes.b == parties.index(CIVILIANS)
    violence = np.asarray([event_type == AGAINST_CIVILIANS for event_type, _ in TYPES])[codes.type]
    targeted = civilians | violence
    unknown = np.full(n, UNKNOWN, dtype=np.int64)
    lines = listed(source_lines(war, own, where.names, where.name))
    takers = np.asarray([[[taker(s, a, b) for b in _BOTH] for a in _BOTH] for _, s in TYPES])
    state = codes.state.astype(int)
    nobody = pa.ListArray.from_arrays(
        pa.array(np.zeros(n + 1, dtype=np.int32)), pa.array([], pa.string())
    )
    columns = {
        "id": chosen([f"VDR{i}" for i in range(1, n + 1)], np.arange(n)),
        "start": since(start),
        "end": since(end),
        "lat": where.lat,
        "lon": where.lon,
        "date_prec": _AS_UCDP_DATE[codes.time_precision].astype(np.int8),
        "where_prec": _AS_UCDP_WHERE[codes.geo_precision].astype(np.int8),
        "clarity": np.ones(n, dtype=np.int8),
        "place": chosen(where.names, where.name),
        "adm1": chosen(war.land.map.province_name, where.adm1),
        "adm2": chosen(war.land.map.district_name, where.adm2),
        "country": chosen([war.land.name], np.zeros(n, dtype=np.int64)),
        "kind": _told([(w.kind, w.deadly or w.kind) for w in words], codes.type, dead),
        "side_a": chosen_lists(parties, codes.a),
        "side_b": chosen_lists(parties, codes.b),
        "directed": np.asarray([w.directed for w in words])[codes.type],
        "active": np.ones(n, dtype=bool),
        "candidate": np.zeros(n, dtype=bool),
        "low": unknown,
        "best": dead,
        "high": unknown,
        "deaths_a": unknown,
        "deaths_b": unknown,
        "deaths_civilians": np.where(targeted, dead, UNKNOWN),
        "deaths_unknown": unknown,
        "line_texts": lines,
        "line_offices": listed(offices(as_coded)),
        "line_dates": pa.ListArray.from_arrays(lines.offsets, pa.nulls(n, pa.date32())),
        "also": _told([(w.also, w.also_deadly or w.also) for w in words], codes.type, dead),
        "taken_by": takers[codes.type, state[:, 0], state[:, 1]].astype(np.int8),
        "civilians_targeted": targeted,
        "assoc_a": nobody,
        "assoc_b": nobody,
        "event_type": chosen([event_type for event_type, _ in TYPES], codes.type),
        "sub_event_type": chosen([sub for _, sub in TYPES], codes.type),
        "source_scale": chosen(["National"], np.zeros(n, dtype=np.int64)),
        "timestamp": np.full(n, TIMESTAMP, dtype=np.int64),
    }
    schema = pa.schema([*arrow_schema(), *extra_fields()])
    return pa.table({name: columns[name] for name in schema.names}, schema=schema), index


_BOTH = (False, True)


def _told(pairs: list[tuple[str | None, str | None]], types: Ints, dead: Ints) -> pa.Array:
    """The word of each row's type, where nobody and where somebody was killed."""
    import pyarrow as pa

    words = pa.array([word for pair in pairs for word in pair], pa.string())
    return words.take(pa.array(2 * types + (dead > 0)))


def _interval(war: War, codes: AcledRows) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    """First and last day as the precision has them: the day, three days either side, the month."""
    day = np.datetime64(war.first) + codes.day
    start, end = day.copy(), day.copy()
    week, month = codes.time_precision == 2, codes.time_precision == 3
    start[week] -= HALF_A_WEEK
    end[week] += HALF_A_WEEK
    months = day[month].astype("datetime64[M]")
    start[month] = months.astype("datetime64[D]")
    end[month] = (months + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    return start, end
