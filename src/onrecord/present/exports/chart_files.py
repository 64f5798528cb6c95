"""Every chart of every finding as SVG and PNG, from the specifications that the page uses."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any

from onrecord.assess.finding import Checked, Finding
from onrecord.present import wording
from onrecord.present.charts import TOKENS
from onrecord.present.exports.network_svg import network_svg
from onrecord.present.figures import finding_charts
from onrecord.present.inline import clean
from onrecord.present.network import network
from onrecord.present.table import EventRows, RecordRows
from onrecord.present.words import Words, catalogue
from onrecord.records.schema import Record

SCALE = 2.0
"""Pixels of a PNG for each of the drawing's own."""
_CLIP = re.compile(r"\bclip\d+\b")
_SIGNS = {"counted": "●", "possible": "◇", "counter-example": "■", "comparison": "△"}


def chart_files(
    checked: Checked, records: Mapping[str, Record], *, with_rows: bool = False
) -> dict[str, bytes]:
    """The files by name, `CLAIM.CHART.svg` and `.png`; with several records `CLAIM.RECORD.CHART`.

    Each carries what it shows, of which record, and the key to its signs, since it will stand
    alone. The map of a record whose rows the check did not keep is left out: it would look empty.
    """
    import vl_convert

    words = catalogue()
    source = RecordRows(records, checked.findings, with_rows=with_rows)
    several = len({finding.record for finding in checked.findings}) > 1
    files: dict[str, bytes] = {}
    for finding in checked.findings:
        found = source.of(finding)
        stem = f"{finding.id}.{_plain(finding.record)}" if several else finding.id
        for name, spec in _charts(words, checked, finding, found).items():
            files[f"{stem}.{name}.svg"] = _renumbered(vl_convert.vegalite_to_svg(spec)).encode()
            files[f"{stem}.{name}.png"] = vl_convert.vegalite_to_png(spec, scale=SCALE)
        if not found.withheld:
            drawn = network(words, [row for row in found.rows if row.role != "unplaced"])
            if drawn is not None and drawn.dots:
                svg = network_svg(
                    drawn, _title(words, finding, "network"), words("network.caption")
                )
                files[f"{stem}.network.svg"] = svg.encode()
                files[f"{stem}.network.png"] = vl_convert.svg_to_png(svg, scale=SCALE)
    return files


def _renumbered(svg: str) -> str:
    """The drawing with its clips counted from 0: Vega counts on from one drawing to the next."""
    seen: dict[str, str] = {}
    return _CLIP.sub(lambda found: seen.setdefault(found[0], f"clip{len(seen)}"), svg)


def _plain(label: str) -> str:
    """A record's label as part of a file name."""
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in label)


def _charts(
    words: Words, checked: Checked, finding: Finding, found: EventRows
) -> dict[str, dict[str, Any]]:
    rows = [row for row in found.rows if row.role != "unplaced"]
    charts = finding_charts(
        finding,
        rows,
        published=checked.published,
        withheld=found.withheld,
        invented=checked.truth is not None,
        words=words,
    )
    if found.unknown and not rows:
        charts.pop("map", None)
    roles = [role for role in _SIGNS if any(row.role == role for row in rows)]
    keys = {
        "map": "   ".join(f"{_SIGNS[role]} {words(f'roles.{role}.legend')}" for role in roles),
        "timeline": "   ".join(
            f"{sign} {words(key)}"
            for sign, key in (
                ("■", "roles.counted.label"),
                ("□", "roles.possible.label"),
                ("▯", "timeline.window"),
                ("┊", "timeline.published"),
            )
        ),
    }
    return {
        name: _standing_alone(chart, _title(words, finding, name), keys.get(name, ""))
        for name, chart in charts.items()
    }


def _title(words: Words, finding: Finding, chart: str) -> list[str]:
    kind = chart.partition("-")[0]
    heading = words({
        "timeline": "timeline.heading",
        "map": "map.heading",
        "network": "network.heading",
    }.get(kind, "ranking.heading"))  # fmt: skip
    says = f"“{wording.shortened(clean(finding.says), 72)}”" if finding.says else finding.id
    return [heading, f"{says} · {finding.record}"]


def _standing_alone(spec: Mapping[str, Any], title: list[str], key: str) -> dict[str, Any]:
    """The chart with a title, a key to its signs and a ground to be seen on."""
    full = copy.deepcopy(dict(spec))
    full["title"] = {
        "text": title[0],
        "subtitle": [line for line in (*title[1:], key) if line],
        "anchor": "start",
        "fontSize": 12,
        "subtitleFontSize": 9.5,
        "color": TOKENS["ink"],
        "subtitleColor": TOKENS["soft"],
        "offset": 10,
    }
    full["padding"] = 10
    full["config"] = {**full["config"], "background": TOKENS["paper"]}
    return full
