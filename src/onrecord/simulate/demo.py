"""The demo: a conflict with planted truth, and a report about it whose claims are known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from onrecord.simulate.conflict import Theatre, happen
from onrecord.simulate.ged import ged_csv
from onrecord.simulate.headlines import source_lines
from onrecord.simulate.orrevane import DAYS, FIRST, PLANTED, QUIETS, THEATRES
from onrecord.simulate.planted import kept_quiet, plant
from onrecord.simulate.report import PLANNED, Truth, article, claims_yaml
from onrecord.simulate.reporting import Reporting, Rows, record

RECORD, REPORT, CLAIMS, ACTORS, TRUTH = (
    "orrevane-simulated.csv",
    "report.txt",
    "claims.yaml",
    "actors.yaml",
    "truth.json",
)


@dataclass(frozen=True)
class Written:
    """The files of a demo, and the planted answer to each claim by its id."""

    record: Path
    report: Path
    claims: Path
    actors: Path
    """Who supports whom on the island, in the form of the curated actor files."""
    truth: dict[str, str]


@dataclass(frozen=True)
class DemoConflict:
    """A simulated record (UCDP GED's 49 columns), a report about it, its claims and their truth."""

    ged_csv: str
    report: str
    claims_yaml: str
    actors_yaml: str
    truth: dict[str, Truth]

    def write(self, folder: str | Path) -> Written:
        """Write everything into a folder, which is made if it is not there."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        truth = {claim_id: asdict(truth) for claim_id, truth in self.truth.items()}
        for name, text in (
            (RECORD, self.ged_csv),
            (REPORT, self.report),
            (CLAIMS, self.claims_yaml),
            (ACTORS, self.actors_yaml),
            (TRUTH, json.dumps(truth, indent=2, ensure_ascii=False) + "\n"),
        ):
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        return Written(
            record=folder / RECORD,
            report=folder / REPORT,
            claims=folder / CLAIMS,
            actors=folder / ACTORS,
            truth={claim_id: truth.verdict for claim_id, truth in self.truth.items()},
        )


def demo(seed: int = 1) -> DemoConflict:
    """The demo's conflict and report; the same seed gives the same bytes.

    The background differs from seed to seed; what the report's claims rest on does not.
    """
    rows, streams = recorded(seed)
    lines = source_lines(streams[0], rows, PLANTED, FIRST)
    read = article()
    return DemoConflict(
        ged_csv=ged_csv(rows, lines, FIRST, streams[1]),
        report=read.text,
        claims_yaml=claims_yaml(read, REPORT),
        actors_yaml=(Path(__file__).parent / "actors.yaml").read_text(encoding="utf-8"),
        truth={claim_id: PLANNED[claim_id].truth for claim_id in read.spans},
    )


def recorded(
    seed: int,
    theatres: Sequence[Theatre] = THEATRES,
    reporting: Reporting | None = None,
) -> tuple[Rows, list[np.random.Generator]]:
    """The rows of the demo's record, and the random streams left for its words and its ids."""
    happening, reported, *words = np.random.default_rng(seed).spawn(4)
    happened = happen(happening, theatres, DAYS)
    background = record(reported, happened, reporting or Reporting(), FIRST)
    inside = background.start < DAYS
    quiet = kept_quiet(background.take(inside), QUIETS, FIRST)
    return Rows.joined([quiet, plant(PLANTED, FIRST)]), words


__all__ = ["DemoConflict", "Truth", "Written", "demo", "recorded"]
