"""Whether a dated event fixes a claim's window: then nobody picked it for its numbers."""

from __future__ import annotations

from onrecord.claims import Anchor, When

CLOSE_DAYS = 2
"""A window that begins (or ends, for “until the truce”) this near to the event is fixed by it."""


def fixes(anchor: Anchor | None, window: When | None) -> bool:
    """An event that is nowhere near either end of the window does not fix it."""
    if anchor is None or window is None:
        return False
    ends = (window.first, window.last)
    return any(end is not None and abs((end - anchor.on).days) <= CLOSE_DAYS for end in ends)
