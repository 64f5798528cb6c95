"""The page in a real browser: quiet, reachable by keyboard, and accessible. Needs Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from visiting import Visit


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Visit]:
    opened = Visit(browser, address)
    yield opened
    opened.context.close()


def test_it_is_quiet_asks_for_nothing_and_runs_no_script_of_the_report(visit: Visit) -> None:
    visit.live_charts()
    for _ in range(18):
        visit.page.keyboard.press("j")
        visit.page.wait_for_timeout(60)
    visit.page.hover("h1")
    assert visit.said == []
    assert [url for url in visit.asked if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in visit.asked if url.startswith("file:")]) == 1


def test_what_the_policy_forbids_does_not_run(visit: Visit) -> None:
    visit.page.evaluate(
        """() => {
          document.body.insertAdjacentHTML("beforeend", '<img src="x" onerror="window.hurt = 1">');
          const script = document.createElement("script");
          script.textContent = "window.hurt = 2";
          document.body.append(script);
          fetch("https://example.invalid/").catch(() => {});
        }"""
    )
    visit.until(lambda: len([m for m in visit.said if "Content Security Policy" in m]) >= 3)
    visit.page.wait_for_timeout(150)
    assert visit.page.evaluate("window.hurt") is None
    assert not any("example.invalid" in url for url in visit.asked)


def test_it_waits_for_no_file_and_draws_the_chosen_claim_alone(visit: Visit) -> None:
    """What makes it usable at once, on any machine."""
    visit.live_charts()
    assert visit.page.evaluate("performance.getEntriesByType('resource').length") == 0
    live = ".canvas[data-chart] > div svg"
    assert visit.page.locator(f".claim.open {live}").count() > 0
    assert visit.page.locator(f".claim:not(.open) {live}").count() == 0


def test_keys_go_through_the_claims_and_stop_at_the_ends(visit: Visit) -> None:
    first = visit.open_claim
    visit.page.keyboard.press("j")
    second = visit.open_claim
    assert second != first
    assert visit.page.url.endswith(f"#{second}")
    visit.page.keyboard.press("ArrowRight")
    visit.page.keyboard.press("ArrowLeft")
    assert visit.open_claim == second
    visit.page.keyboard.press("k")
    visit.page.keyboard.press("k")
    assert visit.open_claim == first
    assert "1 of 16" in visit.page.inner_text("#_said")


def test_single_keys_can_be_turned_off(visit: Visit) -> None:
    first = visit.open_claim
    visit.page.uncheck("#_keys")
    visit.page.keyboard.press("j")
    assert visit.open_claim == first


@pytest.mark.parametrize("name", ["tripled", "claim-tripled", "shells-follow", "act-now"])
def test_a_deep_link_opens_its_claim(browser: Any, address: str, name: str) -> None:
    opened = Visit(browser, f"{address}#{name}")
    assert opened.open_claim == name.removeprefix("claim-")
    assert opened.page.is_visible(".claim.open .because")
    opened.context.close()


def test_a_link_to_nothing_opens_the_first_claim(browser: Any, address: str) -> None:
    opened = Visit(browser, f"{address}#no%E0%A4%A-such")
    assert opened.open_claim == "only-battle"
    assert opened.said == []
    opened.context.close()


def test_a_badge_moves_the_keyboard_to_its_claim_and_back(visit: Visit) -> None:
    visit.page.focus(".report .badge[data-claim=turned]")
    visit.page.keyboard.press("Enter")
    assert visit.open_claim == "turned"
    assert visit.page.evaluate("document.activeElement.id") == "turned"
    visit.page.click("#turned .back")
    assert visit.page.evaluate("document.activeElement.dataset.claim") == "turned"


def test_an_overlap_opens_the_inner_claim_and_then_the_outer(visit: Visit) -> None:
    both = ".seg[data-claims='only-battle weir-battle']"
    visit.page.keyboard.press("j")
    visit.page.keyboard.press("j")
    visit.page.click(both)
    assert visit.open_claim == "weir-battle"
    visit.page.click(both)
    assert visit.open_claim == "only-battle"
    assert visit.page.locator(f"{both} .u.chosen").count() == 1


def test_records_have_tabs_that_arrow_keys_turn(browser: Any, address: str) -> None:
    opened = Visit(browser, f"{address}#keldmouth-strike")
    tabs = opened.page.locator("#keldmouth-strike [role=tab]")
    assert tabs.count() == 2
    assert opened.page.locator("#keldmouth-strike .finding:visible").count() == 1
    tabs.nth(0).focus()
    opened.page.keyboard.press("ArrowRight")
    assert tabs.nth(1).get_attribute("aria-selected") == "true"
    assert opened.open_claim == "keldmouth-strike"
    shown = opened.page.inner_text("#keldmouth-strike .finding:visible .because")
    assert shown.startswith("1 airstrike with 11 dead")
    opened.context.close()


def test_the_table_sorts_and_shows_every_row(browser: Any, address: str) -> None:
    opened = Visit(browser, f"{address}#toll-march")
    rows = opened.page.locator("#toll-march .finding table.events >> nth=0 >> css=tbody tr")
    assert rows.count() == 21
    before = opened.page.inner_html("#toll-march table.events tbody tr:nth-child(3)")
    opened.page.click("#toll-march button.all")
    assert rows.count() == 120
    after = opened.page.inner_html("#toll-march table.events tbody tr:nth-child(3)")
    squeeze = str.maketrans("", "", " \n")
    plain = [text.translate(squeeze).replace('focusable="false"', "") for text in (before, after)]
    assert plain[0] == plain[1], "rows made by the script are the rows made by the template"
    opened.page.click("#toll-march th.dead button.sort")
    dead = rows.locator("td.dead").evaluate_all("cells => cells.map(c => Number(c.dataset.sort))")
    assert dead == sorted(dead)
    opened.page.click("#toll-march th.dead button.sort")
    assert opened.page.get_attribute("#toll-march th.dead", "aria-sort") == "descending"
    assert opened.said == []
    opened.context.close()


def test_the_live_map_shows_the_place_alone_when_asked(browser: Any, address: str) -> None:
    opened = Visit(browser, f"{address}#keldmouth-strike")
    opened.live_charts()
    canvas = opened.page.locator("#keldmouth-strike .finding:visible .canvas[data-chart=map]")
    views = opened.page.locator("#keldmouth-strike .finding:visible .views button")
    if views.count() == 0:
        opened.page.click("#keldmouth-strike [role=tab] >> nth=1")
        opened.until(lambda: views.count() > 1)
    opened.until(lambda: canvas.locator("div svg.marks").count() > 0)
    before = canvas.inner_html()
    views.nth(1).click()
    opened.until(lambda: views.nth(1).get_attribute("aria-pressed") == "true")
    opened.until(lambda: canvas.inner_html() != before)
    assert opened.said == []
    opened.context.close()


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 2560])
def test_nothing_runs_out_of_the_page(browser: Any, address: str, width: int) -> None:
    opened = Visit(browser, f"{address}#only-battle", viewport={"width": width, "height": 800})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    wide = opened.page.evaluate(
        """() => [...document.querySelectorAll('.claim.open *')].filter(e =>
             !e.closest('svg, .unseen, .scroll, thead')
             && e.getBoundingClientRect().right > innerWidth + 1
           ).map(e => e.className)"""
    )
    assert wide == []
    opened.context.close()


def test_without_scripts_every_claim_and_drawing_is_there(browser: Any, address: str) -> None:
    opened = Visit(browser, address, java_script_enabled=False)
    assert opened.page.locator(".claim").count() == 16
    for at in range(16):
        assert opened.page.locator(".claim").nth(at).is_visible()
    assert opened.page.locator("#only-battle .canvas svg.drawn").count() == 2
    assert not opened.page.locator("button.sort").first.is_visible()
    opened.context.close()


def test_on_paper_every_claim_follows_the_other(visit: Visit) -> None:
    visit.page.emulate_media(media="print")
    for claim in visit.page.locator(".claim").all():
        assert claim.is_visible()
    assert visit.page.locator("#keldmouth-strike .finding:visible").count() == 2
    assert not visit.page.is_visible(".walk")


@pytest.mark.parametrize(
    ("scheme", "width"),
    [
        ("light", 360),
        ("dark", 360),
        ("light", 1280),
        ("dark", 1280),
        ("light", 2560),
        ("dark", 2560),
    ],
)
def test_no_accessibility_rule_is_broken(
    browser: Any, address: str, axe: str, scheme: str, width: int
) -> None:
    opened = Visit(
        browser, address, color_scheme=scheme, viewport={"width": width, "height": 900},
        reduced_motion="reduce",
    )  # fmt: skip
    opened.live_charts()
    opened.page.evaluate(axe)
    # Every kind of claim once; at the other sizes those that have a chart of each kind.
    others = ("keldmouth-strike", "toll-march", "shells-follow", "cowards") if width < 2000 else ()
    for id_ in ("only-battle", "tripled", *others):
        opened.page.evaluate("id => { location.hash = id }", id_)
        opened.page.wait_for_timeout(300)
        # The whole page once; then only what changes with the claim.
        result = opened.page.evaluate(
            """part => axe.run(part || document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a',
                                                  'wcag21aa', 'wcag22aa', 'best-practice'],
                                                  resultTypes: ['violations']})""",
            None if id_ == "only-battle" else f"#{id_}",
        )
        broken = [(v["id"], [n["target"] for n in v["nodes"]]) for v in result["violations"]]
        assert broken == [], id_
    opened.context.close()


def test_an_answer_in_the_counts_lists_its_claims(visit: Visit) -> None:
    shown = visit.page.locator(".list li:not([hidden])")
    every = shown.count()
    visit.page.click(".tally a[data-answer=contradicted]")
    assert shown.count() == 2
    assert visit.open_claim == "only-battle"
    visit.page.click(".tally a[data-answer=contradicted]")
    assert shown.count() == every
    assert visit.said == []
