"""The invented island and its checked report, for every test of the room."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from onrecord.assess.finding import Checked


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


@pytest.fixture(scope="session")
def records() -> dict[str, object]:
    return island_report.records()  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def checked() -> Checked:
    return island_report.checked()  # type: ignore[no-any-return]
