"""How often claims are borne out on conflicts that `onrecord simulate` did not draw.

    python benchmarks/other_generator.py [--draws 200] [--seed 20180401] [--only NAME] …

Prints a table; nothing here is timed or asserted. Nothing of `onrecord.simulate` is used: days come
from a log-Gaussian Cox intensity with regimes, a weekly rhythm, truces and steps in reporting;
events in Neyman–Scott clusters of heavy-tailed size (or one by one), in towns that follow Zipf's
law, of which every pair of parties has its own; every row stands at its town's centroid. A claim is
made as a writer would who has looked: the direction that is seen, the most striking days, the most
striking town. It goes through `load` and the door of `onrecord calibrate`, that of `check`.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

import onrecord as on
from onrecord.api import world_of
from onrecord.calibrate.cell import Trial
from onrecord.calibrate.outcome import judged
from onrecord.claims import CLAIM
from onrecord.stats import wilson

A, B, C, D = "Azure Front", "Birch Army", "Cedar League", "Dun Brigades"
FIRST, YEARS, KM = pd.Timestamp("2016-01-01"), 4, 111.195
DAYS, LENGTH, BEFORE = 365 * YEARS, 14, 84
LAT, LON, COUNTRY = 15.5, -2.0, {"place": "Mali", "taken_as": "country"}
WHOLE = f"{FIRST:%Y-%m-%d}/{FIRST + pd.Timedelta(days=DAYS - 1):%Y-%m-%d}"
SAME = ("id", "date", "latitude", "longitude", "place", "kind", "side_a", "side_b")
FIXED = (("country", "Mali"), ("directed", "true"))
FIELDS = {name: name for name in SAME} | {name: {"constant": text} for name, text in FIXED}
COVERAGE = {"from": WHOLE[:10], "to": WHOLE[11:], "countries": ["Mali"]}
MAPPING = {"record": "other", "version": "1", "coverage": COVERAGE, "fields": FIELDS}
Random, Array = np.random.Generator, np.ndarray[Any, Any]
Part = tuple[str, str, str, Array, Array]
"""Who, whom, kind; the day and the town of each event."""
Said = tuple[dict[str, Any], list[Part], "Land"]
"""A claim about a conflict."""


class Land:
    """Towns anywhere on a square, their sizes by Zipf's law."""

    def __init__(self, rng: Random, towns: int = 60, side: float = 200.0):
        self.x, self.y = (rng.random((2, towns)) - 0.5) * side
        self.size = rng.permutation(1.0 / np.arange(1, towns + 1))

    def own(self, rng: Random, spread: float = 1.0) -> Array:
        """The share of each town in the events of two parties that have towns of their own."""
        share = self.size * np.exp(rng.normal(0.0, spread, self.size.size))
        return np.asarray(share / share.sum())

    def disc(self, town: int, km: float = 25.0) -> dict[str, Any]:
        return {"near": [*map(float, self.degrees(town))], "within": f"{km:g} km"}

    def degrees(self, town: Any) -> tuple[Any, Any]:
        wide = KM * np.cos(np.radians(LAT))
        return LAT + self.y[town] / KM, LON + self.x[town] / wide

    def near(self, town: int, km: float = 24.0) -> Array:
        away = np.hypot(self.x - self.x[town], self.y - self.y[town])
        return np.asarray(np.flatnonzero(away <= km))


def intensity(rng: Random, calm: bool = False) -> Array:
    """Events to expect each day, relative: drift, regimes, weekdays, truces, reporting."""
    drift, noise = np.empty(DAYS), rng.normal(size=DAYS)
    keep = np.exp(-1.0 / 60.0)
    drift[0] = noise[0]
    for day in range(1, DAYS):
        drift[day] = keep * drift[day - 1] + np.sqrt(1 - keep**2) * noise[day]
    rate = np.exp((0.3 if calm else 0.6) * drift)
    rate *= np.exp(0.3 * rng.normal(size=7))[np.arange(DAYS) % 7]
    for step in rng.integers(0, DAYS, 2):
        rate[step:] *= rng.choice([0.6, 0.8, 1.25, 1.6])
    at = 0
    while not calm and at < DAYS:
        stay = int(rng.exponential(90.0)) + 15
        rate[at : at + stay] *= rng.choice([0.5, 1.7])
        at += stay
    for start in rng.integers(0, DAYS, 0 if calm else 3):
        rate[start : start + int(rng.integers(10, 45))] *= 0.15
    return np.asarray(rate / rate.sum())


