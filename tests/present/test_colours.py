"""The style sheet: contrast in light and dark, every colour named, nothing told by colour alone."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from onrecord.assess.finding import VERDICTS, State
from onrecord.present.page import style_sheet
from onrecord.present.rendering import template_text
from onrecord.present.table import ROLES
from onrecord.present.words import token_of

TEXTS = (
    "ink", "soft", "accent", "borne-out", "partly-borne-out", "contradicted", "not-on-record",
    "undecided", "beyond-the-record", "untested",
)  # fmt: skip
MARKS = ("event", "counter", "other", "place", "strong-line")
GROUNDS = ("paper", "card")
Colour = tuple[float, float, float]


def _schemes() -> dict[str, dict[str, Colour]]:
    light, _, dark = template_text("tokens.css").partition("@media")
    found = {}
    for name, css in (("light", light), ("dark", dark)):
        pairs = re.findall(r"--([a-z-]+): #([0-9a-f]{6});", css)
        found[name] = {
            key: (int(h[:2], 16) / 255, int(h[2:4], 16) / 255, int(h[4:], 16) / 255)
            for key, h in pairs
        }
    return found


def _luminance(colour: Colour) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _mixed(one: Colour, share: float, other: Colour) -> Colour:
    a, b, c = (share * x + (1 - share) * y for x, y in zip(one, other, strict=True))
    return (a, b, c)


def test_the_formula_against_known_pairs() -> None:
    # WCAG 2.2: black on white is 21; #767676 on white is the known border of 4.5.
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    grey = (0x76 / 255,) * 3
    assert contrast(grey, (1, 1, 1)) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast_on_every_ground(scheme: str) -> None:
    colours = _schemes()[scheme]
    for ground in GROUNDS:
        for text in TEXTS:
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
        for mark in MARKS:
            assert contrast(colours[mark], colours[ground]) >= 3, (mark, ground)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast_on_tinted_grounds(scheme: str) -> None:
    colours = _schemes()[scheme]
    for verdict in TEXTS[3:]:
        answer = _mixed(colours[verdict], 0.06, colours["card"])
        for text in ("ink", "soft", verdict):
            assert contrast(colours[text], answer) >= 4.5, (text, verdict)
        chosen = _mixed(colours[verdict], 0.17, colours["paper"])
        assert contrast(colours["ink"], chosen) >= 4.5, verdict
        row = _mixed(colours[verdict], 0.12, colours["paper"])
        assert contrast(colours[verdict], row) >= 4.5, verdict
        assert contrast(colours["paper"], colours[verdict]) >= 4.5, verdict


def test_both_schemes_name_the_same_colours_and_all_that_are_used() -> None:
    schemes = _schemes()
    assert set(schemes["light"]) == set(schemes["dark"])
    used = set(re.findall(r"var\(--([a-z-]+)", style_sheet()))
    assert used - {"v", "serif", "sans", "mono"} <= set(schemes["light"])


def test_every_answer_has_a_colour_and_a_drawn_symbol_of_its_own() -> None:
    icons = template_text("icons.svg.j2")
    drawn = {}
    for word in (*VERDICTS, *get_args(State)):
        token = token_of(word)
        assert f".v-{token}" in style_sheet()
        match = re.search(rf'<symbol id="_i-{token}"[^>]*>(.*?)</symbol>', icons)
        assert match, word
        drawn[match[1]] = word
    assert len(drawn) == len(VERDICTS) + len(get_args(State))
    assert all(f'id="_r-{role}"' in icons for role in ROLES)


def test_it_respects_reduced_motion_dark_grounds_and_paper() -> None:
    css = style_sheet()
    for rule in ("prefers-reduced-motion", "prefers-color-scheme: dark", "@media print"):
        assert rule in css
    animated = re.sub(
        r"@media \(prefers-reduced-motion: no-preference\) \{.*?\n\}\n", "", css, flags=re.S
    )
    assert "transition" not in animated
    assert "smooth" not in animated
