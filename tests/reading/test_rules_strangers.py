"""Ways of telling that reports of strangers use: labels, communiqués, tweets, denials, what is not known.

Each says all that must be read.
"""

from __future__ import annotations

import pytest

from tests.reading.conflicts import told

SAID: dict[str, list[str]] = {
    "Taiz – One civilian was shot dead by a Houthi sniper on 4 May 2022.": [
        "toll: killed 1 of civilians by Ansarallah @ Taiz, 2022-05-04",
    ],
    "Goma, 6 July 2022. Unknown men fired on a police post. One policeman died.": [
        "occurred: > Congo [battle] @ Goma, 2022-07-06",
        "toll: killed 1 of Congo @ Goma, 2022-07-06",
    ],
    "Wednesday, 4 May 2022\nJNIM fighters attacked an army post at Ber. Two soldiers died.": [
        "occurred: JNIM > Mali [battle] @ Ber, 2022-05-04",
        "toll: killed 2 of Mali @ Ber, 2022-05-04",
    ],
    "Antonov aircraft bombed Nyala on 4 May 2022.": [
        "occurred: [airstrike] @ Nyala, 2022-05-04",
    ],
    "On 15 and 16 May 2022 Antonov aircraft bombed Nyala.": [
        "occurred: [airstrike] @ Nyala, 2022-05-15/2022-05-16",
    ],
    "The M23 destroyed a convoy of the Congolese army near Goma on 4 May 2022 and took eleven vehicles.": [
        "occurred: M23 > Congo [battle] @ 30 km of Goma, 2022-05-04",
    ],
    "Boko Haram fighters opened fire on a bus near Baga on 4 May 2022, killing at least 11 people.": [
        "occurred: Boko Haram > civilians [killing of civilians] killed 11+ @ 30 km of Baga, 2022-05-04",
    ],
    "Rebels of the M23 stormed the National Penitentiary in Bukavu on 4 May 2022.": [
        "occurred: M23 [raid] @ Bukavu, 2022-05-04",
    ],
    "A car bomb of the FARC tore through a club in Arauca on 7 February 2003 and left 36 dead.": [
        "occurred: FARC [bombing] killed 36 @ Arauca, 2003-02-07",
    ],
    "Marib has seen no fighting since 4 May 2022.": [
        "none: [battle] @ Marib, 2022-05-04/2024-06-30",
    ],
    "No incident involving the ELN has been reported in Tibu since 4 May 2022.": [
        "none: ELN @ Tibu, 2022-05-04/2024-06-30",
    ],
    "The claim that the Nigerian army bombed Baga on 4 May 2022 is a lie.": [
        "occurred: Nigeria [airstrike] @ Baga, 2022-05-04; denied",
    ],
    "Rumours of an assault on Sumy on 4 May 2022 proved to be false.": [
        "occurred: [battle] @ Sumy, 2022-05-04; denied",
    ],
    "In Kidal, the army said, its artillery shelled JNIM positions on 4 May 2022.": [
        "occurred: Mali > JNIM [shelling] @ Kidal, 2022-05-04; attributed Government of Mali",
    ],
    "MSF has documented 21 people killed by the RSF in Nyala on 4 May 2022.": [
        "toll: killed 21 by RSF @ Nyala, 2022-05-04; attributed MSF",
    ],
    "Russian troops entered Sumy on 4 May 2022. They also struck Kharkiv on 6 May 2022.": [
        "occurred: Russia [movement] @ Sumy, 2022-05-04",
        "occurred: Russia @ Kharkiv, 2022-05-06",
    ],
    "The army bombed Nyala on 11 May 2023, a week after gunmen stormed Khartoum.": [
        "occurred: Sudan [airstrike] @ Nyala, 2023-05-11",
        "occurred: [raid] @ Khartoum, ~2023-05-03/2023-05-05",
    ],
    "The Russians took Avdiivka on 4 May 2022.": [
        "occurred: Russia [capture] @ Avdiivka, 2022-05-04",
        "controls: Russia @ Avdiivka, 2022-05-04",
    ],
    "Clashes between JNIM and the army in Gao on 4 May 2022 claimed the lives of at least 24 people.": [
        "occurred: JNIM <> Mali [battle] @ Gao, 2022-05-04",
        "toll: killed 24+ @ Gao, 2022-05-04",
    ],
    "Ukrainian forces repelled an assault by Russian troops on Bakhmut on 4 May 2022.": [
        "occurred: Russia [battle] @ Bakhmut, 2022-05-04",
    ],
    "The army retook Kilinochchi, where gunmen killed nine villagers on 4 May 2008.": [
        "occurred: Sri Lanka [capture] @ Kilinochchi, ?; lacks when",
        "controls: Sri Lanka @ Kilinochchi, ?; lacks when",
        "toll: killed 9 of civilians @ Kilinochchi, 2008-05-04",
    ],
    "Heavy shelling on Kharkiv on 4 May 2022.": [
        "occurred: [shelling] @ Kharkiv, 2022-05-04",
    ],
    "Shelling by Houthi forces was recorded on 4 May 2022 in Taiz.": [
        "occurred: Ansarallah [shelling] @ Taiz, 2022-05-04",
    ],
    "Coalition warplanes carried out 14 airstrikes on Hodeidah on 4 May 2018.": [
        "count: Saudi-led coalition [airstrike] x14 @ Hodeidah, 2018-05-04",
    ],
    "On 4 May 2022 the air force bombed a camp in the Sambisa forest.": [
        "occurred: [airstrike] @ Sambisa forest, 2022-05-04; lacks by (“the air force”), where (“Sambisa forest” is in no gazetteer)",
    ],
    "The Malian army took control of the village of Qwertytown on 4 May 2022. JNIM fled.": [
        "occurred: Mali [capture] @ Qwertytown, 2022-05-04; lacks where (“Qwertytown” is in no gazetteer)",
        "controls: Mali @ Qwertytown, 2022-05-04; lacks where (“Qwertytown” is in no gazetteer)",
    ],
    "Statement of the LTTE\nOn 4 May 2008 our Sea Tigers attacked an army post near Kilinochchi. The enemy shelled Mullaitivu on 5 May 2008.": [
        "occurred: LTTE > Sri Lanka [battle] @ 30 km of Kilinochchi, 2008-05-04",
        "occurred: Sri Lanka [shelling] @ Mullaitivu, 2008-05-05",
    ],
    "Statement of the LTTE\nOn 4 May 2008 the heroes of our movement captured Elephant Pass.": [
        "occurred: LTTE [capture] @ Elephant Pass, 2008-05-04",
        "controls: LTTE @ Elephant Pass, 2008-05-04",
    ],
    "Ministry of Defence of the Russian Federation: briefing\nOn 4 May 2022 aviation struck Kharkiv.": [
        "occurred: Russia [airstrike] @ Kharkiv, 2022-05-04",
    ],
    "JNIM has encircled Djibo since February of last year.": [
        "occurred: JNIM [siege] @ Djibo, 2023-02-01/2024-06-30",
    ],
    "The RSF took Nyala on 3 May 2023, and by the 6th they held El Fasher.": [
        "occurred: RSF [capture] @ Nyala, 2023-05-03",
        "controls: RSF @ Nyala, 2023-05-03",
        "controls: RSF @ El Fasher, 2023-05-06",
    ],
    "Two policemen were shot dead in Marawi on 4 May 2017.": [
        "toll: killed 2 of Philippines @ Marawi, 2017-05-04",
    ],
    "At least 36 LTTE rebels were killed on 4 May 2008 when the Sri Lankan army attacked Mullaitivu.": [
        "toll: killed 36+ of LTTE @ Mullaitivu, 2008-05-04",
        "occurred: Sri Lanka [battle] @ Mullaitivu, 2008-05-04",
    ],
    "Rockets hit Ashkelon on 4 May 2021, six civilians dead.": [
        "occurred: [shelling] @ Ashkelon, 2021-05-04",
        "toll: killed 6 of civilians @ Ashkelon, 2021-05-04",
    ],
    "Haftar's forces bombed Hodeidah on 4 May 2019.": [
        "occurred: LNA [bombing] @ Hodeidah, 2019-05-04",
    ],
    "The Viet Cong attacked an army post in Basilan on 4 May 1968.": [
        "occurred: Viet Cong > Philippines [battle] @ Basilan, 1968-05-04",
    ],
}


@pytest.mark.parametrize("text", SAID)
def test_what_is_told(text: str) -> None:
    assert told(text) == SAID[text]
