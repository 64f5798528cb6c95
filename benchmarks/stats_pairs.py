"""Lines of `stats.py` about pairs, bursts, peers and odds: ours beside straightforward code."""

from __future__ import annotations

import datetime as dt
import resource
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.special import gammaln

from onrecord.stats.bursts import burst_labels
from onrecord.stats.jitter import after_less_before, jitter_test, shifted_counts
from onrecord.stats.lags import lag_histogram
from onrecord.stats.matched import matched_test
from onrecord.stats.odds import common_odds
from onrecord.stats.pairs import Points, near_after
from onrecord.stats.sphere import distance_km
from onrecord.stats.strata import space_time_strata

RADII = (10.0, 5.0, 20.0)
DAYS = 1_096
AFTER = 3
PLAIN_UPTO = 2_000
PERMUTATIONS = 999
Floats = NDArray[np.float64]


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    begin = time.perf_counter()
    result = work()
    return result, time.perf_counter() - begin


def beside(slow: float | None, fast: float) -> tuple[str, str]:
    return ("", "") if slow is None else (f"{slow:.2f}", f"{slow / fast:.0f}×")


def peak() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}"


def series(n: int, seed: int) -> Points:
    """Events in 300 towns of unequal size within 400 × 400 km, over three years."""
    rng = np.random.default_rng(seed)
    towns = np.random.default_rng(0).random((300, 2)) * 3.6 + 34.0
    weight = np.random.default_rng(1).pareto(1.2, 300) + 0.2
    town = rng.choice(300, n, p=weight / weight.sum())
    lat, lon = (towns[town] + rng.normal(0.0, 0.03, (n, 2))).T
    return Points(rng.integers(0, DAYS, n), lat, lon + 3.0)


def joined(one: Points, other: Points) -> Points:
    return Points(*(np.concatenate([getattr(p, c) for p in (one, other)])
                    for c in ("day", "lat", "lon")))  # fmt: skip


def plain_near(x: Points, y: Points, first: int, last: int) -> NDArray[np.int64]:
    """Events of x within each radius and lag of each event of y: every pair looked at."""
    found = np.zeros((len(y), len(RADII)), dtype=np.int64)
    for j in range(len(y)):
        lag = x.day - y.day[j]
        away = distance_km(y.lat[j], y.lon[j], x.lat, x.lon)
        soon = (lag >= first) & (lag <= last)
        found[j] = [(soon & (away <= km)).sum() for km in RADII]
    return found


def plain_matched(near: Floats, own: Any, strata: Any, bursts: Any) -> None:
    """999 permutations, each a loop over strata that permutes their bursts' labels."""
    frame = pd.DataFrame(near).assign(own=own, stratum=strata, burst=bursts)
    columns = list(range(near.shape[1]))
    pieces = frame.groupby(["stratum", "own", "burst"])[columns].sum().reset_index()
    sizes = frame.groupby(["stratum", "own", "burst"]).size().to_numpy()
    values, label = pieces[columns].to_numpy(copy=True), pieces["own"].to_numpy()
    members = list(pieces.groupby("stratum").indices.values())
    for rows in members:
        values[rows] -= sizes[rows, None] * values[rows].sum(axis=0) / sizes[rows].sum()
    rng = np.random.default_rng(1)
    for _ in range(PERMUTATIONS):
        drawn = label.copy()
        for rows in members:
            drawn[rows] = rng.permutation(label[rows])
        values[drawn].sum(axis=0)


