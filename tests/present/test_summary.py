"""The summary on a terminal: readable when narrow, plain where it must be, not to be hijacked."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from onrecord.assess.finding import Checked
from onrecord.present import print_summary


def _printed(checked: Checked, records: dict[str, Any], width: int, encoding: str = "utf-8") -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    print_summary(checked, records, Console(file=stream, width=width))
    stream.flush()
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_it_fits_the_terminal(checked: Checked, records: dict[str, Any], width: int) -> None:
    text = _printed(checked, records, width)
    assert max(map(cell_len, text.splitlines())) <= width
    assert "\x1b" not in text


@pytest.mark.parametrize("width", [60, 120])
def test_it_says_what_matters(checked: Checked, records: dict[str, Any], width: int) -> None:
    text = " ".join(_printed(checked, records, width).split())
    for finding in checked.findings:
        assert finding.id in text
    assert "✗ contradicted" in text
    assert "6 other deadly events" in text
    assert "16 claims: 3 borne out" in text
    assert "14 claims have not been reviewed" in text
    assert "on island-locations@2032-09-02" in text


def test_the_record_is_not_named_where_there_is_one(
    checked: Checked, records: dict[str, Any]
) -> None:
    label = "island-ged@32.1"
    one = checked.model_copy(
        update={"findings": tuple(f for f in checked.findings if f.record == label)}
    )
    assert label not in _printed(one, {label: records[label]}, 120)


def test_plain_ascii_where_the_encoding_has_no_more(
    checked: Checked, records: dict[str, Any]
) -> None:
    text = _printed(checked, records, 60, encoding="ascii")
    assert text.isascii()
    assert "x contradicted" in text
    assert '"the worst week since the harbour fell"' in text


def test_colour_only_on_a_terminal(checked: Checked, records: dict[str, Any]) -> None:
    stream = io.StringIO()
    print_summary(
        checked,
        records,
        Console(file=stream, width=100, force_terminal=True, color_system="standard"),
    )
    assert "\x1b[31m" in stream.getvalue()


def test_a_report_cannot_steer_the_terminal_or_use_its_markup(
    checked: Checked, records: dict[str, Any]
) -> None:
    first = checked.findings[0].model_copy(
        update={
            "says": "a \x1b[2J\x07 [red]b[/red] [link=http://x]c",
            "because": "[bold]no[/bold]\x1b]0;t\x07",
        }
    )
    text = _printed(checked.model_copy(update={"findings": (first,)}), records, 120)
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[red]b[/red]" in text
    assert "[bold]no[/bold]" in text


def test_no_claims() -> None:
    assert "No claims that data can answer." in _printed(Checked(), {}, 60)
