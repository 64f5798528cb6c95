"""All findings made ready for one page, within what one page can hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from onrecord.assess.finding import Checked, Finding, Leg
from onrecord.present import charts, claim_words, drawing, figures, geometry
from onrecord.present.finding_view import (
    FindingView,
    answer_words,
    legs,
    meaning,
    row_view,
    sums,
    unplaced_view,
)
from onrecord.present.inline import clean
from onrecord.present.mapping import MOST_EVENTS, Drawn, draw_map
from onrecord.present.network import network
from onrecord.present.numbers_view import arithmetic, tally
from onrecord.present.numbers_view import figures as figures_of
from onrecord.present.ranking import Ranking, ranking
from onrecord.present.sensitive import sensitive
from onrecord.present.table import EventRows, RecordRows, Row, by_unit
from onrecord.present.timeline import Timeline, timeline
from onrecord.present.words import Words
from onrecord.records.schema import Record

MOST_BYTES = 1_200_000
"""What the rows of all claims may weigh, so that the page with its charts stays under 3 MB."""
DRAWN_FINDINGS = 60
"""Findings whose charts are also drawn when the page is made, a tenth of a second each."""


class PageData:
    """The findings of a page as views, and the data that its scripts read.

    `views` are in the order of `Checked.findings`. Rows that several findings share stand in
    `shared` once.
    """

    def __init__(
        self, words: Words, checked: Checked, records: Mapping[str, Record], *, with_rows: bool
    ) -> None:
        self.words = words
        self._checked = checked
        self._records = records
        self._source = RecordRows(records, checked.findings, with_rows=with_rows)
        number = max(1, len(checked.findings))
        # A simulated conflict lies nowhere: no coast of this earth is drawn under it.
        self._invented = checked.truth is not None
        self._static_outline = min(300, max(60, 6000 // number))
        self.lands: list[Any] = []
        self._land_at: dict[Any, int] = {}
        self._static_rows = min(25, max(5, 300 // number))
        self._static_points = min(300, max(60, 6000 // number))
        self._room = MOST_BYTES
        self.shared: dict[str, list[Any]] = {}
        self.texts: list[str] = []
        self._text_at: dict[str, int] = {}
        self._row_at: dict[str, int] = {}
        self.findings: dict[str, Any] = {}
        self.views = tuple(self._view(n, f) for n, f in enumerate(checked.findings))

    @property
    def draws(self) -> bool:
        """Whether any finding has a chart."""
        return any("timeline" in f or "map" in f for f in self.findings.values())

    def specs(self) -> dict[str, Any]:
        """The two chart specifications, without data."""
        say = self.words
        return {
            "timeline": charts.timeline_spec(say("timeline.axis")),
            "map": figures.map_specification(say),
        }

    def _view(self, number: int, finding: Finding) -> FindingView:
        words, key = self.words, f"f{number}"
        found = self._source.of(finding)
        listed = tuple(r for r in found.rows if r.role != "unplaced")
        apart = tuple(r for r in found.rows if r.role == "unplaced")
        many = len(listed) > MOST_EVENTS
        places, slim = None, False
        if not (many or found.withheld):
            places = self._share(finding, listed)
            if places is None:
                places, slim = self._share(finding, listed, slim=True), True
        complete = places is not None
        when = timeline(words, finding, self._checked.published)
        most = MOST_EVENTS if complete else self._static_points
        where = draw_map(
            words, finding, listed, withheld=found.withheld, most=most, invented=self._invented
        )
        self._keep(key, finding, places, when, where)
        when_svg, where_svg, cells = "", "", None
        if number < DRAWN_FINDINGS:
            when_svg, where_svg, cells = self._drawn(key, finding, found, listed, when, where)
        ranked, ranked_svg = self._ranked(finding, f"_{key}r")
        whole = complete and not found.withheld
        shown = listed[: self._static_rows] if whole else ()
        ids = [e.rpartition(":")[2] for e in (r.event for r in listed)] if found.withheld else []
        info = self._records[finding.record].info if finding.record in self._records else None
        truth = (self._checked.truth or {}).get(finding.id)
        return FindingView(
            finding=finding,
            key=key,
            answer=answer_words(words, finding),
            record=info,
            tally=tally(words, finding),
            figures=figures_of(words, finding),
            arithmetic=arithmetic(words, finding),
            legs=legs(words, finding, lambda leg, n: self._ranked(leg, f"_{key}l{n}")),
            lines=tuple((line, line.event.rpartition(":")[2]) for line in finding.source_lines),
            lines_withheld=found.withheld,
            rows=tuple(row_view(words, r) for r in shown),
            total=len(listed),
            sums=sums(words, listed),
            totals=() if whole else by_unit(listed),
            totals_note=self._totals_note(found, many, whole, len(listed)),
            ids_only=tuple(ids[:200]),
            ids_more=max(0, len(ids) - 200),
            unknown=tuple(e.rpartition(":")[2] for e, _, _ in found.unknown),
            withheld=found.withheld,
            loaded=found.loaded,
            complete=whole,
            candidates=sum(r.candidate for r in found.rows),
            residues=any(r.residue for r in found.rows),
            roles=tuple(dict.fromkeys(r.role for r in listed)),
            unplaced=unplaced_view(words, finding, apart, self._static_rows, found.withheld),
            timeline=when,
            timeline_svg=when_svg,
            map=where,
            map_svg=where_svg,
            map_svg_cells=cells,
            ranking=ranked,
            ranking_svg=ranked_svg,
            network=None if found.withheld else network(words, listed),
            sensitive=sensitive(words, finding),
            slim=slim and complete,
            truth=truth,
            meaning=meaning(words, finding),
            as_tested=claim_words.lines(words, finding.claim),
            as_coarsened=claim_words.lines(words, finding.coarsened.claim)
            if finding.coarsened
            else (),
        )

    def _ranked(self, tested: Finding | Leg, name: str) -> tuple[Ranking | None, str]:
        """The histogram of what a p ranks a claim among, and its drawing."""
        found = ranking(self.words, tested)
        if found is None:
            return None, ""
        spec = charts.reference_spec(found.axis, self.words("ranking.count"))
        return found, drawing.svg(charts.filled(spec, found.datasets), name)

    def _totals_note(self, found: EventRows, many: bool, whole: bool, number: int) -> str:
        if whole or found.withheld or not number:
            return ""
        return self.words("events.many" if many else "events.full", n=f"{number:,}")

    def _text(self, text: str) -> int:
        """The place of a text in the pool; places, parties and offices recur in most rows."""
        if text not in self._text_at:
            self._text_at[text] = len(self.texts)
            self.texts.append(clean(text))
            self._room -= len(text.encode("utf-8", "replace")) + 3
        return self._text_at[text]

    def _share(
        self, finding: Finding, rows: Sequence[Row], *, slim: bool = False
    ) -> dict[str, list[int]] | None:
        """Put rows into the shared data: their places there by role, None if there is no room.

        `slim` leaves out the source lines of the rows that are new.
        """
        new = [replace(r, lines=()) if slim else r for r in rows if r.event not in self._row_at]
        weight = sum(
            90 + sum(len(line.text.encode("utf-8", "replace")) + 9 for line in r.lines) for r in new
        )
        if weight > self._room:
            return None
        self._room -= weight + 6 * len(rows)
        held = self.shared.setdefault(finding.record, [])
        for row in new:
            view = row_view(self.words, row)
            self._row_at[row.event] = len(held)
            held.append(
                [
                    row.id, view.days, view.sort_day, self._text(view.place),
                    self._text(view.precision), self._text(view.sides), self._text(view.kind),
                    view.dead, view.sort_dead,
                    row.candidate + 2 * row.residue + 4 * row.disordered,
                    row.lon, round(geometry.mercator(row.lat), 5) if row.lat is not None else None,
                    [[clean(text), self._text(whose)] for text, whose in view.lines],
                ]
            )  # fmt: skip
        places: dict[str, list[int]] = {}
        for row in rows:
            places.setdefault(row.role, []).append(self._row_at[row.event])
        return places

    def _land(self, rings: tuple[Any, ...] | None) -> int | None:
        """The place of a ground among those of the page; claims on one place share it."""
        if rings is None:
            return None
        name = tuple(tuple(map(tuple, ring)) for ring in rings)
        if name not in self._land_at:
            self._land_at[name] = len(self.lands)
            self.lands.append(rings)
        return self._land_at[name]

    def _keep(
        self,
        key: str,
        finding: Finding,
        places: dict[str, list[int]] | None,
        when: Timeline | None,
        where: Drawn | None,
    ) -> None:
        """What the page's scripts need of one finding."""
        data: dict[str, Any] = {"record": finding.record, "rows": places}
        if when is not None:
            data["timeline"] = when.datasets
        if where is not None:
            data["map"] = {
                "views": {
                    name: {**view, "land": self._land(view["land"])}
                    for name, view in where.views.items()
                },
                "rings": where.rings,
                "anchors": where.anchors,
                "past": where.past_date_line,
                # The events themselves are taken from the shared rows, unless they are sums.
                "events": where.events if where.cells is not None or places is None else None,
            }
        self.findings[key] = data

    def _drawn(
        self,
        key: str,
        finding: Finding,
        found: EventRows,
        listed: Sequence[Row],
        when: Timeline | None,
        where: Drawn | None,
    ) -> tuple[str, str, float | None]:
        """Both charts as SVG, and the width of the map's cells if it had to sum up."""
        specs = self.specs()
        when_svg = where_svg = ""
        cells = None
        if when is not None:
            when_svg = drawing.svg(charts.filled(specs["timeline"], when.datasets), f"_{key}t")
        if where is not None:
            fewer = draw_map(
                self.words, finding, listed, withheld=found.withheld, most=self._static_points,
                invented=self._invented, outline=self._static_outline,
            )  # fmt: skip
            static = fewer or where
            cells = static.cells if where.cells is None else None
            params = static.views["all"]["params"]
            where_svg = drawing.svg(
                charts.filled(specs["map"], static.datasets(), params), f"_{key}m"
            )
        return when_svg, where_svg, cells
