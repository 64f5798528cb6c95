"""Which reader reads: the rules, a language model, both; and what is told of other languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import ReportError
from onrecord.reading.document import open_report
from onrecord.reading.readers import ReadReport, read_document
from tests.reading.conflicts import gazetteer, registry
from tests.reading.llm.asking import proposal
from tests.reading.llm.stub import claims, stub
from tests.reading.test_language import SAID

RAID = "HTS fighters raided a camp of Daesh in Raqqa on 9 June 2024."


def read(tmp_path: Path, text: str, reader: Any = "rules", **given: Any) -> ReadReport:
    report = tmp_path / "r.txt"
    report.write_text(f"A report\n\n10 June 2024\n\n{text}\n", encoding="utf-8")
    return read_document(open_report(report), registry(), gazetteer(), reader=reader, **given)


def test_rules_mark_what_they_read(tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    (claim,) = read(tmp_path, RAID).claims
    assert claim.read_by == ("rules",)


def test_rules_refuse_a_report_in_another_language(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="the report is in French, and the rules read") as failed:
        read(tmp_path, f"{SAID['fr']}\n\n{SAID['fr']}")
    assert "--reader llm" in str(failed.value)


def test_passages_in_another_language_are_left_out_and_told(tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    found = read(tmp_path, f"{RAID}\n\n{SAID['fr']}\n\n{RAID}")
    assert len(found.claims) == 2
    (told,) = found.notices
    assert "are in French and were not read by the rules; --reader llm reads them" in told
    assert "Les forces du régime" in told


def test_both_readers_unite(tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    pytest.importorskip("openai")
    more = proposal(words="Ankara is strong", type="controls", by=["Ankara"], against=[], kind=None,
                    when_words=None)  # fmt: skip
    text = f"{RAID} Ankara is strong in Raqqa."
    with stub(lambda _p, _n: claims(proposal(), more)) as server:
        found = read(tmp_path, text, "rules+llm", endpoint=server.endpoint())
    assert [c.read_by for c in found.claims] == [("rules", "llm"), ("llm",)]
    assert any("Read by the language model stub-1 at 127.0.0.1" in said for said in found.notices)
    assert len({c.id for c in found.claims}) == 2


def test_a_model_alone_reads_what_the_rules_cannot(tmp_path: Path) -> None:
    pytest.importorskip("openai")
    french = "Des combattants de HTS ont attaqué un camp de Daesh à Raqqa le 9 juin 2024, selon les habitants."
    item = proposal(words="Des combattants de HTS ont attaqué un camp de Daesh à Raqqa",
                    when_words="le 9 juin 2024", stance="attributed", according_to="les habitants")  # fmt: skip
    for reader in ("llm", "rules+llm"):
        with stub(lambda _p, _n: claims(item)) as server:
            found = read(tmp_path, french, reader, endpoint=server.endpoint())
        (claim,) = found.claims
        assert claim.read_by == ("llm",)
        assert not claim.incomplete
        assert str(claim.when) == "2024-06-09"  # type: ignore[union-attr]
        assert ("The rules did not read" in found.notices[0]) == (reader == "rules+llm")


def test_an_unknown_reader_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="no reader “oracle”"):
        read(tmp_path, RAID, "oracle")
