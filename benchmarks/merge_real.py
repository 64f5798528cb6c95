"""Two more generators of pairs for merging: one on real rows, one as plain as can be.

`resampled` takes its events from a file of UCDP GED (a CSV as UCDP publishes it): places, bursts,
parties, deaths and precision are those of real rows, and only the second record is made up.
`vignette` is uniform over a country and a year, with small errors, as the example of meltt is.
Both were written after the other five, to see how the method does where nobody looked before.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from merge_pairs import Knobs, Planted
from numpy.typing import NDArray

from onrecord.records.schema import Events, arrow_schema, from_arrow

Random = np.random.Generator
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FILE = "ONRECORD_GED"
"""The variable of the environment that names the file of UCDP GED."""

_TYPE = re.compile(r"\s+(town|village|city|area|district)$", re.IGNORECASE)
_SPELT = (("Ash ", "Al-"), ("Ar ", "Al-"), ("Az ", "Al-"), ("Sh", "Ch"), ("ee", "i"), ("ou", "u"))
_DEGREE_KM = 111.2


def real_file() -> Path | None:
    """The file that `resampled` draws from, if there is one."""
    path = Path(os.environ.get(FILE, ""))
    return path if path.is_file() else None


@lru_cache(maxsize=1)
def _real(path: Path) -> dict[str, NDArray[Any]]:
    """Columns of the file, rows in order of their first day, but for those of a whole country."""
    import pyarrow.csv as csv

    table = csv.read_csv(path, parse_options=csv.ParseOptions(newlines_in_values=True))
    names = ("date_start", "date_end", "date_prec", "where_prec", "event_clarity", "latitude")
    names += ("longitude", "where_coordinates", "adm_1", "side_a", "side_b", "best", "low", "high")
    names += ("type_of_violence", "source_headline")
    columns = {name: np.asarray(table[name].to_pandas()) for name in names}
    for name in ("date_start", "date_end"):
        columns[name] = columns[name].astype("datetime64[D]").astype(np.int64)
    kept = np.flatnonzero(columns["where_prec"] <= 5)
    order = kept[np.argsort(columns["date_start"][kept], kind="stable")]
    return {name: column[order] for name, column in columns.items()}


def resampled(knobs: Knobs, rng: Random) -> Planted:
    """Real rows as the events, a second record made of them: another desk, with its own habits.

    The fewer `bursts`, the longer the span of days the rows are drawn from. The second desk dates
    late, has its own gazetteer (some towns elsewhere for good, names spelt otherwise), tells the
    groups of an umbrella apart by province, codes kinds, rounds the dead, and splits events.
    """
    path = real_file()
    assert path is not None, FILE
    real = _real(path)
    rows = len(real["best"])
    span = min(rows, int(knobs.events / min(knobs.bursts + 0.1, 1.0)))
    begin = int(rng.integers(0, rows - span + 1))
    at = begin + np.sort(rng.permutation(span)[: knobs.events])
    n = len(at)
    both = rng.random(n) < knobs.overlap
    first = both | (rng.random(n) < 0.5)
    one, other = np.flatnonzero(first), np.flatnonzero(both | ~first)
    parts = 1 + (rng.random(len(other)) < knobs.split) * rng.integers(1, 3, len(other))
    each, other = np.repeat(parts, parts), np.repeat(other, parts)
    _, dyads = np.unique(
        [f"{a} - {b}" for a, b in zip(real["side_a"][at], real["side_b"][at], strict=True)],
        return_inverse=True,
    )
    dyads = dyads.reshape(-1).astype(np.int64)
    return Planted(
        _first(real, at[one]), _second(knobs, rng, real, at[other], each),
        one, other, dyads[one], dyads[other],
    )  # fmt: skip


def _first(real: dict[str, NDArray[Any]], at: Ints) -> Events:
    take = {name: column[at] for name, column in real.items()}
    return _events(
        start=take["date_start"], end=take["date_end"], lat=take["latitude"],
        lon=take["longitude"], where=take["where_prec"], clarity=take["event_clarity"],
        place=take["where_coordinates"].tolist(), kind=[None] * len(at), a=take["side_a"].tolist(),
        b=take["side_b"].tolist(), best=take["best"], low=take["low"], high=take["high"],
        lines=take["source_headline"].tolist(),
    )  # fmt: skip


def _second(
    knobs: Knobs, rng: Random, real: dict[str, NDArray[Any]], at: Ints, parts: Ints
) -> Events:
    m = len(at)
    take = {name: column[at] for name, column in real.items()}
    # A desk hears of it later more often than it puts it earlier; few weeks are all it knows.
    late = rng.random(m) < 0.75
    off = (rng.random(m) < knobs.days_off) * np.where(late, 1, -1) * rng.geometric(0.65, m)
    start, end = take["date_start"] + off, take["date_end"] + off
    week = (rng.random(m) < 0.03) & (knobs.coarse > 0)
    start = np.where(week, start - start % 7, start)
    end = np.where(week, start + 6, end)
    lat, lon, where = _gazetteer(knobs, rng, real, take)
    best = take["best"].astype(np.int64)
    best = np.maximum(0, np.round(best / parts * rng.uniform(0.7, 1.3, m) ** (parts > 1)))
    told = rng.random(m) < knobs.deaths_off
    noise = np.round(best * rng.lognormal(0, 0.7, m))
    noise = np.where(noise >= 10, 5 * np.round(noise / 5), noise)
    best = np.where(told, np.where(rng.random(m) < 0.1, 0, noise), best).astype(np.int64)
    return _events(
        start=start, end=end, lat=lat, lon=lon, where=where, clarity=np.ones(m, dtype=np.int64),
        place=_spelt(rng, real["where_coordinates"], take["where_coordinates"]),
        kind=_kinds(rng, take["type_of_violence"]),
        a=_named(knobs, take["side_a"], take["adm_1"]),
        b=_named(knobs, take["side_b"], take["adm_1"]),
        best=best, low=best, high=best, lines=[None] * m,
    )  # fmt: skip


def _gazetteer(
    knobs: Knobs, rng: Random, real: dict[str, NDArray[Any]], take: dict[str, NDArray[Any]]
) -> tuple[Floats, Floats, Ints]:
    """Points and precision in the second record: half of the towns lie elsewhere, for good."""
    points = np.unique(np.round(real["latitude"] + 1j * real["longitude"], 5))
    own = np.searchsorted(points, np.round(take["latitude"] + 1j * take["longitude"], 5))
    apart = rng.exponential(knobs.km_off, len(points)) * (rng.random(len(points)) < 0.5)
    angle = rng.uniform(0, 2 * np.pi, len(points))
    m = len(own)
    north = (apart * np.sin(angle))[own] + rng.normal(0, 0.15 * knobs.km_off, m)
    east = (apart * np.cos(angle))[own] + rng.normal(0, 0.15 * knobs.km_off, m)
    lat = take["latitude"] + north / _DEGREE_KM
    lon = take["longitude"] + east / (_DEGREE_KM * 0.82)
    # What it does not know exactly is put to the province's centre.
    coarse = rng.random(m) < knobs.coarse
    provinces, province = np.unique(real["adm_1"].astype(str), return_inverse=True)
    many = np.bincount(province)
    middle = [np.bincount(province, real[name]) / many for name in ("latitude", "longitude")]
    there = np.searchsorted(provinces, take["adm_1"].astype(str))
    lat = np.where(coarse, middle[0][there], lat)
    lon = np.where(coarse, middle[1][there], lon)
    return lat, lon, np.where(coarse, 4, take["where_prec"]).astype(np.int64)


def _spelt(rng: Random, all_names: NDArray[Any], names: NDArray[Any]) -> list[str]:
    found = {}
    for name in sorted({str(n) for n in all_names}):
        plain = _TYPE.sub("", name)
        found[name] = plain
        if rng.random() < 0.4:
            for old, new in _SPELT:
                plain = plain.replace(old, new)
            found[name] = plain
    return [found[str(name)] for name in names]


def _kinds(rng: Random, violence: NDArray[Any]) -> list[str]:
    u = rng.random(len(violence))
    fought = np.where(u < 0.5, "battle", np.where(u < 0.75, "shelling", "airstrike"))
    return np.where(violence == 3, "killing of civilians", fought).tolist()


def _named(knobs: Knobs, sides: NDArray[Any], provinces: NDArray[Any]) -> list[str]:
    """Names as the second desk writes them: a group of its own for each province's insurgents."""
    if not knobs.renamed:
        return [str(side) for side in sides]
    found = []
    for side, province in zip(map(str, sides), map(str, provinces), strict=True):
        if side.startswith("Government of "):
            found.append(f"Military Forces of {side.removeprefix('Government of ')}")
        elif "insurgents" in side:
            found.append(f"Opposition Rebels ({province.split(' ')[0] or 'Unknown'})")
        else:
            found.append(side.split(",")[0].upper())
    return found


