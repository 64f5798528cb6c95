"""The demo's invented record, report and claims, written once for all tests of the commands."""

from __future__ import annotations

import pytest

from onrecord.simulate import Written, demo


@pytest.fixture(scope="session")
def island(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return demo(seed=1).write(tmp_path_factory.mktemp("island"))
