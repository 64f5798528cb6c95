"""Where the real data for tests lie: beside the project, never in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")

ROOT = Path(__file__).parent.parent


def _shared(name: str) -> Path:
    folder = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared" / "data"))
    path = folder / name
    if not path.exists():
        pytest.skip(f"real data not here: {path} (set ONRECORD_DATA to the folder that holds it)")
    return path


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder with the real article and the real record."""
    return _shared(".")


@pytest.fixture(scope="session")
def syria_csv() -> Path:
    """UCDP GED, Syria, as a public package of 2019 carries it (CC BY 4.0)."""
    return _shared("ged191_syria.csv")


@pytest.fixture(scope="session")
def article() -> Path:
    """A real, partisan article of 23 October 2017."""
    return _shared("report_2017-10-23.txt")


@pytest.fixture(scope="session")
def shared_gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the GeoNames files go that the first test in need of them makes: ten seconds, once."""
    return tmp_path_factory.mktemp("gazetteer")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, shared_gazetteer: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test has its own user data folder, so that none sees another's store."""
    home = tmp_path / "onrecord-home"
    home.mkdir()
    (home / "gazetteer").symlink_to(shared_gazetteer)
    monkeypatch.setenv("ONRECORD_HOME", str(home))
    return home
