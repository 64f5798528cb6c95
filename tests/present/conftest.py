"""The invented island and its checked report, for every test of the room."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from onrecord.assess.finding import Checked
from onrecord.present import write_page


def _load(name: str) -> ModuleType:
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


island = _load("island")
island_report = _load("island_report")
visiting = _load("visiting")


@pytest.fixture(scope="session")
def records() -> dict[str, object]:
    return island_report.records()  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def checked() -> Checked:
    return island_report.checked()  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    executable = visiting.chromium()
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=visiting.ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(
    checked: Checked, records: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> str:
    return write_page(checked, records, tmp_path_factory.mktemp("page") / "report.html").as_uri()


@pytest.fixture(scope="module")
def axe() -> str:
    """The axe-core script: named by AXE_CORE, in node_modules, or inside axe-playwright-python."""
    spots = [Path(os.environ["AXE_CORE"])] if "AXE_CORE" in os.environ else []
    spots.append(Path("node_modules/axe-core/axe.min.js"))
    try:
        import axe_playwright_python

        spots.append(Path(axe_playwright_python.__file__).parent / "axe.min.js")
    except ImportError:
        pass
    for spot in spots:
        if spot.exists():
            return spot.read_text(encoding="utf-8")
    pytest.skip("axe-core is not here (pip install axe-playwright-python, or set AXE_CORE)")
