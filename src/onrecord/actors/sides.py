"""A record's side that lists several groups, taken apart."""

from __future__ import annotations

from collections.abc import Collection

from onrecord.actors.names import normalise


def split_side(side: str, whole_names: Collection[str]) -> tuple[str, ...]:
    """The names that a side lists, separated by commas or semicolons, in their order.

    A comma in brackets does not separate, nor one of a name in `whole_names` (normalised), such as
    UCDP's “Interahamwe, ex-FAR”. Doubled spaces go; an empty side lists nothing.
    """
    if normalise(side) in whole_names:
        return (" ".join(side.split()),)
    parts: list[str] = []
    depth = 0
    current: list[str] = []
    for character in side:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(character, 0)
        if character in ",;" and depth <= 0:
            parts.append("".join(current))
            current = []
        else:
            current.append(character)
    parts.append("".join(current))
    clean = [" ".join(part.split()) for part in parts]
    return tuple(_rejoined([part for part in clean if part], whole_names))


def _rejoined(parts: list[str], whole_names: Collection[str]) -> list[str]:
    """Put together again what the comma of a single name tore apart."""
    joined: list[str] = []
    i = 0
    while i < len(parts):
        for end in (i + 3, i + 2):
            whole = ", ".join(parts[i:end])
            if len(parts) >= end and normalise(whole) in whole_names:
                joined.append(whole)
                i = end
                break
        else:
            joined.append(parts[i])
            i += 1
    return joined
