"""The walls of the house: which room may import from which (docs/architecture.md)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "onrecord"

# stats holds pure functions on arrays: whoever computes may use it. records.schema and
# records.lines are the parts of records that know neither file nor database.
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "stats": set(),
    "zipped": set(),
    "claims": set(),
    "actors": set(),
    "places": {"stats", "zipped"},
    "records": {"actors", "places", "stats", "zipped"},
    "selection": {"claims", "records.schema", "actors", "places", "stats"},
    "reading": {"claims", "actors", "places"},
    "simulate": {"claims", "records"},
    "assess": {
        "claims", "selection", "records.schema", "records.lines", "stats", "actors", "places",
    },
    "present": {"claims", "assess", "records.schema"},
    "calibrate": {
        "simulate", "assess", "claims", "actors", "places", "records", "stats", "selection",
    },
}  # fmt: skip
FREE = {"cli", "workbench", "api", "findings", "names", "reported", "__init__", "__main__"}
"""The doors of the house: they may know every room."""

ONLY_HERE = {
    "duckdb": {"records"},
    "pyspark": {"records"},
    "spacy": {"reading"},
    "openai": {"reading"},
    "anthropic": {"reading"},
    "jinja2": {"present", "workbench"},
    "altair": {"present"},
    "fastapi": {"workbench"},
}
"""Libraries that one room alone may know."""


def modules() -> list[Path]:
    return sorted(SRC.rglob("*.py"))


def room_of(path: Path) -> str:
    parts = path.relative_to(SRC).with_suffix("").parts
    return parts[0]


def imported(path: Path) -> set[str]:
    """Every module that the file imports, at the top or inside a function."""
    package = ".".join(["onrecord", *path.relative_to(SRC).with_suffix("").parts[:-1]])
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, base]).rstrip(".")
            names |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SRC)))
def test_a_room_imports_only_from_the_rooms_it_may_know(path: Path) -> None:
    room = room_of(path)
    if room in FREE:
        return
    assert room in MAY_IMPORT, f"{room} is a new room: say in this test whom it may know"
    allowed = MAY_IMPORT[room] | {room, "errors"}
    for name in imported(path):
        if not name.startswith("onrecord."):
            continue
        inner = name.removeprefix("onrecord.")
        first = inner.split(".")[0]
        if first == "__version__":
            continue
        fine = first in allowed or any(inner == a or inner.startswith(a + ".") for a in allowed)
        # `from onrecord.records import schema` shows up as both names: judge the longer one.
        prefix_of_allowed = any(a.startswith(inner + ".") for a in allowed)
        assert fine or prefix_of_allowed, f"{path.relative_to(SRC)} ({room}) imports {name}"


@pytest.mark.parametrize("library", sorted(ONLY_HERE))
def test_a_library_stays_in_its_room(library: str) -> None:
    for path in modules():
        if room_of(path) in ONLY_HERE[library]:
            continue
        uses = {name for name in imported(path) if name.split(".")[0] == library}
        assert not uses, f"{path.relative_to(SRC)} imports {sorted(uses)}"


DOCUMENT = (SRC.parent.parent / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_the_walls_stand_where_the_documentation_says() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*\| ([^|]*) \|$", DOCUMENT, re.MULTILINE)
    written = {room: set(re.findall(r"`([\w.]+)`", cell)) for room, cell in rows}
    assert {room: written.get(room) for room in MAY_IMPORT} == MAY_IMPORT


def test_every_package_is_in_the_documentation() -> None:
    for package in {path.parent.relative_to(SRC).as_posix() for path in SRC.glob("*/**/*.py")}:
        assert f"`{package}`" in DOCUMENT, f"{package} is not in docs/architecture.md"


def test_every_file_that_the_documentation_names_is_there() -> None:
    for name in re.findall(r"`([\w/]+\.(?:py|md|yml))`", DOCUMENT):
        places = (SRC / name, SRC.parent.parent / name)
        assert any(place.exists() for place in places), f"docs/architecture.md names {name}"


def test_importing_the_package_loads_nothing_heavy() -> None:
    import subprocess
    import sys

    heavy = ["pandas", "spacy", "altair", "duckdb", "scipy", "pyarrow", "trafilatura", "dateparser"]
    code = f"import sys, onrecord, onrecord.cli; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
