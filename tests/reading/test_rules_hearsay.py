"""Who is said to have done it, who denies it, and who passes on what whom says."""

from __future__ import annotations

import pytest

from tests.reading.conflicts import told

RAID = "occurred: JNIM > Burkina [battle] @ Djibo, 2022-05-04"

ASCRIBED: dict[str, list[str]] = {
    "On 4 May 2022 a car bomb attributed to JNIM exploded in Djibo.": [
        "occurred: JNIM [bombing] @ Djibo, 2022-05-04; hedged"
    ],
    "The attack on Djibo on 4 May 2022 was blamed on JNIM.": [
        "occurred: JNIM [battle] @ Djibo, 2022-05-04; hedged"
    ],
    "Ten civilians were killed in Djibo on 4 May 2022, allegedly by JNIM.": [
        "toll: killed 10 of civilians by JNIM @ Djibo, 2022-05-04; hedged"
    ],
}

DENIED: dict[str, list[str]] = {
    "A bomb exploded in Djibo on 4 May 2022. JNIM denied responsibility.": [
        "occurred: [bombing] @ Djibo, 2022-05-04",
        "occurred: JNIM [bombing] @ Djibo, 2022-05-04; denied JNIM",
    ],
    "Residents said that the army shelled Djibo on 4 May 2022. The army denied it.": [
        "occurred: Burkina [shelling] @ Djibo, 2022-05-04; attributed Residents",
        "occurred: Burkina [shelling] @ Djibo, 2022-05-04; denied Government of Burkina Faso",
    ],
    # somebody else's denial is not that of who is accused
    "JNIM attacked the army in Djibo on 4 May 2022. The army denied responsibility.": [RAID],
    "JNIM attacked the army in Djibo on 4 May 2022. JNIM did not deny it.": [RAID],
}

PASSED_ON: dict[str, list[str]] = {
    "The ministry said, citing the army, that JNIM attacked the army in Djibo on 4 May 2022.": [
        f"{RAID}; attributed The ministry, citing Government of Burkina Faso"
    ],
    "According to the UN, citing residents, JNIM attacked the army in Djibo on 4 May 2022.": [
        f"{RAID}; attributed United Nations, citing residents"
    ],
    "The UN said that witnesses reported that JNIM attacked the army in Djibo on 4 May 2022.": [
        f"{RAID}; attributed United Nations, citing witnesses"
    ],
    "My Office recorded 17 clashes between JNIM and the army in Djibo in May 2022.": [
        "count: JNIM <> Burkina [battle] x17 @ Djibo, 2022-05-01/2022-05-31"
    ],
}


@pytest.mark.parametrize("text", ASCRIBED)
def test_who_is_said_to_have_done_it_is_named_and_hedged(text: str) -> None:
    assert told(text) == ASCRIBED[text]


@pytest.mark.parametrize("text", DENIED)
def test_a_denial_is_a_claim_of_its_own(text: str) -> None:
    assert told(text) == DENIED[text]


@pytest.mark.parametrize("text", PASSED_ON)
def test_a_claim_carries_its_chain_of_sources(text: str) -> None:
    assert told(text) == PASSED_ON[text]
