"""Edits of a claims file's text that touch the nodes that changed, and not one character more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from onrecord.claims.nodes import Node, spot
from onrecord.claims.writing import WIDTH, entries, entry, indented, inline, item
from onrecord.errors import ClaimsError


class Splice(NamedTuple):
    """`text[start:end]` gives way to `new`."""

    start: int
    end: int
    new: str


def applied(text: str, splices: list[Splice]) -> str:
    """The text with all splices made; they do not overlap, and those at one place keep order."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    pieces, done = [], 0
    for splice in sorted(splices, key=lambda s: (s.start, s.end)):
        pieces += [text[done : splice.start], splice.new.replace("\n", line_end)]
        done = splice.end
    return "".join([*pieces, text[done:]])


def changed(text: str, node: Node, old: Any, new: Any, name: str) -> list[Splice]:
    """What to do to `node`, which holds `old`, to make it hold `new`.

    `old` and `new` are canonical (`as_written`), while the node may use a short form: a part whose
    canonical value is the same on both sides is left as it stands.
    """
    if node.anchored:
        raise ClaimsError(
            "this value is shared by a YAML anchor or alias; changing it would change others",
            where=spot(name, node.line, node.column),
            todo="Write the value out where it is used, then edit it.",
        )
    if node.kind == "list":
        pairs = zip(node.items, old, new, strict=True)
        return [s for n, a, b in pairs if a != b for s in _value(text, None, n, a, b, name)]
    before = old if isinstance(old, Mapping) else {}
    gone = [k for k, _ in node.entries if k.value in before and k.value not in new]
    added = {k: v for k, v in new.items() if node.get(k) is None}
    if node.flow and gone:
        return [Splice(node.start, node.end, _flow_again(text, node, before, new, added))]
    splices: list[Splice] = []
    for index, (key, value) in enumerate(node.entries):
        if key in gone:
            splices.append(_entry_cut(text, node, index))
        elif key.value in new and before.get(key.value) != new[key.value]:
            a, b = before.get(key.value), new[key.value]
            splices += _value(text, None if node.flow else key, value, a, b, name)
    if added:
        splices.append(_entries_added(text, node, added))
    return splices


def _value(text: str, key: Node | None, node: Node, old: Any, new: Any, name: str) -> list[Splice]:
    """Change a value; `key` is given for a value of a block mapping."""
    same_length = (
        node.kind == "list"
        and isinstance(old, list)
        and isinstance(new, list)
        and len(node.items) == len(old) == len(new)
    )
    if node.anchored or same_length or (node.kind == "mapping" and isinstance(new, Mapping)):
        return changed(text, node, old, new, name)
    if node.start == node.end:
        colon = text.index(":", node.end) + 1
        return [Splice(colon, colon, f" {inline(new)}")]
    if key is None:
        return [Splice(node.start, node.end, inline(new))]
    return [_block_value(text, key, node, new)]


def _block_value(text: str, key: Node, node: Node, new: Any) -> Splice:
    colon = text.index(":", key.end) + 1
    between = text[colon : node.start]
    indent = key.column - 1
    # The line breaks under a “|+” block are its content; without it they are only layout.
    end = node.start + len(text[node.start : node.end].rstrip("\r\n"))
    if "#" in between and "\n" in between:  # the comment keeps its line, the value the next one
        more = max(0, indent + 2 - (node.column - 1))
        return Splice(node.start, end, " " * more + inline(new, key.value))
    if "#" in text[end : _line_end(text, end)]:  # one line, for the comment behind it
        return Splice(colon, end, f" {inline(new, key.value)}")
    first, *rest = entry(key.value, new, WIDTH - indent)
    body = "\n".join([first[len(inline(key.value)) + 1 :], *indented(rest, indent)])
    return Splice(colon, end, body)


