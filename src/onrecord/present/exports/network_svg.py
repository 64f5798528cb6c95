"""The actor network as an SVG that stands alone."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from html import escape

from onrecord.present.charts import TOKENS
from onrecord.present.inline import clean
from onrecord.present.network import SPINE, WIDTH, Network

_HEAD = 50
_NUMBERED = 12
_LETTERS = 84
"""Of a caption's line."""
_FONT = "system-ui, sans-serif"


def network_svg(drawn: Network, title: Sequence[str], caption: str) -> str:
    """Parties below each other, an arc for each pair, dashed where all its events are possible."""
    told = textwrap.wrap(clean(caption), _LETTERS)
    foot = _HEAD + drawn.height + 14
    height = foot + 12 * len(told)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH + 20} {height:g}" '
        f'width="{WIDTH + 20}" height="{height:g}" font-family="{_FONT}">',
        f"<title>{_text(drawn.label)}</title>",
        f'<rect width="100%" height="100%" fill="{TOKENS["paper"]}"/>',
        f'<text x="10" y="18" font-size="12" font-weight="bold">{_text(title[0])}</text>',
        *(
            f'<text x="10" y="{33 + 12 * n}" font-size="9.5" fill="{TOKENS["soft"]}">'
            f"{_text(line)}</text>"
            for n, line in enumerate(title[1:])
        ),
        f'<g transform="translate(10,{_HEAD})">',
    ]
    for arc in drawn.arcs:
        dash = ' stroke-dasharray="5 4"' if arc.only_possible else ""
        parts.append(
            f'<path d="{arc.path}" fill="none" stroke="{TOKENS["event"]}" stroke-opacity="0.6" '
            f'stroke-width="{arc.width}"{dash}><title>{_text(arc.title)}</title></path>'
        )
    for arc in drawn.arcs[:_NUMBERED]:
        parts.append(
            f'<text x="{arc.x}" y="{arc.y}" font-size="10" fill="{TOKENS["ink"]}">'
            f"{arc.number}</text>"
        )
    for dot in drawn.dots:
        parts.append(f'<circle cx="{SPINE}" cy="{dot.y}" r="4.5" fill="{TOKENS["ink"]}"/>')
        parts.append(
            f'<text x="{SPINE - 10}" y="{dot.y + 4}" font-size="11" text-anchor="end" '
            f'fill="{TOKENS["ink"]}">{_text(dot.shown)}</text>'
        )
    parts.append("</g>")
    parts += [
        f'<text x="10" y="{foot + 12 * n:g}" font-size="9.5" fill="{TOKENS["soft"]}">'
        f"{_text(line)}</text>"
        for n, line in enumerate(told)
    ]
    parts.append("</svg>")
    return "".join(parts)


def _text(text: str) -> str:
    return escape(clean(text))
