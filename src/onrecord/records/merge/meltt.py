"""The rule of the R package meltt 0.4.3, for those who need its results (Donnay et al. 2019).

Events of two sets may be the same if their first days and their last days are at most `days` apart,
their points at most `km`, and every taxonomy agrees at some level. Who is matched with whom is then
settled in order of date: each event of the first set takes the first of the second that is still
free, backwards in time nearest first, then forwards. How well the taxonomies agree is reported, but
does not choose. Written from the package's published description and its outputs; docs/merge.md
says where this surprises, and why it is not the default.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import RecordError
from onrecord.stats.sphere import EARTH_RADIUS_KM, chord, distance_km, unit_vectors

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

KM_IN_A_DEGREE = 111.111
"""The package's own: its kilometres are a little shorter than ours."""
NEVER = -1.0


@dataclass(frozen=True, eq=False)
class MelttSet:
    """One data set: `date` and `end` in days, degrees, and one array of codes (n, levels) for each
    taxonomy, finest level first. Rows are numbered as given."""

    date: Floats
    end: Floats
    lat: Floats
    lon: Floats
    taxonomies: tuple[Ints, ...]


@dataclass(frozen=True)
class Contest:
    """An event that found a match: `match` and the next in line, each (set, row, score)."""

    event: tuple[int, int]
    match: tuple[int, int, float]
    next: tuple[tuple[int, int, float], ...]
    candidates: int


@dataclass
class Entry:
    """An event of the merged set, with the rows behind it: set → row."""

    date: float
    end: float
    lat: float
    lon: float
    codes: tuple[tuple[int, ...], ...]
    behind: dict[int, int]
    episode_match: list[tuple[int, int]] = field(default_factory=list)
    """Episodes of another set that may hold this event."""

    @property
    def name(self) -> tuple[int, int]:
        """Set and row that the entry goes by: the first that it came from."""
        first = min(self.behind)
        return first, self.behind[first]

    @property
    def episode(self) -> bool:
        return self.date != self.end


@dataclass(frozen=True)
class MelttResult:
    """What the package returns: matched events and episodes, who competed, and what is left."""

    events: tuple[dict[int, int], ...]
    """Set → row of each event in more than one set, rows counted from 0."""
    episodes: tuple[dict[int, int], ...]
    event_contests: tuple[Contest, ...]
    episode_contests: tuple[Contest, ...]
    entries: tuple[Entry, ...]
    """The merged set, duplicates removed."""


@dataclass(frozen=True)
class Rule:
    """meltt's arguments. `certainty`: compare only these levels (1 finest), `smartmatch=FALSE`."""

    days: float
    km: float
    weights: tuple[float, ...] | None = None
    partial: int = 0
    averaging: bool = False
    certainty: tuple[int, ...] | None = None


def meltt(sets: Sequence[MelttSet], rule: Rule) -> MelttResult:
    """Integrate sets as meltt does, one after the other, the first one's attributes kept.

    Raises RecordError for fewer than two sets, or taxonomies that differ in number or levels.
    """
    _check(sets, rule)
    entries = _entries(sets[0], 0)
    events: list[Contest] = []
    episodes: list[Contest] = []
    for number, new in enumerate(sets[1:], start=1):
        entries, won, won_episodes = _integrated(entries, _entries(new, number), rule)
        events += won
        episodes += won_episodes
    behind = {e.name: dict(sorted(e.behind.items())) for e in entries}

    def of(contests: list[Contest]) -> tuple[dict[int, int], ...]:
        return tuple(behind[name] for name in dict.fromkeys(c.event for c in contests))

    return MelttResult(of(events), of(episodes), tuple(events), tuple(episodes), tuple(entries))


