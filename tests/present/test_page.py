"""The page, as text: escaped, self-contained, complete."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from onrecord.assess.finding import Checked
from onrecord.present.page import page

VOID = {"meta", "link", "br", "img", "input", "circle", "path", "rect", "line", "use"}


class Outline(HTMLParser):
    """Elements with their attributes, the raw text of scripts and styles, and the nesting."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.text: list[str] = []
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in self.raw:
            self.raw[tag].append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, text: str) -> None:
        if self.open and self.open[-1] in self.raw:
            self.raw[self.open[-1]][-1] += text
        else:
            self.text.append(text)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def html(checked: Checked, records: dict[str, Any]) -> str:
    return page(checked, records)


@pytest.fixture(scope="module")
def outline(html: str) -> Outline:
    parsed = Outline()
    parsed.feed(html)
    return parsed


def test_it_is_well_formed(outline: Outline) -> None:
    assert outline.faults == []
    assert outline.open == []


def test_ids_are_unique_and_every_reference_leads_somewhere(outline: Outline) -> None:
    ids = [a["id"] for _, a in outline.elements if a.get("id")]
    assert len(ids) == len(set(ids))
    links = [a["href"] for _, a in outline.elements if (a.get("href") or "").startswith("#")]
    assert len(links) > 60
    assert {link[1:] for link in links if link} <= set(ids)
    for name in ("aria-labelledby", "aria-controls"):
        named = {a[name] for _, a in outline.elements if a.get(name)}
        assert named <= set(ids)


def test_a_report_with_a_script_is_shown_not_run(outline: Outline, html: str) -> None:
    assert len(outline.raw["script"]) == 3
    assert not outline.all("img")
    shown = "".join(outline.text)
    assert "<script>alert(1)</script>" in shown
    assert "<img src=x onerror=alert(2)>" in shown
    assert "<script>alert(3)</script> Mortar fire" in shown
    assert "<b>Quay & Sons</b>" in shown
    assert "alert(1)" not in "".join(outline.raw["script"][1:])
    assert "<script>alert" not in html


def test_nothing_is_fetched_and_nothing_runs_but_its_own(outline: Outline) -> None:
    assert not any("src" in a for _, a in outline.elements)
    assert not any(name.startswith("on") for _, a in outline.elements for name in a)
    assert not any("style" in a for _, a in outline.elements)
    assert [a["href"] for a in outline.all("link")] == ["data:,"]
    hrefs = [a["href"] for a in outline.all("a")]
    assert all(h and h.startswith("#") for h in hrefs)
    assert "@import" not in outline.raw["style"][0]
    assert "url(" not in outline.raw["style"][0]


