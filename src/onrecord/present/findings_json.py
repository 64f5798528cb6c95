"""findings.json: everything that a check found, in the shape the interface promises."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import onrecord
from onrecord.assess.finding import Checked, Finding
from onrecord.present.compared_view import compared_json
from onrecord.present.top_view import record_labels
from onrecord.records.schema import Record, RecordInfo

_NO_SOURCING: dict[str, Any] = {"citations": [], "self_citations": 0, "unresolvable": 0}


def findings_json(
    checked: Checked, records: Mapping[str, Record], *, with_rows: bool = False
) -> dict[str, Any]:
    """The contents of findings.json, ready for any JSON writer.

    Numbers are numbers, dates ISO 8601, what makes no sense is null. The texts of source lines
    of a record whose terms do not allow its rows to be passed on are null, unless `with_rows`.
    Raises ValueError, naming the place, where a number is NaN or infinite.
    """
    result = {
        "onrecord": onrecord.__version__,
        "report": {
            "title": checked.title,
            "published": checked.published.isoformat() if checked.published else None,
            "author": checked.author,
            "sha256": checked.text_sha256,
            "notices": list(checked.notices),
        },
        "records": [
            _record(records[label].info)
            for label in record_labels(checked, records)
            if label in records
        ],
        "findings": [_finding(f, records, with_rows) for f in checked.findings],
        "sourcing": {**_NO_SOURCING, **(checked.sourcing or {})},
        "incomplete": [item.model_dump(mode="json") for item in checked.incomplete],
        "not_testable": [item.model_dump(mode="json") for item in checked.not_testable],
        "summary": checked.summary(),
        "compared": compared_json(checked, records, with_rows=with_rows),
        "truth": checked.truth,
        "command": checked.command,
        "seed": checked.seed,
    }
    refuse_no_numbers(result)
    return result


def findings_text(contents: Mapping[str, Any]) -> str:
    """findings.json as text, indented, with every script as itself."""
    return json.dumps(contents, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def findings_schema() -> dict[str, Any]:
    """The JSON Schema that findings.json keeps."""
    source = files("onrecord.present") / "findings.schema.json"
    schema: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return schema


def _record(info: RecordInfo) -> dict[str, Any]:
    cover = info.coverage
    return {
        "name": info.name,
        "version": info.version,
        "events": info.rows,
        "coverage": {
            "from": cover.first.isoformat(),
            "to": cover.last.isoformat(),
            "countries": list(cover.countries),
            "sees": cover.sees,
            "cannot_see": list(cover.cannot_see),
        },
        "licence": info.licence,
        "citation": info.citation,
        "sha256": info.sha256,
        "warnings": {name: int(number) for name, number in info.warnings.items()},
        "rejected": info.rejected,
        "notes": list(info.notes),
        "accessed": info.accessed.isoformat() if info.accessed else None,
        "redistributable": info.redistributable,
    }


def _finding(finding: Finding, records: Mapping[str, Record], with_rows: bool) -> dict[str, Any]:
    written: dict[str, Any] = _plain(finding.model_dump(mode="python"))
    record = records.get(finding.record)
    if record is not None and not record.info.redistributable and not with_rows:
        for line in written["source_lines"]:
            line["text"] = None
    return written


def _plain(value: Any) -> Any:
    """JSON's own types: dates as ISO 8601, tuples as lists."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


def refuse_no_numbers(value: Any, where: str = "findings.json") -> None:
    """Raise ValueError at the first NaN or infinity: JSON has none, and null would hide a fault.

    Pydantic's own JSON mode writes null for them, which is why the models are dumped as Python.
    """
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{where} is {value}: no number that JSON can hold")
    if isinstance(value, Mapping):
        for name, part in value.items():
            refuse_no_numbers(part, f"{where} → {name}")
    elif isinstance(value, list | tuple):
        for n, part in enumerate(value):
            refuse_no_numbers(part, f"{where} → {n}")
