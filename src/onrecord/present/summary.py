"""The summary on a terminal: each claim, its answer, and the sentence that says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.assess.finding import Checked
from onrecord.present import wording
from onrecord.present.claims_view import ClaimView, claims_in_order
from onrecord.present.compared_lines import compared_lines
from onrecord.present.compared_view import compared_views
from onrecord.present.inline import clean
from onrecord.present.top_view import top_view
from onrecord.present.words import VerdictWords, Words, catalogue
from onrecord.records.schema import Record

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

WIDE = 96
"""Columns from which on claim, answer and reason stand side by side."""

_COLOURS = {
    "borne out": "green",
    "partly borne out": "green",
    "contradicted": "red",
    "not on record": "magenta",
    "undecided": "yellow",
    "beyond the record": "blue",
}
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "→": "->",
     "·": "-", "±": "+/-", "\u00a0": " ", "\u202f": " "}
)  # fmt: skip


@dataclass(frozen=True)
class _Line:
    answer: VerdictWords
    id: str
    says: str
    because: str
    record: str


def print_summary(
    checked: Checked,
    records: Mapping[str, Record] | None = None,
    console: Console | None = None,
    *,
    language: str = "en",
) -> None:
    """Print the table of claims to the terminal (standard output, unless a console is given).

    In colour only on a terminal that has it; in plain ASCII where the encoding has no more.
    `records` names the record of each finding where there are several.
    """
    from rich.console import Console as RichConsole

    words = catalogue(language)
    target = console or RichConsole(highlight=False, emoji=False)
    claims = claims_in_order(words, checked)
    show = _Speller(target.encoding)
    if not claims:
        target.print(show(words("terminal.no_claims")), markup=False)
        return
    several = len({f.record for f in checked.findings}) > 1 or len(records or ()) > 1
    target.print(_table(words, claims, show, target.width, several))
    target.print(show(_total(words, checked, claims)), markup=False)
    for line in compared_lines(words, compared_views(words, checked, claims, records or {})):
        target.print(show(line), markup=False, highlight=False)
    machine = sum(c.by_machine for c in claims)
    if machine:
        target.print(show(words.count("terminal.machine", machine)), markup=False, style="dim")


class _Speller:
    """Writes texts so that the terminal can show them and nothing in them can steer it."""

    def __init__(self, encoding: str) -> None:
        try:
            "✓◐✗○⊘…“”─".encode(encoding)
            self.plain = False
        except (UnicodeEncodeError, LookupError):
            self.plain = True
        self._encoding = "ascii" if self.plain else encoding

    def __call__(self, text: str) -> str:
        line = clean(text).replace("\ufffd", "?" if self.plain else "\ufffd")
        if self.plain:
            line = line.translate(_PLAIN)
        return line.encode(self._encoding, "replace").decode(self._encoding)

    def symbol(self, answer: VerdictWords) -> str:
        return answer.ascii if self.plain else answer.symbol


def _lines(words: Words, claims: tuple[ClaimView, ...]) -> Iterator[_Line]:
    for claim in claims:
        says = f"“{claim.says}”" if claim.says else words("terminal.no_words")
        if not claim.findings:
            yield _Line(claim.answers[0], claim.id, says, claim.because, "")
        for answer, finding in zip(claim.answers, claim.findings, strict=False):
            yield _Line(answer, claim.id, says, finding.because, finding.record)


def _table(
    words: Words, claims: tuple[ClaimView, ...], show: _Speller, width: int, several: bool
) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    wide = width >= WIDE
    table = Table(
        box=box.ASCII2 if show.plain else box.SIMPLE_HEAD,
        expand=True,
        show_lines=show.plain,
        pad_edge=False,
        header_style="bold",
    )
    table.add_column(show(words("terminal.verdict")), width=23 if wide else 15)
    if wide:
        table.add_column(show(words("terminal.claim")), ratio=2)
        table.add_column(show(words("terminal.because")), ratio=3)
    else:
        table.add_column(show(words("terminal.because")), ratio=1)
    before = ""
    for line in _lines(words, claims):
        style = _COLOURS.get(line.answer.word, "dim")
        answer = Text(f"{show.symbol(line.answer)} {show(line.answer.word)}", style=style)
        record = (
            show(words("terminal.of_record", record=line.record)) if several and line.record else ""
        )
        because = Text(show(line.because))
        if record:
            because.append(f"\n{record}", style="dim")
        again = line.id == before
        before = line.id
        claim = Text() if again else Text(show(line.id), style="bold")
        if not again:
            claim.append(
                f"\n{show(wording.shortened(line.says, 90 if wide else 60))}", style="not bold"
            )
        if wide:
            table.add_row(answer, claim, because)
        else:
            table.add_row(answer, Text("\n").join(part for part in (claim, because) if part))
    return table


def _total(words: Words, checked: Checked, claims: tuple[ClaimView, ...]) -> str:
    top = top_view(words, checked, claims)
    tally = ", ".join(words("terminal.tally", n=n, verdict=answer.word) for answer, n in top.tally)
    return words("terminal.total", claims=words.count("count.claim", len(claims)), tally=tally)
