"""Acts with one knob each, for effects that lie in what follows what; at 1 the knob plants nothing.

`changed`, `displaced` and `controls` are planted with `Change`, `Displaced` and `Taking`; an act
that is absent is one that was spared; ranks follow from the rates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onrecord.simulate.war import Acts, Follow, Strikes


def coinciding(
    strikes: Strikes,
    *,
    fights: str,
    others: Iterable[str],
    mean: float,
    times: float = 1.0,
    of_bursts: float = 1.0,
    days: float = 3.0,
    km: float = 5.0,
) -> Strikes:
    """Strikes that follow fighting: an event of the acts `others` draws `mean` of them on average,
    one of `fights` `times` as many.

    of_bursts: share of the bursts that draw any (of `fights`: up to `times` as many, at most all).
    days, km: as in `Follow`. With times = 1 strikes follow all fighting alike.
    """
    drawn = Follow(fights, mean * times, days, km, min(1.0, of_bursts * max(times, 1.0)))
    alike = tuple(Follow(key, mean, days, km, of_bursts) for key in others)
    return replace(strikes, follows=(*strikes.follows, drawn, *alike))


def choosing(
    hit: Strikes,
    rather_than: Strikes,
    *,
    chances: Iterable[str],
    chances_rather: Iterable[str],
    mean: float,
    odds: float = 1.0,
    days: float = 3.0,
    km: float = 5.0,
) -> tuple[Strikes, Strikes]:
    """Strikes of one party on two: an opportunity to hit the one is taken `odds` times as often.

    chances: keys of the acts that expose whom `hit` is on, chances_rather: the other. Each event of
    these draws `mean` strikes on average, of the first `mean` × odds. odds = 1 is no preference,
    whatever the shares of the two; mean = 0 with odds = 1 spares both.
    """
    first = tuple(Follow(key, mean * odds, days, km) for key in chances)
    second = tuple(Follow(key, mean, days, km) for key in chances_rather)
    return (
        replace(hit, follows=(*hit.follows, *first)),
        replace(rather_than, follows=(*rather_than.follows, *second)),
    )


def following(
    act: Acts,
    *,
    after: str,
    versus: str | None = None,
    kinds: tuple[str, str] | None = None,
    mean: float,
    times: float = 1.0,
    days: float = 10.0,
    km: float = 5.0,
) -> Acts:
    """Acts that follow others: each event of `after` draws `mean` × times, of `versus` `mean`.

    kinds: of the events of `after` that are treatment and control, where both are of one act (then
    without `versus`); `Bursts.kind_kept` makes them persist within bursts.
    """
    treatment, control = kinds or (None, None)
    drawn = Follow(after, mean * times, days, km, kind=treatment)
    usual = Follow(versus or after, mean, days, km, kind=control)
    return replace(act, follows=(*act.follows, drawn, usual))
