"""Outputs of other packages that ours are held against: beside the project, never in it."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

PEERS = Path(
    os.environ.get("ONRECORD_PEERS", Path(__file__).parent.parent.parent / "shared" / "peers")
)


def peer(name: str) -> pd.DataFrame:
    """A table of the peers' inputs and outputs; the test is skipped where it is absent."""
    path = PEERS / name
    if not path.exists():
        pytest.skip(f"not here: {path} (set ONRECORD_PEERS to the folder that holds it)")
    return pd.read_csv(path)


def day_numbers(times: pd.Series[str]) -> NDArray[np.float64]:
    """Days since 1970, with the time of day as a fraction."""
    seconds = pd.to_datetime(times).to_numpy().astype("datetime64[s]").astype(np.float64)
    return np.asarray(seconds / 86_400.0, dtype=np.float64)
