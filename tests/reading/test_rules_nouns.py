"""Events told by nouns, and the verbs that carry them."""

from __future__ import annotations

import pytest

from tests.reading.conflicts import told

CASES: dict[str, list[str]] = {
    "The attack of several hundred M23 fighters against the army in Rutshuru took place on 26 October 2022.": [
        "occurred: M23 > Congo [battle] @ Rutshuru, 2022-10-26"
    ],
    "Russian airstrikes on HTS in Idlib continued in May 2019.": [
        "occurred: Russia > HTS [airstrike] @ Idlib, 2019-05-01/2019-05-31"
    ],
    "The bombardment of Jabalia by Israel on 4 January 2024 destroyed houses.": [
        "occurred: Israel [shelling] @ Jabalia, 2024-01-04"
    ],
    "The Houthis' attack on Marib on 4 May 2021 failed.": [
        "occurred: Ansarallah [battle] @ Marib, 2021-05-04"
    ],
    "Clashes between the Arakan Army and the Tatmadaw broke out in Kyauktaw on 4 May 2022.": [
        "occurred: ULA <> Myanmar [battle] @ Kyauktaw, 2022-05-04"
    ],
    "Heavy fighting broke out between the Sudanese army and the Rapid Support Forces in Khartoum on 15 April 2023.": [
        "occurred: Sudan <> RSF [battle] @ Khartoum, 2023-04-15"
    ],
    "Fighting between JNIM and the army raged in Ber on 4 August 2023.": [
        "occurred: JNIM <> Mali [battle] @ Ber, 2023-08-04"
    ],
    "JNIM and the army clashed near Ber on 4 August 2023.": [
        "occurred: JNIM <> Mali [battle] @ 30 km of Ber, 2023-08-04"
    ],
    "The army clashed with the NPA in Samar on 3 June 2020.": [
        "occurred: Philippines <> CPP [battle] @ Samar, 2020-06-03"
    ],
    "The fall of Goma to M23 on 27 January 2025 shocked the region.": [
        "occurred: M23 [capture] @ Goma, 2025-01-27",
        "controls: M23 @ Goma, 2025-01-27",
    ],
    "Avdiivka fell to Russian forces on 17 February 2024.": [
        "occurred: Russia [capture] @ Avdiivka, 2024-02-17",
        "controls: Russia @ Avdiivka, 2024-02-17",
    ],
    "The army lost Kilinochchi to the LTTE on 27 September 1998.": [
        "occurred: LTTE > Sri Lanka [capture] @ Kilinochchi, 1998-09-27",
        "controls: LTTE @ Kilinochchi, 1998-09-27",
    ],
    "Wad Madani was lost to the RSF on 18 December 2023.": [
        "occurred: RSF [capture] @ Wad Madani, 2023-12-18",
        "controls: RSF @ Wad Madani, 2023-12-18",
    ],
    # carried by a verb
    "JNIM launched an attack on the army in Djibo on 4 May 2022.": [
        "occurred: JNIM > Burkina [battle] @ Djibo, 2022-05-04"
    ],
    "An attack on the army was launched by JNIM in Djibo on 4 May 2022.": [
        "occurred: JNIM > Burkina [battle] @ Djibo, 2022-05-04"
    ],
    "The attack that JNIM launched on Djibo on 4 May 2022 failed.": [
        "occurred: JNIM [battle] @ Djibo, 2022-05-04"
    ],
    "The army came under attack from JNIM in Djibo on 4 May 2022.": [
        "occurred: JNIM > Burkina [battle] @ Djibo, 2022-05-04"
    ],
    "The army repelled an attack by JNIM on Djibo on 4 May 2022.": [
        "occurred: JNIM [battle] @ Djibo, 2022-05-04"
    ],
    "Israel responded with airstrikes on Rafah on 4 May 2024.": [
        "occurred: Israel [airstrike] @ Rafah, 2024-05-04"
    ],
    "The army and JNIM signed a ceasefire in Djibo on 4 May 2022.": [
        "occurred: Burkina <> JNIM [deal] @ Djibo, 2022-05-04"
    ],
    "The army agreed to a ceasefire with the ELN in Arauca on 4 August 2023.": [
        "occurred: Colombia <> ELN [deal] @ Arauca, 2023-08-04"
    ],
    # taken for granted
    "The UN condemned the attack by JNIM on Djibo on 4 May 2022.": [
        "occurred: JNIM [battle] @ Djibo, 2022-05-04"
    ],
    "12 soldiers were wounded in an ambush by JNIM near Gao on 4 May 2022.": [
        "occurred: JNIM > Mali [battle] @ 30 km of Gao, 2022-05-04"
    ],
    "Russian forces captured Bakhmut on 20 May 2023 after months of fighting with the Ukrainian army.": [
        "occurred: Russia [capture] @ Bakhmut, 2023-05-20",
        "controls: Russia @ Bakhmut, 2023-05-20",
        "occurred: Russia <> Ukraine [battle] @ Bakhmut, ~2023-02-17/2023-05-20",
    ],
    "JNIM killed 12 soldiers in an ambush near Gao on 4 May 2022.": [
        "occurred: JNIM > Mali [battle] @ 30 km of Gao, 2022-05-04",
        "toll: killed 12 of Mali by JNIM @ 30 km of Gao, 2022-05-04",
    ],
    "The army lost 12 soldiers in an ambush near Gao on 4 May 2022.": [
        "toll: killed 12 of Mali @ 30 km of Gao, 2022-05-04",
        "occurred: [battle] @ 30 km of Gao, 2022-05-04",
    ],
    # not events of a war
    "Workers began a hunger strike in Bamako on 4 May 2022.": [],
    "The battle against inflation in Bamako continued in May 2022.": [],
    "Mali and China signed a trade agreement on 4 May 2022.": [
        "occurred: Mali <> Government of China [deal] @ ?, 2022-05-04; lacks where"
    ],
}


@pytest.mark.parametrize("sentence", CASES)
def test_events_told_by_nouns(sentence: str) -> None:
    assert told(sentence) == CASES[sentence]
