"""The shares of each cell, and whether it passes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from onrecord.calibrate.cell import COVERAGE, LIMIT, Cell
from onrecord.calibrate.outcome import ERROR, UNTESTED, Outcome
from onrecord.errors import OnrecordError
from onrecord.stats.intervals import wilson

ALPHA = 0.05
"""What the usual test would say “yes” at."""

ENOUGH, ENOUGH_POWER = 2000, 500
"""Draws of a null and of a power cell from which it must pass; with fewer it may be left open."""

Result = Literal["pass", "fail", "too few draws", "reported", "not tested"]


@dataclass(frozen=True)
class Portion:
    """So many of so many, with the 95 % interval of the share (Wilson 1927)."""

    hits: int
    of: int
    share: float | None
    low: float
    high: float


def portion(hits: int, of: int) -> Portion:
    """A share with its interval; without any draw it is None, between 0 and 1."""
    share = wilson(hits, of)
    return Portion(hits, of, share.value, share.low, share.high)


@dataclass(frozen=True)
class Row:
    """One cell of the table."""

    cell: str
    claim_type: str
    kind: str
    conflict: str
    naive_test: str
    draws: int
    yes: Portion
    """The false verdicts of a null cell, the right ones of a power cell; mostly “borne out”."""
    verdicts: Mapping[str, int]
    contradicted: Portion
    naive: Portion
    """Of the draws in which the usual test gives a p: those with p of at most 0.05."""
    intervals: Portion
    """Of the intervals given where the truth is one number: those that hold it."""
    target: float | None
    result: Result
    interval_result: Result | None
    """None where no interval was given."""
    again: Portion | None = None
    """The share of “borne out” with a fresh seed, where the first draws failed."""
    errors: int = 0
    untested: int = 0
    first_error: str = ""
    partly_counts: bool = True
    """Whether “partly borne out” is among the verdicts counted in `yes`."""

    @property
    def failed(self) -> bool:
        return "fail" in (self.result, self.interval_result)


def row_of(cell: Cell, outcomes: Sequence[Outcome], again: Sequence[Outcome] | None = None) -> Row:
    """A cell's row. With `again`, the outcomes of a fresh seed, these decide whether it passes."""
    verdicts = Counter(outcome.verdict for outcome in outcomes)
    yes = _yes(cell, outcomes)
    second = None if again is None else _yes(cell, again)
    contradicted = portion(verdicts["contradicted"], len(outcomes))
    naive = [o.naive for o in outcomes if o.naive is not None]
    held = [o.held for o in outcomes if o.held is not None]
    intervals = portion(sum(held), len(held))
    errors = [o.note for o in (*outcomes, *(again or ())) if o.verdict == ERROR]
    result = _result(cell, yes if second is None else second, contradicted)
    if errors:
        result = "fail"
    elif verdicts[UNTESTED]:
        result = "not tested"
    return Row(
        cell=cell.name,
        claim_type=cell.claim_type,
        kind=cell.kind,
        conflict=cell.conflict,
        naive_test=cell.naive,
        draws=len(outcomes),
        yes=yes,
        verdicts=dict(sorted(verdicts.items())),
        contradicted=contradicted,
        naive=portion(sum(p <= ALPHA for p in naive), len(naive)),
        intervals=intervals,
        target=cell.target,
        result=result,
        interval_result=_interval_result(cell, intervals),
        again=second,
        errors=len(errors),
        untested=verdicts[UNTESTED],
        first_error=errors[0] if errors else "",
        partly_counts="partly borne out" in cell.wrong,
    )


def _yes(cell: Cell, outcomes: Sequence[Outcome]) -> Portion:
    return portion(sum(o.verdict in cell.wrong for o in outcomes), len(outcomes))


def _result(cell: Cell, yes: Portion, contradicted: Portion) -> Result:
    """A null cell must not say yes; a power cell must, and must not say the opposite.

    With few draws the interval is wide: as long as it holds the limit, the cell is open.
    """
    if cell.kind == "null":
        return _below(yes, ENOUGH)
    opposite = _below(contradicted, ENOUGH_POWER)
    if opposite == "fail":
        return "fail"
    if cell.target is None:
        return "reported"
    if yes.share is not None and yes.share >= cell.target:
        return opposite
    return "too few draws" if yes.high >= cell.target and yes.of < ENOUGH_POWER else "fail"


def _below(share: Portion, enough: int) -> Result:
    if share.high <= LIMIT:
        return "pass"
    return "too few draws" if share.low <= LIMIT and share.of < enough else "fail"


def _interval_result(cell: Cell, intervals: Portion) -> Result | None:
    if intervals.of == 0:
        return None
    if cell.bursty:
        return "reported"
    return "pass" if intervals.high >= COVERAGE else "fail"


@dataclass(frozen=True)
class Table:
    """All rows, and how they were made."""

    rows: tuple[Row, ...]
    command: str
    seed: int
    version: str
    code: str
    """A digest of the code that drew and tested."""
    made_on: dt.date
    machine: str
    limit: float = LIMIT
    coverage: float = COVERAGE
    notes: tuple[str, ...] = field(default=())

    @property
    def failed(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.failed)

    def to_json(self) -> dict[str, Any]:
        """The table as plain values; `from_json` reads it back."""
        return {**asdict(self), "made_on": self.made_on.isoformat()}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Table:
        """Raises OnrecordError if it is no table of `onrecord calibrate`."""
        try:
            rows = tuple(_row_from(row) for row in content["rows"])
            made_on = dt.date.fromisoformat(content["made_on"])
            notes = tuple(content.get("notes", ()))
            rest = {k: v for k, v in content.items() if k not in ("rows", "made_on", "notes")}
            return cls(rows=rows, made_on=made_on, notes=notes, **rest)
        except (KeyError, TypeError, ValueError) as error:
            raise OnrecordError(
                f"no table of a calibration: {error}", todo="Give calibration.json of a run."
            ) from error


def _row_from(plain: Mapping[str, Any]) -> Row:
    shares = ("yes", "contradicted", "naive", "intervals", "again")
    read = {k: Portion(**plain[k]) if plain[k] is not None else None for k in shares}
    return Row(**{**plain, **read})