def test_the_policy_allows_exactly_the_scripts_and_styles_that_are_there(outline: Outline) -> None:
    rule = next(a["content"] for a in outline.all("meta") if a.get("http-equiv"))
    assert rule is not None

    def hashed(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    parts = dict(part.split(" ", 1) for part in rule.split("; "))
    assert parts["default-src"] == "'none'"
    assert parts["img-src"] == "data:"
    assert parts["script-src"].split() == [hashed(s) for s in outline.raw["script"][1:]]
    assert parts["style-src"].split() == [hashed(s) for s in outline.raw["style"]]
    assert "unsafe" not in rule
    before = [name for name, _ in outline.elements].index("script")
    policy_at = next(i for i, (_, a) in enumerate(outline.elements) if a.get("http-equiv"))
    assert policy_at < before


def test_every_claim_has_its_part_of_the_page_with_sentence_and_verdict(
    outline: Outline, checked: Checked
) -> None:
    ids = {a.get("id") for a in outline.all("section")}
    shown = " ".join("".join(outline.text).split())
    for finding in checked.findings:
        assert finding.id in ids
        assert " ".join(finding.because.split()) in shown
    for item in (*checked.incomplete, *checked.not_testable):
        assert item.id in ids


@pytest.mark.parametrize(
    "words",
    [
        "not reviewed",
        "14 claims have not been reviewed",
        "On 1 claim the records disagree",
        "their answers are never pooled",
        "Planted: borne out",
        "10 of 14 verdicts are what was planted",
        "It cannot see: bloodless strikes and movements",
        "kind: the record does not say “battle”",
        "3 events of this record, 61 dead, could lie in this place",
        "The report cites the same originator (Velmar Observatory)",
        "“Old Weir (Lower Korrin)”, 40 km away, bears the same name; there the claim would be",
        "of these events are candidates",
        "Missing: the place, who is meant",
        "Why: moral judgement",
        "This version of onrecord has no test",
        "95 % interval 0.9 to 22.4",
        "ranked among comparable windows",
        "At 15 km: undecided.",
        "residents",
        "2 cite the author or their own outlet",
        "Invented Data Programme (2032)",
        "The first 21 of 120 are shown here",
        "rows could not be read",
        "The answer is never more than the weakest of them.",
        "where the Guard fights it <b>now</b>: undecided",
        "What else would give these numbers: strikes follow fighting",
    ],
)
def test_it_says(outline: Outline, words: str) -> None:
    assert words in " ".join("".join(outline.text).split())


def test_overlapping_passages_carry_both_claims(outline: Outline) -> None:
    pieces = [a["data-claims"] for a in outline.all("span") if a.get("data-claims")]
    assert "only-battle weir-battle" in pieces
    assert "only-battle" in pieces


def test_rows_that_may_not_be_passed_on_are_not_in_the_page(html: str, outline: Outline) -> None:
    assert "Government warplanes struck Keldmouth market" not in html
    data = json.loads(outline.raw["script"][0])
    assert set(data["records"]) == {"island-ged@32.1"}
    assert "do not allow its rows to be passed on" in "".join(outline.text)


def test_with_rows_shows_them(checked: Checked, records: dict[str, Any]) -> None:
    shown = page(checked, records, with_rows=True)
    assert "Government warplanes struck Keldmouth market" in shown
    assert '"island-locations@2032-09-02":[[' in shown
    assert "keep this page to yourself" in shown


def test_an_excerpt_quotes_the_claims_and_not_the_rest(
    checked: Checked, records: dict[str, Any]
) -> None:
    short = page(checked, records, excerpt=True)
    assert "Residents called it" not in short
    assert "nobody has told them otherwise" not in short
    assert "the worst week since the harbour fell" in short


def test_claims_without_a_report(checked: Checked, records: dict[str, Any]) -> None:
    bare = page(checked.model_copy(update={"text": None, "title": None}), records)
    assert "These claims came without a report." in bare
    assert "6 other deadly events" in bare


def test_nothing_at_all_still_makes_a_page() -> None:
    empty = page(Checked(), {})
    assert "No claims were found that data can answer." in empty
    assert len(empty) < 100_000, "a page without charts carries no library for them"


def test_a_record_that_is_not_at_hand_is_said(checked: Checked) -> None:
    shown = page(checked, {})
    assert "were not at hand when this page was made" in shown


def test_control_characters_never_reach_the_page(checked: Checked, records: dict[str, Any]) -> None:
    broken = checked.findings[0].model_copy(update={"because": "a\x00\x1b[2J\ud83d b"})
    shown = page(checked.model_copy(update={"findings": (broken,), "text": None}), records)
    assert not re.search(r"[\x00\x1b]", shown)
    shown.encode("utf-8")


def test_each_answer_leads_to_the_first_claim_that_has_it(outline: Outline) -> None:
    counts = [a for a in outline.all("a") if a.get("data-answer")]
    listed = [(a["data-answers"] or "").split() for a in outline.all("li") if a.get("data-answers")]
    ids = [
        a["href"]
        for a in outline.all("a")
        if a.get("data-claim") and a.get("class", "").startswith("v-")
    ]  # type: ignore[union-attr]
    assert len(counts) > 5
    for link in counts:
        first = next(n for n, tokens in enumerate(listed) if link["data-answer"] in tokens)
        assert link["href"] == ids[first]


def test_the_summary_says_what_could_not_be_tested_for_want_of_something(outline: Outline) -> None:
    shown = " ".join("".join(outline.text).split())
    assert "1 claim could not be tested because something is missing: claim" in shown
    assert "lacks the place, who is meant." in shown


def test_claims_of_one_sentence_have_titles_of_their_own(outline: Outline) -> None:
    badges = [a for a in outline.all("a") if (a.get("class") or "").startswith("badge")]
    assert len(badges) > 14
    assert all(a.get("title") and str(a["title"]) in str(a["aria-label"]) for a in badges)
