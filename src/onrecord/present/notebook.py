"""Findings in a notebook: a table and small charts, with nothing in them that could be markup."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from onrecord.assess.finding import Checked, Finding
from onrecord.present import drawing, figures
from onrecord.present.inline import clean
from onrecord.present.words import Words, answer_of, catalogue

MOST_CHARTS = 12
"""Findings whose timeline is drawn in a table of findings, a tenth of a second each."""
_LEFT = "text-align:left;vertical-align:top"


def finding_html(finding: Finding) -> str:
    """One finding: answer, numbers, timeline, and the histogram where a rank decides."""
    words = catalogue()
    rows = [
        (words("terminal.claim"), f"“{finding.says}”" if finding.says else finding.id),
        (words("terminal.verdict"), f"{answer_of(finding)} ({finding.record})"),
        (words("terminal.because"), finding.because),
        (words("timeline.certain"), str(finding.counts.certain)),
        (words("timeline.possible"), str(finding.counts.possible)),
    ]
    if finding.p is not None:
        rows.append(("p", f"{finding.p:.3g} ({finding.p_kind})"))
    if finding.would_change:
        rows.append((words("reasons.change"), finding.would_change))
    table = "".join(
        f"<tr><th style='{_LEFT}'>{_text(name)}</th><td style='{_LEFT}'>{_text(value)}</td></tr>"
        for name, value in rows
    )
    charts = {
        "timeline": figures.timeline_chart(finding, words=words),
        "reference": figures.reference_chart(finding, words=words),
    }
    drawn = "".join(_chart(finding, name, spec, 460) for name, spec in charts.items() if spec)
    return f"<div><table>{table}</table>{drawn}</div>"


def findings_html(checked: Checked) -> str:
    """All findings: one line each, with its timeline beside it."""
    words = catalogue()
    lines = [_line(words, finding, n) for n, finding in enumerate(checked.findings)]
    head = "".join(
        f"<th style='{_LEFT}'>{_text(words(key))}</th>"
        for key in (
            "terminal.claim", "terminal.verdict", "terminal.because", "timeline.heading",
        )
    )  # fmt: skip
    counts = {word: n for word, n in checked.summary().items() if n}
    caption = ", ".join(f"{n} {word}" for word, n in counts.items())
    return (
        f"<table><caption>{_text(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table>"
    )


def _line(words: Words, finding: Finding, number: int) -> str:
    spec = figures.timeline_chart(finding, words=words) if number < MOST_CHARTS else None
    chart = _chart(finding, "timeline", spec, 230) if spec else ""
    cells = (
        f"{_text(finding.id)}<br><small>{_text(finding.record)}</small>",
        f"<b>{_text(answer_of(finding))}</b>",
        _text(finding.because),
        chart,
    )
    return "<tr>" + "".join(f"<td style='{_LEFT}'>{cell}</td>" for cell in cells) + "</tr>"


def _text(text: str) -> str:
    return escape(clean(text))


def _chart(finding: Finding, name: str, spec: Mapping[str, Any], width: int) -> str:
    """A chart of known shapes alone (see `drawing.cleaned`), with ids that no other output has."""
    own = hashlib.sha256(f"{finding.id} {finding.record} {name} {width}".encode()).hexdigest()[:12]
    svg = drawing.svg(dict(spec), f"or{own}")
    return f"<div style='width:{width}px;max-width:100%;background:#fffefe'>{svg}</div>"


def mimebundle(
    html: str,
    plain: str,
    include: Sequence[str] | None = None,
    exclude: Sequence[str] | None = None,
) -> dict[str, str]:
    """What IPython asks for: the same thing in several forms, those it wants."""
    forms = {"text/html": html, "text/plain": plain}
    wanted = set(include or forms) - set(exclude or ())
    return {form: text for form, text in forms.items() if form in wanted}


def finding_bundle(
    finding: Finding, include: Sequence[str] | None = None, exclude: Sequence[str] | None = None
) -> dict[str, str]:
    """One finding as IPython asks for it: HTML, and a line of plain text."""
    plain = f"{finding.id} ({finding.record}): {answer_of(finding)}. {finding.because}"
    return mimebundle(finding_html(finding), plain, include, exclude)