def _line_end(text: str, at: int) -> int:
    """Where the line that holds `at` ends, before its line break."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _next_line(text: str, at: int) -> int:
    """Where the line after `at` begins; `at` itself if a line begins there."""
    if at and text[at - 1] == "\n":
        return at
    return min(_line_end(text, at) + 1, len(text))


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _entries_added(text: str, node: Node, added: Mapping[str, Any]) -> Splice:
    if node.flow:
        new = ", ".join(f"{inline(k)}: {inline(v, k)}" for k, v in added.items())
        if not node.entries:
            return Splice(node.start + 1, node.start + 1, new)
        key, last = node.entries[-1]
        at = text.index(":", key.end) + 1 if last.start == last.end else last.end
        return Splice(at, at, f", {new}")
    indent = node.column - 1
    return _lines_after(text, node.end, indented(entries(added, WIDTH - indent), indent))


def _lines_after(text: str, at: int, lines: list[str]) -> Splice:
    """Whole lines after the line that holds `at`."""
    at = _next_line(text, at)
    opening = "" if not at or text[at - 1] == "\n" else "\n"
    return Splice(at, at, opening + "".join(f"{line}\n" for line in lines))


def _entry_cut(text: str, node: Node, index: int) -> Splice:
    key, value = node.entries[index]
    end = _next_line(text, value.end)
    begin = _line_start(text, key.start)
    if text[begin : key.start].strip():  # it shares its line with the dash of a list
        follower = node.entries[index + 1][0].start
        between = text[end:follower]
        return Splice(key.start, end - 1 if between.strip() else follower, "")
    return Splice(begin, end, "")


def _flow_again(
    text: str, node: Node, old: Mapping[str, Any], new: Mapping[str, Any], added: Mapping[str, Any]
) -> str:
    """A flow mapping without the entries that are gone; the others keep their writing."""
    parts = []
    for key, value in node.entries:
        if key.value in new and old.get(key.value) != new[key.value]:
            parts.append(f"{text[key.start : key.end]}: {inline(new[key.value], key.value)}")
        elif key.value in new or key.value not in old:
            parts.append(text[key.start : value.end])
    parts += [f"{inline(k)}: {inline(v, k)}" for k, v in added.items()]
    return "{" + ", ".join(parts) + "}"


def item_added(text: str, key: Node, claims: Node, index: int, claim: Mapping[str, Any]) -> Splice:
    """A claim as item `index` of the list of claims, behind another unless the list is empty."""
    if claims.flow and (claims.items or key.column > 1):
        if not claims.items:
            return Splice(claims.start + 1, claims.start + 1, inline(claim))
        at = claims.items[index - 1].end
        return Splice(at, at, f", {inline(claim)}")
    if not claims.items:  # “claims: []” gives way to a block list
        at = _line_end(text, claims.end)
        rest = text[claims.end : at]
        lines = indented(item(entries(claim, WIDTH - 4)))
        return Splice(text.index(":", key.end) + 1, at, f"{rest}\n" + "\n".join(lines))
    indent = claims.column - 1
    lines = indented(item(entries(claim, WIDTH - indent - 2)), indent)
    return _lines_after(text, claims.items[index - 1].end, ["", *lines])


def item_cut(text: str, key: Node, claims: Node, index: int) -> Splice:
    """Item `index` of the list of claims taken out; comments around it stay."""
    items = claims.items
    if len(items) == 1:
        colon = text.index(":", key.end) + 1
        if "#" in text[colon : claims.start]:
            return Splice(claims.start, claims.end, "[]" if claims.column > 1 else "  []")
        return Splice(colon, claims.end, " []")
    if claims.flow:
        if index + 1 < len(items):
            return Splice(items[index].start, items[index + 1].start, "")
        return Splice(items[index - 1].end, items[index].end, "")
    begin = _dash_line(text, items[index])
    end = _next_line(text, items[index].end)
    above = _line_start(text, begin - 1) if begin else 0
    if index and not text[above:begin].strip():  # the blank line above goes with it
        begin = above
    return Splice(begin, end, "")


def _dash_line(text: str, node: Node) -> int:
    """Where the line with the item's dash begins; the dash may stand above the item."""
    begin = _line_start(text, node.start)
    while not text[begin : _line_end(text, begin)].lstrip(" ").startswith("-"):
        begin = _line_start(text, begin - 1)
    return begin
