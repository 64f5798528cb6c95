"""Harm told with an attack, weapons that act, and events that the claim language has no kind for."""

from __future__ import annotations

import pytest

from tests.reading.conflicts import told

CASES: dict[str, list[str]] = {
    # the wounded and the dead are those whom the attack was against
    "JNIM wounded two soldiers in a bomb attack in Djibo on 4 May 2022.": [
        "occurred: JNIM > Burkina [bombing] @ Djibo, 2022-05-04"
    ],
    "JNIM attacked Djibo on 4 May 2022, killing 14 soldiers and wounding five.": [
        "occurred: JNIM > Burkina [battle] killed 14 @ Djibo, 2022-05-04"
    ],
    "JNIM wounded two soldiers near Djibo on 4 May 2022.": [
        "occurred: JNIM > Burkina [battle] @ 30 km of Djibo, 2022-05-04"
    ],
    "Israel carried out airstrikes on Rafah on 4 May 2024 in which five civilians were killed.": [
        "occurred: Israel [airstrike] killed 5 @ Rafah, 2024-05-04"
    ],
    "17 people lost their lives in Gao on 4 May 2022.": ["toll: killed 17 @ Gao, 2022-05-04"],
    "RSF fighters and militiamen killed 12 civilians in Nyala on 4 May 2023.": [
        "toll: killed 12 of civilians by RSF @ Nyala, 2023-05-04"
    ],
    # weapons, and those who used them
    "A mine laid by JNIM killed two civilians in Djibo on 4 May 2022.": [
        "toll: killed 2 of civilians by JNIM @ Djibo, 2022-05-04"
    ],
    "On 10 February 2015 rockets struck the centre of Kharkiv.": [
        "occurred: [shelling] @ Kharkiv, 2015-02-10"
    ],
    "Two car bombs exploded outside the ministry in Kidal on 4 May 2022, killing 12 people.": [
        "count: [bombing] x2 @ Kidal, 2022-05-04",
        "toll: killed 12 @ Kidal, 2022-05-04",
    ],
    "JNIM blew up a bridge near Djibo on 4 May 2022.": [
        "occurred: JNIM [bombing] @ 30 km of Djibo, 2022-05-04"
    ],
    "The army bombed Nyala 400 times in May 2023.": [
        "count: Sudan [airstrike] x400 @ Nyala, 2023-05-01/2023-05-31"
    ],
    "The army opened fire to disperse demonstrators in Khartoum on 4 May 2022.": [
        "occurred: Sudan > civilians @ Khartoum, 2022-05-04"
    ],
    # no kind of the claim language: listed, never tested
    "The army tortured detainees in Nyala on 4 May 2023.": [
        "occurred: Sudan @ Nyala, 2023-05-04; "
        "lacks events.kind (“tortured”: the claim language has no such kind)"
    ],
    "JNIM tried to kill civilians in Djibo on 4 May 2022.": [
        "occurred: JNIM @ Djibo, 2022-05-04; "
        "lacks events.kind (“kill”: the claim language has no such kind)"
    ],
    "The army is guilty of violating the ceasefire with the ELN in Arauca on 4 May 2022.": [
        "occurred: Colombia > ELN @ Arauca, 2022-05-04; "
        "lacks events.kind (“violating”: the claim language has no such kind)"
    ],
    # no event of a war
    "Prices exploded in Bamako on 4 May 2022.": [],
    "The army took part in a parade in Bamako on 4 May 2022.": [],
}


@pytest.mark.parametrize("sentence", CASES)
def test_harm(sentence: str) -> None:
    assert told(sentence) == CASES[sentence]
