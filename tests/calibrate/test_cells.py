"""The cells: each can be drawn, says what it draws, and is judged as any claim on any record is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from onrecord.assess import MODULES, assess
from onrecord.calibrate import Cell, Trial
from onrecord.calibrate.cells import CELLS, chosen
from onrecord.calibrate.outcome import ERROR, drawn
from onrecord.claims import TYPES
from onrecord.errors import OnrecordError
from onrecord.records.memory import FileRecord

# One of each family, and the two that are coarsest: to draw them all takes minutes.
SOME = (
    "changed anchored, rose: bursts 0.5",
    "changed anchored, rose: coarse rows",
    "changed versus: bursts 0.5",
    "displaced: bursts 0.5",
    "coincided, jitter: bursts 0.5",
    "targeted, no preference: bursts 0.5",
    "none, fighting stops: no bursts, 0.5 a day",
    "only, others fought there too: coarse rows",
)


def of(name: str) -> Cell:
    (cell,) = (cell for cell in CELLS if cell.name == name)
    return cell


def test_every_name_and_definition_is_another_one() -> None:
    assert len({cell.name for cell in CELLS}) == len(CELLS)
    assert len({cell.definition() for cell in CELLS}) == len(CELLS)


def test_every_statistical_type_has_null_cells_and_what_can_be_noticed_has_power_cells() -> None:
    null = {cell.claim_type for cell in CELLS if cell.kind == "null"}
    power = {cell.claim_type for cell in CELLS if cell.kind == "power"}
    statistical = {"changed", "displaced", "coincided", "targeted", "followed", "none", "aligned"}
    assert statistical | {"only", "ranked"} == null
    assert power == statistical
    assert null <= set(TYPES)


def test_every_cell_says_what_it_draws() -> None:
    for cell in CELLS:
        assert cell.conflict
        assert cell.naive
        assert cell.target is None or (cell.kind == "power" and 0 < cell.target < 1)


def test_a_definition_changes_with_what_is_drawn() -> None:
    cell = of("changed anchored, rose: bursts 0.5")
    other = of("changed anchored, rose: bursts 0.8")
    assert cell.definition() == replace(cell).definition()
    assert replace(cell, trial=other.trial).definition() != cell.definition()
    assert replace(cell, naive="another").definition() != cell.definition()


@pytest.mark.parametrize("name", SOME)
def test_the_verdict_is_the_one_that_assess_gives_on_a_record_with_a_database(name: str) -> None:
    cell = of(name)
    if cell.claim_type not in MODULES:
        pytest.skip(f"{cell.claim_type} is not tested by this version")
    for draw in range(2):
        quick = drawn(cell, 3, [draw]).outcomes[0]
        rng = cell.stream(3, draw)
        trial = cell.trial(rng)
        seed = int(rng.integers(1 << 31))
        held = FileRecord(trial.record.events().table, trial.record.info)
        (finding,) = assess(
            [trial.claim], held, trial.registry, trial.gazetteer, strict=True, seed=seed
        ).findings
        assert (quick.verdict, quick.p) == (finding.verdict, finding.p)


@pytest.mark.parametrize("name", SOME)
def test_a_draw_repeats_itself(name: str) -> None:
    cell = of(name)
    first, second = (drawn(cell, 5, range(2)).outcomes for _ in range(2))
    assert first == second
    assert not any(outcome.verdict == ERROR for outcome in first), first


def _trial(name: str, draw: int = 0) -> Trial:
    cell = of(name)
    return cell.trial(cell.stream(1, draw))


def test_a_planted_rise_is_there_and_a_null_has_none() -> None:
    def mean(name: str) -> float:
        return float(np.mean([_in_window(_trial(name, draw)) for draw in range(12)]))

    assert mean("changed anchored, ×4: no bursts, 0.5 a day") > 2.5 * mean(
        "changed anchored, rose: no bursts"
    )


def _in_window(trial: Trial) -> int:
    events, when = trial.record.events(), trial.claim.when  # type: ignore[union-attr]
    assert when is not None
    first, last = np.datetime64(when.first), np.datetime64(when.last)
    return int(np.count_nonzero((events.start >= first) & (events.start <= last)))


def test_no_cry_of_wolf_in_a_few_draws_and_a_strong_effect_is_noticed() -> None:
    # 12 of 60 would be 20 %: at 5 % it comes once in 10⁵; the cell itself is for `calibrate`.
    quiet = Counter(
        o.verdict for o in drawn(of("changed anchored, rose: bursts 0.5"), 1, range(60)).outcomes
    )
    assert quiet["borne out"] < 12
    loud = Counter(
        o.verdict
        for o in drawn(of("changed anchored, ×4: no bursts, 0.5 a day"), 1, range(20)).outcomes
    )
    assert loud["borne out"] > 10


def test_patterns_choose_cells() -> None:
    assert chosen() == CELLS
    assert {cell.claim_type for cell in chosen(["Targeted"])} == {"targeted"}
    assert [cell.name for cell in chosen(["anchored, rose*0.5, 0.2"])] == [
        "changed anchored, rose: bursts 0.5, 0.2 a day"
    ]
    both = chosen(["displaced", "none, chance"])
    assert {cell.claim_type for cell in both} == {"displaced", "none"}
    with pytest.raises(OnrecordError, match="no cell"):
        chosen(["displaced", "nowhere"])
