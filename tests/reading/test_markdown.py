"""Markdown, as a reader would see it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.document import open_report
from onrecord.reading.formats import markdown

REPORT = """\
# Forces took *Ruweida*

By **Jane Doe**, Example Monitor (EM), 23 October 2017

Forces attacked _Ruweida_ [on Monday](https://example.org/a).[^1] More
text follows, and a second claim.[^two]

## Losses

| side | killed |
|------|--------|
| army | 5 |

- one item
- another item

```
[^9]: not a note
```

[^1]: Reuters, <https://www.reuters.com/x>,
    10 October 2017.

[^two]: Our article “Ruweida before the attack”.
"""


def test_text_parts_and_metadata(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(REPORT, encoding="utf-8")
    report = open_report(path)
    assert (report.title, report.author) == ("Forces took Ruweida", "Jane Doe")
    assert (report.organisation, report.abbreviation) == ("Example Monitor", "EM")
    assert (report.published, report.published_how) == (date(2017, 10, 23), "header")
    said = [(p.kind, report.text[p.start : p.end]) for p in report.paragraphs]
    assert said == [
        ("title", "Forces took Ruweida"),
        ("byline", "By Jane Doe, Example Monitor (EM), 23 October 2017"),
        ("body", "Forces attacked Ruweida on Monday.[^1] More text follows, and a second "
                 "claim.[^two]"),
        ("heading", "Losses"),
        ("body", "side | killed"),
        ("body", "army | 5"),
        ("body", "one item"),
        ("body", "another item"),
        ("body", "[^9]: not a note"),
        ("note", "[^1] Reuters, https://www.reuters.com/x, 10 October 2017."),
        ("note", "[^two] Our article “Ruweida before the attack”."),
    ]  # fmt: skip
    assert [(m.text, m.note) for m in report.markers] == [("[^1]", 0), ("[^two]", 1)]
    sentence = report.markers[0].supports
    assert report.text[slice(*sentence)] == "Forces attacked Ruweida on Monday.[^1]"
    links = [(report.text[x.start : x.end], x.address, x.note) for x in report.links]
    assert links == [
        ("on Monday", "https://example.org/a", None),
        ("https://www.reuters.com/x", "https://www.reuters.com/x", 0),
    ]


def test_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(
        '---\ntitle: "The title"\nauthor: Jane Doe\ndate: 2017-10-23\n---\n'
        "Forces took Ruweida on 9 October 2017.\n\nA second paragraph follows here.\n",
        encoding="utf-8",
    )
    report = open_report(path)
    assert (report.title, report.author) == ("The title", "Jane Doe")
    assert (report.published, report.published_how) == (date(2017, 10, 23), "metadata")
    assert "title:" not in report.text


def test_a_note_that_commonmark_takes_for_a_link(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("Forces took the town.[^1]\n\n[^1]: https://example.org/x\n", encoding="utf-8")
    report = open_report(path)
    assert [note.text for note in report.notes] == ["https://example.org/x"]
    assert report.links[0].note == 0


def test_nothing_in_html_is_kept_but_its_text(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("<div onclick='x()'>Forces took it.</div>\n\nMore text.\n", encoding="utf-8")
    assert open_report(path).text == "Forces took it.\n\nMore text.\n"


@given(st.text("ab \n#*_[]()^:|-`>1.!<&\\", max_size=120))
def test_any_markdown_is_read(source: str) -> None:
    done = markdown.read(source.encode(), "r.md")
    assert done.blocks is not None
    assert all(done.text[b.start : b.end].strip() for b in done.blocks)
