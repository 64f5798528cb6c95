"""Claims that are more than one event: control, support, change, number, toll, rank, choice, company."""

from __future__ import annotations

import pytest

from tests.reading.conflicts import told

CONTROL: dict[str, list[str]] = {
    "JNIM holds Ber.": ["controls: JNIM @ Ber, 2024-06-30"],
    "The RSF controlled Nyala in November 2023.": ["controls: RSF @ Nyala, 2023-11-01/2023-11-30"],
    "Nyala is controlled by the RSF.": ["controls: RSF @ Nyala, 2024-06-30"],
    "Kilinochchi was under the control of the LTTE in May 2005.": [
        "controls: LTTE @ Kilinochchi, 2005-05-01/2005-05-31"
    ],
    "Heavy fighting broke out between the army and the RSF in Khartoum on 15 April 2023. "
    "The RSF now controls most of the city.": [
        "occurred: Sudan <> RSF [battle] @ Khartoum, 2023-04-15",
        "controls: RSF @ Khartoum, 2024-06-30",
    ],
    "M23 took control of Rutshuru on 29 October 2022.": [
        "occurred: M23 [capture] @ Rutshuru, 2022-10-29",
        "controls: M23 @ Rutshuru, 2022-10-29",
    ],
    "The LTTE lost control of Mullaitivu on 25 January 2009.": [
        "occurred: > LTTE [capture] @ Mullaitivu, 2009-01-25"
    ],
    "Raqqa is still occupied by IS.": ["controls: IS @ Raqqa, 2024-06-30"],
    "The president holds talks in Bamako.": [],
    "Three soldiers were captured by JNIM near Gao on 4 May 2022.": [],
}

SUPPORT: dict[str, list[str]] = {
    "The army, backed by Wagner, attacked JNIM in Ber on 4 August 2023.": [
        "occurred: Mali > JNIM [battle] @ Ber, 2023-08-04",
        "occurred: Wagner Group > JNIM [support] @ Ber, 2023-08-04",
    ],
    "With the support of Russia, the army attacked HTS in Idlib on 4 May 2019.": [
        "occurred: Syria > HTS [battle] @ Idlib, 2019-05-04",
        "occurred: Russia > HTS [support] @ Idlib, 2019-05-04",
    ],
    "The army attacked HTS together with Russian forces in Idlib on 4 May 2019.": [
        "occurred: Syria > HTS [battle] @ Idlib, 2019-05-04",
        "occurred: Russia > HTS [support] @ Idlib, 2019-05-04",
    ],
    "Wagner fighters fought alongside the Malian army against JNIM in Kidal in October 2023.": [
        "occurred: Wagner Group <> JNIM [battle] @ Kidal, 2023-10-01/2023-10-31",
        "occurred: Mali > JNIM [support] @ Kidal, 2023-10-01/2023-10-31",
    ],
    "M23 captured Masisi with Rwandan backing on 4 January 2025.": [
        "occurred: M23 [capture] @ Masisi, 2025-01-04",
        "controls: M23 @ Masisi, 2025-01-04",
        "occurred: Rwanda [support] @ Masisi, 2025-01-04",
    ],
    "Abu Sayyaf, with the approval of the MILF, let a column of Maute fighters pass through Basilan "
    "on 4 May 2017.": [
        "occurred: Maute group [movement] @ Basilan, 2017-05-04",
        "occurred: MILF [support] @ Basilan, 2017-05-04",
        "occurred: ASG [support] @ Basilan, 2017-05-04",
    ],
    "M23 attacked Goma without the support of Rwanda on 4 May 2022.": [
        "occurred: M23 [battle] @ Goma, 2022-05-04"
    ],
}

