"""From an answer to a finding: the sentence, the events, the sources, the map and the timeline."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.actors import Level
from onrecord.assess.attention import held_back
from onrecord.assess.case import SIDE_DAYS, Answer, Case
from onrecord.assess.finding import Bin, Coarsened, Counts, Finding, TestedPlace
from onrecord.assess.reach import abroad
from onrecord.assess.said import Said, said
from onrecord.assess.sensitivity import Tried
from onrecord.assess.sentences import denied, sentence
from onrecord.assess.tally import counts, originators
from onrecord.assess.words import counted, days, listed, shifted
from onrecord.claims import AnyClaim, as_written
from onrecord.places.areas import Box, CountryArea, Disc, Polygon, UnitArea, UnitPart
from onrecord.selection import Party, ResolvedPlace, shown_name

WEEK = 7


def _resolved_claim(case: Case) -> dict[str, Any]:
    """The claim as in claims.yaml, with what its names were taken to mean."""
    registry = case.bench.registry
    written = as_written(case.claim)
    written["resolved"] = {
        "actors": sorted({shown_name(registry.actor(a)) for p in _parties(case) for a in p.ids()}),
        "where": [place.label for place in case.places],
        "when": days(case.query.first, case.query.last),
    }
    return written


def _parties(case: Case) -> list[Party]:
    """The parties of the claim, all of its series together."""
    return [
        *case.resolved.query.who.parties(),
        *(p for c in case.parts.values() for p in _parties(c)),
    ]


def _coarser_claim(case: Case) -> dict[str, Any]:
    """The claim as it was tested: without what the record cannot say."""
    registry = case.bench.registry
    query = case.query

    def names(index: int) -> list[str]:
        parties = (query.who.first, query.who.second)
        party = parties[index]
        if party is None:
            return []
        shown: dict[str, None] = {}
        for actor in sorted(party.ids()):
            shown[shown_name(registry.actor(actor))] = None
            for other in sorted(party.under.get(actor, ())):
                shown[shown_name(registry.actor(other))] = None
        return list(shown)

    events: dict[str, Any] = {}
    match query.who.mode:
        case "between":
            events["between"] = [names(0), names(1)]
        case "involving":
            events["involving"] = names(0)
        case "directed":
            events |= {k: v for k, v in (("by", names(0)), ("against", names(1))) if v}
        case "anyone":
            events["involving"] = "anyone"
    if query.kind:
        events["kind"] = query.kind
    return {
        "type": case.claim.type,
        "events": events,
        "where": [place.label for place in case.resolved.places],
        "when": days(query.first, query.last),
    }


def tested_place(place: ResolvedPlace) -> TestedPlace:
    """The shape of a place for the map."""
    area = place.area
    match area:
        case Disc():
            return TestedPlace(
                label=place.label, shape="disc", lat=area.lat, lon=area.lon, km=area.km
            )
        case Box():
            bounds = (area.west, area.south, area.east, area.north)
            return TestedPlace(label=place.label, shape="box", bounds=bounds)
        case Polygon():
            return TestedPlace(label=place.label, shape="polygon", geojson=area.geojson)
        case UnitPart():
            return TestedPlace(
                label=place.label,
                shape="part",
                lat=area.mid_lat,
                lon=area.mid_lon,
                bounds=_part_bounds(area),
            )
        case UnitArea() | CountryArea():
            return TestedPlace(
                label=place.label,
                shape="unit" if isinstance(area, UnitArea) else "country",
                lat=area.lat,
                lon=area.lon,
                bounds=area.bounds,
            )


def _part_bounds(area: UnitPart) -> tuple[float, float, float, float] | None:
    if area.unit.bounds is None:
        return None
    west, south, east, north = area.unit.bounds
    if "north" in area.side:
        south = area.mid_lat
    if "south" in area.side:
        north = area.mid_lat
    if "east" in area.side:
        west = area.mid_lon
    if "west" in area.side:
        east = area.mid_lon
    return (west, south, east, north)


def history(case: Case) -> tuple[Bin, ...]:
    """Weekly counts of the selection from half a year before the window to half a year after.

    Weeks are counted from the window's first day, so that the window begins with a bar.
    """
    query = case.query
    first = query.first or query.last
    if first is None:
        return ()
    last = query.last or case.info.coverage.last
    coverage = case.info.coverage
    lo = max(shifted(first, -SIDE_DAYS), coverage.first)
    hi = min(shifted(last, SIDE_DAYS), coverage.last)
    if lo > hi:
        return ()
    view = case.tested
    chosen = view.selection
    level = np.minimum.reduce([chosen.who, chosen.kind, chosen.where])
    length = (view.events.end - view.events.start).astype(np.int64) + 1
    level = np.where(length <= WEEK, level, np.minimum(level, Level.POSSIBLE))
    level = np.where((view.events.where_prec <= 5) & (length <= 31), level, Level.NONE)
    week = (view.events.start - np.datetime64(first, "D")).astype(np.int64) // WEEK
    begin, end = (lo - first).days // WEEK, (hi - first).days // WEEK
    inside = (week >= begin) & (week <= end)

    def by_week(wanted: Level) -> list[int]:
        found: list[int] = np.bincount(
            week[inside & (level == wanted)] - begin, minlength=end - begin + 1
        ).tolist()
        return found

    return tuple(
        Bin(start=first + dt.timedelta(days=number * WEEK), days=WEEK, certain=c, possible=p)
        for number, c, p in zip(
            range(begin, end + 1), by_week(Level.CERTAIN), by_week(Level.POSSIBLE), strict=True
        )
    )


def _plain_numbers(answer: Answer) -> dict[str, float | int | str | None]:
    """The numbers of the sentence that are numbers or short words, for the JSON."""
    return {
        key: value
        for key, value in answer.numbers.items()
        if isinstance(value, int | float | str) and value != "" and key not in ("because", "blind")
    }


def _because(case: Case, answer: Answer, heard: Said) -> str:
    numbers = dict(answer.numbers)
    if "said" in numbers and heard.lines:
        numbers["said"] = " Its source lines that speak of the claim's actors or kind are quoted."
    text = sentence(answer.template, numbers)
    if case.claim.stance == "denied":
        speaker = case.claim.according_to
        return denied("The author" if speaker == "author" else speaker, text)
    return text


def build(case: Case, result: Tried, *, cited: frozenset[str]) -> Finding:
    """The finding of a tested claim. `cited`: originators that the report itself relies on."""
    answer, view, claim = result.answer, case.tested, case.claim
    chosen = view.selection
    heard = said(case)
    shown = answer.counts_events
    rows = np.flatnonzero((chosen.certain | chosen.possible) & shown)
    sources = originators(view.events, rows)
    shared = tuple(sorted(name for name in sources.originators if name in cited))
    verdict, held, attention = held_back(answer.verdict, case.info.expresses)
    notes = [*answer.notes, *attention, *_caveats(case, rows)]
    if shared:
        notes.append(
            "The report and these events rest on the same originator "
            f"({', '.join(shared)}): their agreement is not independent."
        )
    places = tuple(
        tested_place(place).model_copy(
            update={
                "others": tuple(o for i, o in result.homonyms if i == index),
                "country": place.place.country if place.place else None,
            }
        )
        for index, place in enumerate(case.places)
    )
    return Finding(
        **common_fields(claim, case.info.label),
        claim=_resolved_claim(case),
        verdict=verdict,
        because=_because(case, answer, heard) + held,
        coarsened=(
            Coarsened(lost=tuple(loss.statement for loss in case.lost), claim=_coarser_claim(case))
            if answer.coarsened
            else None
        ),
        counts=counts(view.events, chosen) if shown else Counts(),
        effect=answer.effect,
        p=answer.p,
        p_kind=answer.p_kind if answer.p is not None else None,
        naive_p=answer.naive_p,
        power=answer.power,
        possible_events=answer.handled_by,
        reference=answer.reference if answer.p is not None else None,
        legs=answer.legs,
        events=view.ids(chosen.certain & shown),
        possible=view.ids(chosen.possible & shown),
        unplaced=view.ids(chosen.unplaced & shown),
        counter_examples=answer.counter_examples,
        other_events=answer.other_events,
        source_lines=heard.lines,
        sources=sources.model_copy(update={"shared_with_report": shared}),
        numbers=_plain_numbers(answer),
        would_change=answer.would_change,
        sensitivity=result.sentences,
        alternatives=result.alternatives,
        assumptions=tuple(dict.fromkeys([*claim.assumed, *case.assumptions, *notes])),
        places=places,
        window=(case.query.first, case.query.last),
        history=history(case) if shown else (),
        method=f"methods.md#{claim.type}",
    )


def _caveats(case: Case, rows: NDArray[np.intp]) -> list[str]:
    """What a reader should know of the window, the places and the rows, one sentence each."""
    notes: list[str] = []
    when = getattr(case.claim, "when", None)
    if when is not None and when.vague:
        notes.append(
            f"The report gives no exact days: {days(when.first, when.last)} is what its words are "
            "taken to mean."
        )
    elsewhere = abroad(case)
    if elsewhere and len(elsewhere) < len(case.resolved.places):
        notes.append(f"The record does not cover {listed(elsewhere)}: that part was not tested.")
    candidates = int(np.count_nonzero(case.tested.events.candidate[rows]))
    if candidates:
        notes.append(
            f"{counted(candidates, 'event')} of those counted or possible here "
            f"{'is' if candidates == 1 else 'are'} newer than the record's version vouches for."
        )
    return notes


def common_fields(claim: AnyClaim, record: str) -> dict[str, Any]:
    """What a finding takes over from its claim."""
    return {
        "id": claim.id,
        "record": record,
        "type": claim.type,
        "says": claim.says,
        "at": claim.at,
        "stance": claim.stance,
        "according_to": claim.according_to,
        "review": claim.review.status,
        "read_by": claim.read_by,
    }
