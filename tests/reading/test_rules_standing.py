"""What is so, what is only said, what is denied, what did not happen, and what is not told at all."""

from __future__ import annotations

import pytest

from tests.reading.conflicts import told

ATTACK = "occurred: JNIM > Burkina [battle] @ Djibo, 2022-05-04"

SAID: dict[str, list[str]] = {
    "According to the UN, JNIM attacked the army in Djibo on 4 May 2022.": [
        f"{ATTACK}; attributed the UN"
    ],
    "Human Rights Watch said that JNIM attacked the army in Djibo on 4 May 2022.": [
        f"{ATTACK}; attributed Human Rights Watch"
    ],
    "JNIM attacked the army in Djibo on 4 May 2022, residents said.": [
        f"{ATTACK}; attributed residents"
    ],
    "As the BBC reported, JNIM attacked the army in Djibo on 4 May 2022.": [
        f"{ATTACK}; attributed the BBC"
    ],
    "As we reported, JNIM attacked the army in Djibo on 4 May 2022.": [ATTACK],
    "The army said JNIM fighters had been defeated and JNIM attacked Djibo on 4 May 2022.": [
        "occurred: JNIM [battle] @ Djibo, 2022-05-04; attributed Government of Burkina Faso"
    ],
    "The army accused JNIM of shelling Djibo on 4 May 2022.": [
        "occurred: JNIM [shelling] @ Djibo, 2022-05-04; hedged Government of Burkina Faso"
    ],
    "JNIM claimed responsibility for the attack on Djibo on 4 May 2022.": [
        "occurred: JNIM [battle] @ Djibo, 2022-05-04; attributed JNIM"
    ],
    "It is obvious that JNIM attacked the army in Djibo on 4 May 2022.": [ATTACK],
    "The fact that JNIM attacked the army in Djibo on 4 May 2022 is known.": [ATTACK],
    "JNIM began attacking the army in Djibo on 4 May 2022.": [ATTACK],
    "JNIM managed to attack the army in Djibo on 4 May 2022.": [ATTACK],
    "JNIM was able to attack the army in Djibo on 4 May 2022.": [ATTACK],
}

HEDGED: dict[str, list[str]] = {
    "JNIM reportedly attacked the army in Djibo on 4 May 2022.": [f"{ATTACK}; hedged"],
    "JNIM may have attacked the army in Djibo on 4 May 2022.": [f"{ATTACK}; hedged"],
    "JNIM is said to have attacked the army in Djibo on 4 May 2022.": [f"{ATTACK}; hedged"],
    "Analysts believe that JNIM attacked the army in Djibo on 4 May 2022.": [
        f"{ATTACK}; hedged Analysts"
    ],
    "An alleged attack by JNIM on the army took place in Djibo on 4 May 2022.": [
        f"{ATTACK}; hedged"
    ],
    "It was reported that JNIM attacked the army in Djibo on 4 May 2022.": [f"{ATTACK}; hedged"],
}

DENIED: dict[str, list[str]] = {
    "The army denied shelling Djibo on 4 May 2022.": [
        "occurred: Burkina [shelling] @ Djibo, 2022-05-04; denied Government of Burkina Faso"
    ],
    "The army denied that it had shelled Djibo on 4 May 2022.": [
        "occurred: Burkina [shelling] @ Djibo, 2022-05-04; denied Government of Burkina Faso"
    ],
    "Hamas denied that Israel had bombed Rafah on 4 May 2024.": [
        "occurred: Israel [airstrike] @ Rafah, 2024-05-04; denied Hamas"
    ],
    "The army rejected the allegation that it had shelled Djibo on 4 May 2022.": [
        "occurred: Burkina [shelling] @ Djibo, 2022-05-04; denied Government of Burkina Faso"
    ],
    # two sentences with a semicolon between: the second denies something else
    "Israel bombed Rafah on 4 May 2024; Hamas denies any involvement.": [
        "occurred: Israel [airstrike] @ Rafah, 2024-05-04"
    ],
    "The Houthis denied responsibility for the attack on Marib on 4 May 2021.": [
        "occurred: Ansarallah [battle] @ Marib, 2021-05-04; denied Ansarallah"
    ],
}

