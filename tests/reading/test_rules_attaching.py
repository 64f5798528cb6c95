"""To whom, where and when what is told belongs, where a sentence leaves it to others."""

from __future__ import annotations

import pytest

from tests.reading.conflicts import told

SAID: dict[str, list[str]] = {
    "On 18 March 2022 gunmen killed 12 people in Djibo.": [
        "toll: killed 12 @ Djibo, 2022-03-18",
    ],
    "Fierce battles took place near Bakhmut on 9 May 2022 between Wagner and Ukrainian forces.": [
        "occurred: Wagner Group <> Ukraine [battle] @ 30 km of Bakhmut, 2022-05-09",
    ],
    "A bomber blew himself up in Maiduguri on 27 May 2022; 27 people were killed.": [
        "toll: killed 27 @ Maiduguri, 2022-05-27",
    ],
    "Russia had waited for months. Its jets bombed Kharkiv on 9 May 2022.": [
        "occurred: Russia [airstrike] @ Kharkiv, 2022-05-09",
    ],
    "Israel bombed Rafah on 6 May 2022. On the 9th, Hamas attacked Ashkelon.": [
        "occurred: Israel [airstrike] @ Rafah, 2022-05-06",
        "occurred: Hamas [battle] @ Ashkelon, 2022-05-09",
    ],
    "The Nigerian army does not strike civilians in Baga.": [],
    "JNIM killed 20 people in Kidal on 3 May 2022, the government said, in what would be its worst attack.": [
        "toll: killed 20 by JNIM @ Kidal, 2022-05-03; attributed Government of Mali",
    ],
    "JNIM attacked Gao on 3 May 2022. More than 4,000 people have died in the conflict.": [
        "occurred: JNIM [battle] @ Gao, 2022-05-03",
        "toll: killed 4001+ @ ?, ?; lacks where, when",
    ],
    "JNIM attacked Gao on 3 May 2022. The army bombed Zambalgou. Five people were killed there.": [
        "occurred: JNIM [battle] @ Gao, 2022-05-03",
        "occurred: Mali [airstrike] @ Zambalgou, 2022-05-03; lacks where (“Zambalgou” is in no gazetteer)",
        "toll: killed 5 @ Zambalgou, 2022-05-03; lacks where (“Zambalgou” is in no gazetteer)",
    ],
    "Drones hit a camp of the army near Kherson on 3 May 2022.": [
        "occurred: > Ukraine [airstrike] @ 30 km of Kherson, 2022-05-03",
    ],
    "Clashes between the FARC dissidents and the ELN in Tibu on 3 May 2022 left 12 dead.": [
        "occurred: FARC dissidents <> ELN [battle] killed 12 @ Tibu, 2022-05-03",
    ],
    "We wish to inform the Council that the RSF shelled Nyala on 3 May 2022.": [
        "occurred: RSF [shelling] @ Nyala, 2022-05-03",
    ],
    "In Kidal, a driver and five farmers were killed on 3 May 2022.": [
        "toll: killed 6 of civilians @ Kidal, 2022-05-03",
    ],
    "JNIM ambushed a police van in Gao on 3 May 2022.": [
        "occurred: JNIM > Mali [battle] @ Gao, 2022-05-03",
    ],
}


@pytest.mark.parametrize("text", SAID)
def test_what_is_told(text: str) -> None:
    assert told(text) == SAID[text]
