"""How wide vague words are taken to be, and why. Every use is told in `assumed`."""

from __future__ import annotations

# "In recent days": beyond two weeks a writer says weeks. The same step for the larger units.
RECENT_DAYS = {"hour": 2, "day": 14, "night": 14, "week": 42, "month": 183, "year": 1826}

# "Currently", "now", "at the moment" in a dated report: what the writer can still see from the
# desk; two weeks, as for "recent days", so that both words of one report mean the same window.
CURRENT_DAYS = 14

# "Recently", "lately": no unit is named, so a month.
RECENTLY_DAYS = 30

# "A few", "several", "some" or no number at all before a plural ("weeks ago").
FEW = (2, 6)
SEVERAL = (2, 9)

# "Two weeks ago" is rounded to the unit: half a unit either side. Days are counted with either
# end included or not: one day either side, except for "a day ago".
HALF_UNIT_DAYS = {"week": 3, "fortnight": 3, "month": 15, "year": 183, "decade": 1826}

# "Around 9 October".
AROUND_DAYS = 3

# Early, mid and late of a month: days 1-10, 11-20, 21-end; of a year: its thirds. "The end of"
# and "the beginning of" are read as late and early.
MONTH_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
YEAR_PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}

# "In the coming days": as wide forward as "recent days" is backward.
COMING_DAYS = {"hour": 2, "day": 14, "night": 14, "week": 42, "month": 183, "year": 1826}

# Numbers above this before a unit are no time anyone writes about a living war.
MOST_UNITS = 1000
