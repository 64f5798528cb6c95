"""When something was, as far as the report says."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.claims import When


@dataclass(frozen=True)
class Timing:
    when: When | None
    assumed: tuple[str, ...] = ()
    own: bool = False
    """Said of the event itself, or of its sentence."""