def events(
    rng: Random,
    rate: Array,
    towns: Array,
    land: Land,
    number: int,
    tail: float | None,
    km: float = 3.0,
) -> tuple[Array, Array]:
    """About so many events in clusters of Pareto size (`tail`; None: one by one): days, towns."""
    sizes = np.ones(number, dtype=int)
    if tail is not None:
        sizes = np.minimum(1 + (0.8 * rng.pareto(tail, 4 * number)).astype(int), 40)
        sizes = sizes[np.cumsum(sizes) <= number]
    parent = np.repeat(np.arange(sizes.size), sizes)
    first = np.diff(parent, prepend=-1) > 0
    day = rng.choice(DAYS, sizes.size, p=rate)[parent]
    day = day + np.where(first, 0, rng.exponential(4.0, parent.size).astype(int))
    town = rng.choice(towns.size, sizes.size, p=towns)[parent]
    x, y = (at[town] + rng.normal(0.0, km, parent.size) * ~first for at in (land.x, land.y))
    nearest = ((x[:, None] - land.x) ** 2 + (y[:, None] - land.y) ** 2).argmin(1)
    inside = day < DAYS
    return day[inside], nearest[inside]


def record(parts: list[Part], land: Land) -> Any:
    frames = [
        pd.DataFrame({"side_a": a, "side_b": b, "kind": kind, "day": day, "town": town})
        for a, b, kind, day, town in parts
    ]
    rows = pd.concat(frames, ignore_index=True)
    rows["latitude"], rows["longitude"] = land.degrees(rows.town.to_numpy())
    dates = FIRST + pd.to_timedelta(rows.day, unit="D")
    rows["date"], rows["id"] = dates.dt.strftime("%Y-%m-%d"), rows.index.astype(str)
    rows["place"] = "Town " + rows.town.astype(str)
    return on.load(rows, mapping=MAPPING)


def days(start: int, length: int = LENGTH) -> dict[str, Any]:
    """A window, and an announcement on its first day."""
    one, last = (FIRST + pd.Timedelta(days=int(d)) for d in (start, start + length - 1))
    on_ = f"{one:%Y-%m-%d}"
    return {"when": f"{on_}/{last:%Y-%m-%d}", "anchored_by": {"event": "A deal", "on": on_}}


def z(day: Array, starts: Array) -> Array:
    """How far each fortnight rose above the twelve weeks before."""
    total = np.concatenate([[0], np.cumsum(np.bincount(day, minlength=DAYS))])
    k1, k0 = total[starts + LENGTH] - total[starts], total[starts] - total[starts - BEFORE]
    q, n = LENGTH / (LENGTH + BEFORE), k1 + k0
    return np.asarray((k1 - q * n) / np.sqrt(q * (1 - q) * (n + 1)))


