"""The numbers and phrases of a followed claim's sentences, and its notes."""

from __future__ import annotations

from typing import Any

from onrecord.assess.case import Case
from onrecord.assess.followed_rows import DAYS, KM
from onrecord.assess.followed_work import Work
from onrecord.assess.reach import common, partly_covered_note, place_words
from onrecord.assess.tally import borne_by, noun
from onrecord.assess.words import Unsaid, certain, counted, parties, plural
from onrecord.stats.wake_bursts import DAYS as STRATUM_DAYS
from onrecord.stats.wake_bursts import KM as STRATUM_KM


def words(work: Work) -> dict[str, Any]:
    """The numbers and phrases of the sentence."""
    case, test = work.case, work.test
    if case.bench.verdict_only:
        return Unsaid()
    pre, post, pre_other, post_other = test.means
    return common(case) | {
        "ones": _series(work, "after"),
        "others": _series(work, "versus"),
        "following": f"{plural(noun(case))}{_parties(case)}",
        "km": f"{KM[1]:g}",
        "window": DAYS[1],
        "stratum_km": f"{STRATUM_KM:g}",
        "stratum_days": f"{STRATUM_DAYS:g}",
        "strata": counted(test.strata, "stratum", "strata"),
        "bursts_one": counted(test.treated, "burst"),
        "bursts_other": counted(test.control, "burst"),
        "groups": test.groups,
        "both": _both(int(work.kinds.both.sum())),
        "shared": _shared(test.treated, test.control),
        "dropped": test.dropped,
        "pre_one": per_event(pre),
        "post_one": per_event(post),
        "pre_other": per_event(pre_other),
        "post_other": per_event(post_other),
        "difference": difference(work),
        "events_one": int(work.kinds.treatment.sum()),
        "events_other": int(work.kinds.control.sum()),
        "events_following": int(work.kinds.dependent.sum()),
        **_regression(work),
    }


def _regression(work: Work) -> dict[str, Any]:
    """What the matched wake regression, which decides nothing, would say."""
    effect, p = work.naive.effect, work.naive.p
    return {
        "regression": "none" if effect is None else round(effect, 3),
        "regression_p": "none" if p is None else round(p, 4),
    }


def _both(n: int) -> str:
    return f", {n:,} of them the same {'event' if n == 1 else 'events'}" if n else ""


def _shared(treated: int, control: int) -> str:
    """How often both kinds came near one another, as bursts."""
    near = f"the same {STRATUM_KM:g} km and {STRATUM_DAYS:g} days"
    if not treated or not control:
        return f"never both within {near}"
    return (
        f"both within {near} in {counted(treated, 'burst')} of the first and {control:,} of the "
        "others"
    )


def per_event(value: float) -> str:
    """A mean number of events: two figures where it is small."""
    return f"{value:.1f}" if value >= 1 or value == 0 else f"{value:.2f}"


def difference(work: Work) -> str:
    """“0.8 more after the first (95 % interval 0.2 to 1.4)”."""
    test = work.test
    if test.effect is None:
        return "no difference can be given"
    which = "more" if test.effect >= 0 else "fewer"
    said = f"{per_event(abs(test.effect))} {which} after the first than the days before explain"
    if test.low is None or test.high is None:
        return said
    return f"{said} (95 % interval {test.low:+.2f} to {test.high:+.2f})"


def _parties(part: Case) -> str:
    view = part.tested
    borne = borne_by(part, view, view.selection.certain | view.selection.possible)
    return parties(part.query, part.bench.registry, borne)


def _series(work: Work, name: str) -> str:
    """“210 airstrikes by A against B”, and where, if elsewhere."""
    part = work.case.parts[name]
    asked = work.rows.after if name == "after" else work.rows.versus
    fit = work.rows.fit
    sure, maybe = (
        (mask & fit).sum() for mask in (asked.selection.certain, asked.selection.possible)
    )
    elsewhere = f" {place_words(part)}" if part.own_place else ""
    return f"{certain(int(sure), int(maybe), noun(part))}{_parties(part)}{elsewhere}"


def notes(work: Work) -> tuple[str, ...]:
    """What was left out, and that the regression's p is no answer."""
    said = partly_covered_note(work.case)
    both, same = int(work.kinds.both.sum()), int(work.kinds.follows_itself.sum())
    if both:
        said += (f"{counted(both, 'event')} of both kinds at once left out.",)
    if same:
        said += (
            f"{counted(same, 'event')} of what is said to follow {'is' if same == 1 else 'are'} "
            "also of what it is said to follow, and not counted as following.",
        )
    if work.test.dropped:
        said += (
            f"{counted(work.test.dropped, 'burst')} of the first without one of the others in the "
            "same place and month left out.",
        )
    if work.naive.p is not None and work.naive.effect is not None:
        said += (
            f"A matched wake regression gives {work.naive.effect:+.2f} "
            f"({'p < 0.001' if work.naive.p < 0.001 else f'p = {work.naive.p:.3f}'}); "
            "it takes events of one burst as independent, and decides nothing here.",
        )
    return said
