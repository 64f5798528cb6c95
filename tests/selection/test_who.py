"""Who is on a side is found once for every different side."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.selection.who import _first_of_each


@given(st.lists(st.integers(0, 19), max_size=30), st.sampled_from([20, 100_000]))
def test_keys_are_told_apart_alike_whether_sorted_or_looked_up(keys: list[int], most: int) -> None:
    first, which = _first_of_each(np.asarray(keys, dtype=np.int64), most)
    assert [keys[row] for row in first] == sorted(set(keys))
    assert first.tolist() == [keys.index(key) for key in sorted(set(keys))]
    assert [keys[first[of]] for of in which] == keys
