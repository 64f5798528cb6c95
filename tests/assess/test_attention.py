"""A record of attention never decides a claim by itself; it says so in every finding."""

from __future__ import annotations

import pytest

import onrecord as on
from onrecord.assess.attention import NOTE, held_back
from onrecord.findings import Findings
from onrecord.records.gdelt_about import EXPRESSES
from onrecord.records.ucdp_release import EXPRESSES as OF_UCDP
from tests.records import gdelt_rows as gdelt

CLAIMS = """
report: {title: Invented, published: 2017-10-23}
claims:
  - {id: strikes, type: count, says: x, at: [0, 1], events: {by: Government of Syria, kind: airstrike}, number: {low: 3}, where: {near: Rivertown, within: 60 km}, when: 2017-10-01/2017-10-20}
  - {id: none, type: none, says: x, at: [0, 1], events: {involving: PKK}, where: {near: Rivertown, within: 60 km}, when: 2017-10-01/2017-10-20}
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> Findings:
    folder = tmp_path_factory.mktemp("gdelt")
    # A third of a year of strikes and fights, each written about by ten papers.
    days = [f"2017{month:02}{day:02}" for month in (7, 8, 9, 10) for day in range(1, 29)]
    changes = [
        {"SQLDATE": day, "DATEADDED": f"{day}120000", "EventCode": code, "EventBaseCode": code}
        for day in days
        for code in ("195", "193")
    ]
    record = on.load(gdelt.write(folder / "x.export.CSV", gdelt.rows(*changes)))
    claims = folder / "claims.yaml"
    claims.write_text(CLAIMS)
    return on.check(on.load_claims(claims), record)


def test_many_reports_bear_out_a_part_at_most(found: Findings) -> None:
    strikes = found["strikes"]
    assert strikes.counts.certain == 20
    assert strikes.verdict == "partly borne out"
    assert strikes.because.endswith("it shows that this was reported, not that it took place.")


def test_what_was_reported_does_not_contradict_either() -> None:
    verdict, words, notes = held_back("contradicted", EXPRESSES)
    assert verdict == "undecided"
    assert "do not show that what they report took place" in words
    assert notes == (NOTE,)


def test_that_nothing_was_reported_says_nothing(found: Findings) -> None:
    assert found["none"].verdict == "beyond the record"


def test_every_finding_says_that_it_is_attention(found: Findings) -> None:
    for finding in found:
        assert NOTE in finding.assumptions


def test_a_record_of_events_is_left_alone() -> None:
    assert held_back("borne out", OF_UCDP) == ("borne out", "", ())
    assert held_back("undecided", EXPRESSES) == ("undecided", "", (NOTE,))
