"""What the present tense stands for: the publication date, or the days up to it."""

from __future__ import annotations

import datetime as dt

from onrecord.claims import When
from onrecord.reading.moment import Timing
from onrecord.reading.stretching import days_before

RECENT_DAYS = 14
"""A present tense, or “now”, is taken as so many days up to the publication date."""


def now(published: dt.date | None) -> Timing:
    """The publication date, for what is held in the present tense."""
    if published is None:
        return Timing(None)
    say = "The present tense is taken as the publication date."
    return Timing(When(first=published, last=published), (say,))


def recent(published: dt.date | None) -> Timing:
    """The days up to publication, for what is told in the present tense."""
    if published is None:
        return Timing(None)
    when = When(first=days_before(published, RECENT_DAYS), last=published, vague=True)
    say = f"The present tense is taken as the {RECENT_DAYS} days up to the publication date."
    return Timing(when, (say,))
