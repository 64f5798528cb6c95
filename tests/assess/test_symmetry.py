"""It takes no side: the same claim about the other party gets the same test."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from onrecord.assess import VERDICTS
from tests.rows import row
from tests.world import claim, verdict

FRONT, LEAGUE, OTHER = "Highland Front", "Sea League", "Old Front"
SWAP = {FRONT: LEAGUE, LEAGUE: FRONT}


def swapped(value: Any) -> Any:
    """The same with the two parties exchanged."""
    if isinstance(value, str):
        return SWAP.get(value, value)
    if isinstance(value, list):
        return [swapped(v) for v in value]
    if isinstance(value, dict):
        return {k: swapped(v) for k, v in value.items()}
    return value


PARTIES = st.sampled_from(
    [{"between": [FRONT, OTHER]}, {"by": FRONT, "against": LEAGUE}, {"involving": LEAGUE}]
)
CLAIMS = st.one_of(
    st.builds(lambda e: {"type": "occurred", "events": e}, PARTIES),
    st.builds(lambda e: {"type": "none", "events": e}, PARTIES),
    st.builds(lambda e: {"type": "only", "events": {**e, "kind": "battle"}}, PARTIES),
    st.builds(lambda e, n: {"type": "count", "events": e, "number": n}, PARTIES, st.integers(0, 6)),
    st.builds(
        lambda n, of: {"type": "toll", "killed": {"low": n, "high": n, "of": of}},
        st.integers(0, 12),
        st.sampled_from([FRONT, LEAGUE, "Civilians"]),
    ),
    st.builds(
        lambda e, d, a: {
            "type": "changed",
            "events": e,
            "direction": d,
            "anchored_by": {"event": "a truce", "on": "2020-06-10"} if a else None,
        },
        PARTIES,
        st.sampled_from(["rose", "fell"]),
        st.booleans(),
    ),
)
ROWS = st.lists(
    st.builds(
        lambda a, b, offset, length, lat, prec, best: row(
            side_a=[a],
            side_b=[b],
            start=dt.date(2020, 6, 1) + dt.timedelta(days=offset),
            end=dt.date(2020, 6, 1) + dt.timedelta(days=offset + length),
            lat=lat,
            where_prec=prec,
            best=best,
        ),
        st.sampled_from([FRONT, LEAGUE]),
        st.sampled_from([OTHER, "Government of Lorn"]),
        st.integers(-300, 300),
        st.sampled_from([0, 0, 0, 3, 40]),
        st.floats(9.5, 10.5),
        st.sampled_from([1, 1, 2, 4, 6]),
        st.integers(0, 5),
    ),
    max_size=25,
)


@given(CLAIMS, ROWS)
def test_swapping_the_parties_everywhere_changes_nothing_but_the_names(
    fields: dict[str, Any], rows: list[dict[str, Any]]
) -> None:
    straight = verdict(claim(**fields), rows)
    mirrored = verdict(claim(**swapped(fields)), swapped(rows))
    for name in ("verdict", "p", "p_kind", "naive_p", "power", "events", "possible", "effect"):
        assert getattr(straight, name) == getattr(mirrored, name)
    marker = {FRONT: "\x00", LEAGUE: FRONT}

    def exchanged(text: str) -> str:
        return text.replace(FRONT, marker[FRONT]).replace(LEAGUE, FRONT).replace("\x00", LEAGUE)

    assert straight.would_change == exchanged(mirrored.would_change)


@given(CLAIMS, ROWS)
def test_every_finding_is_whole(fields: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    got = verdict(claim(**fields), rows)
    assert got.verdict in VERDICTS
    assert got.because.startswith("The record")
    assert "{" not in got.because
    assert (got.p is None) == (got.p_kind is None)
    for number in (got.p, got.naive_p, got.power):
        assert number is None or (math.isfinite(number) and 0 <= number <= 1)
    if got.effect:
        assert math.isfinite(got.effect.value)
    assert not set(got.events) & set(got.possible)
    if got.coarsened:
        assert got.verdict != "borne out"
    assert set(got.counter_examples) <= {f"made-up@1:{i + 1}" for i in range(len(rows))}