def change(
    rng: Random, *, tail: float | None, number: int, pick: str = "direction", times: float = 1.0
) -> Said:
    """Fighting on all of a land, and the change that a writer saw in it."""
    wide = pick in ("town", "year", "record")
    land, rate = Land(rng, 120 if wide else 60, 400.0 if wide else 200.0), intensity(rng, True)
    start = int(rng.integers(BEFORE, DAYS - LENGTH))
    rate[start : start + LENGTH] *= times
    rate /= rate.sum()
    day, town = events(rng, rate, land.own(rng, 0.3), land, number, tail)
    told: dict[str, Any] = {"type": "changed", "events": {"between": [A, B]}, "direction": "rose"}
    if pick == "direction":
        rose = z(day, np.array([start]))[0] > 0
        told |= {"where": COUNTRY, "direction": "rose" if rose else "fell", **days(start)}
    else:
        big = np.argsort(-land.size)[:16]
        look = np.array([int(rng.choice(big))]) if pick == "year" else big
        starts = np.array([start]) if pick == "town" else np.arange(365, DAYS - LENGTH)
        seen = np.array([z(day[np.isin(town, land.near(t))], starts) for t in look])
        at, when = np.unravel_index(seen.argmax(), seen.shape)
        told |= {"where": land.disc(int(look[at])), **days(int(starts[when]))}
        if pick != "town":
            told.pop("anchored_by")
    return told, [(A, B, "battle", day, town)], land


def turned(rng: Random, *, tail: float | None, less: float = 1.0, more: float = 1.0) -> Said:
    """A fights B, and C; from a dated deal on `less` of the one and `more` of the other."""
    land, parts = Land(rng), []
    start = int(rng.integers(BEFORE, DAYS - 30))
    for whom, times in ((B, less), (C, more)):
        rate = intensity(rng, True)
        rate[start : start + 30] *= times
        when = events(rng, rate / rate.sum(), land.own(rng), land, 1500, tail)
        parts.append((A, whom, "battle", *when))
    fights = [{"events": {"between": [A, whom]}} for whom in (B, C)]
    told = {"type": "displaced", "actor": A, "left": fights[0], "took_up": fights[1]}
    return told | days(start, 30), parts, land


def many(
    rng: Random, land: Land, tail: float | None, pairs: dict[tuple[str, str], int]
) -> list[Part]:
    """Parties with towns of their own that share nothing but the war's intensity."""
    rate, parts = intensity(rng), []
    for (one, other), number in pairs.items():
        kind = "airstrike" if one == A else "battle"
        parts.append((one, other, kind, *events(rng, rate, land.own(rng), land, number, tail)))
    return parts


def beside(rng: Random, *, tail: float | None, answered: float = 0.0) -> Said:
    """A strikes C, B and D fight C: in towns of their own, or A after a share of B's fights."""
    land = Land(rng, 40, 150.0)
    parts = many(rng, land, tail, {(B, C): 400, (D, C): 400, (A, C): 300})
    if answered:
        day, town = parts[0][3:]
        some = rng.random(day.size) < answered
        later = np.minimum(day[some] + rng.integers(0, 4, some.sum()), DAYS - 1)
        parts.append((A, C, "airstrike", later, town[some]))
    told = {"type": "coincided", "events": {"by": A, "against": C}, "where": COUNTRY, "when": WHOLE}
    return told | {"during": {"events": {"between": [B, C]}}}, parts, land


def hits(rng: Random, *, tail: float | None, odds: float = 1.0, kind: str = "targeted") -> Said:
    """A goes to towns of its own and hits whoever is there, or B at so many times the odds."""
    land = Land(rng, 40, 150.0)
    parts = many(rng, land, tail, {(B, D): 400, (C, D): 400, (B, C): 100})
    day, town = (np.concatenate([part[i] for part in parts[:2]]) for i in (3, 4))
    of_one = np.arange(day.size) < parts[0][3].size
    weight = (land.own(rng)[town]) * intensity(rng)[day] * np.where(of_one, odds, 1.0)
    went = rng.choice(day.size, 300, p=weight / weight.sum())
    later = np.minimum(day[went] + rng.integers(0, 10, 300), DAYS - 1)
    for whom, mine in ((B, of_one[went]), (C, ~of_one[went])):
        parts.append((A, whom, "airstrike", later[mine], town[went][mine]))
    told = {"type": kind, "actor": A, "where": COUNTRY, "when": WHOLE}
    # Whoever looks names the one that was hit more, for those who were there.
    more = of_one[went].mean() > of_one.mean()
    one, other = (B, C) if more else (C, B)
    named = (
        {"hit": one, "rather_than": other}
        if kind == "targeted"
        else {"favours": other, "against": one}
    )
    return told | named, parts, land


