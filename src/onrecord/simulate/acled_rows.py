"""A simulated war as ACLED would hold it: deadly or not, kinds of event, captures, one toll.

Everyone acts under a name of their own; who acted is told from afar, not in battles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

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
from onrecord.records.schema import UNKNOWN, Associates, Categories, Events
from onrecord.simulate.coded import Coded
from onrecord.simulate.columns import (
    Named,
    categories,
    chosen,
    ids,
    listed,
    made,
    offices,
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


def events(war: War, happened: Happened, coded: Coded) -> tuple[Events, Ints]:
    """The rows in our schema, and the happening behind each, in order of event_date."""
    index = np.flatnonzero(coded.held("acled"))
    index = index[np.argsort(coded.middle[index], kind="stable")]
    own, as_coded = happened.take(index), coded.take(index)
    codes = rows(war, own, as_coded)
    where = placed(war, own, as_coded, codes)
    parties, n, dead = sides_of(war), len(index), as_coded.best
    start, end = _interval(war, codes)
    civilians = codes.b == parties.index(CIVILIANS)
    targeted = civilians | _of_type(codes, [kind == AGAINST_CIVILIANS for kind, _ in TYPES])
    unknown, nobody = np.full(n, UNKNOWN, dtype=np.int64), np.zeros(n, dtype=np.int32)
    takers = np.asarray([[[taker(s, a, b) for b in _BOTH] for a in _BOTH] for _, s in TYPES])
    state = codes.state.astype(int)
    columns = {
        "id": ids("VDR", 1, n),
        "start": start,
        "end": end,
        "date_prec": _AS_UCDP_DATE[codes.time_precision].astype(np.int8),
        "where_prec": _AS_UCDP_WHERE[codes.geo_precision].astype(np.int8),
        "clarity": np.ones(n, dtype=np.int8),
        **where.columns(),
        "kind": _told([(w.kind, w.deadly or w.kind) for w in _WORDS], codes.type, dead),
        "directed": _of_type(codes, [w.directed for w in _WORDS]),
        "active": np.ones(n, dtype=bool),
        "candidate": np.zeros(n, dtype=bool),
        "low": unknown,
        "best": dead,
        "high": unknown,
        "deaths_a": unknown,
        "deaths_b": unknown,
        "deaths_civilians": np.where(targeted, dead, UNKNOWN),
        "deaths_unknown": unknown,
    }
    known = {
        "also": _told([(w.also, w.also_deadly or w.also) for w in _WORDS], codes.type, dead),
        "taker": takers[codes.type, state[:, 0], state[:, 1]].astype(np.int8),
        "civilians_targeted": targeted,
        "associates": Associates(nobody, nobody, ((),) * bool(n)),
    }
    further = partial(_further, war, own, as_coded, codes, where, known)
    return made(columns, (parties, codes.a, codes.b), further, **known), index


def _further(
    war: War, own: Happened, coded: Coded, codes: AcledRows, where: Named, known: dict[str, Any]
) -> tuple[list[tuple[str, pa.DataType]], dict[str, Any]]:
    """What the table has beyond the columns of `Events`."""
    import pyarrow as pa

    n = len(own)
    lines = listed(source_lines(war, own, where.names, where.name))
    nobody = pa.ListArray.from_arrays(
        pa.array(np.zeros(n + 1, dtype=np.int32)), pa.array([], pa.string())
    )
    return extra_fields(), {
        "line_texts": lines,
        "line_offices": listed(offices(coded)),
        "line_dates": pa.ListArray.from_arrays(lines.offsets, pa.nulls(n, pa.date32())),
        "also": known["also"],
        "taken_by": known["taker"],
        "civilians_targeted": known["civilians_targeted"],
        "assoc_a": nobody,
        "assoc_b": nobody,
        "event_type": chosen([event_type for event_type, _ in TYPES], codes.type),
        "sub_event_type": chosen([sub for _, sub in TYPES], codes.type),
        "source_scale": chosen(["National"], np.zeros(n, dtype=np.int64)),
        "timestamp": np.full(n, TIMESTAMP, dtype=np.int64),
    }


_BOTH = (False, True)
_WORDS = [coding(*names) for names in TYPES]


def _of_type(codes: AcledRows, told: Sequence[bool]) -> NDArray[np.bool_]:
    """What each row's type is told to be, shape (rows,)."""
    return np.asarray(told, dtype=bool)[codes.type]


def _told(pairs: list[tuple[str | None, str | None]], types: Ints, dead: Ints) -> Categories:
    """The word of each row's type, where nobody and where somebody was killed."""
    texts = [word for pair in pairs for word in pair]
    distinct = list(dict.fromkeys(word for word in texts if word is not None))
    code = np.asarray([-1 if word is None else distinct.index(word) for word in texts])
    return categories(distinct, code[2 * types + (dead > 0)])


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
