"""Rows of one record that tell one story: the same day and the same source line."""

from __future__ import annotations

from onrecord.records.schema import Events


def stories(events: Events) -> tuple[int, ...]:
    """For each row the first row of the same day with the same source line; itself, if alone.

    They are marked, not merged: a record may hold one report as several events on purpose.
    """
    first: dict[tuple[object, str], int] = {}
    found = []
    texts = events.table["line_texts"].to_pylist()
    for row, lines in enumerate(texts):
        text = next((" ".join(t.lower().split()) for t in lines or () if t), "")
        found.append(first.setdefault((events.start[row], text), row) if text else row)
    return tuple(found)
