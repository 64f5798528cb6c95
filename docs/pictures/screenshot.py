"""Takes the picture of the page in the README: `python docs/pictures/screenshot.py [FILE]`.

It runs `onrecord demo` in a temporary folder, opens the page in Chromium (Debian's, or another one
named by `ONRECORD_CHROMIUM`) and writes docs/pictures/page.png. It needs Playwright (part `dev`).
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from onrecord.cli import main as onrecord

CLAIM = "vessarun-rose"
WIDTH, HEIGHT, SCALE = 1360, 1060, 0.8
"""Of the window, in CSS pixels, and how many pixels of the picture each becomes."""
MOST = 200_000
"""Bytes that the picture may have: it is kept in the repository."""


def main(file: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        onrecord(["demo", "--quiet", "--out", folder], standalone_mode=False)
        picture = taken((Path(folder) / "report.html").as_uri())
    if len(picture) > MOST:
        raise SystemExit(f"The picture has {len(picture):,} bytes; {MOST:,} is the most.")
    file.write_bytes(picture)


def taken(address: str) -> bytes:
    """The page's upper part as PNG, with the claim chosen."""
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(
            executable_path=os.environ.get("ONRECORD_CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT},
            device_scale_factor=SCALE,
            color_scheme="light",
            reduced_motion="reduce",
        )
        page.goto(f"{address}#{CLAIM}")
        page.wait_for_load_state("networkidle")
        page.evaluate("window.scrollTo(0, 0)")
        page.wait_for_timeout(500)
        picture = page.screenshot()
        browser.close()
    return picture


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("page.png"))
