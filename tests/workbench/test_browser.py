"""The workbench as a person uses it, in a real browser. Needs Chromium."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.workbench.conftest import Served

from onrecord.workbench.session import Session

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
COUNT = "vessarun-count"
SLOW = 120_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    named = os.environ.get("ONRECORD_CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("no Chromium on this machine (set ONRECORD_CHROMIUM to one)")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield started
        started.close()


class Tab:
    """A window of the workbench, with everything it complained of and asked for."""

    def __init__(self, context: Any, address: str) -> None:
        self.page = context.new_page()
        self.page.set_default_timeout(SLOW)
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(address)
        self.page.wait_for_selector("#_claim > *")

    def choose(self, claim_id: str) -> None:
        self.page.click(f'#_queue a[data-claim="{claim_id}"]')
        self.page.wait_for_selector(f'#_claim > .chosen[data-claim="{claim_id}"]')

    def until(self, wanted: Callable[[], object]) -> None:
        """Wait until it is so; the page's policy lets nothing be evaluated from a string."""
        deadline = time.monotonic() + SLOW / 1000
        while not wanted():
            assert time.monotonic() < deadline, "it never came"
            self.page.wait_for_timeout(40)

    def saved(self) -> None:
        self.until(lambda: self.page.inner_text("#_saved") == "Saved.")

    def undone(self) -> None:
        """Take the last step back, and wait until that is done."""
        self.page.keyboard.press("z")
        self.until(lambda: self.page.inner_text("#_saved").startswith("Undone"))
        self.page.evaluate("document.querySelector('#_saved').textContent = ''")

    @property
    def verdict(self) -> str:
        return str(self.page.inner_text("#_result .verdict strong")).lower()

    @property
    def chosen(self) -> str:
        return str(self.page.get_attribute("#_claim > .chosen", "data-claim"))


@pytest.fixture
def served(serve: Callable[[Session], Served], session: Session) -> Served:
    return serve(session)


