"""Drawing by hand, always alike: a sheet of SVG with events, places, bars and words.

Colours are names in one style sheet, light and dark; every kind of mark has a shape of its own, so
that nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH = 660

STYLE = """
svg { --paper: #ffffff; --ground: #f3f5f7; --ink: #1f2328; --soft: #57606a; --line: #8c959f;
      --named: #0b5cad; --others: #a4480b; --shade: #dbe9f9; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #1c2128; --ground: #262c35; --ink: #e6edf3; --soft: #adbac7; --line: #768390;
        --named: #6cb6ff; --others: #f0a35e; --shade: #2d4461; } }
text { font: 13px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: var(--ink); }
.soft { fill: var(--soft); } .small { font-size: 12px; } .strong { font-weight: 600; }
.paper { fill: var(--paper); stroke: var(--line); } .ground { fill: var(--ground); }
.shade { fill: var(--shade); } .rule { stroke: var(--line); fill: none; }
.place { fill: none; stroke: var(--ink); stroke-dasharray: 5 3; } .dot { fill: var(--ink); }
.named { fill: var(--named); stroke: var(--named); } .others { fill: var(--others); }
.possible { fill: var(--paper); stroke: var(--named); stroke-width: 2; stroke-dasharray: 2.5 2; }
.faint { fill: var(--line); } .named-line { stroke: var(--named); stroke-width: 2.5; fill: none; }
.others-line { stroke: var(--others); stroke-width: 2.5; fill: none; stroke-dasharray: 6 3; }
""".strip()


class Sheet:
    """One picture. x runs to the right, y downwards, in pixels."""

    def __init__(self, title: str, height: int = 190) -> None:
        self.title = title
        self.height = height
        self.parts: list[str] = []

    def add(self, tag: str, words: str | None = None, **attributes: object) -> None:
        """One element; `class_` and other names that Python keeps lose their underscore."""
        named = "".join(
            f' {key.rstrip("_").replace("_", "-")}="{escape(_plain(value))}"'
            for key, value in attributes.items()
        )
        self.parts.append(
            f"<{tag}{named}/>" if words is None else f"<{tag}{named}>{escape(words)}</{tag}>"
        )

    def words(
        self, x: float, y: float, said: str, *, at: str = "start", look: str = "small"
    ) -> None:
        """Words; `at` is start, middle or end of them; `look`: small, soft, strong."""
        self.add("text", said, x=x, y=y, text_anchor=at, class_=look)

    def map(self, x: float, y: float, width: float, height: float) -> None:
        """The ground of a map."""
        self.add("rect", x=x, y=y, width=width, height=height, rx=4, class_="ground")

    def place(self, x: float, y: float, radius: float, name: str) -> None:
        """A settlement and the circle around it that a claim speaks of."""
        self.add("circle", cx=x, cy=y, r=radius, class_="place")
        self.add("rect", x=x - 2.5, y=y - 2.5, width=5, height=5, class_="dot")
        self.words(x, y + 19, name, at="middle")

    def event(self, x: float, y: float, kind: str = "named") -> None:
        """An event: named (disc), possible (broken ring), others (square), faint (cross)."""
        if kind == "others":
            self.add("rect", x=x - 5, y=y - 5, width=10, height=10, class_="others")
        elif kind == "faint":
            cross = f"M{x - 4} {y - 4}l8 8M{x - 4} {y + 4}l8 -8"
            self.add("path", d=cross, class_="rule", stroke_width=2)
        else:
            self.add("circle", cx=x, cy=y, r=5.5, class_=kind)

    def events(self, spots: Sequence[tuple[float, float]], kind: str = "named") -> None:
        for x, y in spots:
            self.event(x, y, kind)

    def legend(self, x: float, y: float, entries: Sequence[tuple[str, str]]) -> None:
        """Marks and what they mean, one below the other."""
        for row, (kind, said) in enumerate(entries):
            self.event(x, y + 20 * row - 4, kind)
            self.words(x + 13, y + 20 * row, said, look="small soft")

    def axis(self, x: float, y: float, width: float) -> None:
        self.add("path", d=f"M{x} {y}h{width}", class_="rule")

    def shade(self, x: float, y: float, width: float, height: float) -> None:
        """The claim's days (or another span that is meant)."""
        self.add("rect", x=x, y=y, width=width, height=height, class_="shade")

    def bars(
        self,
        x: float,
        foot: float,
        values: Sequence[float],
        *,
        step: float,
        unit: float,
        kinds: Sequence[str] = (),
    ) -> None:
        """Bars on an axis: `step` pixels from one to the next, `unit` pixels for each event."""
        for nth, value in enumerate(values):
            if value:
                self.add(
                    "rect",
                    x=round(x + nth * step + step * 0.12, 1),
                    y=round(foot - value * unit, 1),
                    width=round(step * 0.76, 1),
                    height=round(value * unit, 1),
                    class_=kinds[nth] if kinds else "named",
                )
        self.axis(x, foot, len(values) * step)

    def arrow(self, x: float, y: float, to_x: float, to_y: float) -> None:
        """A line with a head at its end."""
        self.add(
            "path", d=f"M{x} {y}L{to_x} {to_y}", class_="rule", stroke_width=1.5,
            marker_end="url(#head)",
        )  # fmt: skip

    def bracket(self, x: float, to_x: float, y: float, said: str) -> None:
        """A span along an axis, with words below it."""
        self.add("path", d=f"M{x} {y - 5}v5H{to_x}v-5", class_="rule")
        self.words((x + to_x) / 2, y + 15, said, at="middle", look="small soft")

    def svg(self) -> str:
        """The file: it names itself to a screen reader by its title."""
        size = f'viewBox="0 0 {WIDTH} {self.height}" width="{WIDTH}" height="{self.height}"'
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">\n'
            f"<title>{escape(self.title)}</title>\n<style>{STYLE}</style>\n"
            '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
            'markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" class="faint"/></marker></defs>'
        )
        paper = (
            f'<rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{self.height - 1}" rx="6" '
            'class="paper"/>'
        )
        return "\n".join([head, paper, *self.parts, "</svg>"]) + "\n"


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
