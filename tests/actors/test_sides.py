"""Sides that list several groups."""

from __future__ import annotations

import pytest

from onrecord.actors import Registry


@pytest.mark.parametrize(
    ("side", "names"),
    [
        ("HTS", ("HTS",)),
        ("HTS, Southern Front", ("HTS", "Southern Front")),
        ("Mare' Operations Room", ("Mare' Operations Room",)),
        ("Interahamwe, ex-FAR", ("Interahamwe, ex-FAR",)),
        ("FDLR, Interahamwe, ex-FAR", ("FDLR", "Interahamwe, ex-FAR")),
        (
            "Military faction (forces of Honasan, Abenina & Zumel)",
            ("Military faction (forces of Honasan, Abenina & Zumel)",),
        ),
        (
            "SAO Eastern Slavonia, Baranja and Western Symria",
            ("SAO Eastern Slavonia, Baranja and Western Symria",),
        ),
        ("  AN ,  UFR ", ("AN", "UFR")),
        ("A; B", ("A", "B")),
        ("", ()),
        (" , ", ()),
    ],
)
def test_split(registry: Registry, side: str, names: tuple[str, ...]) -> None:
    assert registry.split(side) == names
