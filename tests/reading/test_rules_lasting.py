"""Nights, events that went on, days compared with, and what did not happen since."""

from __future__ import annotations

import pytest

from tests.reading.conflicts import told

FIGHT = "occurred: Burkina <> JNIM [battle] @ Djibo, "

LASTING: dict[str, list[str]] = {
    "Fighting between the army and JNIM broke out in Djibo on 8 May 2022 and lasted four days.": [
        f"{FIGHT}2022-05-08/2022-05-11"
    ],
    "Fighting between the army and JNIM broke out in Djibo on 8 May 2022 and raged until the 11th.": [
        f"{FIGHT}2022-05-08/2022-05-11"
    ],
    "JNIM attacked Djibo on 8 May 2022 and held the road until 11 May 2022.": [
        "occurred: JNIM [battle] @ Djibo, 2022-05-08"
    ],
    "JNIM attacked Djibo on the night of 8 May 2022.": [
        "occurred: JNIM [battle] @ Djibo, ~2022-05-08/2022-05-09"
    ],
    "JNIM attacked Djibo in the night of 8 to 9 May 2022.": [
        "occurred: JNIM [battle] @ Djibo, 2022-05-08/2022-05-09"
    ],
}

NONE: dict[str, list[str]] = {
    "No clashes were reported in Djibo in May 2022.": [
        "none: [battle] @ Djibo, 2022-05-01/2022-05-31"
    ],
    "In Djibo, no fighting has been recorded since 1 June 2024.": [
        "none: [battle] @ Djibo, 2024-06-01/2024-06-30"
    ],
    "No airstrikes on Djibo since the ceasefire of 8 June 2024.": [
        "none: [airstrike] since 2024-06-08 @ Djibo, 2024-06-08/2024-06-30"
    ],
    "As of 20 June 2024 no clashes had been recorded in Djibo.": [
        "none: [battle] @ Djibo, ?; lacks when"
    ],
}


@pytest.mark.parametrize("text", LASTING)
def test_from_when_to_when(text: str) -> None:
    assert told(text) == LASTING[text]


@pytest.mark.parametrize("text", NONE)
def test_what_did_not_happen(text: str) -> None:
    assert told(text) == NONE[text]


def test_the_days_compared_with_are_those_before() -> None:
    from tests.reading.conflicts import read

    (claim,) = read("Airstrikes on Djibo doubled in May 2024 compared with April 2024.")
    assert claim.type == "changed"
    assert claim.before is not None
    assert claim.when is not None
    assert (claim.before.iso, claim.when.iso) == ("2024-04-01/2024-04-30", "2024-05-01/2024-05-31")
