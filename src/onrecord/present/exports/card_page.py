"""The evidence card as one page, drawn from its JSON alone: the two can be held together."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import onrecord
from onrecord.errors import OnrecordError
from onrecord.present import wording
from onrecord.present.exports.card import FORM, checksum
from onrecord.present.inline import json_block, policy
from onrecord.present.rendering import environment, template_text
from onrecord.present.words import Words, catalogue

STYLES = ("tokens.css", "card.css")
LEAST_SHOWN, MOST_SHOWN = 3, 8
"""Rows that the page shows of each record: as many as print on one sheet, where that can be."""
MOST_LINES = 2
_SHEET = 4300
"""Characters that a sheet has room for, beside its headings and its foot."""
_LONGEST = 220
_ROW, _LINE = 150, 45
"""Characters that a row and a source line take up beside their own words."""
_BLOCK = re.compile(r'<script type="application/json" id="card">(.*?)</script>', re.DOTALL)


def card_page(made: Mapping[str, Any], *, language: str = "en") -> str:
    """The card as HTML: no script, nothing fetched, its JSON inside. Pure: the same card gives the
    same page."""
    from markupsafe import Markup

    words = catalogue(language)
    style = "\n".join(template_text(name) for name in STYLES)
    text = (
        environment()
        .get_template("card.html.j2")
        .render(
            t=words,
            say=wording,
            card=made,
            answers=[_answer(words, one) for one in made["answers"]],
            published=_day(words, made["report"]["published"]),
            reviewed=_day(words, made["review"]["on"]),
            policy=policy([], [style]),
            style=Markup(style),  # noqa: S704  (our own files)
            data=Markup(json_block(made)),  # noqa: S704  (escaped by json_block)
        )
    )
    return text.encode("utf-8", "replace").decode()


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _day(words: Words, text: str | None) -> str:
    date = _date(text)
    return wording.day(words, date, "months") if date else ""


def _answer(words: Words, given: Mapping[str, Any]) -> dict[str, Any]:
    record = given["record"]
    verdict = given["verdict"] or given["state"]
    shown = given["rows"][: _fitting(given)]
    return {
        **given,
        "word": words.verdict(verdict),
        "label": f"{record['name']}@{record['version']}",
        "accessed": _day(words, record["accessed"]),
        "covers": wording.span(words, _date(record["from"]), _date(record["to"])),
        "shown": [_row(words, row) for row in shown],
        "more": len(given["rows"]) - len(shown) + len(given["other_rows"]),
        "ids": [event.rpartition(":")[2] for event in given["other_rows"]][:40]
        if given["rows_withheld"]
        else [],
    }


def _fitting(given: Mapping[str, Any]) -> int:
    """How many rows fit on the sheet beside everything else that the answer says."""
    record, cannot = given["record"], given["cannot_show"]
    fixed = [given["because"], given["would_change"], record["sees"], record["citation"],
             *cannot["record"], *cannot["claim"], *given["assumptions"]]  # fmt: skip
    room = _SHEET - sum(map(len, fixed)) - 60 * len(given["assumptions"])
    number = 0
    for row in given["rows"]:
        texts = [line["text"] for line in row["lines"][:MOST_LINES]]
        room -= _ROW + sum(min(len(text), _LONGEST) + _LINE for text in texts)
        if room < 0 or number == MOST_SHOWN:
            break
        number += 1
    return max(number, LEAST_SHOWN)


def _telling_first(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines that show something of the claim before the others, else in the record's order."""
    return sorted(lines, key=lambda line: not line["shows"])


def _row(words: Words, row: Mapping[str, Any]) -> dict[str, Any]:
    unit = (row["adm1"], row["adm2"], row["country"])
    return {
        "id": row["event"].rpartition(":")[2],
        "role": words(f"roles.{row['role']}.label"),
        "days": wording.event_days(words, _date(row["start"]), _date(row["end"]), row["date_prec"]),
        "place": row["place"] or words("place.no_name"),
        "precision": wording.place_precision(words, row["where_prec"], *unit),
        "sides": wording.parties(words, row["side_a"], row["side_b"], row["directed"]),
        "dead": wording.dead(words, row["low"], row["best"], row["high"]),
        "candidate": row["candidate"],
        "lines": [
            {
                **line,
                "day": _day(words, line["date"]),
                "text": wording.shortened(line["text"], _LONGEST),
            }
            for line in _telling_first(row["lines"])[:MOST_LINES]
        ],
        "more": max(0, len(row["lines"]) - MOST_LINES),
    }


def verify_card(path: Path) -> dict[str, Any]:
    """The card in `path`, a JSON file or a page, after every check that can be made of it.

    The checksum must be that of the contents; and of a page, every character must be what this
    version draws from the JSON inside it, so that no sentence can have been changed beside it.

    Raises OnrecordError, which says what does not hold.
    """
    text = _read(path)
    block = _BLOCK.search(text)
    page = text.lstrip()[:1] == "<"
    if page and block is None:
        raise OnrecordError("no evidence card is in this page", where=str(path))
    try:
        made = json.loads(block[1] if page and block else text)
        claimed, form = made["checksum"], made["card"]
        holds = claimed == checksum(made)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise OnrecordError(
            "not an evidence card",
            where=str(path),
            todo="Give the .json or the .html that onrecord card wrote.",
        ) from None
    if form != FORM:
        raise OnrecordError(
            f"a card of form {form}, and this version knows form {FORM}",
            where=str(path),
            todo="Verify it with the version of onrecord that made it.",
        )
    if not holds:
        raise OnrecordError(
            "the checksum is not that of the contents: the card was changed after it was made",
            where=str(path),
            todo="Ask whoever signed it for the original.",
        )
    if page:
        _refuse_other_page(text, made, path)
    return dict(made)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise OnrecordError(f"cannot be read ({error.strerror})", where=str(path)) from None
    except UnicodeDecodeError:
        raise OnrecordError("not UTF-8, so not an evidence card", where=str(path)) from None


def _refuse_other_page(text: str, made: Mapping[str, Any], path: Path) -> None:
    if made.get("onrecord") != onrecord.__version__:
        raise OnrecordError(
            f"made by onrecord {made.get('onrecord')}, and this is {onrecord.__version__}: what "
            "the page shows cannot be compared with its data, whose checksum holds",
            where=str(path),
            todo="Verify the card's .json, or install the version that made it.",
        )
    try:
        same = card_page(made) == text
    except (KeyError, TypeError, ValueError):
        same = False
    if not same:
        raise OnrecordError(
            "the page does not say what its data says: it was changed after it was made",
            where=str(path),
            todo="Ask whoever signed it for the original.",
        )


def card_name(made: Mapping[str, Any]) -> str:
    """What the card's files are called; a claim's id holds nothing that a file name cannot."""
    return f"card-{html.escape(str(made['claim']['id']))}"
