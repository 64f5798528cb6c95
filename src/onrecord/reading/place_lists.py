"""Places named together: lists (“P, Q and R”), and towns with what they lie in (“P, in Q”)."""

from __future__ import annotations

import re

from onrecord.reading.dates.names import words
from onrecord.reading.passage import Passage
from onrecord.reading.spots import Spot

_LISTING = words(
    "and or as well in the near north south east west northern southern eastern western"
)
"""Words that may stand between the places of a list."""
_INSIDE = re.compile(r"\s*,?\s*(?:in\s+)?(?:the\s+)?(?:[a-z-]+\s+(?:of\s+)?)?")
"""What stands between a place and what it lies in: “P, Q”, “P in northern Q”."""


def grouped(passage: Passage, places: list[tuple[int, Spot]]) -> list[list[tuple[int, Spot]]]:
    """Places in lists (“P, Q and R”) together."""
    groups: list[list[tuple[int, Spot]]] = []
    parse = passage.parse
    for n, (word, spot) in enumerate(places):
        if groups:
            last, named = groups[-1][-1][0], passage.place_at(word)
            start = named.start if named is not None else parse[word].start
            gap = parse.text[parse[last].end : start].lower()
            between = set(re.findall(r"[a-z]+", gap))
            joined = bool(between & {"and", "or"} or "," in gap or "as well as" in gap)
            listed = n + 1 < len(places) and _listed_on(passage, word, places[n + 1][0])
            inside = spot.rank > groups[-1][-1][1].rank or not (listed or len(groups[-1]) > 1)
            if gap.strip() == "," and inside:
                continue  # “Gamay, Northern Samar”: a town and what it lies in
            if spot.rank > groups[-1][-1][1].rank and between and between <= {"in", "the"}:
                continue  # “Zaongo, in the Centre-Nord”
            joined = joined or gap.strip() in ("-", "–")  # “on the P-Q road”
            if joined and between <= _LISTING:
                groups[-1].append((word, spot))
                continue
        groups.append([(word, spot)])
    return groups


def _listed_on(passage: Passage, word: int, following: int) -> bool:
    """Whether a list of places goes on behind this one."""
    named = passage.place_at(following)
    start = named.start if named is not None else passage.parse[following].start
    gap = passage.parse.text[passage.parse[word].end : start].lower()
    return set(re.findall(r"[a-z]+", gap)) <= _LISTING and gap.strip() != ""


def innermost(passage: Passage, places: list[tuple[int, Spot]]) -> tuple[int, Spot]:
    """The last of the places; of “San Fernando, Tamaulipas” the town."""
    last = places[-1]
    for word, spot in reversed(places[:-1]):
        named = passage.place_at(last[0])
        start = named.start if named is not None else passage.parse[last[0]].start
        gap = passage.parse.text[passage.parse[word].end : start]
        if spot.rank >= last[1].rank or not _INSIDE.fullmatch(gap):
            break
        last = (word, spot)
    return last
