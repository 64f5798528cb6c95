"""The citation block: what a text that uses the findings must name."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.assess.finding import Checked
from onrecord.present.top_view import record_labels
from onrecord.records.schema import Record


def citation(checked: Checked, records: Mapping[str, Record], version: str) -> str:
    """Record, version, access date, licence and checksum of each record, and the program's version.

    `version`: of onrecord, that made the findings.
    """
    lines = []
    for label in record_labels(checked, records):
        if label not in records:
            continue
        info = records[label].info
        accessed = info.accessed.isoformat() if info.accessed else "not recorded"
        lines += [
            f"{info.name}, version {info.version}",
            f"  Cite as: {info.citation}",
            f"  Accessed: {accessed}",
            f"  Licence: {info.licence}",
            f"  SHA-256: {info.sha256}",
        ]
        if not info.redistributable:
            lines.append("  Its rows may not be passed on; event ids and totals may.")
        lines.append("")
    seed = "" if checked.seed is None else f", seed {checked.seed}"
    return "\n".join([*lines, f"Tested with onrecord {version}{seed}.", ""])