def _check(sets: Sequence[MelttSet], rule: Rule) -> None:
    if len(sets) < 2:
        raise RecordError("nothing to integrate", todo="Give two sets or more.")
    shapes = {tuple(t.shape[1] for t in s.taxonomies) for s in sets}
    if len(shapes) > 1:
        raise RecordError(
            "the sets' taxonomies differ in number or in levels",
            todo="Give every set the same taxonomies, in the same order.",
        )
    number = len(sets[0].taxonomies)
    for name, given in (("weights", rule.weights), ("certainty", rule.certainty)):
        if given is not None and len(given) != number:
            raise RecordError(f"{len(given)} {name} for {number} taxonomies")


def _entries(one: MelttSet, number: int) -> list[Entry]:
    codes = [t.tolist() for t in one.taxonomies]
    return [
        Entry(
            float(one.date[i]), float(one.end[i]), float(one.lat[i]), float(one.lon[i]),
            tuple(tuple(t[i]) for t in codes), {number: i},
        )
        for i in range(len(one.date))
    ]  # fmt: skip


def _integrated(
    old: list[Entry], new: list[Entry], rule: Rule
) -> tuple[list[Entry], list[Contest], list[Contest]]:
    """One set merged into what there is: the entries left, and the contests of each round."""
    old = sorted(old, key=lambda e: e.date)
    new = sorted(new, key=lambda e: e.date)
    found = _candidates(old, new, rule)
    was_episode = [e.episode for e in old], [e.episode for e in new]
    taken: set[int] = set()
    contests = []
    for episodes in (False, True):
        won = []
        for i, entry in enumerate(old):
            if was_episode[0][i] is not episodes:
                continue
            scan = [(j, s) for j, s in found[i] if was_episode[1][j] is episodes]
            free = next(((j, s) for j, s in scan if j not in taken), None)
            if free is None:
                continue
            taken.add(free[0])
            won.append(_contest(entry, new, scan, free))
            entry.behind.update(new[free[0]].behind)
            if rule.averaging:
                _average(entry, new[free[0]])
        contests.append(won)
    # Averaging can make an episode of an event; by now that is what it is.
    _flag(old, new, _candidates(old, new, rule, ends=False), taken)
    left = old + [e for j, e in enumerate(new) if j not in taken]
    return left, contests[0], contests[1]


def _contest(
    entry: Entry, new: list[Entry], scan: list[tuple[int, float]], best: tuple[int, float]
) -> Contest:
    """The match and the two that follow it in order of score."""
    ranked = sorted(scan, key=lambda c: c[1])
    after = ranked[ranked.index(best) + 1 :][:2]
    return Contest(
        entry.name,
        (*new[best[0]].name, best[1]),
        tuple((*new[j].name, s) for j, s in after),
        len(scan),
    )


def _average(entry: Entry, other: Entry) -> None:
    """The mean of both, by the package's columns: it rounds the date and leaves the longitude."""
    entry.date = float(np.round((entry.date + other.date) / 2.0))
    entry.end = (entry.end + other.end) / 2.0
    entry.lat = (entry.lat + other.lat) / 2.0


def _flag(
    old: list[Entry],
    new: list[Entry],
    loose: list[list[tuple[int, float]]],
    taken: set[int],
) -> None:
    """Events that an episode of the other set may hold say so; nothing is removed.

    Only the first days count. An event names the first episode of the new set that may hold it; an
    episode flags the first free event of the new set, and each of those is flagged once.
    """
    flagged: set[int] = set()
    for i, entry in enumerate(old):
        for j, _ in loose[i]:
            if entry.episode is new[j].episode or j in taken:
                continue
            if not entry.episode:
                entry.episode_match.append(new[j].name)
                break
            if j not in flagged:
                flagged.add(j)
                new[j].episode_match.append(entry.name)
                break


