"""Counts of a stretch of time: they are not of the place where the last event was."""

from __future__ import annotations

from onrecord.reading.happening import Happening
from onrecord.reading.scene import Scene

_LONG_COUNT = 20
"""Days from which on a count is not of the place of what was told before."""


def counted_long(scene: Scene, h: Happening) -> bool:
    """“In February we carried out 19 attacks”: a month's count, and no place of a day's event."""
    if h.number is None:
        return False
    when = scene.story.clock.when(scene.passage, h, skip=scene.not_when).when
    if when is None or when.first is None or when.last is None:
        return False
    return (when.last - when.first).days >= _LONG_COUNT
