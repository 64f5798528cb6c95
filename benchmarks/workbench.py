"""How long an edit takes in the workbench: from the request to the verdict before and after.

    python benchmarks/workbench.py CLAIMS.yaml RECORD [--edits 60]

The claims of a report (with its text beside them) are opened on the record in a scratch folder.
Then claim after claim gets other days, another distance or a note, through the same requests that
the page sends: the claims file is written and synced to disk, the claim is tested again, the parts
of the page are made. A first round warms nothing up by hand: it is what a person meets who edits
every claim once. A second edits them all again. Printed: median, 90th percentile and slowest, in
milliseconds, and the same as shares of one full check of the report in this run.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from starlette.testclient import TestClient

from onrecord.assess import assess
from onrecord.workbench.app import create_app
from onrecord.workbench.claim_form import to_form
from onrecord.workbench.project import Project
from onrecord.workbench.session import Session

HERE, TOKEN = "http://127.0.0.1:8000", "benchmark"


def edits(session: Session, client: TestClient, most: int, turn: int) -> list[float]:
    """Milliseconds of each edit, one for each claim that has days or a distance."""
    took = []
    for claim in session.kept.claims:
        form = to_form(claim)
        if form.get("when.from"):
            form["when.from"] = f"{form['when.from'][:8]}{2 + turn:02d}"
            form["when.to"] = form.get("when.to") and max(form["when.to"], form["when.from"])
        elif "where.0.name" in form:
            form["where.0.km"] = str(20 + turn)
        else:
            continue
        seen = client.get("/api/state").json()
        base = next(c["claim"] for c in seen["claims"] if c["claim"]["id"] == claim.id)
        start = time.perf_counter()
        answer = client.post(
            f"/api/claims/{claim.id}", json={"etag": seen["etag"], "base": base, "form": form}
        )
        took.append(1000 * (time.perf_counter() - start))
        assert answer.status_code == 200, answer.text
        if len(took) == most:
            break
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("claims", type=Path)
    parser.add_argument("record")
    parser.add_argument("--edits", type=int, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shutil.copy(given.claims, folder / "claims.yaml")
        text = given.claims.with_name("report.txt")
        if text.exists():
            shutil.copy(text, folder)
        start = time.perf_counter()
        session = Session(Project(folder), records=[given.record])
        if session.missing:
            raise SystemExit(next(iter(session.missing.values())))
        client = TestClient(
            create_app(session, token=TOKEN, port=8000), base_url=HERE, headers={"origin": HERE}
        )
        client.get(f"/start?token={TOKEN}")
        opened = time.perf_counter() - start
        (desk,) = session.desks.values()
        start = time.perf_counter()
        assess(session.kept.claims, desk.record, desk.resolver.registry, desk.resolver.gazetteer)
        whole = 1000 * (time.perf_counter() - start)
        rows, claims = desk.record.info.rows, len(session.kept.claims)
        print(f"{desk.record.info.label}: {rows:,} events, {claims} claims")
        print(f"opened in {opened:.1f} s; one full check takes {whole:.0f} ms")
        print("round    edits  median  90 %  slowest  (ms)   median / full check")
        for turn in (0, 1):
            took = edits(session, client, given.edits, turn)
            median = statistics.median(took)
            high = statistics.quantiles(took, n=10)[-1]
            print(
                f"{('first', 'second')[turn]:8}{len(took):6}{median:8.0f}{high:6.0f}"
                f"{max(took):9.0f}{median / whole:21.2f}"
            )


if __name__ == "__main__":
    main()
