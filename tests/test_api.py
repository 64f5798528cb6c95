"""The public API, as the README and a notebook use it."""

from __future__ import annotations

from pathlib import Path

import pytest

import onrecord as on
from onrecord.errors import UnknownActorError
from onrecord.simulate import Written, demo


@pytest.fixture(scope="module")
def island(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return demo(seed=1).write(tmp_path_factory.mktemp("island"))


def test_every_public_name_is_there() -> None:
    for name in on.__all__:
        assert getattr(on, name) is not None
    assert dir(on) == sorted(on.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = on.nonsense


def test_a_claim_written_in_python(island: Written) -> None:
    record = on.load(island.record, name="island", version="1")
    claim = on.Changed(
        events=on.between("Ash Covenant", "Government of Orrevane"),
        where="Vessarun",
        when="2023-05-01/2023-05-21",
        direction="rose",
    )
    (finding,) = on.check(claim, record)
    assert finding.record == "island@1"
    assert finding.verdict == "undecided"  # a window that may have been chosen
    with pytest.raises(UnknownActorError, match="Ash Covenant"):
        on.check(on.Occurred(events=on.involving("Ash Covnant"), where="Vessarun", when="2023"),
                 record, strict=True)  # fmt: skip


def test_findings_show_and_write_themselves(island: Written, tmp_path: Path) -> None:
    record = on.load(island.record)
    claims = on.load_claims(island.claims)
    findings = on.check(claims, record, actors=[island.actors])
    assert findings["ondreth-only"].verdict == "partly borne out"
    assert findings[0].id == claims[0].id
    with pytest.raises(KeyError):
        _ = findings["nothing-of-the-kind"]
    frame = findings.to_frame()
    assert list(frame["id"]) == [finding.id for finding in findings]
    assert "partly borne out" in findings._repr_html_()
    assert "borne out" in repr(findings)
    page = findings.to_html(tmp_path / "page.html")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert findings.to_json()["summary"] == findings.checked.summary()


def test_several_records_stand_side_by_side(island: Written) -> None:
    one = on.load(island.record, name="one", version="1")
    two = on.load(island.record, name="two", version="1")
    claims = on.load_claims(island.claims)
    findings = on.check(claims, [one, two], actors=[island.actors])
    by_record = {label: [f for f in findings if f.record == label] for label in ("one@1", "two@1")}
    assert [f.id for f in by_record["one@1"]] == [f.id for f in by_record["two@1"]]
    assert [f.verdict for f in by_record["one@1"]] == [f.verdict for f in by_record["two@1"]]
    assert len(findings.checked.incomplete) == 1  # said once, whatever the number of records


def test_the_same_seed_gives_the_same_findings(island: Written) -> None:
    record, claims = on.load(island.record), on.load_claims(island.claims)
    first = on.check(claims, record, actors=[island.actors], seed=7).to_json()
    again = on.check(claims, on.load(island.record), actors=[island.actors], seed=7).to_json()
    assert first == again
