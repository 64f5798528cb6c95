"""The merged record: one event for each real one, with all the rows behind it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.actors import Registry
from onrecord.errors import RecordError
from onrecord.records.memory import FileRecord
from onrecord.records.merge.about import covered_by_all, info_of
from onrecord.records.merge.blocks_run import EngineName
from onrecord.records.merge.by_meltt import match_by_meltt
from onrecord.records.merge.calibrated import FIRM
from onrecord.records.merge.matching import Matching, match
from onrecord.records.merge.stories import stories
from onrecord.records.merge.weights import Weights, read_weights
from onrecord.records.merge.why import why
from onrecord.records.merge.within import within
from onrecord.records.schema import Events, Record, Taker, arrow_schema, from_arrow

if TYPE_CHECKING:
    import pyarrow as pa

METHODS = ("weights", "meltt")
COMPARED = ("start", "end", "lat", "lon", "place", "kind", "best", "low", "high")
"""Fields whose differences between the records are kept."""
FEW = 0.15
"""Below this share in both, a part of what is shared cannot be told from chance (docs/merge.md)."""


@dataclass(frozen=True, eq=False)
class Merged:
    """A merged record and how it came about."""

    record: FileRecord
    matchings: tuple[Matching, ...]
    """One for each record after the first; empty by meltt's rule."""

    @property
    def matched(self) -> int:
        """Events with rows of several records behind them."""
        behind = self.record.table["rows_behind"].to_pylist()
        return sum(len({name.partition(":")[0] for name in rows}) > 1 for rows in behind)


def merge(
    records: Sequence[Record],
    *,
    name: str = "merged",
    method: str = "weights",
    days: float = 2,
    km: float = 4,
    registry: Registry | None = None,
    weights: Weights | None = None,
    estimate: bool = False,
    jobs: int = 1,
    backend: str | None = None,
    engine: EngineName = "joblib",
) -> Merged:
    """Merge records without counting an event twice; see docs/merge.md.

    Figures of an event are those of the record listed first that has it. `days`, `km`: windows of
    `method="meltt"`. `estimate`: whether weights are estimated by Splink (`estimate.estimated`).
    `jobs`, `backend`, `engine`: who works on parts (`blocks_run.runner`); the result is the same.
    Raises RecordError for fewer than two records, one given twice, an unknown method, records that
    have no day or country in common, or weights that cannot be estimated.
    """
    _check(records, method, estimate)
    weights = weights or read_weights()
    rows = _rows(records[0])
    matchings: list[Matching] = []
    notes: list[str] = []
    for record in records[1:]:
        own = _rows(record)
        lead = _events(rows)
        events = _events(own)
        if method == "meltt":
            pairs = match_by_meltt(lead, events, days, km)
            told: Mapping[int, Any] = {}
        else:
            matching = match(
                lead, events, registry=registry, weights=weights, estimate=estimate,
                jobs=jobs, backend=backend, engine=engine,
            )  # fmt: skip
            matchings.append(matching)
            one, other = matching.rows
            pairs = list(zip(one.tolist(), other.tolist(), strict=True))
            told = {j: why(matching, k) for k, j in enumerate(other.tolist())}
            _hold(rows, own, matching, weights)
            notes += _notes(matching, record.info.label, weights.shared)
        partner = {j: i for i, j in pairs}
        left = []
        for j, row in enumerate(own):
            if j in partner:
                _join(rows[partner[j]], row, told.get(j))
            else:
                left.append(row)
        rows += left
    rows.sort(key=lambda row: (row["start"], row["id"]))
    how = f"{method}, estimated" if estimate else method
    info = info_of(
        name, [r.info for r in records], [row["rows_behind"] for row in rows], how, notes,
        _settings(method, days, km, weights, rows),
    )  # fmt: skip
    return Merged(FileRecord(_table(rows), info), tuple(matchings))


def _settings(
    method: str, days: float, km: float, weights: Weights, rows: list[dict[str, Any]]
) -> str:
    """What the record depends on beside its parts: windows, or weights and all they came to."""
    if method == "meltt":
        return f"{days:g} days, {km:g} km"
    return "\n".join([weights.key, *(row["why"] for row in rows if row.get("why"))])


def _check(records: Sequence[Record], method: str, estimate: bool) -> None:
    if len(records) < 2:
        raise RecordError("nothing to merge", todo="Name two records or more.")
    labels = [r.info.label for r in records]
    for label in labels:
        if labels.count(label) > 1:
            raise RecordError(
                f"{label} is given twice", todo="A record is not merged with itself; name another."
            )
    if method not in METHODS:
        raise RecordError(f"no method “{method}”", todo=f"One of {', '.join(METHODS)}.")
    if estimate and method != "weights":
        raise RecordError(
            f"the method “{method}” has no weights to estimate", todo="Leave out the estimation."
        )
    covered_by_all([r.info for r in records])