def plain_jitter(x: Points, label: Any, y: Points) -> None:
    """Pairs counted again after each of 999 sets of shifts, within the pairs that can matter."""
    reach = 2 * AFTER + 1
    i, j = [], []
    for k in range(len(x)):
        near = distance_km(x.lat[k], x.lon[k], y.lat, y.lon) <= max(RADII)
        found = np.flatnonzero(near & (np.abs(y.day - x.day[k]) <= AFTER + reach))
        i.append(np.full(found.size, k))
        j.append(found)
    first, second = np.concatenate(i), np.concatenate(j)
    lag = x.day[first] - y.day[second]
    rng = np.random.default_rng(1)
    for _ in range(PERMUTATIONS):
        shift = rng.integers(-reach, reach + 1, int(label.max()) + 1)[label[first]]
        ((lag + shift >= 0) & (lag + shift <= AFTER)).sum()


def coincided_line(n: int, seed: int) -> tuple[str, ...]:
    """n acts, n fights and n fights with others: matched and jitter, 3 radii, 999 draws each."""
    acts, fights, control = (series(n, seed + k) for k in range(3))
    both = joined(fights, control)
    own = np.repeat([True, False], n)

    def matched() -> Any:
        near = near_after(acts, both, RADII, AFTER)
        bursts = burst_labels(both.day, both.lat, both.lon, group=own)
        strata = space_time_strata(both.day, both.lat, both.lon, km=50, days=30, seed=1)
        matched_test(near, own, strata, bursts, seed=1, permutations=PERMUTATIONS)
        return near, strata, bursts

    def jitter() -> None:
        label = burst_labels(acts.day, acts.lat, acts.lon)
        counts = shifted_counts(acts, label, fights, RADII, AFTER)
        excess = after_less_before(acts, label, fights, RADII, AFTER)
        jitter_test(counts, excess, days=AFTER, seed=1, draws=PERMUTATIONS)

    (near, strata, bursts), by_match = timed(matched)
    _, by_jitter = timed(jitter)
    most = peak()
    slow = slower = None
    if n <= PLAIN_UPTO:
        table, counting = timed(lambda: plain_near(acts, both, 0, AFTER))
        assert np.array_equal(table, near)
        slow = counting + timed(lambda: plain_matched(near.astype(float), own, strata, bursts))[1]
        label = burst_labels(acts.day, acts.lat, acts.lon)
        slower = timed(lambda: plain_jitter(acts, label, fights))[1]
    one, other = beside(slow, by_match), beside(slower, by_jitter)
    return (f"{n:,}", f"{by_match:.2f}", *one, f"{by_jitter:.2f}", *other, most)


def plain_lags(x: Points, y: Points) -> NDArray[np.int64]:
    found = np.zeros(DAYS, dtype=np.int64)
    for k in range(len(x)):
        near = distance_km(x.lat[k], x.lon[k], y.lat, y.lon) <= 10.0
        found += np.bincount((x.day[k] - y.day[near]).astype(int) % DAYS, minlength=DAYS)
    return found


def plain_bursts(x: Points) -> int:
    i, j = [], []
    for k in range(len(x)):
        soon = np.abs(x.day - x.day[k]) <= 5
        found = np.flatnonzero(soon & (distance_km(x.lat[k], x.lon[k], x.lat, x.lon) <= 10.0))
        i.append(np.full(found.size, k))
        j.append(found)
    rows, columns = np.concatenate(i), np.concatenate(j)
    links = coo_matrix((np.ones(rows.size), (rows, columns)), shape=(len(x), len(x)))
    return int(connected_components(links)[0])


def lags_line(n: int, seed: int) -> tuple[str, ...]:
    """The histogram of lags at 10 km, all shifts at once; and bursts (10 km, 5 days)."""
    x, y = series(n, seed), series(n, seed + 1)
    histogram, lags = timed(lambda: lag_histogram(x, y, 10.0, 0, DAYS))
    labels, linking = timed(lambda: burst_labels(x.day, x.lat, x.lon))
    most = peak()
    slow = slower = None
    if n <= 4 * PLAIN_UPTO:
        table, slow = timed(lambda: plain_lags(x, y))
        assert np.array_equal(table, histogram)
        number, slower = timed(lambda: plain_bursts(x))
        assert number == labels.max() + 1
    one, other = beside(slow, lags), beside(slower, linking)
    return (f"{n:,}", f"{lags:.2f}", *one, f"{linking:.2f}", *other, most)