CHANGED: dict[str, list[str]] = {
    "The Houthis stepped up their attacks on Marib in February 2021.": [
        "changed: Ansarallah [battle] rose @ Marib, 2021-02-01/2021-02-28"
    ],
    "Houthi attacks on Marib increased in February 2021.": [
        "changed: Ansarallah [battle] rose @ Marib, 2021-02-01/2021-02-28"
    ],
    "Attacks by the FARC on the army doubled in Cauca in 2015.": [
        "changed: FARC > Colombia [battle] rose x2 @ Cauca, 2015-01-01/2015-12-31"
    ],
    "There was a sharp increase in attacks by Boko Haram on the army in Borno in June 2020.": [
        "changed: Boko Haram > Nigeria [battle] rose @ Borno, 2020-06-01/2020-06-30"
    ],
    "The army stopped attacking JNIM in Djibo in May 2022.": [
        "changed: Burkina > JNIM [battle] fell @ Djibo, 2022-05-01/2022-05-31"
    ],
    "The attack forced the LTTE to stop its offensive in the Elephant Pass area in May 2000.": [
        "changed: LTTE [battle] fell @ 50 km of Elephant Pass, 2000-05-01/2000-05-31"
    ],
    "Since the ceasefire of 4 May 2017, attacks by the army on HTS in Hama have fallen.": [
        "changed: Syria > HTS [battle] fell since 2017-05-04 @ Hama, 2017-05-04/2024-06-30"
    ],
    "The army carried out more airstrikes on Nyala in June 2023 than in May 2023.": [
        "changed: Sudan [airstrike] rose before 2023-05-01/2023-05-31 @ Nyala, 2023-06-01/2023-06-30"
    ],
    "Fewer attacks by the FARC on the army took place in Cauca in 2015 than in 2014.": [
        "changed: FARC > Colombia [battle] fell before 2014-01-01/2014-12-31 @ Cauca, "
        "2015-01-01/2015-12-31"
    ],
    "Russian jets are accelerating their attacks on HTS in Idlib.": [
        "changed: Russia > HTS [airstrike] rose @ Idlib, ~2024-06-16/2024-06-30"
    ],
}

NUMBERS: dict[str, list[str]] = {
    "Russian warplanes carried out 340 raids on Idlib in May 2019.": [
        "count: Russia [airstrike] x340 @ Idlib, 2019-05-01/2019-05-31"
    ],
    "JNIM carried out at least 14 attacks on the army in Djibo in May 2022.": [
        "count: JNIM > Burkina [battle] x14+ @ Djibo, 2022-05-01/2022-05-31"
    ],
    "Dozens of Israeli airstrikes hit Rafah on 4 May 2024.": [
        "count: Israel [airstrike] x24-99 @ Rafah, 2024-05-04"
    ],
    "Two suicide bombings killed 30 people in Maiduguri on 4 May 2022.": [
        "count: [bombing] x2 @ Maiduguri, 2022-05-04",
        "toll: killed 30 @ Maiduguri, 2022-05-04",
    ],
    "The 20 March attack by JNIM on Gao was claimed.": [
        "occurred: JNIM [battle] @ Gao, 2024-03-20"
    ],
}