def _candidates(
    old: list[Entry], new: list[Entry], rule: Rule, *, ends: bool = True
) -> list[list[tuple[int, float]]]:
    """For each of `old` the candidates of `new`, with scores, in the order of the package's scan.

    Both are sorted by date, `old` first among equals; the scan goes back from the event to the
    first of its window, then forwards. `ends`: the last days must be near as well.
    """
    first, second = _columns(old), _columns(new)
    pairs = _near(first, second, rule, ends)
    after = second[0][pairs[:, 1]] >= first[0][pairs[:, 0]]
    # Backwards the latest comes first, forwards the earliest.
    nth = np.where(after, pairs[:, 1], -pairs[:, 1])
    pairs = pairs[np.lexsort((nth, after, pairs[:, 0]))]
    scores = _scores(old, new, pairs, rule)
    found: list[list[tuple[int, float]]] = [[] for _ in old]
    for (i, j), score in zip(pairs.tolist(), scores.tolist(), strict=True):
        if score != NEVER:
            found[i].append((j, score))
    return found


def _columns(entries: list[Entry]) -> tuple[Floats, Floats, Floats, Floats]:
    table = np.asarray([(e.date, e.end, e.lat, e.lon) for e in entries], dtype=np.float64)
    date, end, lat, lon = table.reshape(-1, 4).T
    return date, end, lat, lon


def _near(first: tuple[Floats, ...], second: tuple[Floats, ...], rule: Rule, ends: bool) -> Ints:
    """Index pairs inside the windows, shape (m, 2)."""
    from scipy.spatial import cKDTree

    known = [np.flatnonzero(np.isfinite(s[2]) & np.isfinite(s[3])) for s in (first, second)]
    if not known[0].size or not known[1].size:
        return np.zeros((0, 2), dtype=np.int64)
    km = rule.km / KM_IN_A_DEGREE * np.radians(1.0) * EARTH_RADIUS_KM
    reach = chord(km) * (1 + 1e-9) + 1e-12
    at = [
        np.column_stack([unit_vectors(s[2][k], s[3][k]) / reach, s[0][k] / (rule.days + 0.5)])
        for s, k in zip((first, second), known, strict=True)
    ]
    near = cKDTree(at[0]).query_ball_tree(cKDTree(at[1]), 1.0, p=np.inf)
    i = np.repeat(known[0], [len(n) for n in near])
    j = known[1][np.asarray([x for n in near for x in n], dtype=np.int64)]
    inside = np.abs(first[0][i] - second[0][j]) <= rule.days
    if ends:
        inside &= np.abs(first[1][i] - second[1][j]) <= rule.days
    i, j = i[inside], j[inside]
    away = distance_km(first[2][i], first[3][i], second[2][j], second[3][j]) <= km
    return np.stack([i[away], j[away]], axis=1).astype(np.int64)


def _scores(old: list[Entry], new: list[Entry], pairs: Ints, rule: Rule) -> Floats:
    """The score of each pair, 0 the best, `NEVER` where the taxonomies rule it out, shape (m,)."""
    number = len(old[0].codes) if old else 0
    weights = rule.weights or (1.0,) * number
    total, agreeing = np.zeros(len(pairs)), np.zeros(len(pairs), dtype=np.int64)
    for c in range(number):
        a = np.asarray([e.codes[c] for e in old], dtype=np.int64)[pairs[:, 0]]
        b = np.asarray([e.codes[c] for e in new], dtype=np.int64)[pairs[:, 1]]
        same = a == b
        if rule.certainty is not None:
            level = rule.certainty[c] - 1
            agreeing += same[:, level]
            total += np.where(same[:, level], weights[c] * level / max(1, a.shape[1] - 1), 0.0)
            continue
        agrees = same.any(axis=1)
        agreeing += agrees
        finest = np.argmax(same, axis=1) / max(1, a.shape[1] - 1)
        total += np.where(agrees, weights[c] * finest, 0.0)
    full = total / max(number, 1)
    score = np.where(agreeing == number, full, NEVER)
    if rule.partial:
        partly = agreeing == number - rule.partial
        score = np.where(partly, (total + rule.partial) / max(number, 1), score)
    return np.asarray(score)
