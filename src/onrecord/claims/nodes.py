"""YAML text as nodes that know where they stand, so that a fault can be shown and a value edited.

Only what a claims file needs is read: one document of mappings with text keys, lists and scalars of
YAML 1.2's core schema. A date stays the text that it is; nothing is executed, no tag is obeyed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from onrecord.errors import ClaimsError

MAX_BYTES = 4_000_000
MAX_DEPTH = 30
MAX_ALIASES = 50


@dataclass(eq=False)
class Node:
    """A mapping, a list or a scalar, at `start`:`end` of the text (trailing blanks left out)."""

    kind: Literal["mapping", "list", "scalar"]
    start: int
    end: int
    line: int
    column: int
    value: Any = None
    flow: bool = False
    anchored: bool = False
    """It bears an anchor, or is an alias: editing it would edit more than itself."""
    is_alias: bool = False
    entries: list[tuple[Node, Node]] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)

    def get(self, key: str) -> Node | None:
        """The value under `key` of a mapping."""
        return next((v for k, v in self.entries if k.value == key), None)

    def plain(self) -> Any:
        """The node as dicts, lists and scalars."""
        if self.kind == "mapping":
            return {k.value: v.plain() for k, v in self.entries}
        if self.kind == "list":
            return [item.plain() for item in self.items]
        return self.value


def spot(name: str, line: int, column: int) -> str:
    """A place in a file, as errors name it (both 1-based)."""
    return f"{name}, line {line}, column {column}"


def read_nodes(text: str, name: str) -> Node:
    """The one document in `text`; a ClaimsError says in which line and column it cannot be read."""
    lone = re.search(r"\r(?!\n)", text)
    if lone:
        raise ClaimsError(
            "a carriage return without a line feed ('\\r')",
            where=spot(name, text.count("\n", 0, lone.start()) + 1, 1),
            todo="Save the file with LF or CRLF line ends.",
        )
    composer = _Composer(text, name)
    for event in _events(text, name):
        composer.take(event)
    if composer.root is None:
        raise ClaimsError(
            "the file is empty", where=spot(name, 1, 1), todo="It needs report: and claims:."
        )
    return composer.root


class _Composer:
    """Puts the parser's events together, without recursion, and stops at what could grow."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.root: Node | None = None
        self.open: list[Node] = []
        self.keys: list[Node | None] = []
        self.seen: list[dict[str, int]] = []
        self.anchors: dict[str, Node] = {}
        self.aliases = 0
        self.documents = 0

    def take(self, event: Any) -> None:
        match type(event).__name__:
            case "DocumentStartEvent":
                self.documents += 1
                if self.documents > 1:
                    raise self.fault(
                        event,
                        "a second YAML document begins here (---)",
                        "A claims file is one document; each report has a file of its own.",
                    )
            case "SequenceEndEvent" | "MappingEndEvent":
                self.keys.pop()
                self.seen.pop()
                _close(self.open.pop(), event)
            case "AliasEvent":
                self.attach(event, self.alias(event))
            case "ScalarEvent":
                self.attach(event, self.scalar(event))
            case "MappingStartEvent" | "SequenceStartEvent" as what:
                node = self.new(event, "mapping" if what == "MappingStartEvent" else "list")
                node.flow = bool(event.flow_style)
                self.attach(event, node)
                self.open.append(node)
                self.keys.append(None)
                self.seen.append({})
                if len(self.open) > MAX_DEPTH:
                    raise self.fault(
                        event,
                        f"nested more than {MAX_DEPTH} levels deep",
                        "A claims file needs six levels, a GeoJSON polygon ten.",
                    )

    def fault(self, event: Any, what: str, todo: str) -> ClaimsError:
        mark = event.start_mark
        return ClaimsError(what, where=spot(self.name, mark.line + 1, mark.column + 1), todo=todo)

    def new(self, event: Any, kind: Literal["mapping", "list", "scalar"]) -> Node:
        if getattr(event, "tag", None) is not None:
            raise self.fault(
                event,
                f"a YAML tag, {event.tag}",
                "Delete it: claims are plain mappings, lists, texts and numbers.",
            )
        mark = event.start_mark
        node = Node(kind, mark.index, event.end_mark.index, mark.line + 1, mark.column + 1)
        if event.anchor is not None:
            node.anchored = True
            if type(event).__name__ != "AliasEvent":
                self.anchors[event.anchor] = node
        return node

    def scalar(self, event: Any) -> Node:
        node = self.new(event, "scalar")
        written = self.text[node.start : node.end]
        keeps_blanks = event.style in ("|", ">") and re.match(r"[|>][0-9]?\+", written)
        if not keeps_blanks:  # a block scalar's mark runs on over the blank lines under it
            node.end = node.start + len(written.rstrip())
        plain = event.implicit[0] and not event.style
        node.value = _resolved(event.value) if plain else event.value
        return node

    def alias(self, event: Any) -> Node:
        self.aliases += 1
        target = self.anchors.get(event.anchor)
        if self.aliases > MAX_ALIASES:
            what, todo = f"more than {MAX_ALIASES} YAML aliases", "Write the values out."
        elif target is None or any(target is node for node in self.open):
            what = f"the alias *{event.anchor} stands for nothing written before it"
            todo = f"Mark the value it stands for with &{event.anchor}, or write it out."
        elif _holds_alias(target):
            what = f"the alias *{event.anchor} stands for something that holds an alias itself"
            todo = "Write the inner value out: aliases of aliases can grow without end."
        else:
            node = self.new(event, target.kind)
            node.is_alias = node.flow = True
            node.value, node.entries, node.items = target.value, target.entries, target.items
            return node
        raise self.fault(event, what, todo)

    def attach(self, event: Any, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent, key = self.open[-1], self.keys[-1]
        if parent.kind == "list":
            parent.items.append(node)
        elif key is not None:
            if (
                node.kind == "scalar" and node.start == node.end
            ):  # nothing is written: the parser's mark is further down
                node.start = node.end = key.end
                node.line, node.column = key.line, key.column
            parent.entries.append((key, node))
            self.keys[-1] = None
        else:
            if node.kind != "scalar" or not isinstance(node.value, str):
                found = shown(node.value) if node.kind == "scalar" else f"a {node.kind}"
                raise self.fault(
                    event,
                    f"a key must be a word, not {found}",
                    "Keys are words such as id, type, events; quote what only looks like a number.",
                )
            if node.value in self.seen[-1]:
                raise self.fault(
                    event,
                    f"the key “{node.value}” is written twice, first in line "
                    f"{self.seen[-1][node.value]}",
                    "Delete one of them.",
                )
            self.seen[-1][node.value] = node.line
            self.keys[-1] = node


def _holds_alias(node: Node) -> bool:
    below = [v for _, v in node.entries] + node.items
    return any(child.is_alias or _holds_alias(child) for child in below)


def _close(node: Node, event: Any) -> None:
    """A flow collection ends at its bracket, a block one with its last child."""
    last = node.entries[-1][1] if node.entries else node.items[-1] if node.items else None
    node.end = event.end_mark.index if node.flow or last is None else max(last.end, node.start)


def _events(text: str, name: str) -> Iterator[Any]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        written = text.split("\n")[line] if line < text.count("\n") + 1 else ""
        tab = "\t" in written[: column + 1]
        raise ClaimsError(
            f"not YAML: {error.problem or error.context}, "
            + (f"in {shown(written)}" if written.strip() else "at the end of the file"),
            where=spot(name, line + 1, column + 1),
            todo="Indent with spaces, not with tabs."
            if tab
            else "Often a quote or bracket is left open above, or “: ” stands in unquoted text.",
        ) from None
    except YAMLError as error:
        position = getattr(error, "position", 0)
        before = text[:position]
        bad = text[position : position + 1]
        raise ClaimsError(
            f"a character that YAML does not allow: {bad!r}",
            where=spot(name, before.count("\n") + 1, position - before.rfind("\n")),
            todo='Delete it, or write it escaped in double quotes, as in "\\x07".',
        ) from None


_INT = re.compile(r"[-+]?[0-9]{1,18}|0o[0-7]{1,18}|0x[0-9a-fA-F]{1,15}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)")


def _resolved(text: str) -> Any:
    """An unquoted scalar by YAML 1.2's core schema: only true and false are booleans."""
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text.lower() in ("true", "false") and text in (text.lower(), text.title(), text.upper()):
        return text.lower() == "true"
    if len(text) > 40:
        return text
    if _INT.fullmatch(text):
        return int(text, 0 if text[:2] in ("0o", "0x") else 10)
    if _FLOAT.fullmatch(text):
        return float(text.replace(".inf", "inf").replace(".Inf", "inf").replace(".INF", "inf"))
    return float("nan") if text in (".nan", ".NaN", ".NAN") else text


def resolves_to_text(text: str) -> bool:
    """Whether `text`, written without quotes, reads back as this text."""
    return isinstance(_resolved(text), str)


def shown(value: Any) -> str:
    """A value as errors quote it: one line, not long."""
    if value is None:
        return "nothing"
    text = " ".join(str(value).split()) if isinstance(value, str) else repr(value)
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"
