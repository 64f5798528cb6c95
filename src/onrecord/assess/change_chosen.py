"""A window that a writer may have chosen: its rank among other places, parties and years."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from onrecord.actors import Level
from onrecord.assess.change import Work
from onrecord.assess.change_anchored import CHANGE, placebo_of
from onrecord.assess.change_weighed import ALPHA, NO_POWER, Weighed
from onrecord.assess.peers import Year, rivals, scanned, year_with
from onrecord.assess.reference import reference
from onrecord.assess.windows import LONGEST_DATED
from onrecord.assess.worlds import InWorlds, World, ask, in_worlds, members, whole
from onrecord.selection import when_levels
from onrecord.selection.where import COUNTRY
from onrecord.stats.chosen import Chosen, chosen_test, power_chosen
from onrecord.stats.gap import NoGap
from onrecord.stats.placebo import Placebo
from onrecord.stats.scan import NoRank
from onrecord.stats.sensitivity import Power
from onrecord.stats.windows import DAYS_A_YEAR, Direction

CELLS = "comparable places, parties and years"


@dataclass(frozen=True)
class Rest:
    """Events of the window's year outside it: certain ones with a day, and all possible ones."""

    dated: int
    most: int


def weigh_chosen(work: Work) -> Weighed:
    """The peer p, and the lead over all that could have been picked instead.

    Where the peer p depends on rows coded too coarsely, it is the one that 95 % of worlds give.
    """
    placebo = placebo_of(work)
    if work.other is not None:
        return _none(
            placebo,
            "Undecided: the window may have been chosen because it is striking, and for a "
            "comparison of two series there is no test that allows for that.",
            "A dated event outside the two series that fixes the window.",
        )
    shape = work.shape
    year = year_with(work.case, shape.start, shape.length)
    if year is None or shape.length >= year.days:
        return _none(
            placebo,
            "Undecided: the window may have been chosen because it is striking, and the record "
            "holds no whole year around it to compare.",
            "A longer record.",
        )
    if not work.covered:
        return _none(
            placebo,
            "Undecided: the window may have been chosen because it is striking, and the record "
            "does not cover all of the days before it.",
            "A record that covers the days before, too.",
        )
    rest = _rest(work, year)
    number, direction = work.number, work.asked.direction
    nominal = (number.dated1, number.dated1 + rest.dated)
    many = number.k1 + number.maybe1
    high, low = (many, many + rest.dated), (number.dated1, number.dated1 + rest.most)
    test = _test(work, year, direction, nominal)
    worst = _test(work, year, direction, low if work.rose else high)
    opposite: Direction = "fell" if work.rose else "rose"
    against = _test(work, year, opposite, high if work.rose else low)
    thin, takes = _too_few(work, test)
    told = test.p is not None and worst.p is not None
    by_worlds = _worlds(work, year, test, worst)
    lead = max(test.gap.p or 0.0, worst.gap.p or 0.0) if told else None
    return Weighed(
        p_kind="peers",
        p=test.peers.p if test.p is not None else None,
        reference=None
        if work.case.bench.verdict_only
        else reference("peers", CHANGE, test.peers.z, test.peers.z_peers),
        worst=None if not told else by_worlds.p if _above_before(work) else 1.0,
        against=against.p,
        standing=_standing(test) + often(placebo, test),
        placebo=placebo,
        ranked=test.by_rank if lead is not None and lead > ALPHA / test.hypotheses else test,
        capacity=test.capacity,
        thin=thin,
        takes=takes,
        power=_power(work, test, year),
        lead=lead,
        handled="worlds" if by_worlds.drawn else "corners",
        agree=by_worlds.agree,
        hypotheses=test.hypotheses,
        notes=()
        if thin
        else (
            "The window may have been chosen because it is striking: it is ranked among the most "
            "striking windows of other places, parties and years.",
        ),
    )


def _worlds(work: Work, year: Year, test: Chosen, worst: Chosen) -> InWorlds:
    """The peer p that stands in 95 % of worlds; the unfavourable corner's where that is enough.

    The claim's own rows are drawn; its peers stay as their certain rows are counted.
    """
    corner = 1.0 if worst.peers.p is None else worst.peers.p
    sure = test.peers.p is None or test.peers.p > ALPHA or corner <= ALPHA / test.hypotheses
    query = work.case.query
    if sure or query.first is None or query.last is None:
        return InWorlds(corner, float(corner <= ALPHA), 0)
    events, worlds = whole(work.case.bench)
    asked = ask(work.case.bench, events, replace(query, first=None, last=None))
    start = np.datetime64(work.case.info.coverage.first, "D").astype(np.int64) + year.first
    window = np.datetime64(query.first, "D").astype(np.int64)

    def p_of(world: World) -> float | None:
        day = world.day[members(world, events, asked)]
        total = np.count_nonzero((day >= start) & (day < start + year.days))
        inside = np.count_nonzero((day >= window) & (day < window + work.shape.length))
        return test.by_rank.p_at(int(inside), int(total - inside))

    return in_worlds(p_of, worlds.among(asked), alpha=ALPHA / test.hypotheses)


