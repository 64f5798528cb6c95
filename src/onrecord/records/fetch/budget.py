"""UCDP's limit: 5,000 requests a day for a token, those that fail counted too."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from onrecord.records.fetch.download import on_disk
from onrecord.records.fetch.failures import FetchError

A_DAY = 5000


class Budget:
    """The requests of one day, counted in a file, so that several downloads share them."""

    def __init__(self, folder: Path, day: dt.date, most: int = A_DAY) -> None:
        self.path, self.day, self.most = folder / "ucdp-requests.json", day, most

    @property
    def used(self) -> int:
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
            return int(content["requests"]) if content["day"] == self.day.isoformat() else 0
        except (OSError, ValueError, KeyError, TypeError):
            return 0

    @property
    def left(self) -> int:
        return max(0, self.most - self.used)

    def spend(self) -> None:
        """Count one request. Raises FetchError, before it is made, where none is left."""
        used = self.used
        if used >= self.most:
            raise FetchError(
                f"the {self.most:,} requests that UCDP's API allows in a day are used up "
                f"({self.day})",
                todo="The pages that have arrived are kept: run it again tomorrow and it goes on. "
                "Or take the whole release as a file, which needs no token: leave out --api, "
                "--country and --from.",
            )
        with on_disk(self.path):
            fresh = self.path.with_suffix(".new")
            fresh.write_text(
                json.dumps({"day": self.day.isoformat(), "requests": used + 1}), encoding="utf-8"
            )
            fresh.replace(self.path)
