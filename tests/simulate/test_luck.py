"""Random numbers that belong to an event."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.simulate.luck import Luck

CHANCES = st.sampled_from([0.0, 0.3, 0.5, 1.0])


@given(st.lists(CHANCES, max_size=30), CHANCES, st.integers(0, 2**40))
def test_below_a_chance_is_what_the_numbers_say(
    each: list[float], all_of_them: float, seed: int
) -> None:
    n = len(each)
    luck = Luck(seed, np.linspace(0.1, 99.0, n), np.zeros(n, dtype=np.int64))
    numbers = luck.uniform("seen")
    assert luck.below("seen", np.asarray(each)).tolist() == (numbers < each).tolist()
    assert luck.below("seen", all_of_them).tolist() == (numbers < all_of_them).tolist()
    assert len(luck) == n
