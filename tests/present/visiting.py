"""A page in a real browser: how tests start it, open a page in it, and hear what it says."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from typing import Any

import pytest

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
PATIENCE = 120
"""Seconds: a machine that does ten other things at once shows the same page, only later."""


def chromium() -> str:
    named = os.environ.get("ONRECORD_CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("no Chromium on this machine (set ONRECORD_CHROMIUM to one)")
    return found


class Visit:
    """A page that was opened, with everything it complained of and asked for."""

    def __init__(self, browser: Any, address: str, **context: Any) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}} | context)
        self.context.set_default_timeout(PATIENCE * 1000)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.said.append("dialog"), dialog.dismiss()))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(address)
        self.page.wait_for_timeout(250)

    @property
    def open_claim(self) -> str:
        return str(self.page.evaluate("document.querySelector('.claim.open').id"))

    def live_charts(self) -> None:
        """Wait until the charts of the chosen claim are live ones."""
        self.page.wait_for_selector(".claim.open .canvas[data-chart=map] > div svg")

    def until(self, wanted: Callable[[], object]) -> None:
        """Wait until it is so."""
        deadline = time.monotonic() + PATIENCE
        while not wanted():
            assert time.monotonic() < deadline, "it never came"
            self.page.wait_for_timeout(40)
