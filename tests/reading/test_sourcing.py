"""Citations: whose they are, and whether they can be found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from onrecord.reading.document import Document, open_report
from onrecord.reading.originators import Originator, host_of, originators
from onrecord.reading.references import Writer, reference
from onrecord.reading.sourcing import citations, sentence_shares, shortened

WRITER = Writer("Jan Novák", "Example League", "EXL", "example.org")


@pytest.mark.parametrize(
    ("text", "kind", "resolvable"),
    [
        ("Jan Novák: The Town and the War, 10.10.2017,", "self", True),
        ("J. Novak, The Town and the War, 2017", "self", True),
        ("EXL: The Town and the War! 4 August 2017", "self", True),
        ("On the EXL’s view of the deal see: Example League: The Town and the War, May 2017",
         "self", True),
        ("Our article “The Town and the War” contains a number of sources.", "self", True),
        ("As we have already reported, 3 May 2017, “The Town and the War”", "self", True),
        ("Reuters, “Forces enter town”, 10 October 2017", "news agency", True),
        ("SANA, 10 October 2017, Army enters the town", "party", True),
        ("Amaq statement of 10 October 2017 on the town", "party", True),
        ("Russian Defence Ministry briefing, 10 October 2017", "party", True),
        ("Human Rights Watch, Report on the Town, May 2017", "NGO", True),
        ("SOHR, daily report of 10 October 2017", "observatory", True),
        ("Security Council resolution, S/RES/2254 (2015)", "official", True),
        ("Doe, J. et al. (2017), The Town and the War, Journal of Peace Research 4, pp. 1-20",
         "academic", True),
        ("Al Jazeera, “Forces enter town”, 10 October 2017", "outlet", True),
        ("Doe, Jane: The Town and the War, May 2017", "unknown", True),
        ("See on this e.g.,,", "unknown", False),
        ("See here.", "unknown", False),
        ("Source: a friend", "unknown", False),
        ("Reuters (dead link)", "news agency", False),
    ],
)  # fmt: skip
def test_references(text: str, kind: str, resolvable: bool) -> None:
    read = reference(text, (), WRITER, originators())
    found = read.kind
    if read.originators and read.originators[0].run_by:
        found = "party"
    assert (found, read.resolvable, read.comment) == (kind, resolvable, False)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://www.example.org/a", "self"),
        ("https://uk.reuters.com/a", "news agency"),
        ("https://www.cam.ac.uk/a", "academic"),
        ("https://doi.org/10.1177/0022343317", "academic"),
        ("https://www.state.gov/a", "official"),
        ("https://www.army.mil/a", "party"),
        ("https://someone.example/a", "unknown"),
    ],
)
def test_addresses(address: str, kind: str) -> None:
    text = address if "doi" in address else ""
    read = reference(text, (address,), WRITER, originators())
    assert (read.kind, read.resolvable) == (kind, True)


def test_a_remark_is_no_citation() -> None:
    text = "A second motive of this offensive is the wish to hold the road to the border."
    assert reference(text, (), WRITER, originators()).comment


def test_quoted_words_of_others_are_not_ours() -> None:
    text = "Reuters: “As we reported, our article was right”, 10 October 2017"
    assert reference(text, (), WRITER, originators()).kind == "news agency"


REPORT = """\
The Town and the War

By Jan Novák, Secretary of the Example League (EXL), 23.10.2017

As we wrote last month, the army let them pass. (1) The town fell on Monday. (2) It was
shelled from the air. (3) It rose again on Tuesday. (4) It is poor.

