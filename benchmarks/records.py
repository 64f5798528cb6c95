"""How fast a record is read, stored and asked, and how much memory it takes, beside plain pandas.

    python benchmarks/records.py [--rows 386000] [--file GED.csv] [--large 0]

Prints tables. Each line is measured in a process of its own, imports included unless it says
otherwise, so that the times are those of a person who types a command. Where other work shares the
machine, read the seconds of its processors. The simulated file has the 49 columns of a full release
of UCDP GED and as many rows, with invented content; every headline is different. The claims are
tested on a record of as many rows of simulated wars in 125 lands (`large`), kept in the store
directly, without a file of CSV. `--large 10000000` does the same on one of that size.

What pandas does beside it is what a person would write: read the file and save it as Parquet; read
the columns needed from that Parquet and select each claim's rows by days, box or country and side.
It selects rows once and gives no verdict; ours tries each claim at several distances as well.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import large

COLUMNS_TEXT = """
    id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id
    conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a
    side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office
    source_date source_headline source_original where_prec where_coordinates where_description
    adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region
    event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians
    deaths_unknown best high low gwnoa gwnob
"""
COLUMNS = tuple(COLUMNS_TEXT.split())

TIMED = """
import json, resource, sys, time
began = time.perf_counter()
{code}
took = time.perf_counter() - began
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps([took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, rows]))
"""
LOAD = "from onrecord.records.load import load; rows = len(load(sys.argv[1]).events())"
ADD = "from onrecord.records.store import Store; rows = Store().add(sys.argv[1]).rows"
OPEN = "from onrecord.records.load import load; rows = len(load('ucdp-ged').events())"
ASK = """
import datetime as dt
from onrecord.records.load import load
rows = len(load('ucdp-ged').events(
    dt.date(2017, 10, 1), dt.date(2017, 10, 31), (36.0, 34.0, 38.0, 36.0)))
