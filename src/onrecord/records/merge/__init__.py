"""Merging records: rows of different sources that report one event become one event.

`merge` is the door; it is imported when it is first asked for, with all that it needs.
"""

from __future__ import annotations

from typing import Any

__all__ = ["Merged", "merge"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from onrecord.records.merge import merged

        return getattr(merged, name)
    raise AttributeError(name)
