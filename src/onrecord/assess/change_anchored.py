"""A window that a dated event fixes: its rank among all comparable windows of its own series."""

from __future__ import annotations

import numpy as np

from onrecord.assess.change import Work
from onrecord.assess.change_weighed import ALPHA, NO_POWER, Weighed
from onrecord.assess.peers import elsewhere
from onrecord.assess.reference import reference
from onrecord.assess.words import counted
from onrecord.stats.placebo import HISTORY, Placebo, Undecidable, placebo_test
from onrecord.stats.sensitivity import Power, power_changed
from onrecord.stats.windows import DAYS_A_YEAR, TIE, changed_z, comparable

CHANGE = "change in standard deviations, in the claimed direction"
MOST_YEARS = 200
"""More years of record than this are not worth naming: such events are too rare."""


def placebo_of(
    work: Work,
    observed: tuple[int, int] | None = None,
    versus: tuple[int, int] | None = None,
) -> Placebo:
    """The placebo test of a series, in the reading given (default: the certain events)."""
    shape, other = work.shape, work.other
    return placebo_test(
        work.series.counts,
        shape.start,
        shape.length,
        baseline=shape.baseline,
        gap=shape.gap,
        direction=work.asked.direction,
        hypotheses=work.case.hypotheses,
        observed=observed or work.observed,
        versus=other.series.counts if other else None,
        observed_versus=(versus or other.observed) if other else None,
        # A dated event that a report names (a truce, an offensive) often comes out of the fighting
        # itself; this holds its level there too.
        follows_fighting=True,
        two_sided=work.asked.two_sided,
    )


def weigh_anchored(work: Work) -> Weighed:
    """The placebo p of the certain events and in both corners, and what goes with it."""
    test = placebo_of(work)
    favourable, unfavourable = (
        _corner(work, test, more=more) for more in (work.rose, not work.rose)
    )
    at_least = test.as_large
    which = {0: "none", 1: "only this one"}.get(at_least, f"{at_least:,}")
    shows = "show" if at_least > 1 else "shows"
    standing = f"{which} of {test.windows:,} comparable windows {shows} a change as large"
    thin, takes = _too_little(work, test)
    quick = work.case.bench.verdict_only
    found = _elsewhere(work) if test.p is not None and (test.p <= ALPHA or not quick) else None
    return Weighed(
        p_kind="placebo",
        reference=reference("placebo", CHANGE, test.z, test.z_all) if not quick else None,
        p=test.p,
        worst=unfavourable.p,
        against=favourable.p_opposite,
        standing=standing,
        placebo=test,
        ranked=unfavourable,
        capacity=test.capacity,
        thin=thin,
        takes=takes,
        power=NO_POWER if quick else _power(work, test),
        notes=() if quick else _same_days(test, found),
        # A comparison with another series is its own answer to which place was looked at.
        places=1 + found[0] if found and work.other is None else 1,
        hypotheses=work.case.hypotheses,
    )


def _corner(work: Work, test: Placebo, *, more: bool) -> Placebo:
    """The reading with most (or fewest) events in the window; `test` where it is that one."""
    own, other = work.number.corner(more=more), work.other
    theirs = other.number.corner(more=not more) if other else None
    if own == work.observed and (other is None or theirs == other.observed):
        return test
    return placebo_of(work, own, theirs)


def _power(work: Work, test: Placebo) -> Power:
    return power_changed(
        work.series.counts,
        test,
        seed=work.case.bench.seed,
        alpha=ALPHA,
        versus=work.other.series.counts if work.other else None,
    )


def _too_little(work: Work, test: Placebo) -> tuple[str, str]:
    """Why there is no p, and what one would take."""
    if test.why is None:
        return "", ""
    if test.why is not Undecidable.TOO_LITTLE_HISTORY:
        return f"Undecided: {test.why}.", "A longer record of the same place."
    needed = HISTORY * work.case.hypotheses
    years = len(work.series.counts) / DAYS_A_YEAR
    thin = f"Undecided: {test.why} ({test.m_eff:.1f} windows' worth; {needed} are needed)."
    if not test.windows:
        return thin, "A longer record of the same place."
    wanted = years * needed / test.m_eff
    if wanted > MOST_YEARS:
        return thin, "No record of a few decades: windows with so many events are too rare here."
    return thin, f"About {wanted:.0f} years of such a record of the same place; it has {years:.1f}."


def _same_days(test: Placebo, found: tuple[int, int] | None) -> tuple[str, ...]:
    """What an anchor leaves open: it fixes the days, but neither the place nor the length."""
    if test.p is None:
        return ()
    given = "the length of the window is taken as given"
    if found is None:
        return (f"An event fixes the days only: the place is taken as given, and {given}.",)
    alike, as_much = found
    return (
        f"In the same days {as_much or 'none'} of {counted(alike, 'other place')} of the record "
        f"with about as many such events changed as much; {given}.",
    )


def _elsewhere(work: Work) -> tuple[int, int] | None:
    """Other places with about as many such events in the same days, and how many of them changed
    as much; None where there are none."""
    query, shape, number = work.case.query, work.shape, work.number
    if query.first is None or query.last is None or number.dated1 + number.dated0 == 0:
        return None
    if not work.covered:
        return None
    k1 = elsewhere(work.case, query.first, query.last)
    k0 = elsewhere(work.case, shape.before_first, shape.before_last)
    alike = comparable(k1 + k0, number.dated1 + number.dated0)
    if not alike.any():
        return None
    how = (shape.length, shape.baseline, work.asked.direction)
    own = changed_z(number.dated1, number.dated0, *how)
    as_much = int(np.count_nonzero(changed_z(k1[alike], k0[alike], *how) >= own - TIE))
    return int(alike.sum()), as_much