def plain_odds(tables: NDArray[np.int64]) -> float:
    """P(Σ a at least as large): one stratum's distribution after the other convolved."""
    total, least = np.ones(1), 0

    def log_choose(n: Any, k: Any) -> Any:
        return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)

    for a, b, c, d in tables:
        row, column, n = a + b, a + c, a + b + c + d
        x = np.arange(max(0, row + column - n), min(row, column) + 1)
        log = log_choose(row, x) + log_choose(n - row, column - x) - log_choose(n, column)
        total, least = np.convolve(total, np.exp(log)), least + x[0]
    return float(total[tables[:, 0].sum() - least :].sum())


def odds_line(n: int, seed: int) -> tuple[str, ...]:
    """n strata of about 12 events: Mantel–Haenszel, exact conditional p and interval."""
    rng = np.random.default_rng(seed)
    tables = rng.poisson(3.0, (n, 4)).astype(np.int64)
    found, fast = timed(lambda: common_odds(tables))
    most = peak()
    slow = None
    if n <= 4 * PLAIN_UPTO:
        p, slow = timed(lambda: plain_odds(tables))
        assert np.isclose(p, found.p_greater, rtol=1e-6)
    return (f"{n:,}", f"{fast:.2f}", *beside(slow, fast), most)


def plain_peers(events: Any, days: int) -> Floats:
    """The most events in `days` days of each cell (district × pair of parties × year) of the
    record that has five events: pandas, cell by cell."""
    frame = pd.DataFrame(
        {
            "place": events.adm2.codes,
            "one": np.minimum(events.side_a, events.side_b),
            "other": np.maximum(events.side_a, events.side_b),
            "day": pd.to_datetime(events.start),
        }
    )
    frame = frame[frame.place >= 0]
    best = []
    for (*_, year), cell in frame.groupby(["place", "one", "other", frame.day.dt.year]):
        if len(cell) < 5:
            continue
        every = pd.date_range(f"{year}-01-01", f"{year}-12-31")
        daily = cell.groupby("day").size().reindex(every, fill_value=0)
        best.append(daily.rolling(days).sum().max())
    return np.asarray(best)


def peers_line(path: str) -> tuple[str, ...]:
    """The peers of one `changed` claim in a district, in all of a record, from nothing kept."""
    import onrecord as on
    from onrecord.api import world_of
    from onrecord.assess.asking import asked
    from onrecord.assess.case import Bench
    from onrecord.assess.peers import rivals, scanned, year_with
    from onrecord.claims import CLAIM
    from onrecord.selection import Resolver

    record = on.load(path)
    events = record.events()
    about = world_of(record, ())
    resolver = Resolver(about.registry, about.gazetteer, record.info)
    result: list[str] = []
    for place in ({"place": "Hama Governorate"}, {"near": "Rahjan", "within": "30 km"}):
        fields = {
            "type": "changed",
            "direction": "rose",
            "events": {"between": ["Government of Syria", "Syrian insurgents"]},
            "where": place,
            "when": "2017-10-09/2017-10-22",
        }
        bench = Bench(record, about.registry, about.gazetteer.unit_bounds())
        case = asked(CLAIM.validate_python(fields), resolver, bench)
        start = (dt.date(2017, 10, 9) - record.info.coverage.first).days

        def found(case: Any = case, start: int = start) -> int:
            year = year_with(case, start, 14)
            assert year is not None
            scanned(case, year, 14, "rose")
            rivals(case, year, 14, "rose")
            return year.cells

        cells, seconds = timed(found)
        result += [f"{cells:,}", f"{seconds:.2f}"]
    best, slow = timed(lambda: plain_peers(events, 14))
    return (f"{len(events):,}", *result, f"{best.size:,}", f"{slow:.2f}", peak())
