"""An invented registry and gazetteer for tests: parties on an island that does not exist."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from onrecord.actors import Registry
from onrecord.assess import Tested, assess
from onrecord.claims import CLAIM, AnyClaim
from onrecord.places import Gazetteer
from onrecord.records.memory import FileRecord
from onrecord.records.names import place_columns
from onrecord.records.schema import Expresses
from tests.rows import UCDP_LIKE, info, table_of

ACTORS = """
government-of-lorn: {name: Government of Lorn, kind: non-state}
lorn-guard: {name: Lorn Guard, part_of: [{actor: government-of-lorn, since: 2019-01-01}]}
highland-front: {name: Highland Front, aliases: [Highlanders]}
old-front: {name: Old Front}
sea-league: {name: Sea League}
lorn-rebels:
  name: Lorn rebels
  kind: umbrella
  members: [highland-front]
  members_against: government-of-lorn
vask: {name: Vask, supports: [{actor: government-of-lorn, since: 2018-01-01, source: invented}]}
new-front: {name: New Front, successor_of: [{actor: old-front, on: 2020-01-01}]}
civilians: {name: Civilians, kind: civilians}
"""


@lru_cache(maxsize=1)
def registry() -> Registry:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "island.yaml").write_text(
            ACTORS.replace("government-of-lorn", "lorn-government"), encoding="utf-8"
        )
        return Registry.from_folder(Path(folder))


def gazetteer(rows: Sequence[dict[str, Any]]) -> Gazetteer:
    return Gazetteer.from_rows(*place_columns(record(rows)))


def record(
    rows: Sequence[dict[str, Any]], expresses: Expresses = UCDP_LIKE, **about: Any
) -> FileRecord:
    """A record in memory that holds these rows, from 2016 to 2023."""
    return FileRecord(table_of(rows), info(len(rows), expresses, **about))


def claim(**fields: Any) -> AnyClaim:
    """A claim from its fields; near the mill, in June 2020, unless said otherwise."""
    defaults: dict[str, Any] = {"id": "c"}
    if fields["type"] != "opinion":
        defaults |= {"when": "2020-06-10/2020-06-20"}
    if fields["type"] not in ("opinion", "displaced"):
        defaults |= {"where": {"near": [10.0, 20.0], "within": 50}}
    return CLAIM.validate_python(defaults | fields)


def assessed(
    claims: Sequence[AnyClaim],
    rows: Sequence[dict[str, Any]],
    expresses: Expresses = UCDP_LIKE,
    **how: Any,
) -> Tested:
    """These claims on a record of these rows."""
    held = record(rows, expresses, **how.pop("about", {}))
    return assess(claims, held, registry(), gazetteer(rows), **how)


def verdict(
    one: AnyClaim, rows: Sequence[dict[str, Any]], expresses: Expresses = UCDP_LIKE, **how: Any
) -> Any:
    """The finding on one claim."""
    (finding,) = assessed([one], rows, expresses, **how).findings
    return finding


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