"""
PANDAS_ADD = """
import os, pandas as pd
table = pd.read_csv(sys.argv[1], low_memory=False)
table['date_start'] = pd.to_datetime(table['date_start'])
table['date_end'] = pd.to_datetime(table['date_end'])
table.to_parquet(os.path.join(os.environ['ONRECORD_HOME'], 'pandas.parquet'), compression='zstd')
rows = len(table)
"""
WARM = """
from onrecord.records.load import load
load('ucdp-ged').events()
began = time.perf_counter()
rows = len(load('ucdp-ged').events())
"""


@dataclass(frozen=True)
class Spot:
    """A place of 60,000, in a district of 9,600, a unit of 2,400 and a country of 100."""

    number: int
    lat: float
    lon: float

    @property
    def district(self) -> str:
        return f"Kesh {self.number % 9_600} district"

    @property
    def unit(self) -> str:
        return f"Varun {self.number % 2_400} province"

    @property
    def country(self) -> str:
        return f"Country {self.number % 100}"

    def at(self, prec: int) -> tuple[str, float, float]:
        """What a row of this precision names, and where it puts it: coarse ones on a grid."""
        if prec < 3:
            return f"Place {self.number}", self.lat, self.lon
        name = {3: self.district, 4: self.unit}.get(prec, self.country)
        count = {3: 9_600, 4: 2_400}.get(prec, 100)
        nth = self.number % count
        return name, -35 + 95 * nth / count, -90 + 220 * (nth * 7 % count) / count


def simulated(rows: int) -> Iterator[dict[str, object]]:
    """Invented events of the size and variety of a full release."""
    chance = random.Random(1)
    groups = [f"Group {i}" for i in range(900)]
    grid = [Spot(i, chance.uniform(-35, 60), chance.uniform(-90, 130)) for i in range(60_000)]
    words = ("clashes", "shelling", "attack", "town", "army", "rebels", "killed", "near", "border")
    first = dt.date(1989, 1, 1)
    for i in range(rows):
        day = first + dt.timedelta(chance.randrange(36 * 365))
        a, b = chance.sample(groups, 2)
        spot, prec = chance.choice(grid), chance.choice([1, 1, 2, 3, 4, 6])
        place, lat, lon = spot.at(prec)
        lines = [
            (f"Office {chance.randrange(300)}", str(day), " ".join(chance.choices(words, k=11)))
            for _ in range(chance.choice([1, 1, 1, 2, 4]))
        ]
        dead = chance.randrange(9)
        yield {
            "id": i + 1,
            "relid": f"XXX-{day.year}-1-{i}",
            "year": day.year,
            "active_year": 1,
            "code_status": "Clear",
            "type_of_violence": chance.choice([1, 1, 1, 2, 3]),
            "conflict_name": f"{spot.country}: Government",
            "dyad_name": f"{a} - {b}",
            "side_a_new_id": int(a[6:]),
            "side_a": a if i % 20 else f"{a}, {b} allies, third",
            "side_b_new_id": int(b[6:]),
            "side_b": b,
            "number_of_sources": len(lines),
            "source_article": ";".join(f'"{o},{d},{h}"' for o, d, h in lines),
            "source_office": ";".join(line[0] for line in lines),
            "source_date": ";".join(line[1] for line in lines),
            "source_headline": ";".join(line[2] for line in lines),
            "source_original": f"Original {i % 5000}",
            "where_prec": prec,
            "where_coordinates": place,
            "where_description": f"{place} in {spot.unit}, {i} metres from the river",
            "adm_1": spot.unit if prec < 6 else "",
            "adm_2": spot.district if prec < 4 else "",
            "latitude": round(lat, 6),
            "longitude": round(lon, 6),
            "geom_wkt": f"POINT ({lon:.6f} {lat:.6f})",
            "country": spot.country,
            "event_clarity": 1,
            "date_prec": 1,
            "date_start": f"{day} 00:00:00.000",
            "date_end": f"{day} 00:00:00.000",
            "deaths_a": dead,
            "deaths_b": 1,
            "deaths_civilians": 0,
            "deaths_unknown": 0,
            "best": dead + 1,
            "high": dead + 3,
            "low": dead,
        }


def write_simulated(path: Path, rows: int, *, broken: bool = False) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(simulated(rows))
        if broken:
            file.write("one,row,too,short\n")


def timed(code: str, path: Path, home: Path) -> tuple[float, float, float, int]:
    """Seconds, seconds of all processors, MiB at the peak (on Linux), and rows, of one process."""
    done = subprocess.run(
        [sys.executable, "-c", TIMED.format(code=code), str(path)],
        env={**os.environ, "ONRECORD_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    took, used, peak, rows = json.loads(done.stdout)
    return took, used, peak, rows


def report(name: str, path: Path, home: Path) -> None:
    print(f"\n{name} ({path.stat().st_size / 2**20:.0f} MiB)")
    print(f"  {'':<48}{'seconds':>9}{'of CPU':>9}{'MiB':>8}{'rows':>10}")
    for what, code in (
        ("load from the file", LOAD),
        ("add to the store", ADD),
        ("pandas: read the CSV, write Parquet", PANDAS_ADD),
        ("load from the store, imports included", OPEN),
        ("load from the store, in a running process", WARM),
        ("ask the store for a month in a box", ASK),
    ):
        took, used, peak, rows = timed(code, path, home)
        print(f"  {what:<48}{took:>9.2f}{used:>9.2f}{peak:>8.0f}{rows:>10,}")


def keep_large(rows: int, home: Path) -> tuple[str, float, float]:
    """Keep a simulated record of so many rows; its label, seconds, and MiB at the peak."""
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import large; from onrecord.records.store import Store\n"
        f"rows = Store().keep(large.about({rows}), large.tables({rows})).rows"
    )
    took, _, peak, _ = timed(code, Path(), home)
    return f"world@{rows}", took, peak


def ten_claims(rows: int, home: Path) -> dict[str, Any]:
    """What `ten_claims.py` measures on so many rows, ours and in pandas."""
    label, _, _ = keep_large(rows, home)
    script = str(Path(__file__).with_name("ten_claims.py"))
    found = {}
    for who in ("ours", "pandas"):
        done = subprocess.run(
            [sys.executable, script, who, label, *large.towns(rows)],
            env={**os.environ, "ONRECORD_HOME": str(home)},
            capture_output=True,
            text=True,
            check=True,
        )
        found[who] = json.loads(done.stdout)
    return found


def report_claims(rows: int, home: Path) -> None:
    print(f"\nten claims on {rows:,} rows in the store")
    print(f"  {'':<48}{'seconds':>9}{'of CPU':>9}{'MiB':>8}")
    steps = {
        "open": "imports, and opening the record",
        "names": "its names (pandas: reading the columns)",
        "claims": "ten claims",
    }
    for who, found in ten_claims(rows, home).items():
        before = (0.0, 0.0)
        for step, words in steps.items():
            took, used = found["laps"][step]
            what = f"{who}: {words}"
            print(f"  {what:<48}{took - before[0]:>9.2f}{used - before[1]:>9.2f}{'':>8}")
            before = (took, used)
        print(f"  {who + ': in all':<48}{before[0]:>9.2f}{before[1]:>9.2f}{found['peak']:>8.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=386_000)
    parser.add_argument("--file", type=Path, default=Path("../shared/data/ged191_syria.csv"))
    parser.add_argument("--large", type=int, default=0, help="rows of a further, larger record")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if asked.file.exists():
            report("UCDP GED, Syria", asked.file, home / "syria")
        else:
            print(f"not here: {asked.file} (give it with --file)")
        path = home / "ged251.csv"
        write_simulated(path, asked.rows)
        report("simulated release", path, home / "simulated")
        write_simulated(path, asked.rows, broken=True)
        report("the same with one broken row", path, home / "broken")
        path.unlink()
        for rows in filter(None, (asked.rows, asked.large)):
            report_claims(rows, home / "large")


if __name__ == "__main__":
    main()