NOTHING: dict[str, list[str]] = {
    "The army did not attack the Houthis in Hodeidah in March 2019.": [
        "none: Government of Yemen (North Yemen) > Ansarallah [battle] @ Hodeidah, 2019-03-01/2019-03-31"
    ],
    "No attacks by the Houthis on Marib took place in June 2020.": [
        "none: Ansarallah [battle] @ Marib, 2020-06-01/2020-06-30"
    ],
    "JNIM never attacked Gao in 2015.": ["none: JNIM [battle] @ Gao, 2015-01-01/2015-12-31"],
    "JNIM failed to capture Djibo on 4 May 2022.": ["none: JNIM [capture] @ Djibo, 2022-05-04"],
    "JNIM did not capture Djibo or attack the army on 4 May 2022.": [
        "none: JNIM [capture] @ Djibo, 2022-05-04",
        "none: JNIM > Burkina [battle] @ Djibo, 2022-05-04",
    ],
    "No clashes between the army and the NPA took place in Samar in June 2020.": [
        "none: Philippines <> CPP [battle] @ Samar, 2020-06-01/2020-06-30"
    ],
    "No civilians were killed in Rafah on 4 May 2024.": [
        "none: > civilians [killing of civilians] @ Rafah, 2024-05-04"
    ],
    "On 4 May 2022 ISGS fighters marched through Gao, held by the army, without being attacked by it.": [
        "occurred: ISGS [movement] @ Gao, 2022-05-04",
        "none: Mali > ISGS [battle] @ Gao, 2022-05-04",
    ],
    "Neither side attacked the other in Marib in June 2020.": [
        "none: [battle] @ Marib, 2020-06-01/2020-06-30; lacks by (“Neither side”)"
    ],
}

UNREAL = [
    "JNIM plans to attack Djibo on 4 July 2024.",
    "JNIM threatened to attack the army in Djibo on 4 May 2022.",
    "JNIM wanted to capture Djibo on 4 May 2022.",
    "JNIM tried to capture Djibo on 4 May 2022.",
    "JNIM should attack the army in Djibo.",
    "JNIM could attack the army in Djibo.",
    "JNIM would have attacked the army in Djibo.",
    "The army hopes to recapture Djibo from JNIM.",
    "The army ordered its troops to attack JNIM in Djibo.",
    "The army must not forget the attack by JNIM on Djibo.",
    "Did JNIM attack the army in Djibo on 4 May 2022?",
    "The army warned of an attack by JNIM on Djibo.",
    "A planned attack by JNIM on Djibo was discovered on 4 May 2022.",
    "The army prevented an attack by JNIM on Djibo on 4 May 2022.",
    "There is a risk of attacks by JNIM on Djibo.",
    "The UN called for a ceasefire between JNIM and the army in Djibo.",
    "JNIM refused to attack Djibo on 4 May 2022.",
    "The army barely attacked JNIM in Djibo.",
    "The army is to attack JNIM in Djibo on 4 May 2022.",
    "The army went to attack JNIM in Djibo on 4 May 2022.",
    "Talks to end the fighting between JNIM and the army in Djibo began.",
]

PURPOSE: dict[str, list[str]] = {
    "The army entered Djibo on 4 May 2022 in order to attack JNIM.": [
        "occurred: Burkina [movement] @ Djibo, 2022-05-04"
    ],
    "JNIM attacked Djibo on 4 May 2022 to subjugate the region.": [
        "occurred: JNIM [battle] @ Djibo, 2022-05-04"
    ],
}


@pytest.mark.parametrize("sentence", [*SAID, *HEDGED, *DENIED, *NOTHING, *PURPOSE])
def test_how_it_stands(sentence: str) -> None:
    assert told(sentence) == (SAID | HEDGED | DENIED | NOTHING | PURPOSE)[sentence]


@pytest.mark.parametrize("sentence", UNREAL)
def test_what_is_not_told_as_a_fact_makes_no_claim_that_could_be_tested(sentence: str) -> None:
    assert [line for line in told(sentence) if not line.startswith("opinion")] == []


@pytest.mark.parametrize(
    "sentence",
    ["JNIM will attack Djibo.", "If JNIM attacks Djibo, the army will withdraw from Gao."],
)
def test_a_forecast_without_a_date_is_an_opinion(sentence: str) -> None:
    assert told(sentence) == ["opinion: forecast without a date"]


def test_a_fact_inside_what_is_not_one_is_still_a_fact() -> None:
    assert told("The army refused to leave Gao, which JNIM had attacked on 4 May 2022.") == [
        "occurred: JNIM [battle] @ Gao, 2022-05-04"
    ]