def _rows(record: Record) -> list[dict[str, Any]]:
    """The rows of a record, as they are, with their names in full and their stories marked."""
    events = record.events()
    label = record.info.label
    names = [field.name for field in _schema() if field.name in events.table.schema.names]
    rows: list[dict[str, Any]] = events.table.select(names).to_pylist()
    ids = [f"{label}:{name}" for name in events.id]
    for row, own, story in zip(rows, ids, stories(events), strict=True):
        row["id"] = own
        row["rows_behind"] = row.get("rows_behind") or [own]
        row["story"] = ids[story] if ids[story] != own else None
    return rows


def _events(rows: list[dict[str, Any]]) -> Events:
    return from_arrow(_table(rows))


def _schema() -> pa.Schema:
    import pyarrow as pa

    names = pa.list_(pa.string())
    return pa.schema(
        [
            *arrow_schema(),
            ("kind_inferred", pa.bool_()),
            ("also", pa.string()),
            ("taken_by", pa.int8()),
            ("civilians_targeted", pa.bool_()),
            ("assoc_a", names),
            ("assoc_b", names),
            ("rows_behind", names),
            ("probability", pa.float64()),
            ("differs", pa.string()),
            ("why", pa.string()),
            ("holds", names),
            ("story", pa.string()),
        ]
    )


_DEFAULTS: Mapping[str, Any] = {
    "kind_inferred": False,
    "taken_by": 0,
    "civilians_targeted": False,
    "assoc_a": [],
    "assoc_b": [],
    "holds": [],
}


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    import pyarrow as pa

    schema = _schema()
    return pa.table(
        {field.name: pa.array(_column(rows, field.name), field.type) for field in schema},
        schema=schema,
    )


def _column(rows: list[dict[str, Any]], name: str) -> list[Any]:
    default = _DEFAULTS.get(name)
    if default is None:
        return [row.get(name) for row in rows]
    return [default if (value := row.get(name)) is None else value for row in rows]


def _join(lead: dict[str, Any], row: dict[str, Any], told: Mapping[str, Any] | None) -> None:
    """Put a row behind an event: its figures are kept beside, its source lines added."""
    differs = json.loads(lead.get("differs") or "{}")
    for field in COMPARED:
        if lead.get(field) != row.get(field):
            values = differs.setdefault(field, {lead["id"]: _plain(lead.get(field))})
            values[row["id"]] = _plain(row.get(field))
    lead["differs"] = json.dumps(differs, ensure_ascii=False, sort_keys=True)
    lead["rows_behind"] = [*lead["rows_behind"], *row["rows_behind"]]
    for name in ("line_texts", "line_offices", "line_dates"):
        lead[name] = [*(lead.get(name) or []), *(row.get(name) or [])]
    if lead.get("kind") is None and row.get("kind") is not None:
        # The record listed first does not say so itself: a match informs, and is not certain.
        lead["kind"], lead["kind_inferred"] = row["kind"], True
    if lead.get("also") is None and row.get("also") is not None:
        # Who took it is told by the other row's order of sides, which need not be this one's.
        lead["also"], lead["taken_by"] = row["also"], int(Taker.UNKNOWN)
    lead["holds"] = [*(lead.get("holds") or []), *(row.get("holds") or [])]
    if told is not None:
        lead["probability"] = min(lead.get("probability") or 1.0, told["probability"])
        lead["why"] = json.dumps(
            {**json.loads(lead.get("why") or "{}"), row["id"]: told}, ensure_ascii=False
        )


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _hold(
    rows: list[dict[str, Any]], own: list[dict[str, Any]], matching: Matching, weights: Weights
) -> None:
    """Name on each lasting row the short rows of the other record that it may sum up."""
    first, second, level = matching.first, matching.second, matching.usage
    for one, other, a, b, parties in (
        (first, second, rows, own, level), (second, first, own, rows, level.T),
    ):  # fmt: skip
        for i, j in within(one, other, parties, weights).tolist():
            holder = a[int(one.row[i])]
            holder["holds"] = [*(holder.get("holds") or []), b[int(other.row[j])]["id"]]


def _notes(matching: Matching, label: str, shared: float) -> list[str]:
    smaller = min(len(matching.first), len(matching.second))
    notes = [matching.estimated.told()] if matching.estimated else []
    if matching.habits.any:
        notes.append(matching.habits.told())
    if smaller and len(matching.chosen) < FEW * smaller:
        notes.append(
            f"Only {len(matching.chosen):,} of {smaller:,} rows were found in {label} too; events "
            "that are in both may stand as two where nothing tells them from chance, and some of "
            "those found may be chance."
        )
    if smaller < FIRM:
        notes.append(
            f"With {smaller:,} rows the probabilities of matches rest in part on fixed weights and "
            f"the belief that {shared:.0%} of rows are in both."
        )
    if lasting := int(matching.first.lasting.sum() + matching.second.lasting.sum()):
        notes.append(
            f"{lasting:,} rows sum up several days or incidents: the short rows they may hold are "
            "named under “holds” and stand beside them, so that sums may count them twice."
        )
    return notes
