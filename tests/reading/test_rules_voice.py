"""Who did what to whom, in every voice and order that English has for it."""

from __future__ import annotations

import pytest

from tests.reading.conflicts import read, told

CASES: dict[str, list[str]] = {
    # active
    "JNIM attacked the army in Djibo on 4 May 2022.": [
        "occurred: JNIM > Burkina [battle] @ Djibo, 2022-05-04"
    ],
    "On 4 May 2023 Russian forces shelled Kherson, killing at least 14 civilians.": [
        "occurred: Russia [shelling] killed 14+ @ Kherson, 2023-05-04"
    ],
    "Several hundred M23 fighters attacked the army near Rutshuru on 26 October 2022.": [
        "occurred: M23 > Congo [battle] @ 30 km of Rutshuru, 2022-10-26"
    ],
    "Junta warplanes bombed Laukkai on 5 January 2024.": [
        "occurred: Myanmar [airstrike] @ Laukkai, 2024-01-05"
    ],
    "JNIM besieged Djibo in May 2022.": ["occurred: JNIM [siege] @ Djibo, 2022-05-01/2022-05-31"],
    "Hamas fired dozens of rockets at Ashkelon on 8 October 2023.": [
        "occurred: Hamas [shelling] @ Ashkelon, 2023-10-08"
    ],
    # passive, with and without an agent
    "The army was attacked by JNIM in Djibo on 4 May 2022.": [
        "occurred: JNIM > Burkina [battle] @ Djibo, 2022-05-04"
    ],
    "Kharkiv was shelled on 4 May 2023.": ["occurred: [shelling] @ Kharkiv, 2023-05-04"],
    "HTS positions near Hama were bombed by Russian jets on 4 May 2019.": [
        "occurred: Russia > HTS [airstrike] @ 30 km of Hama, 2019-05-04"
    ],
    "HTS positions in Idlib were bombed on 4 May 2019.": [
        "occurred: > HTS [bombing] @ Idlib, 2019-05-04"
    ],
    "Kyauktaw was captured by the Arakan Army from the junta on 24 January 2024.": [
        "occurred: ULA > Myanmar [capture] @ Kyauktaw, 2024-01-24",
        "controls: ULA @ Kyauktaw, 2024-01-24",
    ],
    # relative clauses and participles
    "JNIM, which attacked Djibo on 4 May 2022, is growing.": [
        "occurred: JNIM [battle] @ Djibo, 2022-05-04"
    ],
    "Djibo, which JNIM attacked on 4 May 2022, is a market town.": [
        "occurred: JNIM [battle] @ Djibo, 2022-05-04"
    ],
    "The convoy attacked by the ELN near Tibu on 4 May 2022 carried fuel.": [
        "occurred: ELN [battle] @ 30 km of Tibu, 2022-05-04"
    ],
    "Fighters of the FARC attacking Tibu on 4 May 2002 fled.": [
        "occurred: FARC [battle] @ Tibu, 2002-05-04"
    ],
    # coordination: what both did, each did; what was done to both, was done to each
    "JNIM and ISGS attacked Djibo on 4 May 2022.": [
        "occurred: JNIM [battle] @ Djibo, 2022-05-04",
        "occurred: ISGS [battle] @ Djibo, 2022-05-04",
    ],
    "JNIM attacked the army and ISGS in Djibo on 4 May 2022.": [
        "occurred: JNIM > Burkina [battle] @ Djibo, 2022-05-04",
        "occurred: JNIM > ISGS [battle] @ Djibo, 2022-05-04",
    ],
    "The LTTE captured Mullaitivu and attacked the army in Kilinochchi on 18 July 1996.": [
        "occurred: LTTE [capture] @ Mullaitivu, 1996-07-18",
        "controls: LTTE @ Mullaitivu, 1996-07-18",
        "occurred: LTTE > Sri Lanka [battle] @ Kilinochchi, 1996-07-18",
    ],
    "The Houthis shelled Marib, Taiz and Hodeidah on 4 May 2021.": [
        "occurred: Ansarallah [shelling] @ Marib + Taiz + Hodeidah, 2021-05-04"
    ],
    # who is who
    "Hayat Tahrir al-Sham (HTS) attacked the army in Hama on 4 May 2019.\nHTS shelled Hama on 5 May 2019.": [
        "occurred: HTS > Syria [battle] @ Hama, 2019-05-04",
        "occurred: HTS [shelling] @ Hama, 2019-05-05",
    ],
    "Daesh/ISIS fighters attacked the SDF in Raqqa on 4 May 2018.": [
        "occurred: IS > SDF [battle] @ Raqqa, 2018-05-04"
    ],
    "The ELN attacked an army patrol near Arauca on 4 May 2022.": [
        "occurred: ELN > Colombia [battle] @ 30 km of Arauca, 2022-05-04"
    ],
    "A column of several hundred Boko Haram fighters attacked Baga on 4 January 2015.": [
        "occurred: Boko Haram [battle] @ Baga, 2015-01-04"
    ],
    "Turkish-backed rebels attacked the SDF in Afrin on 4 May 2018.": [
        "occurred: > SDF [battle] @ Afrin, 2018-05-04; lacks by (“Turkish-backed rebels”)"
    ],
    "Anti-IS fighters attacked Raqqa on 4 May 2017.": [
        "occurred: [battle] @ Raqqa, 2017-05-04; lacks by (“Anti-IS fighters”)"
    ],
    "Russia's allies attacked Kherson on 4 May 2023.": [
        "occurred: [battle] @ Kherson, 2023-05-04; lacks by (“Russia's allies”)"
    ],
    "Gunmen attacked Gao on 4 May 2022.": ["occurred: [battle] @ Gao, 2022-05-04"],
    "They attacked Gao on 4 May 2022.": ["occurred: [battle] @ Gao, 2022-05-04; lacks by (“They”)"],
    # means tell the kind where the verb does not
    "Israeli jets hit Rafah on 4 May 2024.": ["occurred: Israel [airstrike] @ Rafah, 2024-05-04"],
    "Israeli tanks struck Rafah on 4 May 2024.": [
        "occurred: Israel [shelling] @ Rafah, 2024-05-04"
    ],
    # no party, no event
    "An earthquake struck Idlib on 6 February 2023.": [],
    "Prices hit a new high in Bamako on 4 May 2022.": [],
    "Hamas smashed furniture in Rafah on 4 May 2024.": [],
    "Russia fired the governor of Kharkiv on 4 May 2022.": [],
    "Hamas launched a website in Rafah on 4 May 2022.": [],
    "The army marched in a parade in Bamako on 4 May 2022.": [],
    "The US attacked China over trade in Bamako on 4 May 2022.": [],
    "The bus crash in Bamako killed 12 people on 4 May 2022.": [],
    "Russia captured three gold medals in Kharkiv on 4 May 2022.": [],
    "Ukraine fought corruption in Kharkiv in May 2022.": [],
    "The film about the siege of Khartoum opened on 4 May 2022.": [],
}


@pytest.mark.parametrize("sentence", CASES)
def test_who_did_what_to_whom(sentence: str) -> None:
    assert told(sentence) == CASES[sentence]


def test_ids_can_be_read_and_told_apart() -> None:
    text = (
        "JNIM attacked the army in Djibo on 4 May 2022. JNIM attacked the army in Arbinda on "
        "5 May 2022. The army did not attack JNIM in Djibo on 6 May 2022."
    )
    assert [claim.id for claim in read(text)] == [
        "attack-jnim-burkina-faso-1",
        "attack-jnim-burkina-faso-2",
        "none-attack-burkina-faso-jnim-1",
    ]


def test_reading_twice_gives_the_same() -> None:
    text = "JNIM and ISGS attacked the army in Djibo on 4 May 2022."
    assert read(text) == read(text)
