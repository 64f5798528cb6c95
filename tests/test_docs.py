"""Nothing that a person can type is undocumented: commands, options, claim types, fields."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from onrecord.assess import MODULES, VERDICTS
from onrecord.claims import KINDS, MODELS, TYPES
from onrecord.cli import main

DOCS = Path(__file__).parent.parent / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def commands(group: click.Group, path: str = "onrecord") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def section(text: str, heading: str) -> str:
    """The part of a page under a heading, up to the next of its level."""
    level = heading.split(" ")[0]
    assert heading + "\n" in text, f"no section “{heading}”"
    return text.split(heading + "\n", 1)[1].split(f"\n{level} ", 1)[0]


ALL = list(commands(main))


@pytest.mark.parametrize(("name", "command"), ALL, ids=[name for name, _ in ALL])
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    text = page("commands.md")
    own = section(text, f"## {name}")
    # `test` shares the testing options of `check`, and says so.
    where = own + (section(text, "## onrecord check") if "those of `check`" in own else "")
    assert command.help, f"{name} has no help text"
    for option in command.params:
        if isinstance(option, click.Option):
            longest = max(option.opts, key=len)
            assert f"`{longest}`" in where, f"{name}: {longest} is not in docs/commands.md"
            assert option.help, f"{name}: {longest} has no help text"


@pytest.mark.parametrize("claim_type", TYPES)
def test_every_claim_type_and_field_is_documented(claim_type: str) -> None:
    language = page("claim-language.md")
    own = section(language, f"### {claim_type}")
    common = section(language, "## Fields of every claim")
    for field in MODELS[claim_type].model_fields:
        assert f"`{field}" in own or f"`{field}`" in common or f", `{field}`" in common, (
            f"{claim_type}.{field} is not in docs/claim-language.md"
        )
    method = section(page("methods.md"), f"## {claim_type}")
    assert ("Not tested by this version" in method) == (
        claim_type not in MODULES and claim_type != "opinion"
    )


def test_every_kind_is_documented() -> None:
    text = " ".join(page("claim-language.md").split())
    assert all(kind in text for kind in KINDS)


def test_the_readme_explains_every_verdict() -> None:
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    assert all(f"| {verdict} |" in readme for verdict in VERDICTS)
