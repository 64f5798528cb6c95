"""Bulletins, threads and letters: who is blamed, who counts the dead, what is held and what changed.

Each says all that must be read, and what must not be.
"""

from __future__ import annotations

import pytest

from tests.reading.conflicts import told

SAID: dict[str, list[str]] = {
    "Three shells crashed into a school in Gao on 21 May 2022, killing two pupils.": [
        "occurred: [shelling] killed 2 @ Gao, 2022-05-21",
    ],
    "Rockets fell on the airport of Gao on 21 May 2022.": [
        "occurred: [shelling] @ Gao, 2022-05-21",
    ],
    "A helicopter crashed near Gao on 21 May 2022.": [],
    "The town of Gao was bombed on 21 May 2022.": [
        "occurred: [airstrike] @ Gao, 2022-05-21",
    ],
    "JNIM fired shells containing gas at army positions near Gao on 21 May 2022.": [
        "occurred: JNIM > Mali [shelling] @ 30 km of Gao, 2022-05-21",
    ],
    "Laksaur militiamen attacked Marawi on 4 May 2017. Police said Laksaur withdrew the next day.": [
        "occurred: Pro-integration militias (East Timor) [battle] @ Marawi, 2017-05-04",
        "o"
        "ccurred: Pro-integration militias (East Timor) [movement] @ Marawi, 2017-05-05; attributed Government of Philippines",
    ],
    "Georgian fighters attacked Gao on 4 May 2022.": [
        "occurred: [battle] @ Gao, 2022-05-04; lacks by (“Georgian fighters”)",
    ],
    "FNQX recaptured Gao from JNIM on 4 May 2022.": [
        "occurred: FNQX > JNIM [capture] @ Gao, 2022-05-04",
        "controls: FNQX @ Gao, 2022-05-04",
    ],
    "Rebels attacked a factory in Gao on 4 May 2022 and killed 60 people.": [
        "occurred: [battle] @ Gao, 2022-05-04",
        "toll: killed 60 @ Gao, 2022-05-04",
    ],
    "Turkish-backed rebels attacked a factory in Afrin on 4 May 2022.": [
        "occurred: [battle] @ Afrin, 2022-05-04; lacks by (“Turkish-backed rebels”)",
    ],
    "One of JNIM's fighters was killed in Gao on 4 May 2022.": [
        "toll: killed 1 of JNIM @ Gao, 2022-05-04",
    ],
    "JNIM abducted Philip Mehrtens in Gao on 4 May 2022.": [
        "occurred: JNIM [abduction] @ Gao, 2022-05-04; lacks against (“Philip Mehrtens”)",
    ],
    "President Putin said his troops had taken Avdiivka on 4 May 2022.": [
        "occurred: Russia [capture] @ Avdiivka, 2022-05-04; attributed President Putin",
        "controls: Russia @ Avdiivka, 2022-05-04; attributed President Putin",
    ],
    "JNIM no longer holds Gao.": [
        "controls: JNIM @ Gao, 2024-06-30; denied",
    ],
    "The army controls neither Gao nor Ber.": [
        "controls: Mali @ Gao, 2024-06-30; denied",
    ],
    "It is not true that JNIM holds Gao.": [
        "controls: JNIM @ Gao, 2024-06-30; denied",
    ],
    "Gao remains under Russian control.": [
        "controls: Russia @ Gao, 2024-06-30",
    ],
    "JNIM is in control of Gao.": [
        "controls: JNIM @ Gao, 2024-06-30",
    ],
    "A bomb exploded in Gao on 9 May 2022. The army blamed JNIM.": [
        "occurred: [bombing] @ Gao, 2022-05-09",
        "occurred: JNIM [bombing] @ Gao, 2022-05-09; hedged Government of Mali",
    ],
    "A bomb exploded in Gao on 9 May 2022. JNIM has claimed it.": [
        "occurred: [bombing] @ Gao, 2022-05-09",
        "occurred: JNIM [bombing] @ Gao, 2022-05-09; attributed JNIM",
    ],
    "A bomb exploded in Gao on 9 May 2022. JNIM blamed the army for killing two farmers in Ber on 3 May 2022.": [
        "occurred: [bombing] @ Gao, 2022-05-09",
        "toll: killed 2 of civilians by Mali @ Ber, 2022-05-03; hedged JNIM",
    ],
    "JNIM was accused of killing two students in Gao on 9 May 2022.": [
        "toll: killed 2 of civilians by JNIM @ Gao, 2022-05-09; hedged",
    ],
    "The army blamed the attack on Gao on 9 May 2022 on JNIM.": [
        "occurred: JNIM [battle] @ Gao, 2022-05-09; hedged Government of Mali",
    ],
    "The ministry speaks of 16 dead in Gao on 20 May 2022.": [
        "toll: killed 16 @ Gao, 2022-05-20; attributed The ministry",
    ],
    "The UN documented 12 civilian deaths in Gao in May 2022.": [
        "toll: killed 12 of civilians @ Gao, 2022-05-01/2022-05-31; attributed United Nations",
    ],
    "The ministry has 59 people killed in Gao since 20 May 2024.": [
        "toll: killed 59 @ Gao, 2024-05-20/2024-06-30; attributed The ministry",
    ],
    "The military puts the number of rebels killed in Gao in May 2022 at 112.": [
        "toll: killed 112 @ Gao, 2022-05-01/2022-05-31; attributed Government of Mali; "
        "lacks killed.of (“rebels”)",
    ],
    "Five killed, 12 wounded in an ambush in Gao on 20 May 2022.": [
        "toll: killed 5 @ Gao, 2022-05-20",
        "occurred: [battle] @ Gao, 2022-05-20",
    ],
    "Three soldiers were killed and two wounded in an ambush near Gao on 20 May 2022.": [
        "toll: killed 3 of Mali @ 30 km of Gao, 2022-05-20",
        "occurred: > Mali [battle] @ 30 km of Gao, 2022-05-20",
    ],
    "Two farmers were killed when their car hit a mine near Gao on 20 May 2022.": [
        "toll: killed 2 of civilians @ 30 km of Gao, 2022-05-20",
        "occurred: [bombing] @ 30 km of Gao, 2022-05-20",
    ],
    "Governor: 41 people killed in Gao on 19 May 2022.": [
        "toll: killed 41 @ Gao, 2022-05-19; attributed Governor",
    ],
    "The fighting in Gao on 20 May 2022 left five dead and 12 injured.": [
        "occurred: [battle] killed 5 @ Gao, 2022-05-20",
    ],
    "A total of 42 attacks were recorded in Gao in May 2022, twice as many as in April 2022.": [
        "count: [battle] x42 @ Gao, 2022-05-01/2022-05-31",
        "changed: [battle] rose x2 before 2022-04-01/2022-04-30 @ Gao, 2022-05-01/2022-05-31",
    ],
    "JNIM carried out 12 attacks in Gao in May 2022, down from 20 in April 2022.": [
        "count: JNIM [battle] x12 @ Gao, 2022-05-01/2022-05-31",
        "changed: JNIM [battle] fell before 2022-04-01/2022-04-30 @ Gao, 2022-05-01/2022-05-31",
    ],
    "The number of attacks in Gao rose from 12 in April 2022 to 40 in May 2022.": [
        "changed: [battle] rose before 2022-04-01/2022-04-30 @ Gao, 2022-05-01/2022-05-31",
    ],
    "Attacks by JNIM in Gao became less frequent in May 2022.": [
        "changed: JNIM [battle] fell @ Gao, 2022-05-01/2022-05-31",
    ],
    "There were fewer attacks in Gao in May 2022 than in April 2022.": [
        "changed: [battle] fell before 2022-04-01/2022-04-30 @ Gao, 2022-05-01/2022-05-31",
    ],
    "Gao was shelled three times in May 2022, more than in any month since January 2021.": [
        "count: [shelling] x3 @ Gao, 2022-05-01/2022-05-31",
        "ranked: [shelling] events first of month since 2021-01-01 @ Gao, 2022-05-01/2022-05-31",
    ],
    "There have been no reports of fighting in Gao since 1 June 2024.": [
        "none: [battle] @ Gao, 2024-06-01/2024-06-30",
    ],
    "Gao was liberated on 17 May 2022, Ber on 20 May 2022 and Kidal on 25 May 2022.": [
        "occurred: [capture] @ Ber, 2022-05-20",
        "occurred: [capture] @ Gao, 2022-05-17",
        "occurred: [capture] @ Kidal, 2022-05-25",
    ],
    "JNIM attacked Gao on 17 May 2022 and burned houses in Ber on 20 May 2022.": [
        "occurred: JNIM [battle] @ Gao, 2022-05-17",
    ],
    "Allegations that Russian aircraft struck Gao on 17 May 2022 are rejected.": [
        "occurred: Russia [airstrike] @ Gao, 2022-05-17; denied",
    ],
    "Russian jets bombed Gao on 17 May 2022, residents say nobody was hurt.": [
        "occurred: Russia [airstrike] @ Gao, 2022-05-17",
    ],
    "The report that JNIM captured Gao on 19 May 2022 does not correspond to reality.": [
        "occurred: JNIM [capture] @ Gao, 2022-05-19; denied",
    ],
    "We recorded nine attacks in Gao in May 2022.": [
        "count: [battle] x9 @ Gao, 2022-05-01/2022-05-31",
    ],
    "The army fought off an attack on Gao on 3 May 2022.": [
        "occurred: [battle] @ Gao, 2022-05-03",
    ],
    "Two civilians were wounded in Gao on 3 May 2022.": [],
}


@pytest.mark.parametrize("text", SAID)
def test_what_is_told(text: str) -> None:
    assert told(text) == SAID[text]
