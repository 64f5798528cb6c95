"""Who is meant by “it”, “the group”, “soldiers” and “police”: taken only where nobody else can be."""

from __future__ import annotations

import pytest

from tests.reading.conflicts import read, told

LEFT = "JNIM rested in Gao on 3 May 2022. "
CASES: dict[str, list[str]] = {
    # the sentence before names one actor
    LEFT + "It attacked Djibo on 4 May 2022.": ["occurred: JNIM [battle] @ Djibo, 2022-05-04"],
    LEFT + "They attacked Djibo on 4 May 2022.": ["occurred: JNIM [battle] @ Djibo, 2022-05-04"],
    LEFT + "Its fighters attacked Djibo on 4 May 2022.": [
        "occurred: JNIM [battle] @ Djibo, 2022-05-04"
    ],
    LEFT + "The group attacked Djibo on 4 May 2022.": [
        "occurred: JNIM [battle] @ Djibo, 2022-05-04"
    ],
    # it names two
    "JNIM met ISGS in Gao on 3 May 2022. It attacked Djibo on 4 May 2022.": [
        "occurred: [battle] @ Djibo, 2022-05-04; lacks by (“It”)"
    ],
    # only one of the two is a group
    "JNIM and the Malian government held talks in Gao on 3 May 2022. The group attacked Djibo on 4 May 2022.": [
        "occurred: JNIM [battle] @ Djibo, 2022-05-04"
    ],
    # two sentences before is too far
    LEFT + "The weather was fine. It attacked Djibo on 4 May 2022.": [
        "occurred: [battle] @ Djibo, 2022-05-04; lacks by (“It”)"
    ],
    # who acts cannot be whom he acts upon
    "JNIM said on 5 May 2022 that the army had attacked it in Djibo on 4 May 2022.": [
        "occurred: Burkina > JNIM [battle] @ Djibo, 2022-05-04; attributed JNIM"
    ],
    # the state by its services
    "JNIM attacked a police station in Djibo on 4 May 2022.": [
        "occurred: JNIM > Burkina [battle] @ Djibo, 2022-05-04"
    ],
    "JNIM ambushed an army convoy near Djibo on 4 May 2022.": [
        "occurred: JNIM > Burkina [battle] @ 30 km of Djibo, 2022-05-04"
    ],
    "The military shelled Sagaing on 4 May 2022.": [
        "occurred: Myanmar [shelling] @ Sagaing, 2022-05-04"
    ],
    "Soldiers attacked JNIM in Djibo on 4 May 2022.": [
        "occurred: Burkina > JNIM [battle] @ Djibo, 2022-05-04"
    ],
    # not the state's
    "UN soldiers attacked JNIM in Djibo on 4 May 2022.": [
        "occurred: United Nations > JNIM [battle] @ Djibo, 2022-05-04"
    ],
    "Rebel soldiers attacked JNIM in Djibo on 4 May 2022.": [
        "occurred: > JNIM [battle] @ Djibo, 2022-05-04; lacks by (“Rebel soldiers”)"
    ],
    "JNIM attacked a vehicle in Djibo on 4 May 2022.": [
        "occurred: JNIM [battle] @ Djibo, 2022-05-04"
    ],
    # whose soldiers, where two governments are at war
    "Russian forces shelled Kherson on 3 May 2022. Soldiers attacked Kharkiv on 4 May 2022.": [
        "occurred: Russia [shelling] @ Kherson, 2022-05-03",
        "occurred: [battle] @ Kharkiv, 2022-05-04; lacks by (“Soldiers”)",
    ],
    # by a country's adjective
    "Russian missiles hit a Ukrainian depot near Kherson on 4 May 2022.": [
        "occurred: Russia > Ukraine [shelling] @ 30 km of Kherson, 2022-05-04"
    ],
    "Russian and Syrian jets bombed Idlib on 4 May 2019.": [
        "occurred: Syria [airstrike] @ Idlib, 2019-05-04",
        "occurred: Russia [airstrike] @ Idlib, 2019-05-04",
    ],
    # nobody knows who
    "Unknown gunmen attacked the army in Djibo on 4 May 2022.": [
        "occurred: > Burkina [battle] @ Djibo, 2022-05-04"
    ],
    "The gunmen attacked Djibo on 4 May 2022.": [
        "occurred: [battle] @ Djibo, 2022-05-04; lacks by (“The gunmen”)"
    ],
}


@pytest.mark.parametrize("text", CASES)
def test_who_is_meant(text: str) -> None:
    assert told(text) == CASES[text]


def test_what_was_taken_for_granted_is_said() -> None:
    (claim,) = read(LEFT + "It attacked Djibo on 4 May 2022.")
    assert any("“It” is taken as JNIM" in a for a in claim.assumed)
    (claim,) = read("JNIM attacked a police station in Djibo on 4 May 2022.")
    assert any("since the report is mostly about Burkina Faso" in a for a in claim.assumed)
