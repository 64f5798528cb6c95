"""Plain values as YAML text, laid out for a person who edits it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from onrecord.claims.nodes import resolves_to_text

WIDTH = 100

# Words of a report or a person, always quoted, so that a colon typed later breaks nothing.
_PROSE = frozenset({"says", "note", "why", "title", "author", "event", "assumed", "incomplete"})

_PLAIN = re.compile(r"[^\W\d_][\w .()/'’+;&-]*(?<! )")
_PLAIN_DATE = re.compile(r"([0-9]{4}(-[0-9]{2}){0,2}|\.\.)/([0-9]{4}(-[0-9]{2}){0,2}|\.\.)")
_PLAIN_START = re.compile(r"[0-9]{4}(-[0-9]{2}){1,2}|[0-9]+(\.[0-9]+)? (km|mi|m)")
# Older YAML readers take these for yes and no.
_YES_NO = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def inline(value: Any, key: str = "") -> str:
    """A value on one line, as it may stand anywhere."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{inline(k)}: {inline(v, k)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(inline(item, key) for item in value) + "]"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if not isinstance(value, str):
        return repr(value)
    return value if key not in _PROSE and _safe(value) else _quoted(value)


def entry(key: str, value: Any, room: int = WIDTH) -> list[str]:
    """`key: value` as block lines without indentation, broken where it does not fit in `room`."""
    one = f"{inline(key)}: {inline(value, key)}"
    if len(one) <= room:
        return [one]
    if isinstance(value, Mapping):
        return [f"{key}:", *indented(entries(value, room - 2))]
    if isinstance(value, list | tuple):
        return [f"{key}:", *indented(_items(value, key, room - 2))]
    if isinstance(value, str) and _foldable(value):
        return [f"{key}: >-", *indented(_wrapped(value, room - 2))]
    return [one]


def entries(mapping: Mapping[str, Any], room: int = WIDTH) -> list[str]:
    """A mapping's entries as block lines."""
    return [line for key, value in mapping.items() for line in entry(key, value, room)]


def item(lines: list[str]) -> list[str]:
    """Lines as one item of a block list."""
    return [f"- {lines[0]}", *indented(lines[1:])]


def indented(lines: Iterable[str], by: int = 2) -> list[str]:
    return [" " * by + line if line else line for line in lines]


def _items(values: Iterable[Any], key: str, room: int) -> list[str]:
    lines: list[str] = []
    for value in values:
        one = inline(value, key)
        if len(one) <= room - 2 or not isinstance(value, Mapping | list | tuple):
            lines += item([one])
        elif isinstance(value, Mapping):
            lines += item(entries(value, room - 2))
        else:
            lines += item(_items(value, key, room - 2))
    return lines


def _safe(text: str) -> bool:
    """Whether the text can stand without quotes, for this reader and for older ones."""
    if _PLAIN_DATE.fullmatch(text) or _PLAIN_START.fullmatch(text):
        return True
    plain = _PLAIN.fullmatch(text) is not None and text.lower() not in _YES_NO
    return plain and resolves_to_text(text)


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _quoted(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(c) or _escaped(c) for c in text) + '"'


def _escaped(char: str) -> str:
    if char.isprintable():
        return char
    code = ord(char)
    return (
        f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
    )


def _foldable(text: str) -> bool:
    """Whether folding at single blanks, and reading it again, gives the same text."""
    return text.isprintable() and text == " ".join(text.split(" ")).strip() and "  " not in text


def _wrapped(text: str, room: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines
