"""Ten claims on a large simulated record of the store: ours, or what a person does in plain pandas.

    python benchmarks/ten_claims.py (ours | pandas) world@386000 TOWN TOWN TOWN

Prints one line of JSON: seconds and seconds of the processors to the end of each step, memory at
the peak in MiB. Run by `records.py` and `scale.py`, each time in a process of its own.

Pandas reads the columns it needs of the same Parquet files and selects each claim's rows by days, a
box or a country, sides and, for tolls, adds up the dead. It tries one distance and gives no
verdict; ours also looks at half a year around each claim, tries its place at half and at twice the
distance, and says what the record could have shown.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

BEGAN = time.perf_counter()
sys.path.insert(0, str(Path(__file__).parent))

Laps = dict[str, tuple[float, float]]


def lap(laps: Laps, name: str) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    laps[name] = (time.perf_counter() - BEGAN, used.ru_utime + used.ru_stime)


def ours(label: str, towns: list[str]) -> Laps:
    import large

    import onrecord as on
    from onrecord.api import world_of

    laps: Laps = {}
    record = on.load(label)
    lap(laps, "open")
    world_of(record).gazetteer.find(towns[0])
    lap(laps, "names")
    findings = on.check(large.claims(towns), record, strict=True)
    assert len(findings) == 10
    lap(laps, "claims")
    return laps


def pandas(label: str, towns: list[str]) -> Laps:
    import large
    import numpy as np
    import pandas as pd

    from onrecord.records.store import Store

    laps: Laps = {}
    folder = Store().folder / label / "events"
    lap(laps, "open")
    columns = ["id", "start", "end", "lat", "lon", "where_prec", "place", "country", "side_a",
               "side_b", "type_of_violence", "best", "deaths_civilians"]  # fmt: skip
    table = pd.read_parquet(folder, columns=columns)
    table["start"], table["end"] = pd.to_datetime(table["start"]), pd.to_datetime(table["end"])
    lap(laps, "names")
    for claim in large.claims(towns):
        when = claim["when"]
        first, last = when.split("/") if "/" in when else (f"{when}-01-01", f"{when}-12-31")
        chosen = table[(table["end"] >= first) & (table["start"] <= last)]
        where = claim["where"]
        if isinstance(where, str) and where.startswith("Vandorra"):
            chosen = chosen[chosen["country"] == where]
        else:
            near, within = (where, 10.0) if isinstance(where, str) else (where["near"], 40.0)
            point = table.loc[table["place"] == near, ["lat", "lon"]].median()
            lat, lon = (
                np.radians(chosen["lat"] - point["lat"]),
                np.radians(chosen["lon"] - point["lon"]),
            )
            km = 6371.0 * np.hypot(lat, lon * np.cos(np.radians(point["lat"])))
            chosen = chosen[(km <= within) & (chosen["where_prec"] <= 2)]
        events = claim.get("events", {})
        parties = events.get("between") or [
            v for k, v in events.items() if k in ("by", "involving")
        ]
        for party in parties:
            pairs = zip(chosen["side_a"], chosen["side_b"], strict=True)
            named = [party in one or party in other for one, other in pairs]
            chosen = chosen[np.asarray(named, dtype=bool)]
        chosen[["best", "deaths_civilians"]].sum()
    lap(laps, "claims")
    return laps


def main() -> None:
    laps = {"ours": ours, "pandas": pandas}[sys.argv[1]](sys.argv[2], sys.argv[3:])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"laps": laps, "peak": peak}))


if __name__ == "__main__":
    main()
