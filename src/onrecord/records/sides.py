"""A side of an event: one name, or several groups that fought together."""

from __future__ import annotations

from functools import lru_cache

from onrecord.records.values import required

WHOLE_NAMES = frozenset(
    {"Military Junta for the Consolidation of Democracy, Peace and Justice"},
)
"""Names of one group that hold a comma of their own (Guinea-Bissau 1998)."""

_PAIRS = {"(": ")", "[": "]", "“": "”", "«": "»", "„": "“"}


@lru_cache(maxsize=50_000)
def split_side(text: str) -> tuple[str, ...]:
    """The names in a side as UCDP writes it, sorted, each once.

    “HTS, Southern Front” and “Southern Front, HTS” are the same side. A comma in brackets or
    quotation marks belongs to the name. Raises ValueError if there is no name.
    """
    name = required(text)
    if "," not in name or name in WHOLE_NAMES:
        return (name,)
    names = {part for part in (piece.strip(" ,") for piece in _pieces(name)) if part}
    if not names:
        raise ValueError("missing")
    return tuple(sorted(names))


def _pieces(text: str) -> list[str]:
    """Split at “, ” outside of brackets and quotation marks; at every one if these do not match."""
    pieces, start = [], 0
    waiting: list[str] = []
    for at, sign in enumerate(text):
        if waiting and sign == waiting[-1]:
            waiting.pop()
        elif sign == '"':
            waiting.append('"')
        elif sign in _PAIRS:
            waiting.append(_PAIRS[sign])
        elif not waiting and text.startswith(", ", at):
            pieces.append(text[start:at])
            start = at + 2
    if waiting:
        return text.split(", ")
    return [*pieces, text[start:]]