def vignette(knobs: Knobs, rng: Random) -> Planted:
    """Uniform over a country and a year, small errors, few kinds, everything named alike.

    Jitter in place is a quarter of `km_off`, and of dates at most a day except where many are off.
    """
    n, days = knobs.events, 365
    lat, lon = 36.0 + 4.0 * rng.random(n), 66.0 + 5.0 * rng.random(n)
    day = rng.integers(0, days, n)
    # A burst is one more event of the same day within the neighbourhood, of another kind or not.
    again = np.flatnonzero(rng.random(n) < 0.2 * knobs.bursts)
    source = rng.integers(0, n, len(again))
    day[again] = day[source]
    lat[again] = lat[source] + rng.uniform(-0.1, 0.1, len(again))
    lon[again] = lon[source] + rng.uniform(-0.1, 0.1, len(again))
    dyad, dead = rng.integers(0, 4, n), 1 + rng.geometric(0.4, n)
    kind = np.asarray(("battle", "shelling", "airstrike", "killing of civilians"))
    kinds = kind[rng.integers(0, 4, n)]
    both = rng.random(n) < knobs.overlap
    first = both | (rng.random(n) < 0.5)
    one, other = np.flatnonzero(first), np.flatnonzero(both | ~first)
    other = np.repeat(
        other, 1 + (rng.random(len(other)) < knobs.split) * rng.integers(1, 3, len(other))
    )
    m = len(other)
    widest = 3 if knobs.days_off > 0.5 else 1
    shift = (rng.random(m) < knobs.days_off) * rng.integers(-widest, widest + 1, m)
    km = 0.25 * knobs.km_off
    north, east = rng.normal(0, km, (2, m))
    told = np.where(rng.random(m) < knobs.deaths_off, 1 + rng.geometric(0.4, m), dead[other])
    renamed = ("Group {}", "The {} Group") if knobs.renamed else ("Group {}", "Group {}")
    first_day = int(np.datetime64("2011-01-01").astype(np.int64))

    def record(which: int, rows: Ints, start: Ints, x: Floats, y: Floats, count: Ints) -> Events:
        coarse = rng.random(len(rows)) < knobs.coarse
        lat = np.where(coarse, np.round(y, 1), y)
        lon = np.where(coarse, np.round(x, 1), x)
        name = [renamed[which].format("ABCD"[d]) for d in dyad[rows]]
        return _events(
            start=first_day + start, end=first_day + start, lat=lat, lon=lon,
            where=np.where(coarse, 2, 1), clarity=np.ones(len(rows), dtype=np.int64),
            place=[None] * len(rows), kind=kinds[rows].tolist(), a=name,
            b=["Government"] * len(rows), best=count, low=count, high=count,
            lines=[None] * len(rows),
        )  # fmt: skip

    return Planted(
        record(0, one, day[one], lon[one], lat[one], dead[one]),
        record(1, other, day[other] + shift, lon[other] + east / 88.0,
               lat[other] + north / _DEGREE_KM, told),
        one, other, dyad[one], dyad[other],
    )  # fmt: skip


