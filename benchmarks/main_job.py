"""How long the main job takes and how much memory: import, help, loading, testing, the whole.

    python benchmarks/main_job.py REPORT RECORD [--repeat 5]

Prints a table; nothing here is asserted. Every line is a process of its own and the median of
`--repeat` runs; the last column is the ratio to `python -c pass` in the same run.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LOAD = "import onrecord as on; r = on.load({record!r}); r.events()"
WARM = """
import time, onrecord as on
r = on.load({name!r}); r.events()
start = time.perf_counter(); on.load({name!r}).events(); print(time.perf_counter() - start)
"""
TEST = """
import time, onrecord as on
r = on.load({record!r}); claims = on.load_claims({claims!r})
start = time.perf_counter(); on.check(claims, r); print(time.perf_counter() - start)
"""


def timed(words: list[str], env: dict[str, str], inside: bool = False) -> tuple[float, float]:
    """Seconds and peak MB of one process; `inside`: the seconds that it prints itself."""
    before = time.perf_counter()
    with subprocess.Popen(words, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        printed = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(words)[:120]} ended with {process.returncode}")
    seconds = float(printed.split()[-1]) if inside else time.perf_counter() - before
    return seconds, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report")
    parser.add_argument("record")
    parser.add_argument("--repeat", type=int, default=5)
    given = parser.parse_args()
    python, command = sys.executable, str(Path(sys.executable).with_name("onrecord"))
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "ONRECORD_HOME": f"{folder}/home"}
        out = f"{folder}/out"
        check = [command, "check", given.report, "--record", given.record, "--out", out, "--quiet"]
        # Once beforehand: the gazetteer and the page's scripts are made on first use.
        subprocess.run(check, env=env, check=True)
        add = [command, "records", "add", given.record, "--name", "bench", "--version", "1"]
        subprocess.run(add, env=env, check=True, stdout=subprocess.DEVNULL)
        code = {"record": given.record, "claims": f"{out}/claims.yaml", "name": "bench@1"}
        lines: list[tuple[str, list[str], bool]] = [
            ("python -c pass", [python, "-c", "pass"], False),
            ("import onrecord", [python, "-c", "import onrecord"], False),
            ("onrecord --help", [command, "--help"], False),
            (
                "load the record from its file, new process",
                [python, "-c", LOAD.format(**code)],
                False,
            ),
            ("load it from the store, running process", [python, "-c", WARM.format(**code)], True),
            ("test the report's claims, reading aside", [python, "-c", TEST.format(**code)], True),
            ("onrecord check, the whole job", check, False),
        ]
        base = 0.0
        print(f"{'what':<46}{'seconds':>9}{'peak MB':>9}{'ratio':>8}")
        for what, words, inside in lines:
            runs = [timed(words, env, inside) for _ in range(given.repeat)]
            seconds = statistics.median(run[0] for run in runs)
            base = base or seconds
            peak = max(run[1] for run in runs)
            print(f"{what:<46}{seconds:>9.2f}{peak:>9.0f}{seconds / base:>8.1f}")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"(this script itself: {own:.0f} MB)")


if __name__ == "__main__":
    main()
