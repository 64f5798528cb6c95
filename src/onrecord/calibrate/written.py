"""A table on paper: Markdown for people, CSV for spreadsheets, JSON for the next program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from onrecord.calibrate.kept import write_whole
from onrecord.calibrate.table import Portion, Row, Table
from onrecord.errors import OnrecordError

HEAD = (
    "cell",
    "ours, % [95 %]",
    "of these partly, %",
    "undecided, %",
    "contradicted, %",
    "usual test",
    "result",
)


def write_table(table: Table, folder: Path) -> dict[str, Path]:
    """Write calibration.md, .csv and .json into a folder; their paths by name."""
    texts = {
        "calibration.json": json.dumps(table.to_json(), ensure_ascii=False, indent=1) + "\n",
        "calibration.csv": as_csv(table.rows),
        "calibration.md": as_markdown(table),
    }
    for name, text in texts.items():
        write_whole(folder / name, text)
    return {name: folder / name for name in texts}


def read_table(path: Path) -> Table:
    """A table that was written before. Raises OnrecordError if the file is none."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise OnrecordError(
            f"{path} cannot be read: {error.strerror}", todo="Give calibration.json of a run."
        ) from error
    except ValueError as error:
        raise OnrecordError(
            f"{path} is not JSON: {error}", todo="Give calibration.json of a run."
        ) from error
    if not isinstance(content, dict):
        raise OnrecordError(f"{path} holds no table", todo="Give calibration.json of a run.")
    return Table.from_json(content)


def as_csv(rows: Sequence[Row]) -> str:
    """One line for each cell, shares as numbers from 0 to 1."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    shares = ("yes", "contradicted", "naive", "intervals", "again")
    ends = ("hits", "of", "share", "low", "high")
    plain = (
        "cell", "claim_type", "kind", "draws", "target", "result", "interval_result", "errors",
        "untested", "naive_test", "conflict",
    )  # fmt: skip
    undecided = ("undecided", "beyond the record", "not on record")
    writer.writerow([*plain, *undecided, *(f"{s}_{e}" for s in shares for e in ends)])
    for row in rows:
        cells = [getattr(row, name) for name in plain]
        cells += [row.verdicts.get(name, 0) for name in undecided]
        for name in shares:
            share: Portion | None = getattr(row, name)
            cells += [None if share is None else getattr(share, end) for end in ends]
        writer.writerow(["" if cell is None else cell for cell in cells])
    return out.getvalue()


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"


def _portion(share: Portion) -> str:
    return f"{_percent(share.share)} [{_percent(share.low)}, {_percent(share.high)}]"


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _result(row: Row) -> str:
    said = f"**{row.result}**" if row.result == "fail" else row.result
    if row.kind == "power" and row.target is not None:
        said += f" (at least {100 * row.target:.0f} %)"
    if row.again is not None:
        said += f"; drawn again: {_portion(row.again)}"
    if row.errors:
        said += f"; {row.errors} errors, the first: {row.first_error}"
    return said


def _row(row: Row) -> str:
    undecided = row.verdicts.get("undecided", 0) / row.draws if row.draws else None
    partly = row.verdicts.get("partly borne out", 0) / row.draws if row.draws else None
    # In brackets where it is no false alarm, because the place was picked and the verdict says so.
    part = _percent(partly) if row.partly_counts else f"({_percent(partly)})"
    naive = "–" if row.naive.share is None else f"{_percent(row.naive.share)} ({row.naive_test})"
    return _line(
        (
            row.cell,
            _portion(row.yes),
            part,
            _percent(undecided),
            _percent(row.contradicted.share),
            naive,
            _result(row),
        )
    )


def _section(title: str, rows: Sequence[Row]) -> list[str]:
    if not rows:
        return []
    draws = sorted({row.draws for row in rows})
    said = " or ".join(f"{number:,}" for number in draws)
    lines = [f"### {title}", "", f"{said} conflicts per cell.", "", _line(HEAD)]
    return [*lines, "|" + " --- |" * len(HEAD), *map(_row, rows), ""]


def _intervals(rows: Sequence[Row]) -> list[str]:
    given = [row for row in rows if row.interval_result is not None]
    if not given:
        return []
    head = ("cell", "intervals that hold the true ratio, %", "given in", "result")
    lines = ["## Intervals of the rate ratio", "", _line(head), "|" + " --- |" * len(head)]
    for row in given:
        result = "**fail**" if row.interval_result == "fail" else str(row.interval_result)
        lines.append(
            _line((row.cell, _portion(row.intervals), f"{row.intervals.of:,} draws", result))
        )
    return [*lines, ""]


def _summary(table: Table) -> str:
    null = [row for row in table.rows if row.kind == "null"]
    power = [row for row in table.rows if row.kind == "power"]
    redrawn = [row for row in table.rows if row.again is not None]
    open_, failed = [], []
    for row in table.rows:
        if row.failed:
            failed.append(row.cell)
        elif row.result in ("too few draws", "not tested"):
            open_.append(row.cell)
    said = [
        f"{len(null)} null cells and {len(power)} power cells; {len(failed)} fail"
        + (f" ({'; '.join(failed)})" if failed else "")
        + "."
    ]
    if redrawn:
        twice = sum(row.result == "fail" for row in redrawn)
        said.append(f"{len(redrawn)} null cells were drawn again; {twice} failed again.")
    if open_:
        said.append(f"Not told by so few draws, or not tested: {len(open_)}.")
    return " ".join(said)


def as_markdown(table: Table) -> str:
    """The table, its limits and how it was made, as a page."""
    lines = [
        "# Calibration",
        "",
        "How often a claim is called *borne out* (or *partly* so) where nothing happened, and",
        "where something did. Each cell draws simulated conflicts, makes a claim about each, and",
        "tests it as any claim is tested: what counts is the verdict. The usual test stands beside",
        "it, with the share of its p-values of at most 0.05 on the same rows.",
        "In the cells whose *place* was picked, *partly borne out* (its share in brackets) is",
        "not counted: it says that the record cannot show why this place was looked at.",
        "",
        f"Made by `{table.command}` with onrecord {table.version} (code {table.code}), seed "
        f"{table.seed}, on {table.made_on.isoformat()}; {table.machine}.",
        "",
        _summary(table),
        "",
        f"A null cell passes if the upper end of the 95 % Wilson interval of its share is at most "
        f"{100 * table.limit:.1f} %; one that does not is drawn once more with a fresh seed, and "
        "says so. A power cell passes if its share reaches its target and the opposite is not "
        "found. Coverage passes unless the upper end of its interval is below "
        f"{100 * table.coverage:.0f} %; in strongly bursty cells it is only reported.",
        "",
        *(line for note in table.notes for line in (note, "")),
    ]
    types = list(dict.fromkeys(row.claim_type for row in table.rows))
    for claim_type in types:
        own = [row for row in table.rows if row.claim_type == claim_type]
        lines += [f"## {claim_type}", ""]
        lines += _section("Where nothing happened", [r for r in own if r.kind == "null"])
        lines += _section("Where something did", [r for r in own if r.kind == "power"])
    lines += _intervals(table.rows)
    lines += _conflicts(table.rows)
    return "\n".join(lines).rstrip() + "\n"


def _conflicts(rows: Sequence[Row]) -> list[str]:
    lines = ["## What is drawn", ""]
    return [*lines, *(f"- *{row.cell}*: {row.conflict}" for row in rows), ""]
