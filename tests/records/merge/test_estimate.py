"""Weights that Splink estimates: close to what was planted, and refused where they cannot be."""

from __future__ import annotations

import importlib.util
import json
import logging
import sys
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner
from tests.records.merge.test_blocks import two, war
from tests.rows import info, table_of

from onrecord.cli import main
from onrecord.errors import MissingExtraError, RecordError
from onrecord.records.memory import FileRecord
from onrecord.records.merge import estimate, merge
from onrecord.records.merge.estimate_splink import Fit, fit
from onrecord.records.merge.evidence import SILENT
from onrecord.simulate import draw, typical

needs_splink = pytest.mark.skipif(
    not importlib.util.find_spec("splink"), reason="splink is absent (the extra link)"
)

PIECES = ("kind", "parties", "deaths", "place")
BEGIN = dict.fromkeys(PIECES, (0.6, 0.25, 0.15))
IF_SAME = {
    "kind": (0.8, 0.15, 0.05),
    "parties": (0.9, 0.08, 0.02),
    "deaths": (0.7, 0.2, 0.1),
    "place": (0.85, 0.1, 0.05),
}
IF_NOT = dict.fromkeys(PIECES, (0.1, 0.2, 0.7))


def planted(pairs: int, share: float, seed: int = 1) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    same = rng.random(pairs) < share
    levels = {}
    for name in BEGIN:
        drawn = [rng.choice(len(p), pairs, p=p) for p in (IF_SAME[name], IF_NOT[name])]
        levels[name] = np.where(same, *drawn).astype(np.int8)
    levels["kind"][rng.random(pairs) < 0.3] = SILENT
    return levels


@needs_splink
def test_the_shares_that_were_planted_are_found() -> None:
    logger = logging.getLogger("splink")
    before = logger.level, list(logger.handlers)
    found = fit(planted(8_000, 0.1), BEGIN, 0.05)
    assert found.converged
    assert found.pairs == 8_000
    # Candidates at large hold the matches too, so that fewer come out than there are.
    assert 0.06 < found.share < 0.1
    for name, shares in IF_SAME.items():
        assert found.if_same[name] == pytest.approx(shares, abs=0.12)
        mixed = 0.1 * np.asarray(shares) + 0.9 * np.asarray(IF_NOT[name])
        assert found.if_not[name] == pytest.approx(mixed, abs=0.02)
    assert found.told["kind"] == pytest.approx(5_600, rel=0.03)
    assert found.by.startswith("Splink ")
    assert fit(planted(8_000, 0.1), BEGIN, 0.05) == found
    assert (logger.level, list(logger.handlers)) == before


@needs_splink
def test_a_level_that_no_pair_has_and_one_that_no_match_has() -> None:
    levels = planted(4_000, 0.2)
    levels["parties"] = np.where(levels["kind"] == 0, 0, 2).astype(np.int8)
    found = fit(levels, BEGIN, 0.1)
    assert found.if_same["parties"][1] == found.if_not["parties"][1] == 0.0
    assert sum(found.if_same["parties"]) == pytest.approx(1.0)


@needs_splink
def test_nothing_to_compare_is_told() -> None:
    with pytest.raises(RecordError, match="no pair of rows is near enough"):
        fit({"kind": np.zeros(0, dtype=np.int8)}, BEGIN, 0.1)


def some(share: float = 0.1, converged: bool = True) -> Fit:
    return Fit(IF_SAME, IF_NOT, {}, share, 10_000, 500, converged, "Splink")


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (some(converged=False), "after 500 iterations the shares still move"),
        (some(0.001), "only about 10 pairs came out as one event"),
        (some(0.3), "3,000 pairs came out as one event, more than the 2,000 rows"),
    ],
)
def test_what_cannot_be_the_matches_is_refused(found: Fit, words: str) -> None:
    with pytest.raises(RecordError, match=words) as error:
        estimate._check(found, 2_000)
    assert "Leave out the estimation" in str(error.value)


def test_small_records_are_refused() -> None:
    small = [FileRecord(table_of(war(k, 30)), info(30, name=f"r{k}")) for k in (1, 2)]
    with pytest.raises(RecordError, match=r"from \d+ rows in common; it takes 500"):
        merge(small, estimate=True)
    with pytest.raises(RecordError, match="has no weights to estimate"):
        merge(small, method="meltt", estimate=True)


def test_without_splink_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "splink", None)
    with pytest.raises(MissingExtraError, match="“link”"):
        fit(planted(10, 0.1), BEGIN, 0.1)


@needs_splink
def test_a_merged_record_says_what_was_estimated() -> None:
    one, other = two(700)
    fixed, found = merge([one, other]), merge([one, other], estimate=True)
    told = found.matchings[0].estimated
    assert told is not None
    assert fixed.matchings[0].estimated is None
    assert "distance" in told.fixed
    for name, shares in told.if_same.items():
        assert sum(shares) == pytest.approx(1.0)
        assert min(shares) > 0.0, name
    (note,) = [n for n in found.record.info.notes if n.startswith("Weights were estimated")]
    assert f"{told.pairs:,} candidate pairs" in note
    assert f"({told.iterations} iterations of EM)" in note
    for record, word in ((fixed, "fixed"), (found, "estimated")):
        why = next(w for w in record.record.table["why"].to_pylist() if w)
        assert {each["weights"] for each in json.loads(why).values()} == {word}
    # Half of the rows are in both: either way most of them are found.
    assert found.matched == pytest.approx(fixed.matched, rel=0.25)


@needs_splink
def test_the_command_tells_it_and_refuses_too_little(tmp_path) -> None:
    runner = CliRunner()
    drawn = draw(replace(typical(1500)), 3)
    for form in ("ged", "acled"):
        added = runner.invoke(main, ["records", "add", str(drawn.write(tmp_path, form))])
        assert added.exit_code == 0, added.output
    words = ["records", "merge", "ucdp-ged", "acled", "--as", "both", "--estimate", "--json"]
    done = runner.invoke(main, words)
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["estimated"][0]["by"].startswith("Splink ")
    assert any(note.startswith("Weights were estimated") for note in told["notes"])
    small = draw(typical(100), 3)
    for form in ("ged", "acled"):
        (tmp_path / form).mkdir()
        path = small.write(tmp_path / form, form)
        added = runner.invoke(main, ["records", "add", str(path), "--name", f"small-{form}"])
        assert added.exit_code == 0, added.output
    words = ["records", "merge", "small-ged", "small-acled", "--estimate"]
    done = runner.invoke(main, words)
    assert done.exit_code == 1
    assert "rows in common; it takes 500" in done.stderr
