"""One finding as the page shows it: every sentence, number and row, ready for the template."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from onrecord.assess.finding import Finding, Leg, QuotedLine
from onrecord.present import wording
from onrecord.present.mapping import Drawn
from onrecord.present.network import Network
from onrecord.present.numbers_view import Figure, effect_and_p
from onrecord.present.ranking import Ranking
from onrecord.present.sensitive import Sensitive, undecided_because
from onrecord.present.table import Row, UnitTotal, by_role
from onrecord.present.timeline import Timeline
from onrecord.present.words import VerdictWords, Words, answer_of
from onrecord.records.schema import RecordInfo


@dataclass(frozen=True)
class LegView:
    """One of the tests behind a verdict."""

    name: str
    answer: VerdictWords
    because: str
    figures: tuple[Figure, ...]
    innocent: str
    lost: tuple[str, ...]
    ranking: Ranking | None
    ranking_svg: str


@dataclass(frozen=True)
class RowView:
    """A row of the table of events: text for each cell and the values it sorts by."""

    event: str
    """`record@version:id`, what is copied."""
    id: str
    role: str
    role_label: str
    days: str
    sort_day: str
    place: str
    precision: str
    sides: str
    kind: str
    dead: str
    sort_dead: int
    disordered: bool
    candidate: bool
    residue: bool
    lines: tuple[tuple[str, str], ...]
    """Text, and whose it is with the date."""


@dataclass(frozen=True)
class Unplaced:
    """Rows too coarse to place, listed apart with their dead."""

    note: str
    rows: tuple[RowView, ...]
    more: int


@dataclass(frozen=True)
class FindingView:
    finding: Finding
    key: str
    """Names the finding's charts and data in the page: “f3”."""
    answer: VerdictWords
    record: RecordInfo | None
    tally: tuple[Figure, ...]
    figures: tuple[Figure, ...]
    arithmetic: tuple[Figure, ...]
    legs: tuple[LegView, ...]
    lines: tuple[tuple[QuotedLine, str], ...]
    lines_withheld: bool
    rows: tuple[RowView, ...]
    total: int
    """Events that the table would hold in full."""
    sums: str
    """Events and dead of each role, in words: “certain: 53 events, 267 dead; possible: …”."""
    totals: tuple[UnitTotal, ...]
    totals_note: str
    ids_only: tuple[str, ...]
    ids_more: int
    unknown: tuple[str, ...]
    withheld: bool
    loaded: bool
    complete: bool
    """Whether the page holds every row of the table, so that all can be shown."""
    candidates: int
    residues: bool
    roles: tuple[str, ...]
    unplaced: Unplaced | None
    timeline: Timeline | None
    timeline_svg: str
    map: Drawn | None
    map_svg: str
    map_svg_cells: float | None
    ranking: Ranking | None
    ranking_svg: str
    network: Network | None
    sensitive: Sensitive | None
    slim: bool
    """Source lines are left out of the table for want of room."""
    truth: str | None
    as_tested: tuple[tuple[str, str], ...]
    as_coarsened: tuple[tuple[str, str], ...]

    meaning: str
    """What the verdict means here: its real reason where it is undecided for a known one."""

    @property
    def uncounted(self) -> bool:
        """Nothing was counted for it: a row of zeros would read as “none found”."""
        f, counts = self.finding, self.finding.counts
        some = counts.certain or counts.possible or counts.unplaced or f.effect is not None
        return f.verdict == "beyond the record" and not some


def legs(
    words: Words, finding: Finding, draw: Callable[[Leg, int], tuple[Ranking | None, str]]
) -> tuple[LegView, ...]:
    """The tests behind the verdict, each with what else would give the same numbers.

    `draw` gives the histogram of a test and its drawing.
    """
    drawn = [draw(leg, number) for number, leg in enumerate(finding.legs, 1)]
    return tuple(
        LegView(
            name=leg.name,
            answer=words.verdict(leg.verdict),
            because=leg.because,
            figures=tuple(effect_and_p(words, leg)),
            innocent=leg.innocent,
            lost=leg.lost,
            ranking=ranking,
            ranking_svg=svg,
        )
        for leg, (ranking, svg) in zip(finding.legs, drawn, strict=True)
    )


def row_view(words: Words, row: Row) -> RowView:
    """A row in words."""
    whose = tuple(
        (
            line.text,
            words(
                "lines.of",
                originator=line.office or words("claim.unnamed"),
                date=wording.day(words, line.date) if line.date else words("events.undated"),
            ),
        )
        for line in row.lines
    )
    return RowView(
        event=row.event,
        id=row.id,
        role=row.role,
        role_label=words(f"roles.{row.role}.label"),
        days=wording.event_days(words, row.start, row.end, row.date_prec),
        sort_day=row.start.isoformat() if row.start else "",
        place=row.place or words("place.no_name"),
        precision=wording.place_precision(words, row.where_prec, row.adm1, row.adm2, row.country),
        sides=wording.parties(words, row.side_a, row.side_b, row.directed),
        kind=row.kind,
        dead=wording.dead(words, row.low, row.best, row.high),
        sort_dead=row.best if row.best is not None else -1,
        disordered=row.disordered,
        candidate=row.candidate,
        residue=row.residue,
        lines=whose,
    )


def sums(words: Words, rows: Iterable[Row]) -> str:
    """What the events of each role add up to, each role apart; empty where there are none."""
    parts = [
        words(
            "events.sum",
            role=words(f"roles.{one.role}.label"),
            events=words.count("count.event", one.events),
            dead=words.count("count.dead", one.dead),
        )
        for one in by_role(rows)
    ]
    return words("events.sums", sums="; ".join(parts)) if parts else ""


def unplaced_view(
    words: Words, finding: Finding, rows: tuple[Row, ...], most: int, withheld: bool
) -> Unplaced | None:
    """The rows too coarse to place; None where there are none."""
    number = max(finding.counts.unplaced, len(rows))
    if not number:
        return None
    dead = finding.counts.unplaced_dead or sum(r.best or 0 for r in rows)
    dead_text = (
        words.count("count.dead", dead) if dead or rows else words("events.unplaced_unknown")
    )
    key = "events.unplaced_toll" if finding.type == "toll" else "events.unplaced_note"
    note = words(key, events=words.count("count.event", number), dead=dead_text)
    shown = () if withheld else rows[:most]
    return Unplaced(note, tuple(row_view(words, r) for r in shown), number - len(shown))


def meaning(words: Words, finding: Finding) -> str:
    """What the answer means; for an undecided one its own reason, where that is known."""
    reason = undecided_because(finding)
    return words(f"reasons.undecided.{reason}") if reason else answer_words(words, finding).meaning


def answer_words(words: Words, finding: Finding) -> VerdictWords:
    return words.verdict(answer_of(finding))
