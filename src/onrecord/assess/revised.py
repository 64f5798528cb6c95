"""Which events of a finding two versions of one record have otherwise, told by their ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, cast

from onrecord.assess.comparison import Counted, EventChange, FieldChange
from onrecord.records.schema import UNKNOWN, Events

Field = Literal["date", "place", "precision", "parties", "kind", "deaths"]


def revised(
    rows: tuple[Events, Events], roles: tuple[Mapping[str, Counted], Mapping[str, Counted]]
) -> tuple[EventChange, ...]:
    """Every event that either version counts and the other has otherwise, or not at all.

    `rows`: of both versions, at least the events that either of them counts. Events whose part in
    the finding changed come first; each group in the order of days and ids.
    """
    before, after = rows
    changes: list[EventChange] = []
    for own in sorted({*roles[0], *roles[1]}):
        was, now = roles[0].get(own), roles[1].get(own)
        there, here = before.row_of.get(own), after.row_of.get(own)
        what: Literal["added", "removed", "revised", "recounted"]
        fields: tuple[FieldChange, ...] = ()
        if there is None:
            what = "added"
        elif here is None:
            what = "removed"
        else:
            fields = _fields((before, there), (after, here))
            if not fields and was == now:
                continue
            what = "revised" if fields else "recounted"
        events, row = (before, there) if here is None else (after, here)
        if row is None:
            continue  # a finding names an event that neither version has: nothing to tell of it
        best = int(events.best[row])
        changes.append(
            EventChange(
                id=own,
                what=what,
                before=was,
                after=now,
                day=events.start[row].item(),
                place=events.place[row] or events.adm1[row] or events.country[row],
                dead=None if best == UNKNOWN else best,
                fields=fields,
            )
        )
    changes.sort(key=lambda c: (c.before == c.after, str(c.day), c.id))
    return tuple(changes)


def _fields(before: tuple[Events, int], after: tuple[Events, int]) -> tuple[FieldChange, ...]:
    told, now = _told(*before), _told(*after)
    return tuple(
        FieldChange(field=cast(Field, name), before=told[name], after=now[name])
        for name in told
        if told[name] != now[name]
    )


def _told(events: Events, row: int) -> dict[str, str]:
    """What a version says of an event, field by field, as a reader compares it."""
    first, last = (str(days[row]) for days in (events.start, events.end))
    lat, lon = float(events.lat[row]), float(events.lon[row])
    units = ", ".join(
        filter(None, (events.place[row], events.adm2[row], events.adm1[row], events.country[row]))
    )
    sides = [", ".join(names) for names in events.side_names(row)]
    joined = " against " if events.directed[row] else " and "
    if not events.directed[row]:
        sides.sort()  # without a direction the order of the sides means nothing
    figures = (events.low[row], events.best[row], events.high[row])
    low, best, high = ("?" if n == UNKNOWN else f"{int(n):,}" for n in figures)
    return {
        "date": first if first == last else f"{first} to {last}",
        "place": f"{units} ({lat:.4f}, {lon:.4f})",
        "precision": f"place {int(events.where_prec[row])}, date {int(events.date_prec[row])}",
        "parties": joined.join(sides),
        "kind": events.kind[row] or "not coded",
        "deaths": f"{best} ({low} to {high})",
    }