(1) The Town Before the War, 10.10.2017, a pamphlet
(2) SANA, 22 October 2017, Army enters the town; Jan Novák: The Town, 1 May 2017
(3) See e.g.,,
(4) Ibid.
"""


@pytest.fixture
def report(tmp_path: Path) -> Document:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return open_report(path)


def test_the_citations_of_a_report(report: Document) -> None:
    assert report.published == date(2017, 10, 23)
    found = citations(report)
    assert [(c.marker, c.kind, c.resolvable) for c in found.citations] == [
        ("(1)", "self", True),  # by “As we reported” before the marker
        ("(2)", "party", True),
        ("(3)", "unknown", False),
        ("(4)", "unknown", False),
    ]
    assert found.citations[1].party == "Government of Syria"
    assert found.citations[1].originators == ("SANA",)
    assert (found.self_citations, found.unresolvable) == (1, 2)


def test_parties_that_are_known(report: Document) -> None:
    found = citations(report, parties=["Government of Ukraine"])
    assert found.citations[1].kind == "news agency"
    assert citations(report, parties=["Government of Syria"]).citations[1].kind == "party"


def test_what_stands_behind_a_claim_and_shares(report: Document) -> None:
    found = citations(report)
    at = report.text.index("The town fell")
    assert [c.marker for c in found.behind(at, at + 10)] == ["(2)"]
    poor = report.text.index("It is poor")
    assert found.behind(poor, poor + 10) == ()
    shares = sentence_shares(report, found)
    assert (shares.stretches, shares.self_only, shares.party_only) == (5, 0.2, 0.2)
    assert shares.no_source == 0.6
    assert found.shares([]).no_source == 0


def test_the_shape_in_findings_json(report: Document) -> None:
    shape = citations(report).as_dict()
    assert set(shape) == {"citations", "self_citations", "unresolvable"}
    assert shape["citations"][2] == {
        "marker": "(3)", "says": "See e.g.,,", "kind": "unknown", "resolvable": False,
    }  # fmt: skip


def test_links_of_a_markdown_report(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(
        "# Title\n\nForces [took it](https://tass.com/1) and [lost it](/old) and [more](#top).\n",
        encoding="utf-8",
    )
    found = citations(open_report(path))
    assert [(c.marker, c.says, c.kind, c.party, c.resolvable) for c in found.citations] == [
        ("took it", "https://tass.com/1", "party", "Government of Russia", True),
        ("lost it", "/old", "self", None, False),
    ]


def test_a_marker_without_note_is_unresolvable(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    text = "T\n\nIt fell.[1] It rose.[2]\n\n[1] Reuters, 1 May 2017, Town falls\n"
    path.write_text(text, encoding="utf-8")
    found = citations(open_report(path))
    assert [(c.marker, c.resolvable) for c in found.citations] == [("[1]", True), ("[2]", False)]


def test_the_list_of_originators_is_whole() -> None:
    known = originators().known
    names = [name for one in known for name in (one.name, *one.aliases)]
    domains = [domain for one in known for domain in one.domains]
    assert len(set(names)) == len(names)
    assert len(set(domains)) == len(domains)
    kinds = {"party", "news agency", "NGO", "observatory", "official", "academic", "outlet"}
    assert {one.kind for one in known} == kinds
    assert all(one.run_by for one in known if one.kind == "party")
    assert not any(one.run_by and one.funded_by for one in known)
    wanted = {"SOHR", "Airwars", "Reuters", "AFP", "AP", "TASS", "SANA", "Amaq", "Al Jazeera",
              "HRW", "Amnesty International", "OHCHR", "UCDP", "ACLED"}  # fmt: skip
    assert wanted <= {one.name for one in known}


def test_names_are_found_whole_and_with_their_capitals() -> None:
    found = originators().named_in("the AP and Reuters; APs, reuters, RTs, Syrian Observatory")
    assert [one.name for one in found] == ["AP", "Reuters", "SOHR"]


def test_hosts() -> None:
    assert host_of("https://www.Reuters.com:443/x") == "reuters.com"
    assert host_of("http://[broken") == ""
    one = originators().at("https://uk.reuters.com/article")
    assert isinstance(one, Originator)
    assert one.name == "Reuters"
    assert originators().at("https://notreuters.com") is None


def test_shortened() -> None:
    assert shortened("one two") == "one two"
    assert shortened("word " * 50, 20) == "word word word word…"
