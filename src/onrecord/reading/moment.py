"""When something was, as far as the report says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.claims import When


@dataclass(frozen=True)
class Timing:
    when: When | None
    assumed: tuple[str, ...] = ()
    own: bool = False
    """Said of the event itself, or of its sentence."""


def at_its_last(timing: Timing | None) -> Timing | None:
    """“They said on Wednesday that A still held P”: on that day."""
    if timing is None or timing.when is None or timing.when.last is None:
        return timing
    return replace(timing, when=When(first=timing.when.last, last=timing.when.last))


def at_its_end(timing: Timing | None) -> Timing | None:
    """“By 6 May they held P”: on that day, since when it does not say."""
    if timing is None or timing.when is None or timing.when.first:
        return timing
    return at_its_last(timing)


def on_its_first(timing: Timing) -> Timing:
    """“At the beginning of the week”: on the first of its days."""
    if timing.when is None or timing.when.first is None:
        return timing
    return replace(timing, when=When(first=timing.when.first, last=timing.when.first))
