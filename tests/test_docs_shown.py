"""What the documentation shows exists: commands, options, Python names, examples, pictures, links."""

from __future__ import annotations

import ast
import html
import importlib
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from ruamel.yaml import YAML

import onrecord
from onrecord.claims import CLAIM, TYPES
from onrecord.cli import main

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
PICTURES = DOCS / "pictures"

FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(onrecord [a-z][^`]*)`")
INDENTED = re.compile(r"^    (onrecord .*)$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


def named(path: Path) -> str:
    return path.name


def blocks(path: Path, *languages: str) -> Iterator[str]:
    for language, body in FENCE.findall(path.read_text(encoding="utf-8")):
        if language in languages:
            yield body


def shown_commands(path: Path) -> Iterator[str]:
    """Every command line of ours on a page, in a block or in the text."""
    for block in blocks(path, "sh", "", "console"):
        for line in re.sub(r"\\\n\s*", "", block).splitlines():
            line = line.removeprefix("$ ")
            if line.startswith("onrecord "):
                yield line
    prose = FENCE.sub("", path.read_text(encoding="utf-8"))
    yield from INDENTED.findall(prose)
    yield from (" ".join(found.split()) for found in INLINE.findall(prose))


def parsed(line: str) -> None:
    """Parse a command line as click would, without running it. Raises click.UsageError."""
    words = shlex.split(line.split(" | ")[0], comments=True)[1:]
    command: click.Command = main
    context = click.Context(main, info_name="onrecord")
    while isinstance(command, click.Group) and words:
        under = command.get_command(context, words[0])
        if under is None:
            assert words[0].startswith("-"), f"no command “{words[0]}” in: {line}"
            break
        command, words = under, words[1:]
        context = click.Context(command, info_name=command.name, parent=context)
    given, left, _ = command.make_parser(context).parse_args(list(words))
    assert not left or isinstance(command, click.Group), f"too many arguments: {line}"
    for param in command.params:
        value = given.get(param.name or "")
        to_fill_in = isinstance(value, str) and value.isupper()  # NAME, FILE
        if isinstance(value, str) and not to_fill_in and not isinstance(param.type, click.Path):
            param.type.convert(value, param, context)


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_every_command_shown_can_be_typed(path: Path) -> None:
    for line in shown_commands(path):
        if "…" not in line:
            try:
                parsed(line)
            except click.UsageError as error:
                pytest.fail(f"{path.name}: {line}\n{error.format_message()}")


def test_a_command_that_does_not_exist_would_be_seen() -> None:
    with pytest.raises(click.UsageError):
        parsed("onrecord check report.txt --rekord ucdp-ged")
    with pytest.raises(click.UsageError):
        parsed("onrecord read report.txt --reader oracle")
    with pytest.raises(AssertionError):
        parsed("onrecord records fetch ucdp-ged")


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_every_python_name_shown_exists(path: Path) -> None:
    for block in blocks(path, "python"):
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("onrecord"):
                module: Any = importlib.import_module(node.module or "")
                for alias in node.names:
                    assert hasattr(module, alias.name), f"{path.name}: {node.module}.{alias.name}"
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                shown = f"on.{node.attr}"
                assert node.value.id != "on" or hasattr(onrecord, node.attr), (
                    f"{path.name}: {shown}"
                )


@pytest.mark.parametrize("claim_type", TYPES)
def test_every_claim_type_has_an_example_that_is_one_and_a_picture(claim_type: str) -> None:
    text = (DOCS / "claim-language.md").read_text(encoding="utf-8")
    own = text.split(f"\n### {claim_type}\n", 1)[1].split("\n### ", 1)[0].split("\n## ", 1)[0]
    (example,) = re.findall(r"^```yaml\n(.*?)^```", own, re.MULTILINE | re.DOTALL)
    assert CLAIM.validate_python(YAML(typ="safe").load(example)).type == claim_type
    ((alt, file),) = re.findall(r"!\[([^\]]*)\]\((\S+)\)", own)
    assert file == f"pictures/{claim_type}.svg"
    picture = (DOCS / file).read_text(encoding="utf-8")
    assert f"<title>{html.escape(alt)}</title>" in picture


def test_the_pictures_are_those_that_their_command_draws(tmp_path: Path) -> None:
    folder = tmp_path / "drawn"
    subprocess.run([sys.executable, PICTURES / "make.py", folder], check=True)
    drawn = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert drawn == {file.name: file.read_bytes() for file in PICTURES.glob("*.svg")}


def slug(heading: str) -> str:
    """A heading's anchor, as Python-Markdown makes it."""
    plain = re.sub(r"[^\w\s-]", "", heading.replace("`", "").strip().lower())
    return re.sub(r"[-\s]+", "-", plain)


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in LINK.findall(FENCE.sub("", path.read_text(encoding="utf-8"))):
        if "://" in target:
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        assert there.exists(), f"{path.name} links to {target}, which is not there"
        if anchor and there.suffix == ".md":
            headings = FENCE.sub("", there.read_text(encoding="utf-8"))
            assert anchor in {slug(h) for h in HEADING.findall(headings)}, f"{path.name}: {target}"


def test_every_page_is_in_the_navigation() -> None:
    def files(part: Any) -> Iterator[str]:
        if isinstance(part, str):
            yield part
        else:
            for inner in part.values() if isinstance(part, dict) else part:
                yield from files(inner)

    config = YAML(typ="safe").load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    listed = list(files(config["nav"]))
    assert sorted(listed) == sorted(page.name for page in DOCS.glob("*.md"))


def test_the_python_page_is_made_of_what_the_code_says() -> None:
    sys.path.insert(0, str(DOCS / "hooks"))
    try:
        hook = importlib.import_module("python_api")
    finally:
        sys.path.pop(0)
    page = hook.on_page_markdown((DOCS / "api.md").read_text(encoding="utf-8"))
    assert ":::" not in page
    for name in onrecord.__all__:
        if name != "__version__":
            assert f"on.{name}" in page, f"docs/api.md does not mention on.{name}"
    assert "reader: ReaderName = 'rules'" in page
