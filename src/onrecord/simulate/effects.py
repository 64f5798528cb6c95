"""What can be planted in a simulated war, beside what follows what: changes, turns, captures.

The other effects are knobs of the acts themselves: `Follow` for coincided, targeted and followed,
the absence of an act for spared (docs/simulate.md lists them by claim type).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """Acts become `times` as frequent in a window, and not elsewhere or at other times.

    of: key of the acts; "" all of them. first: its first day; days: its length (None: to the war's
    end). near: a settlement's name or (east km, north km), and `km` its radius; None: everywhere.
    times > 1 adds bursts of the same process at (times − 1) its rate; times < 1 takes out that
    share of its bursts, as far as they lie in the window. Expectation is exactly `times`.
    """

    of: str
    times: float
    first: float
    days: float | None = 14.0
    near: str | tuple[float, float] | None = None
    km: float = 30.0


@dataclass(frozen=True)
class Displaced:
    """A party turns from one fight to another: `left` becomes `fell` as frequent, `took_up` `rose`.

    Fully: fell 0.25, rose 4; half: 0.5 and 2; one leg only: 1 on the other.
    """

    left: str
    took_up: str
    first: float
    days: float | None = 30.0
    fell: float = 0.25
    rose: float = 4.0

    @property
    def changes(self) -> tuple[Change, Change]:
        return (
            Change(self.left, self.fell, self.first, self.days),
            Change(self.took_up, self.rose, self.first, self.days),
        )


@dataclass(frozen=True)
class Taking:
    """A settlement changes hands on a day; ACLED has a territorial event, UCDP GED nothing.

    fought: whether it was taken in battle.
    """

    settlement: str
    by: str
    day: int
    lost_by: str
    fought: bool = True


Effect = Change | Displaced | Taking