@pytest.fixture
def context(browser: Any) -> Iterator[Any]:
    opened = browser.new_context(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def tab(context: Any, served: Served) -> Tab:
    return Tab(context, served.start)


def select(tab: Tab, first: str, last: str) -> None:
    """Select the words of the report from `first` to `last`, as a pointer would."""
    tab.page.evaluate(
        """([first, last]) => {
          const pieces = [...document.querySelectorAll("#_text [data-start]")];
          const nodes = pieces.flatMap((piece) => {
            const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
            const found = [];
            for (let node = walker.nextNode(); node; node = walker.nextNode()) found.push(node);
            return found;
          });
          const from = nodes.find((node) => node.data.includes(first));
          const to = nodes.find((node) => node.data.includes(last));
          getSelection().setBaseAndExtent(
            from, from.data.indexOf(first), to, to.data.indexOf(last) + last.length);
        }""",
        [first, last],
    )


def test_a_person_corrects_a_place_and_watches_the_verdict_change(
    tab: Tab, session: Session
) -> None:
    tab.choose(COUNT)
    before = tab.verdict
    name = tab.page.locator('[name="where.0.name"]')
    name.fill("Vessarun")
    tab.page.wait_for_selector("#_offers svg .offer >> nth=1")
    offers = tab.page.locator("#_offers [role=option]")
    at = next(
        i for i in range(offers.count())
        if "Keldarrow" in offers.nth(i).inner_text() or "Sarrowe" in offers.nth(i).inner_text()
    )  # fmt: skip
    for _ in range(at + 1):
        name.press("ArrowDown")
    name.press("Enter")
    tab.page.wait_for_selector(".moves .move")
    assert tab.verdict != before
    assert before in tab.page.inner_text(".moves .move").lower()
    after = tab.verdict
    tab.page.reload()
    tab.page.wait_for_selector(f'#_claim > .chosen[data-claim="{COUNT}"]')
    assert tab.verdict == after, "a reload shows what was saved"
    while tab.page.is_enabled('[data-do="undo"]') and tab.verdict != before:
        tab.undone()
    assert tab.verdict == before
    assert session.kept.get(COUNT).review.by == "the simulation"
    assert tab.said == []
    assert {url.split("/")[2] for url in tab.asked if "://" in url} == {
        tab.page.url.split("/")[2]
    }, "it asks nobody else for anything"


def test_an_offer_stays_pointed_at_when_a_later_answer_comes(tab: Tab) -> None:
    tab.choose(COUNT)
    name = tab.page.locator('[name="where.0.name"]')
    name.fill("Vessaru")
    tab.page.wait_for_selector("#_offers [role=option] >> nth=1")
    name.press("ArrowDown")
    name.press("ArrowDown")
    pointed = tab.page.locator("#_offers [aria-selected=true]").inner_text()
    tab.page.evaluate("document.querySelector('#_offers [role=option]').dataset.old = 'yes'")
    name.press("End")
    name.press("n")
    tab.page.wait_for_selector("#_offers [data-old]", state="detached")
    tab.page.wait_for_selector("#_offers [role=option] >> nth=1")
    assert tab.page.locator("#_offers [aria-selected=true]").inner_text() == pointed
    name.press("Escape")


def test_words_selected_by_pointer_become_a_claim(tab: Tab, session: Session) -> None:
    select(tab, "funerals", "We did count")
    tab.page.wait_for_selector("#_add:not([hidden])")
    tab.page.click("#_add")
    tab.page.wait_for_selector('#_claim > .chosen[data-claim="mine-1"]')
    claim = session.kept.get("mine-1")
    assert session.project.text()[slice(*claim.at)].startswith("funerals")
    assert claim.says.endswith("We did count")
    marked = tab.page.locator("#_report .u.chosen")
    assert "We did count" in " ".join(marked.all_inner_texts())
    assert tab.said == []


def test_words_selected_by_keys_become_a_claim(tab: Tab, session: Session) -> None:
    tab.page.keyboard.press("w")
    for key in ("Home", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Enter"):
        tab.page.keyboard.press(key)
    tab.page.wait_for_selector('#_claim > .chosen[data-claim="mine-1"]')
    assert session.kept.get("mine-1").says == "ceasefire that nobody"
    tab.page.keyboard.press("Escape")
    tab.page.keyboard.press("]")
    tab.saved()
    assert session.kept.get("mine-1").says == "ceasefire that nobody kept"
    tab.page.keyboard.press("{")
    tab.until(lambda: session.kept.get("mine-1").says.startswith("The"))
    assert session.kept.get("mine-1").says == "The ceasefire that nobody kept"


def test_keys_walk_judge_and_undo(tab: Tab, session: Session) -> None:
    tab.choose(COUNT)
    tab.page.keyboard.press("Escape")
    tab.page.keyboard.press("r")
    tab.saved()
    assert session.kept.get(COUNT).review.status == "rejected"
    tab.undone()
    assert session.kept.get(COUNT).review.status == "accepted"
    tab.page.keyboard.press("j")
    tab.until(lambda: tab.chosen != COUNT)
    tab.page.keyboard.press("k")
    tab.page.wait_for_selector(f'#_claim > .chosen[data-claim="{COUNT}"]')
    tab.page.keyboard.press("?")
    assert tab.page.is_visible("#_d-keys kbd >> nth=0")
    tab.page.keyboard.press("Escape")
    tab.page.keyboard.press("v")
    tab.page.wait_for_selector("#_evidence .finding .because")
    assert tab.said == []


def test_two_windows_see_the_conflict_and_lose_nothing(
    context: Any, served: Served, session: Session
) -> None:
    one = Tab(context, served.start)
    other = Tab(context, served.address)
    for window in (one, other):
        window.choose(COUNT)
    one.page.fill('[name="number.low"]', "11")
    one.page.press('[name="number.low"]', "Tab")
    one.saved()
    other.page.fill('[name="number.low"]', "12")
    other.page.press('[name="number.low"]', "Tab")
    other.page.wait_for_selector("#_d-conflict[open]")
    assert '"low":12' in other.page.inner_text("#_mine")
    assert '"low":11' in other.page.inner_text("#_theirs")
    assert session.kept.get(COUNT).number.low == 11
    other.page.click("#_keep-mine")
    other.saved()
    assert session.kept.get(COUNT).number.low == 12
    assert session.kept.get(COUNT).number.high == 30


def test_blind_coding_hides_what_would_lead_a_coder(tab: Tab) -> None:
    tab.page.check("#_blind")
    tab.until(lambda: tab.page.locator("#_result .verdict").count() == 0)
    assert tab.page.locator("#_queue .icon").count() == 0
    tab.page.fill('[name="events.first"]', "Ash")
    tab.page.wait_for_timeout(600)
    assert not tab.page.is_visible("#_offers")
    tab.page.uncheck("#_blind")
    tab.page.wait_for_selector("#_result .verdict")


def test_work_is_shown_again_after_a_reload_and_the_zip_is_there(tab: Tab) -> None:
    tab.page.click('[data-do="export"]')
    tab.page.wait_for_selector('[data-job][data-kind="export"]')
    tab.page.reload()
    tab.page.wait_for_selector('[data-kind="export"] a[href="/export.zip"]')
    with tab.page.expect_download() as download:
        tab.page.click('a[href="/export.zip"]')
    assert download.value.suggested_filename == "onrecord-out.zip"
    assert tab.said == []


@pytest.mark.parametrize("width", [360, 1280, 2560])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_and_fits_every_width(
    browser: Any, served: Served, width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    opened = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    tab = Tab(opened, served.start)
    tab.choose(COUNT)
    tab.page.click("#_evidence-box summary")
    tab.page.wait_for_selector("#_evidence .finding")
    found = axe.Axe().run(tab.page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
    for name in ("report", "records", "keys", "compare"):
        tab.page.click(f'[data-do="{name}"]')
        tab.page.wait_for_selector(f"#_d-{name}[open]")
        found = axe.Axe().run(tab.page, context=f"#_d-{name}")
        assert found.violations_count == 0, found.generate_report()
        tab.page.click(f'#_d-{name} [data-do="close"]')
    assert tab.said == []
    opened.close()
