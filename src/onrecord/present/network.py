"""Who fought whom in a claim's selection, and how often: drawn as arcs, and listed as a table.

An arc diagram (names one below the other, an arc for each pair) keeps names legible at any width
and comes out the same every time, which a layout by forces does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.present import wording
from onrecord.present.table import Row
from onrecord.present.words import Words

WIDTH = 420
ROW = 30
"""Height that one name takes up, in the drawing's own unit."""
SPINE = 190
"""Where the names end and the arcs begin."""
MOST_PARTIES = 9
"""Parties that are drawn; the rest are in the table."""
MOST_TIES = 40
_LETTERS = 27


@dataclass(frozen=True)
class Tie:
    """Two sides and the events they are in together."""

    words: str
    """“A against B” where the record says who acted, else “A and B”."""
    certain: int
    possible: int
    dead: int
    """Dead (best figures) in the certain events alone."""
    dead_possible: int
    """Dead in the events that may not belong there."""


@dataclass(frozen=True)
class Dot:
    """A party in the drawing."""

    name: str
    shown: str
    y: float


@dataclass(frozen=True)
class Arc:
    """A pair in the drawing; `path` is an SVG path, `x` and `y` where its number stands."""

    path: str
    width: float
    x: float
    y: float
    number: int
    only_possible: bool
    title: str


@dataclass(frozen=True)
class Network:
    """The actor network of a selection; without dots where there is but one pair to draw."""

    ties: tuple[Tie, ...]
    repeated: bool
    """An event with more than two parties stands with each of its pairs."""
    more: int
    """Pairs that the table leaves out."""
    dots: tuple[Dot, ...]
    arcs: tuple[Arc, ...]
    undrawn: int
    """Pairs that the drawing leaves out."""
    height: float
    label: str


_Pair = tuple[str, str, bool]


def network(words: Words, rows: Sequence[Row]) -> Network | None:
    """The network of the rows that are in the selection; None where they name no two sides.

    A row with several parties on a side counts once for every pair of them. Rows shown for
    comparison only are left out, and so are those too coarse to place.
    """
    certain: Counter[_Pair] = Counter()
    possible: Counter[_Pair] = Counter()
    dead: Counter[_Pair] = Counter()
    dead_possible: Counter[_Pair] = Counter()
    repeated = False
    for row in rows:
        if row.role in ("comparison", "unplaced"):
            continue
        repeated |= len(set(filter(None, row.side_a))) > 1 or len(set(filter(None, row.side_b))) > 1
        for a in dict.fromkeys(row.side_a):
            for b in dict.fromkeys(row.side_b):
                if not a or not b:
                    continue
                first, second = (a, b) if row.directed else sorted((a, b))
                pair = (first, second, row.directed)
                maybe = row.role == "possible"
                (possible if maybe else certain)[pair] += 1
                (dead_possible if maybe else dead)[pair] += row.best or 0
    pairs = sorted(certain | possible, key=lambda p: (-certain[p] - possible[p], p))
    if not pairs:
        return None
    ties = tuple(
        Tie(
            wording.parties(words, (a,), (b,), directed),
            certain[(a, b, directed)],
            possible[(a, b, directed)],
            dead[(a, b, directed)],
            dead_possible[(a, b, directed)],
        )
        for a, b, directed in pairs
    )
    dots, arcs, undrawn = _drawing(words, certain, possible)
    shown = ties[:MOST_TIES]
    return Network(
        ties=shown,
        repeated=repeated,
        more=len(ties) - len(shown),
        dots=dots,
        arcs=arcs,
        undrawn=undrawn,
        height=ROW * (len(dots) + 0.4),
        label=words("network.label", pairs=words.count("count.pair", len(ties))),
    )


def _drawing(
    words: Words, certain: Counter[_Pair], possible: Counter[_Pair]
) -> tuple[tuple[Dot, ...], tuple[Arc, ...], int]:
    """Parties by how often they occur; of a pair both directions are one arc."""
    sure: Counter[tuple[str, str]] = Counter()
    maybe: Counter[tuple[str, str]] = Counter()
    for counted, into in ((certain, sure), (possible, maybe)):
        for (a, b, _), number in counted.items():
            into[(min(a, b), max(a, b))] += number
    weight: Counter[str] = Counter()
    for (a, b), number in (sure + maybe).items():
        if a != b:
            weight[a] += number
            weight[b] += number
    names = sorted(weight, key=lambda name: (-weight[name], name))[:MOST_PARTIES]
    if len(names) < 3:
        return (), (), 0
    at = {name: ROW * (n + 0.7) for n, name in enumerate(names)}
    dots = tuple(Dot(n, wording.shortened(n, _LETTERS), at[n]) for n in names)
    pairs = sorted((sure + maybe).items(), key=lambda item: (-item[1], item[0]))
    drawn = [(pair, n) for pair, n in pairs if pair[0] in at and pair[1] in at]
    drawn = [(pair, n) for pair, n in drawn if pair[0] != pair[1]]
    most = max(n for _, n in drawn)
    furthest = max(abs(at[a] - at[b]) for (a, b), _ in drawn)
    arcs = []
    for (a, b), number in drawn:
        top, low = sorted((at[a], at[b]))
        reach = SPINE + 14 + (WIDTH - SPINE - 44) * (low - top) / furthest
        # A cubic curve with both handles at `handle` reaches three quarters of the way to it.
        handle = SPINE + (reach - SPINE) * 4 / 3
        arcs.append(
            Arc(
                path=f"M{SPINE},{top:.1f}C{handle:.1f},{top:.1f} {handle:.1f},{low:.1f} "
                f"{SPINE},{low:.1f}",
                width=round(1.2 + 5.8 * (number / most) ** 0.5, 1),
                x=round(reach + 5, 1),
                y=round((top + low) / 2 + 4, 1),
                number=number,
                only_possible=sure[(a, b)] == 0,
                title=f"{a}, {b}: {words.count('count.event', number)}",
            )
        )
    return dots, tuple(arcs), len(pairs) - len(drawn)