TOLLS: dict[str, list[str]] = {
    "JNIM fighters killed 12 civilians in Djibo on 4 May 2022.": [
        "toll: killed 12 of civilians by JNIM @ Djibo, 2022-05-04"
    ],
    "Twelve civilians were killed by JNIM in Djibo on 4 May 2022.": [
        "toll: killed 12 of civilians by JNIM @ Djibo, 2022-05-04"
    ],
    "Between 10 and 20 civilians were killed by the Tatmadaw in Sagaing on 4 May 2022.": [
        "toll: killed 10-20 of civilians by Myanmar @ Sagaing, 2022-05-04"
    ],
    "The army killed more than 100 M23 fighters near Goma in May 2022.": [
        "toll: killed 101+ of M23 by Congo @ 30 km of Goma, 2022-05-01/2022-05-31"
    ],
    "Up to 30 people died in Gao on 4 May 2022.": ["toll: killed -30 @ Gao, 2022-05-04"],
    "The death toll in El Fasher on 4 May 2024 was 40.": [
        "toll: killed 40 @ El Fasher, 2024-05-04"
    ],
    "The death toll in El Fasher reached 40 on 4 May 2024.": [
        "toll: killed 40 @ El Fasher, ?; lacks when (since when the toll is counted)"
    ],
    "JNIM killed 12 civilians and 3 ISGS fighters in Gao on 4 May 2022.": [
        "toll: killed 12 of civilians by JNIM @ Gao, 2022-05-04",
        "toll: killed 3 of ISGS by JNIM @ Gao, 2022-05-04",
    ],
    "Russian jets executed four airstrikes on Idlib on 4 May 2019.": [
        "count: Russia [airstrike] x4 @ Idlib, 2019-05-04"
    ],
    "The army lost 20 soldiers in Ber on 4 August 2023.": [
        "toll: killed 20 of Mali @ Ber, 2023-08-04"
    ],
    "JNIM massacred dozens of villagers in Djibo on 4 May 2022.": [
        "toll: killed 24-99 of civilians by JNIM @ Djibo, 2022-05-04"
    ],
    "The massacre of 40 villagers by JNIM in Djibo on 4 May 2022 was condemned.": [
        "toll: killed 40 of civilians by JNIM @ Djibo, 2022-05-04"
    ],
    "Tens of thousands of Syrians have been killed by Russia in Syria since 2015.": [
        "toll: killed 20000-99999 by Russia @ Syria, 2015-01-01/2024-06-30"
    ],
    "A suicide bombing killed 30 people in Maiduguri on 4 May 2022.": [
        "occurred: [bombing] killed 30 @ Maiduguri, 2022-05-04"
    ],
    "14 people died in shelling by the army in El Fasher on 4 May 2024.": [
        "toll: killed 14 @ El Fasher, 2024-05-04",
        "occurred: Sudan [shelling] @ El Fasher, 2024-05-04",
    ],
    "JNIM killed civilians in Djibo on 4 May 2022.": [
        "occurred: JNIM > civilians [killing of civilians] @ Djibo, 2022-05-04"
    ],
    "JNIM killed a soldier in Djibo on 4 May 2022.": [
        "toll: killed 1 of Burkina by JNIM @ Djibo, 2022-05-04"
    ],
}

RANKED: dict[str, list[str]] = {
    "May 2019 was the deadliest month for the Syrian army in Idlib since March 2018.": [
        "ranked: Syria killed first of month since 2018-03-01 @ Idlib, 2019-05-01/2019-05-31"
    ],
    "On 4 May 2019 Russia carried out its first airstrikes on Idlib in two years.": [
        "occurred: Russia [airstrike] @ Idlib, 2019-05-04",
        "ranked: Russia [airstrike] events first of day since 2017-05-04 @ Idlib, 2019-05-04",
    ],
    "The airstrikes by Russia on Idlib on 4 May 2019 were the first in two years.": [
        "occurred: Russia [airstrike] @ Idlib, 2019-05-04",
        "ranked: Russia [airstrike] events first of day since 2017-05-04 @ Idlib, 2019-05-04",
    ],
    "The army killed more civilians than the RSF in Nyala in May 2023.": [
        "ranked: Sudan > civilians killed first of ['RSF'] @ Nyala, 2023-05-01/2023-05-31"
    ],
    "The army carried out more attacks than the RSF in Nyala in May 2023.": [
        "ranked: Sudan [battle] events first of ['RSF'] @ Nyala, 2023-05-01/2023-05-31"
    ],
    "It was the deadliest month in Idlib since March 2018.": [
        "ranked: killed first of month since 2018-03-01 @ Idlib, ?; lacks events, when"
    ],
}

