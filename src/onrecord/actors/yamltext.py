"""YAML read as text with line numbers: every scalar a string, so that NO stays Norway.

Nothing is constructed but strings, lists and tables; tags are ignored, never executed.
"""

from __future__ import annotations

from typing import Any, NoReturn

from onrecord.errors import OnrecordError


class Text(str):
    """A scalar and the line it stands on."""

    __slots__ = ("line",)
    line: int


class Table(dict[str, Any]):
    """A mapping and the line it starts on."""

    line: int = 0
    key_lines: dict[str, int]


def fail(file: str, line: int | None, what: str, todo: str) -> NoReturn:
    where = file if line is None else f"{file}, line {line}"
    raise OnrecordError(what, where=where, todo=todo)


def read_yaml(text: str, file: str) -> Table:
    """The table that a YAML text holds. Raises OnrecordError, with file and line, for any other."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        fail(
            file,
            mark.line + 1 if mark else None,
            f"this is not YAML: {error.problem or error.context}",
            "Look for a missing colon, comma, quote or bracket at or before this line.",
        )
    except YAMLError as error:
        fail(file, None, f"this is not YAML: {error}", "Check the file's characters and brackets.")
    if node is None:
        return Table()
    value = _value(node, file)
    if not isinstance(value, Table):
        fail(file, 1, "the file is not a table", "Start each entry with an id and a colon.")
    return value


def _value(node: Any, file: str) -> Any:
    line = node.start_mark.line + 1
    if node.id == "scalar":
        text = Text(node.value)
        text.line = line
        return text
    if node.id == "sequence":
        return [_value(child, file) for child in node.value]
    table = Table()
    table.line = line
    table.key_lines = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        key_line = key_node.start_mark.line + 1
        if key in table:
            fail(
                file,
                key_line,
                f"“{key}” stands twice, here and on line {table.key_lines[key]}",
                "Keep one of the two.",
            )
        table.key_lines[key] = key_line
        table[key] = _value(value_node, file)
    return table
