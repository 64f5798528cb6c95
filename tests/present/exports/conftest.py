"""A folder as a check writes it: the demo's claims on an open and on a closed record, some reviewed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from onrecord import api
from onrecord.present import write_all
from onrecord.present.exports import Kept, open_folder
from onrecord.records.memory import FileRecord
from onrecord.simulate import demo

OPEN, CLOSED = "island@1", "island-closed@1"
FORMULA = '=HYPERLINK("http://example.invalid","Ash Covenant in clashes")'
MARKUP = "<script>alert(1)</script>"
REVIEWED = ("vessarun-rose", "ondreth-only", "vessarun-count", "keldarrow-fight")
PROPOSED, REJECTED, UNSIGNED = "vessarun-fell", "ondreth-toll", "ondreth-count"
CLAIMS = (*REVIEWED, PROPOSED, REJECTED, UNSIGNED, "relief-column", "disgrace")
_STATUS = {PROPOSED: {"status": "proposed"}, REJECTED: {"status": "rejected", "by": "N. Reader"},
           UNSIGNED: {"status": "accepted"}}  # fmt: skip
_SIGNED = {"status": "accepted", "by": "N. Reader & <Sons>", "on": "2023-06-20"}


def _hostile(record: Any) -> FileRecord:
    """The record with a formula and with markup among its source lines and its places."""
    table = record.events().table
    texts = [
        [FORMULA if n % 2 else MARKUP for _ in lines] for n, lines in enumerate(table["line_texts"])
    ]
    at = table.schema.get_field_index("line_texts")
    table = table.set_column(at, "line_texts", pa.array(texts, pa.list_(pa.string())))
    at = table.schema.get_field_index("adm2")
    return FileRecord(table.set_column(at, "adm2", pa.array(["+1"] * table.num_rows)), record.info)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two folders of one check: as it is by default, and with rows that may not be passed on."""
    home = tmp_path_factory.mktemp("made")
    written = demo(seed=1).write(home / "input")
    record = _hostile(api.load(written.record, name="island", version="1"))
    info = replace(
        record.info, name="island-closed", redistributable=False, licence="terms of access"
    )
    claims = api.load_claims(written.claims)
    chosen = []
    for claim in claims:
        if claim.id in CLAIMS:
            review = type(claim.review).model_validate(_STATUS.get(claim.id, _SIGNED))
            chosen.append(claim.model_copy(update={"review": review}))
    claims = replace(claims, claims=tuple(chosen))
    found = api.check(claims, [record, FileRecord(record.table, info)], actors=[written.actors])
    checked = found.checked.model_copy(
        update={
            "command": "onrecord check report.txt --record island",
            "sourcing": {
                "citations": [
                    {"marker": "(1)", "says": "Cited words.", "kind": "self", "resolvable": False}
                ],
                "self_citations": 1,
                "unresolvable": 1,
            },
        }
    )
    folders = {}
    for name, with_rows in (("plain", False), ("rows", True)):
        folders[name] = home / name
        write_all(
            checked, found.records, folders[name], with_rows=with_rows,
            claims_yaml=claims.to_yaml("report.txt"),
        )  # fmt: skip
    return folders


@pytest.fixture(scope="session")
def kept(made: dict[str, Path]) -> Kept:
    return open_folder(made["plain"])


@pytest.fixture
def folder(made: dict[str, Path], tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return Path(shutil.copytree(made["plain"], tmp_path / "out"))
