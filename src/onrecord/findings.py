"""Findings: what a check gives back. A sequence that shows itself and writes itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import MissingExtraError

if TYPE_CHECKING:
    from onrecord.assess import Checked, Finding
    from onrecord.records.schema import Record

COLUMNS = ("id", "record", "type", "verdict", "state", "because", "says", "p", "p_kind")


class Findings(Sequence["Finding"]):
    """One finding for each claim and record, with the records they rest on.

    `findings["only-battle"]` is the finding of that claim (the first, where several records were
    asked); `findings[0]` the first of all.
    """

    def __init__(self, checked: Checked, records: Mapping[str, Record]) -> None:
        _show_in_notebooks()
        self.checked = checked
        self.records = dict(records)

    def __len__(self) -> int:
        return len(self.checked.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.checked.findings)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            for finding in self.checked.findings:
                if finding.id == key:
                    return finding
            raise KeyError(key)
        return self.checked.findings[key]

    def to_frame(self) -> Any:
        """A pandas table, one row for each finding."""
        try:
            import pandas as pd
        except ImportError:
            raise MissingExtraError("frame", "A table of findings") from None
        rows = [
            {name: getattr(finding, name) for name in COLUMNS} | finding.counts.model_dump()
            for finding in self
        ]
        return pd.DataFrame(rows, columns=[*COLUMNS, "certain", "possible", "unplaced",
                                           "unplaced_dead", "distinct_reports"])  # fmt: skip

    def to_html(self, path: str | Path, *, excerpt: bool = False) -> Path:
        """Write the page, one file that opens offline."""
        from onrecord.present import write_page

        return write_page(self.checked, self.records, Path(path), excerpt=excerpt)

    def to_json(self) -> dict[str, Any]:
        """What findings.json holds."""
        from onrecord.present import findings_json

        return findings_json(self.checked, self.records)

    def _repr_html_(self) -> str:
        from onrecord.present.notebook import findings_html

        return findings_html(self.checked)

    def _repr_mimebundle_(
        self, include: Sequence[str] | None = None, exclude: Sequence[str] | None = None
    ) -> dict[str, str]:
        from onrecord.present.notebook import findings_html, mimebundle

        return mimebundle(findings_html(self.checked), repr(self), include, exclude)

    def __repr__(self) -> str:
        counts = {word: n for word, n in self.checked.summary().items() if n}
        return f"Findings({len(self)}: " + ", ".join(f"{n} {w}" for w, n in counts.items()) + ")"


def _show_in_notebooks() -> None:
    """Teach `Finding` to show itself.

    The model is defined where nothing is known of HTML, and what draws it is loaded by a notebook
    only: it takes longer than a claim.
    """
    from onrecord.assess import Finding

    def as_html(self: Finding) -> str:
        from onrecord.present.notebook import finding_html

        return finding_html(self)

    def as_bundle(
        self: Finding, include: Sequence[str] | None = None, exclude: Sequence[str] | None = None
    ) -> dict[str, str]:
        from onrecord.present.notebook import finding_bundle

        return finding_bundle(self, include, exclude)

    type.__setattr__(Finding, "_repr_html_", as_html)
    type.__setattr__(Finding, "_repr_mimebundle_", as_bundle)
