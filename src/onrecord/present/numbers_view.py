"""The numbers beside a finding, each with its name in words and what it means."""

from __future__ import annotations

import math
from dataclasses import dataclass

from onrecord.assess.finding import Finding, Leg
from onrecord.present import wording
from onrecord.present.sensitive import distance_decides
from onrecord.present.words import Words


@dataclass(frozen=True)
class Figure:
    """A number with its name, and what it means where a name is not enough."""

    name: str
    value: str
    note: str = ""


def share(value: float) -> str:
    """A share as a percentage."""
    return f"{value * 100:.0f} %"


def probability(value: float) -> str:
    """A p-value with two significant digits; very small ones only by their bound."""
    return "< 0.0001" if value < 0.0001 else f"{value:.2g}"


def tally(words: Words, finding: Finding) -> tuple[Figure, ...]:
    """How many events, and how many source lines behind them."""
    counts = finding.counts
    dead = words.count("count.dead", counts.unplaced_dead)
    note = words("numbers.unplaced_dead", dead=dead) if counts.unplaced else ""
    return (
        Figure(words("numbers.certain"), f"{counts.certain:,}"),
        Figure(words("numbers.possible"), f"{counts.possible:,}"),
        Figure(words("numbers.unplaced"), f"{counts.unplaced:,}", note),
        Figure(words("numbers.distinct"), f"{counts.distinct_reports:,}"),
    )


def figures(words: Words, finding: Finding) -> tuple[Figure, ...]:
    """Effect, interval, p-values, power, and how possible events were handled."""
    found = effect_and_p(words, finding)
    for name in ("p_adjusted", "naive_p"):
        value = getattr(finding, name)
        if value is not None:
            found.append(Figure(words(f"numbers.{name}"), probability(value)))
    if finding.power is not None:
        found.append(Figure(words("numbers.power"), share(finding.power)))
    # “100 % agree” beside an undecided misleads where it is the distance that decides.
    if finding.possible_events is not None and not distance_decides(finding):
        handled = finding.possible_events
        found.append(
            Figure(
                words("numbers.agree"),
                share(handled.agree),
                words(f"numbers.handled_by.{handled.handled_by}"),
            )
        )
    return tuple(found)


def effect_and_p(words: Words, tested: Finding | Leg) -> list[Figure]:
    found = []
    if tested.effect is not None:
        effect = tested.effect
        interval = _interval(words, effect.low, effect.high)
        found.append(
            Figure(
                words("numbers.effect", name=effect.name), wording.number(effect.value), interval
            )
        )
    if tested.p is not None:
        note = words(f"numbers.p_kind.{tested.p_kind}") if tested.p_kind else ""
        found.append(Figure(words("numbers.p"), probability(tested.p), note))
    return found


def _interval(words: Words, low: float | None, high: float | None) -> str:
    ends = {"low": low, "high": high}
    known = {k: wording.number(v) for k, v in ends.items() if v is not None and math.isfinite(v)}
    if not known:
        return ""
    key = "numbers.interval" if len(known) == 2 else f"numbers.interval_{next(iter(known))}"
    return words(key, **known)


MERE_WORDS = frozenset(
    {"a", "acts", "actor", "ago", "agree", "all_words", "b", "because", "before", "besides"}
    | {"blind", "by", "c", "choice", "clashes", "countries", "covers", "day", "did", "difference"}
    | {"few", "fights", "finer", "following", "held_words", "here", "innocent", "kind_article"}
    | {"left_before", "left_parties", "left_where", "loose", "lost", "maybe", "of", "one", "ones"}
    | {"other", "own_label", "parties", "place", "reason", "rival", "said", "sees", "spared"}
    | {"split", "standing", "strikes", "taker", "there", "took_up_before", "took_up_parties"}
    | {"took_up_where", "unseen_words", "until", "usual", "versus", "weaker", "weakest"}
    | {"weakest_verdict", "what", "when", "where", "why", "wide", "worlds"}
)
"""Parts of a sentence that are no numbers, even where they begin with one."""


def arithmetic(words: Words, finding: Finding) -> tuple[Figure, ...]:
    """The numbers behind the sentence, each by its name in words; mere words are left out."""
    return tuple(
        Figure(
            words(f"number.{name}") if words.has(f"number.{name}") else name.replace("_", " "),
            wording.number(value),
        )
        for name, value in finding.numbers.items()
        if name not in MERE_WORDS and (not isinstance(value, str) or value[:1].isdigit())
    )