def after(rng: Random, *, tail: float | None) -> Said:
    """Air strikes and shelling by A in towns of their own; B and C fight in theirs."""
    land = Land(rng, 40, 150.0)
    parts = many(rng, land, tail, {(A, B): 300, (C, B): 500})
    parts.append((A, B, "shelling", *many(rng, land, tail, {(A, B): 300})[0][3:]))
    told = {"type": "followed", "events": {"between": [B, C]}, "where": COUNTRY, "when": WHOLE}
    for name, how in (("after", "airstrike"), ("versus", "shelling")):
        told[name] = {"events": {"by": A, "against": B, "kind": how}}
    return told, parts, land


CELLS: dict[str, Callable[[Random], Said]] = {
    "changed, direction seen, one by one": partial(change, tail=None, number=1500),
    "changed, direction seen, clusters": partial(change, tail=2.5, number=1500),
    "changed, direction seen, 200 events": partial(change, tail=None, number=200),
    "changed, direction seen, 10,000 events": partial(change, tail=2.0, number=10_000),
    "changed, best of 16 towns": partial(change, tail=2.5, number=4000, pick="town"),
    "changed, best days of a town": partial(change, tail=2.5, number=5000, pick="year"),
    "changed, best days and town": partial(change, tail=2.0, number=5000, pick="record"),
    "displaced, one by one": partial(turned, tail=None),
    "displaced, only the rise is real": partial(turned, tail=None, more=4.0),
    "coincided, one by one": partial(beside, tail=None),
    "coincided, clusters": partial(beside, tail=2.0),
    "targeted, one seen, one by one": partial(hits, tail=None),
    "targeted, one seen, clusters": partial(hits, tail=2.0),
    "aligned, one seen, one by one": partial(hits, tail=None, kind="aligned"),
    "followed, clusters": partial(after, tail=2.0),
}
REAL: dict[str, Callable[[Random], Said]] = {
    "changed ×4, one by one": partial(change, tail=None, number=1500, times=4.0),
    "changed ×4, clusters": partial(change, tail=2.5, number=1500, times=4.0),
    "displaced, to 0.2 and ×4": partial(turned, tail=None, less=0.2, more=4.0),
    "coincided, 0.5 strikes after each": partial(beside, tail=None, answered=0.5),
    "targeted, odds of 4, one by one": partial(hits, tail=None, odds=4.0),
    "targeted, odds of 4, clusters": partial(hits, tail=2.0, odds=4.0),
}


def verdicts(cell: Callable[[Random], Said], draws: int, seed: int, number: int) -> Iterator[str]:
    for draw in range(draws):
        claim, parts, land = cell(np.random.default_rng([seed, number, draw]))
        held = record(parts, land)
        names = world_of(held)
        made = CLAIM.validate_python({"id": "claim", **claim})
        trial = Trial(made, held, names.registry, names.gazetteer, naive=None)
        yield judged(trial, draw, np.random.default_rng(draw)).verdict


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20180401)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    for title, cells in (("nothing happened", CELLS), ("something did", REAL)):
        print(f"\n| {title} | borne out, % [95 %] | partly, % | contradicted, % |")
        print("| --- | --- | --- | --- |")
        for number, (name, cell) in enumerate(cells.items()):
            if given.only not in name:
                continue
            said = Counter(verdicts(cell, given.draws, given.seed, number))
            yes = wilson(said["borne out"], given.draws)
            words = ("borne out", "partly borne out", "contradicted")
            all_, partly, not_ = (f"{100 * said[word] / given.draws:.1f}" for word in words)
            interval = f"[{100 * yes.low:.1f}, {100 * yes.high:.1f}]"
            print(f"| {name} | {all_} {interval} | {partly} | {not_} |", flush=True)


if __name__ == "__main__":
    main()
