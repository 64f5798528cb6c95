"""The words of a record: source lines in the manner of those that records keep."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.simulate.conflict import KINDS
from onrecord.simulate.island import DYADS, OFFICE_SHARES, OFFICES, SETTLEMENTS
from onrecord.simulate.planted import Planted
from onrecord.simulate.reporting import Rows

SOURCES = (1, 2, 3, 4)
SOURCE_SHARES = (0.81, 0.14, 0.04, 0.01)
SHARED = 0.05
"""Share of rows that rest on the story of the row before them."""

FOREIGN_PLANES = dt.date(2019, 3, 1)
"""From this day on the planes are Kelmara's."""

_LINES: dict[str, tuple[str, ...]] = {
    "battle": (
        "Clashes continue around {place}",
        "{a} and {b} clash near {place}, {dead}",
        "Fierce fighting on the outskirts of {place}",
        "{dead} in a night of clashes at {place}",
        "Renewed clashes around {place} and {other}",
    ),
    "shelling": (
        "Shells fall on {place}",
        "Mortar rounds hit {place}, {dead}",
        "Rockets land in the fields of {place}, {dead}",
        "Artillery duel over {place}",
    ),
    "bombing": (
        "Mine kills {number} on the road to {place}",
        "Roadside bomb goes off near {place}, {dead}",
        "Car bomb explodes in {place}",
    ),
    "airstrike": (
        "{planes} strike {place}",
        "Air raids on {place}, {dead}",
        "{planes} bomb the outskirts of {place}, {dead}",
        "Airstrikes reported around {place} and {other}",
    ),
    "killing of civilians": (
        "{number} villagers massacred in {place}",
        "Civilians executed in {place}, {dead}",
        "Residents of {place} speak of a massacre",
        "{a} accused of killing {number} in {place}",
    ),
}
_NOTHING_PARTICULAR = (
    "Violence in {province}, {dead}",
    "More casualties in {province}",
    "Daily summary: {dead} on the island",
)
GENERAL = 0.15
"""Share of source lines that show no kind of event."""


@dataclass(frozen=True)
class Line:
    """A source line with its office and date."""

    office: str
    on: dt.date
    text: str


def source_lines(
    rng: np.random.Generator, rows: Rows, planted: tuple[Planted, ...], first: dt.date
) -> list[tuple[Line, ...]]:
    """The source lines of each row, in the rows' order."""
    n = len(rows)
    number = rng.choice(SOURCES, size=n, p=SOURCE_SHARES)
    draws = rng.random((n, len(SOURCES), 3))
    delays = rng.integers(0, 3, (n, len(SOURCES)))
    shared = rng.random(n) < SHARED
    edges = np.cumsum(OFFICE_SHARES)
    lines: list[tuple[Line, ...]] = []
    for row in range(n):
        index = int(rows.planted[row])
        end = first + dt.timedelta(days=int(rows.end[row]))
        if index >= 0 and planted[index].headlines:
            told = planted[index].headlines
            lines.append(tuple(Line(office, end, text) for office, text in told))
            continue
        before = row and rows.planted[row - 1] < 0 and rows.end[row - 1] == rows.end[row]
        if shared[row] and before and index < 0:
            lines.append(lines[-1])
            continue
        told_by = []
        for k in range(int(number[row])):
            which, how, general = draws[row, k]
            office = OFFICES[min(int(np.searchsorted(edges, which)), len(OFFICES) - 1)]
            text = _headline(rows, row, float(how), index < 0 and general < GENERAL, end)
            told_by.append(Line(office, end + dt.timedelta(days=int(delays[row, k])), text))
        lines.append(tuple(told_by))
    return lines


def _headline(rows: Rows, row: int, how: float, general: bool, on: dt.date) -> str:
    place = SETTLEMENTS[int(rows.place[row])]
    dyad = DYADS[int(rows.dyad[row])]
    best = int(rows.best[row])
    texts = _NOTHING_PARTICULAR if general else _LINES[KINDS[int(rows.kind[row])]]
    text = texts[int(how * len(texts))].format(
        place=place.name if rows.where_prec[row] <= 2 else place.district,
        other=_neighbour(rows.place, row),
        province=place.province,
        a=_short(dyad.side_a.name),
        b=_short(dyad.side_b.name),
        planes="Kelmaran warplanes" if on >= FOREIGN_PLANES else "Warplanes",
        dead="casualties reported" if best == 0 else f"{best} dead",
        number="several people" if best == 0 else f"{best} people" if best > 1 else "one person",
    )
    return text[0].upper() + text[1:]


def _neighbour(places: NDArray[np.int64], row: int) -> str:
    """Another place of the same district, or the same where there is no other."""
    here = SETTLEMENTS[int(places[row])]
    others = [p.name for p in SETTLEMENTS if p.district == here.district and p is not here]
    return others[row % len(others)] if others else here.name


def _short(name: str) -> str:
    return {"Government of Orrevane": "the army", "Orrevane insurgents": "insurgents"}.get(
        name, f"the {name}" if name != "Civilians" else "civilians"
    )