def _none(placebo: Placebo, thin: str, takes: str) -> Weighed:
    return Weighed(
        p_kind="peers",
        p=None,
        worst=None,
        against=None,
        standing="",
        placebo=placebo,
        ranked=placebo,
        capacity=0,
        thin=thin,
        takes=takes,
        power=NO_POWER,
    )


def _above_before(work: Work) -> bool:
    """Whether, in the unfavourable reading, the window departs the claimed way from what came
    before it. A window may be striking in its year and yet follow a busier one."""
    k1, k0 = work.number.corner(more=not work.rose)
    difference = k1 * work.shape.baseline - k0 * work.shape.length
    return difference > 0 if work.rose else difference < 0


def _test(work: Work, year: Year, direction: Direction, observed: tuple[int, int]) -> Chosen:
    own = work.series.counts[year.first : year.first + year.days]
    return chosen_test(
        own,
        work.shape.start - year.first,
        scanned(work.case, year, work.shape.length, direction),
        year.counts,
        hypotheses=work.case.hypotheses,
        observed=observed,
        rivals=lambda: rivals(work.case, year, work.shape.length, direction),
    )


def _rest(work: Work, year: Year) -> Rest:
    case, events, chosen = work.case, work.view.events, work.view.selection
    query, start = case.query, case.info.coverage.first
    first = start + dt.timedelta(days=year.first)
    last = first + dt.timedelta(days=year.days - 1)
    level = np.minimum.reduce(
        [chosen.who, chosen.kind, chosen.where, when_levels(events, first, last)]
    )
    days = (events.end - events.start).astype(np.int64) + 1
    within = when_levels(events, query.first, query.last) == Level.CERTAIN
    outside = (days <= year.days) & (events.where_prec <= COUNTRY) & ~within
    sure = outside & (level == Level.CERTAIN) & (days <= LONGEST_DATED)
    return Rest(
        dated=int(np.count_nonzero(sure)),
        most=int(np.count_nonzero(outside & (level > Level.NONE))),
    )


def _standing(test: Chosen) -> str:
    """“none of 45 comparable … has a window as striking, and it stands 3.4 usual gaps apart”."""
    peers, gap = test.peers, test.gap
    has = f"{peers.as_striking or 'none'} of {peers.number:,} {CELLS}"
    has += f" {'have' if peers.as_striking > 1 else 'has'} a window as striking"
    if gap.why is not None:
        return has
    if not gap.first:
        return f"{has}; of all {gap.others + 1:,} that could have been picked it is not the first"
    return (
        f"{has}; it leads all {gap.others:,} others by {gap.ahead:.1f} times the distance usual "
        f"among the most striking (by chance in {_percent(gap.p or 0.0)})"
    )


def _percent(p: float) -> str:
    return f"{100 * p:.1f} %" if p >= 0.001 else "less than 0.1 %"


def often(placebo: Placebo, test: Chosen) -> str:
    """How often a change as large comes here, and in comparable places."""
    here, there = placebo.per_year, test.peers_per_year
    if here is None and there is None:
        return ""
    words = [f"{_times(here)} a year here"] if here is not None else []
    words += [f"{_times(there)} a year in comparable places"] if there is not None else []
    return f". A change this large comes about {' and '.join(words)}"


def _times(often: float) -> str:
    if 0.0 < often < 0.01:
        return "less than 0.01 times"
    return f"{often:.1f} times" if often >= 0.1 else f"{often:.2g} times"


def _too_few(work: Work, test: Chosen) -> tuple[str, str]:
    """Why there is no p, and what one would take."""
    peers, gap = test.peers, test.gap
    begin = "Undecided: the window may have been chosen because it is striking, and "
    if peers.why is NoRank.TOO_FEW_PEERS:
        have = f"{_these(peers.number)} too few to tell" if peers.number else f"no {CELLS} exist"
        years = len(work.series.counts) / DAYS_A_YEAR
        takes = f"{peers.needed} {CELLS}"
        if peers.number:
            takes += f": at this rate about {years * peers.needed / peers.number:.0f} years of"
            takes += (
                f" such a record, which has {years:.1f}; or a dated event that fixes the window"
            )
        return f"{begin}{have}; {peers.needed} are needed.", f"{takes}."
    if gap.why is NoGap.TOO_FEW:
        need = f"{gap.needed} other places, parties and years with enough events"
        have = {0: "there are no others", 1: "1 other is too few"}.get(
            gap.others, f"{gap.others:,} others are too few"
        )
        return f"{begin}{have} to compare with; {gap.needed} are needed.", (
            f"{need}; or a dated event that fixes the window."
        )
    if test.why is not None:
        return f"{begin}{test.why}.", "A dated event that fixes the window."
    return "", ""


def _these(number: int) -> str:
    one = "1 comparable place, party and year is"
    return one if number == 1 else f"{number:,} {CELLS} are"


def _power(work: Work, test: Chosen, year: Year) -> Power:
    if test.p is None or work.case.bench.verdict_only:
        return NO_POWER
    return power_chosen(year.counts, test, seed=work.case.bench.seed, alpha=ALPHA)
