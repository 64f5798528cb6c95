"""Every chart of a finding as a complete Vega-Lite specification: for exports and notebooks.

The page carries each kind of chart once and fills it by script; here each stands by itself. The
actor network is drawn as SVG by the page's template and has no specification.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from onrecord.assess.finding import Finding, Leg
from onrecord.present import charts
from onrecord.present.mapping import draw_map
from onrecord.present.ranking import ranking
from onrecord.present.table import Row
from onrecord.present.timeline import timeline
from onrecord.present.words import Words, catalogue


def timeline_chart(
    finding: Finding, *, published: dt.date | None = None, words: Words | None = None
) -> dict[str, Any] | None:
    """Counts by week around the claim's window, with the day of publication if it is given.

    None where the finding has no history.
    """
    say = words or catalogue()
    drawn = timeline(say, finding, published)
    if drawn is None:
        return None
    return charts.filled(charts.timeline_spec(say("timeline.axis")), drawn.datasets)


def map_chart(
    finding: Finding,
    rows: Sequence[Row],
    *,
    withheld: bool = False,
    invented: bool = False,
    view: str = "all",
    words: Words | None = None,
) -> dict[str, Any] | None:
    """The events of a finding by certainty, its place, coasts, borders and towns.

    `rows` are those of `table.RecordRows.of(finding)`; `withheld` sums them up in cells where they
    may not be passed on; `invented` leaves out coasts and towns, for a simulated conflict; `view`
    is `all` or `place`. None where nothing has a point.
    """
    say = words or catalogue()
    drawn = draw_map(say, finding, rows, withheld=withheld, invented=invented)
    if drawn is None:
        return None
    view = view if view in drawn.views else "all"
    return charts.filled(map_specification(say), drawn.datasets(view), drawn.views[view]["params"])


def reference_chart(tested: Finding | Leg, *, words: Words | None = None) -> dict[str, Any] | None:
    """The claim's value among those it is ranked with; None where no rank decides."""
    say = words or catalogue()
    drawn = ranking(say, tested)
    if drawn is None:
        return None
    return charts.filled(charts.reference_spec(drawn.axis, say("ranking.count")), drawn.datasets)


def map_specification(words: Words) -> dict[str, Any]:
    """The map without data, its words from the catalogue."""
    names = ("map.tip_place", "map.tip_role", "map.tip_events", "map.tip_dead")
    return charts.map_spec(*map(words, names))


def finding_charts(
    finding: Finding,
    rows: Sequence[Row],
    *,
    published: dt.date | None = None,
    withheld: bool = False,
    invented: bool = False,
    words: Words | None = None,
) -> dict[str, dict[str, Any]]:
    """All charts that a finding has, by name: `timeline`, `map`, `reference`, `reference-1` …

    The numbered ones belong to the tests behind the verdict, in their order.
    """
    found = {
        "timeline": timeline_chart(finding, published=published, words=words),
        "map": map_chart(finding, rows, withheld=withheld, invented=invented, words=words),
        "reference": reference_chart(finding, words=words),
    }
    for number, leg in enumerate(finding.legs, 1):
        found[f"reference-{number}"] = reference_chart(leg, words=words)
    return {name: chart for name, chart in found.items() if chart is not None}