def _events(
    *, start: Ints, end: Ints, lat: Floats, lon: Floats, where: Ints, clarity: Ints,
    place: Sequence[str | None], kind: Sequence[str | None], a: Sequence[str], b: Sequence[str],
    best: Ints, low: Ints, high: Ints, lines: Sequence[str | None],
) -> Events:  # fmt: skip
    n = len(start)
    day = "datetime64[D]"
    columns: dict[str, Any] = {
        "id": [str(i) for i in range(n)], "start": start.astype(day), "end": end.astype(day),
        "lat": lat, "lon": lon, "date_prec": np.where(end > start, 2, 1), "where_prec": where,
        "clarity": clarity, "place": place, "adm1": [None] * n, "adm2": [None] * n,
        "country": ["Osmark"] * n, "kind": kind, "side_a": [[s] for s in a],
        "side_b": [[s] for s in b], "directed": np.zeros(n, bool), "active": np.ones(n, bool),
        "candidate": np.zeros(n, bool), "low": low, "best": best, "high": high,
        "deaths_a": -np.ones(n), "deaths_b": -np.ones(n), "deaths_civilians": -np.ones(n),
        "deaths_unknown": -np.ones(n),
        "line_texts": [[str(t)] if isinstance(t, str) and t else [] for t in lines],
        "line_offices": [[""] if isinstance(t, str) and t else [] for t in lines],
        "line_dates": [[None] if isinstance(t, str) and t else [] for t in lines],
    }  # fmt: skip
    schema = arrow_schema()
    arrays = [
        pa.array(columns[f.name]).cast(f.type)
        if isinstance(columns[f.name], np.ndarray)
        else pa.array(columns[f.name], type=f.type)
        for f in schema
    ]
    return from_arrow(pa.table(arrays, schema=schema))
