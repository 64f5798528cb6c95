"""A side is a set of names, however they are ordered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records.sides import WHOLE_NAMES, split_side

NAMES = st.text(st.sampled_from("abcXYZ '’-()“”é"), min_size=1, max_size=12).filter(
    lambda text: text.strip() == text and text.strip(" ,") and "  " not in text and text != "NA"
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("IS", ("IS",)),
        ("Ahrar al-Sham, HTS, Southern Front", ("Ahrar al-Sham", "HTS", "Southern Front")),
        ("Southern Front, HTS, Ahrar al-Sham", ("Ahrar al-Sham", "HTS", "Southern Front")),
        (
            "Rahman Corps - “Abu al-Joud al-Arbini” faction",
            ("Rahman Corps - “Abu al-Joud al-Arbini” faction",),
        ),
        ("Corps - “A, B” faction, C", ("C", "Corps - “A, B” faction")),
        ("Military faction (forces of A, B), C", ("C", "Military faction (forces of A, B)")),
        ("Front “left open, B", ("B", "Front “left open")),
        ("A,B", ("A,B",)),
        ("A, A, B,", ("A", "B")),
        (" A \n B ", ("A B",)),
        ("Mare' Operations Room", ("Mare' Operations Room",)),
    ],
)
def test_names_of_a_side(text: str, names: tuple[str, ...]) -> None:
    assert split_side(text) == names


def test_known_names_with_a_comma_are_whole() -> None:
    for name in WHOLE_NAMES:
        assert split_side(name) == (name,)


@pytest.mark.parametrize("text", ["", "  ", "NA", ", ,"])
def test_a_side_needs_a_name(text: str) -> None:
    with pytest.raises(ValueError, match="missing"):
        split_side(text)


@given(st.lists(NAMES, min_size=1, max_size=5, unique=True), st.randoms())
def test_order_does_not_matter(names: list[str], random) -> None:
    balanced = [
        n.replace("(", "").replace(")", "").replace("“", "").replace("”", "") for n in names
    ]
    wanted = {" ".join(n.split()) for n in balanced if n.strip()} - {"NA"}
    if not wanted:
        return
    shuffled = sorted(wanted)
    random.shuffle(shuffled)
    assert split_side(", ".join(shuffled)) == tuple(sorted(wanted))
