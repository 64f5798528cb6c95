"""The characters of a report: made plain once, before anything counts them.

The text that results is the one that is written to `report.txt` and that every `at` counts in, so
whatever is done here is done before there are positions:

- NFC, so that “ö” is one character whether or not the file wrote it as two.
- Every line end (CRLF, CR, form feed, U+0085, U+2028, U+2029) becomes a line feed.
- Every kind of space (no-break, thin, ideographic …) becomes a plain space, one for one.
- Characters that cannot be seen are taken out: zero-width spaces, soft hyphens, byte order marks,
  controls that turn the direction of writing, tags, control codes. They would let two names that
  look alike differ, and a quotation display as something other than what it says.
  The zero-width joiner and non-joiner stay between letters of scripts that are spelled with them.
- A letter keeps at most thirty combining marks (Unicode's stream-safe form).

What was taken out is counted, and the reader is told.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SCRIPTS = "[\u0600-\u1fff\u2070-\U0010ffff]"  # Arabic and all that is spelled with joiners
_JOINER_RUN = re.compile("[\u200c\u200d]+")
_KEPT_JOINER = re.compile(f"{_SCRIPTS}[\u200c\u200d]{_SCRIPTS}", re.DOTALL)
_MARKS = re.compile(r"[^\w\s]{31,}")
MOST_MARKS = 30


class Plain(NamedTuple):
    text: str
    removed: int  # characters taken out
    turned: int  # of these, controls that turn the direction of writing


def plain(text: str) -> Plain:
    """The text in the form described above; the form of a plain text is the text itself."""
    text = _LINE_ENDS.sub("\n", text)
    text = _SPACES.sub(" ", text)
    turned = len(_DIRECTION.findall(text))
    text, removed = _INVISIBLE.subn("", text)
    text, marks = _without_piled_marks(text)
    text = unicodedata.normalize("NFC", text)
    text, joiners = _without_stray_joiners(text)
    if joiners:
        text = unicodedata.normalize("NFC", text)
    return Plain(text, removed + marks + joiners, turned)


def notice(done: Plain) -> str | None:
    """What the reader is told about characters that were taken out."""
    if not done.removed:
        return None
    what = "character that cannot be seen was" if done.removed == 1 else (
        "characters that cannot be seen were"
    )  # fmt: skip
    turned = (
        f"; {done.turned} of them turn the direction of writing, so that the report may look "
        "different on a screen from what it says"
        if done.turned
        else ""
    )
    return f"{done.removed} {what} taken out of the text{turned}"


def _without_stray_joiners(text: str) -> tuple[str, int]:
    removed = 0

    def kept(match: re.Match[str]) -> str:
        nonlocal removed
        around = text[max(match.start() - 1, 0) : match.start()] + match.group()[0]
        around += text[match.end() : match.end() + 1]
        keep = match.group()[0] if _KEPT_JOINER.fullmatch(around) else ""
        removed += len(match.group()) - len(keep)
        return keep

    return _JOINER_RUN.sub(kept, text), removed


def _without_piled_marks(text: str) -> tuple[str, int]:
    """Normalising takes time in the square of a pile's height: none may be higher than thirty."""
    removed = 0

    def trimmed(match: re.Match[str]) -> str:
        nonlocal removed
        kept: list[str] = []
        height = 0
        for character in match.group():
            height = height + 1 if unicodedata.combining(character) else 0
            if height <= MOST_MARKS:
                kept.append(character)
            else:
                removed += 1
        return "".join(kept)

    return _MARKS.sub(trimmed, text), removed
