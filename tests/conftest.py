"""Where the real data for tests lie: beside the project, never in it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
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
    """Where the GeoNames files go that the first test in need of them makes: ten seconds, once.

    Processes that share the tests share this folder too: theirs lie beside each other in one.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "gazetteer"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session", autouse=True)
def worked_out_once() -> Iterator[None]:
    """What a user's folder keeps after the first run, remembered here from one test to the next.

    Every test has a folder of its own and would parse all curated files (three seconds) and bundle
    the charts' library (one) again, from the same input. Other input, and every fault, is new work.
    """
    from onrecord.actors import compiled

    really = compiled.compile_files

    @lru_cache(maxsize=8)
    def plain(files: tuple[tuple[str, str], ...]) -> str:
        return json.dumps(really(dict(files)))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            compiled, "compile_files", lambda files: json.loads(plain(tuple(files.items())))
        )
        with suppress(ImportError):
            import vl_convert

            patched.setattr(
                vl_convert, "javascript_bundle", lru_cache(vl_convert.javascript_bundle)
            )
        yield


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, shared_gazetteer: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test has its own user data folder, so that none sees another's store."""
    home = tmp_path / "onrecord-home"
    home.mkdir()
    (home / "gazetteer").symlink_to(shared_gazetteer)
    monkeypatch.setenv("ONRECORD_HOME", str(home))
    return home
