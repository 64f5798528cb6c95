"""Writes the Python API into docs/api.md while the pages are built, from the code itself.

A line `::: onrecord.load` in a page becomes that function's signature and docstring; of a class,
its fields with their types and the docstrings below them, and its public methods. `::: claim
types` becomes a table of them. What the code says and what the page says can then not differ.
MkDocs calls `on_page_markdown` (mkdocs.yml, `hooks`).
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Any

ASKED = re.compile(r"^::: (\S.*)$", re.MULTILINE)
WIDTH = 88
"""Characters of a signature that fit on one line of the page."""


def on_page_markdown(markdown: str, **_: Any) -> str:
    """MkDocs' event: the page's Markdown, with every `::: name` replaced."""
    return ASKED.sub(lambda found: described(found[1]), markdown)


def described(path: str) -> str:
    """One function or class, named by its dotted path, as Markdown under a heading of level 3."""
    if path == "claim types":
        return _claim_types()
    thing, shown = _found(path)
    body = _class(thing, shown) if inspect.isclass(thing) else _function(thing, shown)
    return f"### {shown}\n\n{body}"


def _claim_types() -> str:
    """A table: class, type in a claims file, the sentence behind it, its own fields."""
    from onrecord.claims import MODELS, ClaimBase

    rows = ["| class | type | it says | its own fields |", "| --- | --- | --- | --- |"]
    for name, model in MODELS.items():
        own = [field for field in model.model_fields if field not in ClaimBase.model_fields]
        fields = ", ".join(f"`{f}`" if f in model.needs else f"[`{f}`]" for f in own)
        says = _text(model.__doc__ or "")
        link = f"[{name}](claim-language.md#{name})"
        rows.append(f"| `on.{model.__name__}` | {link} | {says} | {fields} |")
    return "\n".join(rows)


def _found(path: str) -> tuple[Any, str]:
    module, _, name = path.rpartition(".")
    thing = getattr(importlib.import_module(module), name)
    return thing, f"on.{name}" if module == "onrecord" else path


def _function(function: Any, shown: str) -> str:
    return f"```python\n{_signature(function, shown)}\n```\n\n{_doc(function)}"


def _signature(function: Any, shown: str) -> str:
    signature = inspect.signature(function)
    kept = [p for name, p in signature.parameters.items() if name not in ("self", "cls")]
    parts: list[str] = []
    for parameter in kept:
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in parts:
            parts.append("*")
        parts.append(_parameter(parameter))
    returned = signature.return_annotation
    arrow = "" if returned is signature.empty else f" -> {_annotation(returned)}"
    line = f"{shown}({', '.join(parts)}){arrow}"
    if len(line) <= WIDTH:
        return line
    return "\n".join([f"{shown}(", *(f"    {part}," for part in parts), f"){arrow}"])


def _parameter(parameter: inspect.Parameter) -> str:
    """As in the source: annotations are text there, and stand without quotation marks."""
    stars = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
    typed = parameter.annotation is not parameter.empty
    written = stars + parameter.name + (f": {_annotation(parameter.annotation)}" if typed else "")
    if parameter.default is parameter.empty:
        return written
    return f"{written} = {parameter.default!r}" if typed else f"{written}={parameter.default!r}"


def _class(kind: type, shown: str) -> str:
    parts = [_doc(kind), _fields(kind)]
    for name, method in _methods(kind):
        label = f"{shown.rpartition('.')[2].lower()}.{name}"
        if isinstance(method, property):
            parts.append(f"**`{label}`**: {_doc(method)}")
        else:
            parts.append(f"```python\n{_signature(method, label)}\n```\n\n{_doc(method)}")
    return "\n\n".join(part for part in parts if part)


def _methods(kind: type) -> Iterator[tuple[str, Any]]:
    """Methods and properties of our own classes that say what they do."""
    seen: set[str] = set()
    for base in kind.__mro__:
        if not base.__module__.startswith("onrecord"):
            continue
        for name, member in vars(base).items():
            bare = member.__func__ if isinstance(member, classmethod | staticmethod) else member
            callable_ = inspect.isfunction(bare) or isinstance(bare, property)
            if not name.startswith("_") and callable_ and name not in seen and bare.__doc__:
                seen.add(name)
                yield name, bare


def _fields(kind: type) -> str:
    rows = list(_field_rows(kind))
    if not rows:
        return ""
    head = ["| field | type | meaning |", "| --- | --- | --- |"]
    return "\n".join(head + [f"| `{n}` | {_cell(t)} | {_text(m)} |" for n, t, m in rows])


def _field_rows(kind: type) -> Iterator[tuple[str, str, str]]:
    """Annotated names of a class and of ours that it comes from, with the strings below them."""
    seen: set[str] = set()
    for base in kind.__mro__:
        if not base.__module__.startswith("onrecord"):
            continue
        (tree,) = ast.parse(textwrap.dedent(inspect.getsource(base))).body
        body = tree.body if isinstance(tree, ast.ClassDef) else []
        for node, below in zip(body, [*body[1:], None], strict=True):
            if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
                continue
            name, written = node.target.id, ast.unparse(node.annotation)
            if name.startswith("_") or name in seen or written.startswith("ClassVar"):
                continue
            seen.add(name)
            yield name, written, _string(below)


def _string(node: ast.stmt | None) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return inspect.cleandoc(str(node.value.value))
    return ""


def _annotation(value: Any) -> str:
    return value if isinstance(value, str) else inspect.formatannotation(value)


def _cell(written: str) -> str:
    return "`" + written.replace("|", "\\|") + "`"


def _text(meaning: str) -> str:
    return " ".join(meaning.split()).replace("|", "\\|")


def _doc(thing: Any) -> str:
    return inspect.getdoc(thing) or ""
