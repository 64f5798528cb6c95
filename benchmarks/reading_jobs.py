"""How reading many reports scales with --jobs: the same folder read by one process and by two.

The invented reports, each several times as files of their own, read into a fresh folder each time.
Loading of the model and the names is counted: it is paid once in every process. Prints a table of
seconds and of reports a second, as a ratio to one process.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import tempfile
import time
from functools import partial
from pathlib import Path

import reading_reports as invented

from onrecord import api
from onrecord.reading.many import read_many, tasks_of

DAY = dt.date(2024, 6, 30)
"""Taken as the day of all reports: which one it is costs nothing."""


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _seconds(folder: Path, jobs: int) -> tuple[float, int]:
    with tempfile.TemporaryDirectory() as out:
        read = partial(api.read_texts, api.ReadingSettings(published=DAY))
        began = time.perf_counter()
        outcomes = read_many(
            tasks_of([str(folder)], Path(out)),
            read,
            Path(out),
            "benchmark",
            write=_write,
            jobs=jobs,
        )
        seconds = time.perf_counter() - began
    assert all(outcome.state == "read" for outcome in outcomes), next(
        o.why for o in outcomes if o.why
    )
    return seconds, len(outcomes)


def measure(times: int, jobs: list[int]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for report in invented.reports():
            for k in range(times):
                _write(folder / f"{report.name}-{k}.txt", report.text)
        print(f"cores of this machine: {os.cpu_count()}")
        print("jobs  reports  seconds  reports/s  ratio")
        first = 0.0
        for n in jobs:
            seconds, reports = _seconds(folder, n)
            first = first or seconds
            print(f"{n:>4} {reports:>8} {seconds:>8.1f} {reports / seconds:>10.1f} "
                  f"{first / seconds:>6.2f}")  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=10, help="copies of each report")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    given = parser.parse_args()
    measure(given.times, given.jobs)