CHOICES: dict[str, list[str]] = {
    "Boko Haram turned from the army to ISWAP in Borno in June 2021.": [
        "displaced: Boko Haram from Nigeria to ISWAP @ ?, 2021-06-01/2021-06-30"
    ],
    "The army shifted its attacks from the ELN to the FARC in Cauca in 2018.": [
        "displaced: Colombia from ELN to FARC @ ?, 2018-01-01/2018-12-31",
    ],
    "The ELN stopped fighting the army and turned to the FARC in Cauca in 2018.": [
        "changed: ELN <> Colombia [battle] fell @ Cauca, 2018-01-01/2018-12-31",
        "displaced: ELN from Colombia to FARC @ ?, 2018-01-01/2018-12-31",
    ],
    "Russian jets bombed HTS rather than IS in Hama in October 2017.": [
        "occurred: Russia > HTS [airstrike] @ Hama, 2017-10-01/2017-10-31",
        "targeted: Russia > HTS, not IS @ Hama, 2017-10-01/2017-10-31",
    ],
    "Instead of IS, Russian jets bombed HTS in Hama in October 2017.": [
        "occurred: Russia > HTS [airstrike] @ Hama, 2017-10-01/2017-10-31",
        "targeted: Russia > HTS, not IS @ Hama, 2017-10-01/2017-10-31",
    ],
    "Russian airstrikes targeted HTS and not IS in Hama in October 2017.": [
        "occurred: Russia > HTS [airstrike] @ Hama, 2017-10-01/2017-10-31",
        "targeted: Russia > HTS, not IS @ Hama, 2017-10-01/2017-10-31",
    ],
}

TOGETHER: dict[str, list[str]] = {
    "While the SDF fought IS in Raqqa in June 2017, Turkish jets bombed the SDF in Afrin.": [
        "occurred: SDF <> IS [battle] @ Raqqa, 2017-06-01/2017-06-30",
        "coincided: Turkey > SDF [airstrike] during SDF <> IS [battle] @ Afrin, "
        "2017-06-01/2017-06-30",
        "occurred: Turkey > SDF [airstrike] @ Afrin, 2017-06-01/2017-06-30",
    ],
    "As JNIM was advancing against ISGS near Gao in May 2022, French jets attacked JNIM.": [
        "occurred: JNIM > ISGS [battle] @ 30 km of Gao, 2022-05-01/2022-05-31",
        "coincided: Government of France > JNIM [airstrike] during JNIM <> ISGS [battle] @ "
        "30 km of Gao, 2022-05-01/2022-05-31",
        "occurred: Government of France > JNIM [airstrike] @ 30 km of Gao, 2022-05-01/2022-05-31",
    ],
    "The army attacked the ELN in Tibu in May 2022, while the FARC held elections.": [
        "occurred: Colombia > ELN [battle] @ Tibu, 2022-05-01/2022-05-31"
    ],
}

ONLY: dict[str, list[str]] = {
    "The only battle in Arauca is the one between the FARC and the ELN.": [
        "only: FARC <> ELN [battle] @ Arauca, ~2024-06-16/2024-06-30"
    ],
    "Currently the only ongoing fighting near Ber is between JNIM and ISGS.": [
        "only: JNIM <> ISGS [battle] @ 30 km of Ber, ~2024-06-16/2024-06-30"
    ],
    "The sole attack by the NPA on the army in Samar took place in June 2020.": [
        "only: CPP > Philippines [battle] @ Samar, 2020-06-01/2020-06-30"
    ],
}

ALIGNED: dict[str, list[str]] = {
    "Compared with the FARC, the Colombian government considers the ELN a lesser evil in Cauca.": [
        "aligned: Colombia for ELN against FARC @ Cauca, ~2024-06-16/2024-06-30"
    ],
    "Rwanda tacitly helps M23 against the FDLR in Masisi.": [
        "aligned: Rwanda for M23 against FDLR @ Masisi, ~2024-06-16/2024-06-30"
    ],
    "The army colludes with ISGS against JNIM in Gao.": [
        "aligned: Mali for ISGS against JNIM @ Gao, ~2024-06-16/2024-06-30"
    ],
    "Turkey favours HTS in Idlib.": [
        "aligned: Turkey for HTS against ? @ Idlib, ~2024-06-16/2024-06-30; lacks against"
    ],
    "Turkey should favour HTS in Idlib.": [],
}

ALL = CONTROL | SUPPORT | CHANGED | NUMBERS | TOLLS | RANKED | CHOICES | TOGETHER | ONLY | ALIGNED


@pytest.mark.parametrize("sentence", ALL)
def test_what_is_claimed(sentence: str) -> None:
    assert told(sentence) == ALL[sentence]
