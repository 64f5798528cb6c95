"""What a merged record holds of a part that may not be passed on is in no file that is."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from tests.rows import ALL_SEEING, DAY, info, row, table_of

from onrecord import api
from onrecord.findings import Findings
from onrecord.present import write_all
from onrecord.present.exports import open_folder
from onrecord.present.exports.formats import FORMATS, Asked, exported
from onrecord.records.memory import FileRecord
from onrecord.records.merge import merge

MARK = "Zzyx"
"""In the texts of every row of the part that is not to be passed on.

Not in its units and offices: sums over those are told of any record, without its rows."""
DAYS = [DAY + dt.timedelta(days=20 * i) for i in range(9)]
CLAIMS = """
report: {title: A report, published: 2020-12-30}
claims:
  - id: toll
    type: toll
    killed: {low: 20}
    where: {near: [10.1, 20.0], within: 30 km}
    when: 2020-06-01/2020-12-01
  - {id: all, type: none, where: {box: [19, 9, 21, 13]}, when: 2020-06-01/2020-12-01}
  - {id: count, type: count, events: {kind: battle}, number: {low: 9}, where: {near: [10.1, 20.0], within: 30 km}, when: 2020-06-01/2020-12-01}
"""


def parts() -> tuple[FileRecord, FileRecord]:
    """An open record, and a closed one: half of its rows are the open one's, half its own."""
    own = [row(id=f"a{i}", start=day, best=3 + i, lat=10.1) for i, day in enumerate(DAYS)]
    told = {
        "kind": "airstrike",
        "place": f"{MARK}town",
        "adm2": f"{MARK} district",
        "side_a": ["Red Army", f"{MARK} Brigade"],
        "line_texts": [f"{MARK} was told of a strike"],
        "line_dates": [DAY],
    }
    shared = [r | told | {"id": f"b{i}", "best": r["best"] + 1} for i, r in enumerate(own)]
    alone = [
        r | {"id": f"c{i}", "start": r["start"] + dt.timedelta(9), "lat": 11.9}
        for i, r in enumerate(shared)
    ]
    alone = [r | {"end": r["start"]} for r in alone]
    alone.append(alone[-1] | {"id": "again"})
    last = row(id="long", start=DAY, end=DAY + dt.timedelta(40), clarity=2, best=50)
    return (
        FileRecord(table_of([*own, last]), info(10, name="open")),
        FileRecord(
            table_of([*shared[:5], *alone]),
            replace(info(15, ALL_SEEING, name="closed"), redistributable=False, licence="terms"),
        ),
    )


@pytest.fixture(scope="module", params=["open first", "closed first"])
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Findings:
    if request.param == "open first":
        merged, columns = merge(parts()).record, ("differs", "why", "rows_behind", "story", "holds")
    else:
        merged = merge(parts()[::-1], method="meltt", km=10).record
        columns = ("differs", "rows_behind", "story")
    table = merged.table
    for name in columns:
        assert "closed" in str(table[name].to_pylist()), name
    assert MARK in str(table["differs"].to_pylist())
    assert any(table["kind_inferred"].to_pylist()) == (request.param == "open first")
    path = tmp_path_factory.mktemp("merged") / "claims.yaml"
    path.write_text(CLAIMS, encoding="utf-8")
    return api.check(api.load_claims(path), merged)


def _plain(contents: bytes) -> str:
    """All text of a file, that of its parts too if it is a zip."""
    if contents[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(contents)) as parts_of:
            return "".join(parts_of.read(n).decode("utf-8", "replace") for n in parts_of.namelist())
    return contents.decode("utf-8", "replace")


def test_no_file_tells_what_the_closed_part_says(found: Findings, tmp_path: Path) -> None:
    assert any(finding.events for finding in found)
    write_all(found.checked, found.records, tmp_path / "out", claims_yaml=CLAIMS)
    kept = open_folder(tmp_path / "out")
    files = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    for name in FORMATS:
        files |= exported(kept, [name], Asked())
    files["to_json"] = json.dumps(found.to_json()).encode()
    files["notebook"] = found._repr_html_().encode()
    assert {"events.csv", "findings.json", "report.html", "findings.xlsx"} <= set(files)
    for name, contents in files.items():
        text = _plain(contents)
        assert MARK not in text, (name, text[text.index(MARK) - 300 :][:600])
        for column in ("rows_behind", "kind_inferred", "differs", "waterfall"):
            assert f'"{column}"' not in text, (name, column)
    # Where the user answers for it, the rows are given.
    write_all(found.checked, found.records, tmp_path / "rows", with_rows=True)
    assert MARK in (tmp_path / "rows" / "events.csv").read_text(encoding="utf-8")
