"""How large the page is and how soon it can be used, in headless Chromium on this machine.

    python benchmarks/page.py REPORT.html [--events 5000] [--repeat 5]

Two pages are opened: the one given (made by `onrecord check`), and one made here that holds a claim
with `--events` events, drawn from a seed. Times are medians in milliseconds, from the start of
navigation: until the document is parsed and the page's own script has run (`interactive`), and
until the chosen claim's charts are live (`charts`). For the large claim also: filtering its table
by a word, sorting it, narrowing it to a month, and choosing another claim.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
AIM_BYTES, AIM_INTERACTIVE = 3_000_000, 1000.0


def _large(events: int, folder: Path) -> Path:
    """A page with two claims, the first of which has so many events."""
    from onrecord.assess.finding import Checked, Finding, TestedPlace
    from onrecord.present import write_page

    spec = importlib.util.spec_from_file_location(
        "island", Path(__file__).parent.parent / "tests" / "present" / "island.py"
    )
    assert spec is not None and spec.loader is not None  # noqa: PT018
    island = importlib.util.module_from_spec(spec)
    sys.modules["island"] = island
    spec.loader.exec_module(island)
    record = island.record(events + 200, seed=3)
    label = record.info.label
    place = TestedPlace(label="Velmar", shape="disc", lat=61.1, lon=-8.1, km=60)

    def finding(id_: str, first: int, last: int) -> Finding:
        return Finding(
            id=id_, record=label, type="toll", says=None, at=None, stance="asserted",
            according_to="author", review="proposed", claim={}, verdict="borne out",
            because="For measuring only.", places=(place,), method="methods.md#toll",
            events=tuple(f"{label}:{e}" for e in record.held.id[first:last]),
            window=(dt.date(2031, 1, 1), dt.date(2032, 12, 31)),
        )  # fmt: skip

    checked = Checked(findings=(finding("large", 0, events), finding("small", events, events + 50)))
    return write_page(checked, {label: record}, folder / "large.html")


def _timed(page: Any, action: Callable[[], None]) -> float:
    """Milliseconds of an action until the browser has painted what came of it."""
    began = time.perf_counter()
    action()
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    return 1000 * (time.perf_counter() - began)


def _open(browser: Any, path: Path) -> tuple[Any, dict[str, float], list[str]]:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on(
        "request",
        lambda asked: None if asked.url.startswith(("file:", "data:")) else heard.append(asked.url),
    )
    page.goto(path.as_uri())
    timing = "performance.getEntriesByType('navigation')[0]"
    found = {"interactive": float(page.evaluate(f"{timing}.domInteractive"))}
    if page.locator(".claim.open .finding:visible .canvas[data-chart]").count():
        page.wait_for_selector(".claim.open .canvas[data-chart] > div svg", timeout=30_000)
        found["charts"] = float(page.evaluate("performance.now()"))
    return page, found, heard


def _used(page: Any) -> dict[str, float]:
    """What a person does with a large claim."""
    page.wait_for_selector("#large .canvas[data-chart=map] > div svg", timeout=30_000)
    claim = "#large"

    def filtered() -> None:
        page.fill(f"{claim} .filter .words", "keldmouth")
        page.wait_for_selector(f"{claim} .matching:not(:empty)", state="attached")

    def cleared() -> None:
        page.fill(f"{claim} .filter .words", "")
        page.wait_for_selector(f"{claim} .matching:empty", state="attached")

    return {
        "filter": _timed(page, filtered),
        "clear": _timed(page, cleared),
        "sort": _timed(page, lambda: page.click(f"{claim} th.dead button.sort")),
        "more rows": _timed(page, lambda: page.click(f"{claim} button.all")),
        "other claim": _timed(page, lambda: page.keyboard.press("j")),
    }


def main() -> None:
    """Measure, and print one row for each page."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("report", type=Path)
    parser.add_argument("--events", type=int, default=5000)
    parser.add_argument("--repeat", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        pages = {"given": given.report.resolve(), "large": _large(given.events, Path(folder))}
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, path in pages.items():
            runs: list[dict[str, float]] = []
            heard: list[str] = []
            for _ in range(given.repeat):
                page, found, said = _open(browser, path)
                heard += said
                runs.append(found | (_used(page) if name == "large" else {}))
                page.context.close()
            size = path.stat().st_size
            line = "  ".join(
                f"{what} {statistics.median(r[what] for r in runs if what in r):,.0f} ms"
                for what in runs[0]
            )
            print(f"{name}: {size / 1e6:.2f} MB  {line}  console and network: {heard or 'silent'}")
            interactive = statistics.median(r["interactive"] for r in runs)
            small, soon = size <= AIM_BYTES, interactive <= AIM_INTERACTIVE
            print(
                f"  within 3 MB: {'yes' if small else 'NO'}; within 1 s: {'yes' if soon else 'NO'}"
            )
        browser.close()


if __name__ == "__main__":
    main()
