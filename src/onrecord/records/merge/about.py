"""What a merged record covers, can express and may be done with: nothing more than its parts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import reduce

from onrecord.errors import RecordError
from onrecord.records.about import Coverage, Expresses, RecordInfo


def info_of(
    name: str,
    parts: Sequence[RecordInfo],
    behind: Sequence[Sequence[str]],
    method: str,
    notes: Sequence[str],
    settings: str,
) -> RecordInfo:
    """What every output says of the merged record.

    `behind`: the rows behind each event. Its version is made of them, of its parts' checksums and
    of the `settings` it was merged with, whether they changed a match or not.
    """
    rows = len(behind)
    told = "\n".join(
        [
            method,
            settings,
            *(f"{p.label} {p.sha256}" for p in parts),
            *(" ".join(each) for each in behind),
        ]
    )
    sha = hashlib.sha256(told.encode()).hexdigest()
    free = all(p.redistributable for p in parts)
    return RecordInfo(
        name=name,
        version=sha[:12],
        sha256=sha,
        rows=rows,
        licence="; ".join(dict.fromkeys(f"{p.licence} ({p.name})" for p in parts)),
        citation=" · ".join(dict.fromkeys(p.citation for p in parts)),
        coverage=covered_by_all(parts),
        expresses=reduce(_both, (p.expresses for p in parts)),
        notes=(
            f"Merged from {', '.join(p.label for p in parts)} by {method}; figures are those of "
            "the record listed first that has the event.",
            *_beyond(parts),
            *notes,
        ),
        redistributable=free,
    )


def covered_by_all(parts: Sequence[RecordInfo]) -> Coverage:
    """The days and countries that every part covers.

    Where a part begins or ends the number of rows jumps, though nothing happened: whoever compares
    days, or concludes from an absence, may look at no more than what all parts see. Raises
    RecordError where that is nothing.
    """
    covers = [p.coverage for p in parts]
    first, last = max(c.first for c in covers), min(c.last for c in covers)
    countries = set.intersection(*(set(c.countries) for c in covers))
    if first > last or not countries:
        raise RecordError(
            f"{', '.join(p.label for p in parts)} have no {'day' if first > last else 'country'} "
            "in common, so that no event can be in all of them",
            todo="Ask them side by side: give --record for each.",
        )
    since = {
        country: max(
            first, *(c.since.get(country, c.first) if c.since else c.first for c in covers)
        )
        for country in sorted(countries)
    }
    return Coverage(
        first=first,
        last=last,
        countries=tuple(sorted(countries)),
        sees="; ".join(dict.fromkeys(f"{p.name}: {p.coverage.sees}" for p in parts)),
        cannot_see=tuple(f"{p.name}: {blind}" for p in parts for blind in p.coverage.cannot_see),
        since=since,
    )


def _beyond(parts: Sequence[RecordInfo]) -> list[str]:
    """What a part covers and the merged record does not, in words."""
    whole = covered_by_all(parts)
    more = [
        p.label
        for p in parts
        if (p.coverage.first, p.coverage.last) != (whole.first, whole.last)
        or set(p.coverage.countries) != set(whole.countries)
    ]
    if not more:
        return []
    return [
        f"It covers what all of its parts cover, {whole.first} to {whole.last}. Rows of other days "
        f"and countries ({', '.join(more)}) are kept, and nothing is concluded from their number."
    ]


def _both(one: Expresses, other: Expresses) -> Expresses:
    """What can be said of every row of either, except for kinds: a row without one may be any."""
    return Expresses(
        kinds=one.kinds | other.kinds,
        deadly_only=one.deadly_only and other.deadly_only,
        directed_against=_shared(one.directed_against, other.directed_against),
        supporters_under_supported=one.supporters_under_supported
        or other.supporters_under_supported,
        umbrellas=one.umbrellas or other.umbrellas,
        undirected=one.undirected | other.undirected,
        unidentified=one.unidentified or other.unidentified,
        kills_by=_shared(one.kills_by, other.kills_by),
        # A kind that only one of them codes may be missing because the other's row stands first.
        systematic=_systematic(one) & _systematic(other),
        attention_only=one.attention_only or other.attention_only,
    )


def _shared(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def _systematic(expresses: Expresses) -> frozenset[str]:
    return expresses.kinds if expresses.systematic is None else expresses.systematic
