"""meltt's rule against the package's own output.

Golden files: R package meltt 0.4.3, calls as in the folder's README:
`meltt(crash_data1, crash_data2, crash_data3, taxonomies=crash_taxonomies, spatwindow=4, twindow=2)`
and its variants; Syria: `meltt(A, B, twindow=1, spatwindow=3)`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.peers import day_numbers, peer

from onrecord.errors import RecordError
from onrecord.records.merge.meltt import MelttResult, MelttSet, Rule, meltt

TAXONOMIES = ("model_tax", "color_tax", "damage_tax")
VARIANTS: dict[str, Rule] = {
    "readme": Rule(2, 4),
    "two": Rule(2, 4),
    "partial1": Rule(2, 4, partial=1),
    "averaging": Rule(2, 4, averaging=True),
    "wide": Rule(10, 50),
    "weights": Rule(2, 4, weights=(1.5, 1.0, 0.5)),
    "certainty211": Rule(2, 4, certainty=(2, 1, 1)),
}


def crashes(sets: int) -> list[MelttSet]:
    codes: dict[Any, int] = {}
    levels: dict[tuple[str, str, str], list[str]] = {}
    for tax in TAXONOMIES:
        table = peer(f"meltt_taxonomy_{tax}.csv").astype(str)
        for row in table.itertuples(index=False):
            levels[tax, row[0], row[1]] = list(row[2:])
    found = []
    for number in range(1, sets + 1):
        rows = peer(f"meltt_crash_data{number}.csv")
        coded = tuple(
            np.asarray(
                [
                    [
                        codes.setdefault((tax, nth, name), len(codes))
                        for nth, name in enumerate(levels[tax, f"crash_data{number}", str(value)])
                    ]
                    for value in rows[tax]
                ]
            )
            for tax in TAXONOMIES
        )
        origin = np.datetime64("2012-01-01").astype(int)
        found.append(
            MelttSet(
                day_numbers(rows["date"]) - origin, day_numbers(rows["enddate"]) - origin,
                rows["latitude"].to_numpy(float), rows["longitude"].to_numpy(float), coded,
            )
        )  # fmt: skip
    return found


def contests(result: MelttResult, which: str) -> list[list[float]]:
    rows = []
    for c in getattr(result, f"{which}_contests"):
        row: list[float] = [c.event[0] + 1, c.event[1] + 1]
        for number, event, score in (c.match, *c.next):
            row += [number + 1, event + 1, score]
        rows.append([*row, *[0] * (11 - len(row)), c.candidates])
    return rows


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_same_matches_contests_and_rows_left_as_the_package(variant: str) -> None:
    number = 2 if variant == "two" else 3
    result = meltt(crashes(number), VARIANTS[variant])
    for which in ("event", "episode"):
        want = peer(f"meltt_{variant}_{which}_matched.csv").to_numpy(int)[:, 1::2].tolist()
        got = [[m.get(s, -1) + 1 for s in range(number)] for m in getattr(result, f"{which}s")]
        assert got == want
        expected = peer(f"meltt_{variant}_{which}_contenders.csv").to_numpy(float)
        assert np.allclose(np.asarray(contests(result, which)), expected, atol=1e-12)
    left = peer(f"meltt_{variant}_deduplicated_index.csv")
    flags = {
        (int(r.dataset), int(r.event)): str(r.episodal_match).replace("nan", "")
        for r in left.itertuples()
    }
    got_flags = {
        (e.name[0] + 1, e.name[1] + 1): ", ".join(f"{s + 1}_{i + 1}" for s, i in e.episode_match)
        for e in result.entries
    }
    assert got_flags == flags
    where = {(e.name[0] + 1, e.name[1] + 1): e for e in result.entries}
    for r in left.itertuples():
        entry = where[int(r.dataset), int(r.event)]
        assert (entry.date, entry.end) == (float(r.date), float(r.enddate))
        assert entry.lat == pytest.approx(float(r.latitude), abs=1e-12)
        assert entry.lon == pytest.approx(float(r.longitude), abs=1e-12)


@pytest.mark.parametrize("size", [1000, 4000])
def test_the_same_matches_on_syria(size: int) -> None:
    kinds = {"state": 0, "nonstate": 1, "onesided": 2}
    sets = []
    for side in "AB":
        rows = peer(f"meltt_syria{size}_{side}.csv")
        day = day_numbers(rows["date"])
        kind = np.asarray([kinds.get(str(v), 2) for v in rows["vtype"]])
        codes = np.stack([kind, 10 + (kind == 2)], axis=1)
        sets.append(
            MelttSet(
                day,
                day,
                rows["latitude"].to_numpy(float),
                rows["longitude"].to_numpy(float),
                (codes,),
            )
        )
    result = meltt(sets, Rule(1, 3))
    want = peer(f"meltt_syria{size}_matched.csv").to_numpy(int)[:, 1::2].tolist()
    assert [[m[0] + 1, m[1] + 1] for m in result.events] == want
    assert not result.episodes
    expected = peer(f"meltt_syria{size}_contenders.csv").to_numpy(float)
    assert np.allclose(np.asarray(contests(result, "event")), expected)


def test_one_set_and_unlike_taxonomies_are_refused() -> None:
    def one(levels: int) -> MelttSet:
        zero = np.zeros(1)
        return MelttSet(zero, zero, zero, zero, (np.zeros((1, levels), dtype=int),))

    with pytest.raises(RecordError, match="nothing to integrate"):
        meltt([one(1)], Rule(1, 1))
    with pytest.raises(RecordError, match="differ"):
        meltt([one(1), one(2)], Rule(1, 1))
    with pytest.raises(RecordError, match="2 weights for 1"):
        meltt([one(1), one(1)], Rule(1, 1, weights=(1.0, 2.0)))
