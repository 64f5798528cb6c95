"""HTML: main text, what the page says of itself, notes, links."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import ReportError
from onrecord.reading.document import Document, open_report
from onrecord.reading.formats import html

PARAGRAPH = (
    "Government forces attacked the village of Ruweida on Monday, and residents said by telephone "
    "that the shelling went on through the night. "
)
PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>Site – Fighting</title>
<meta property="og:title" content="Fighting near Ruweida">
<meta property="og:site_name" content="Example Monitor">
<meta property="article:published_time" content="2017-10-23T10:00:00Z">
<meta name="author" content="Jane Doe"></head><body>
<nav><a href="/">Home</a> <a href="/about">About</a></nav>
<article><h1>Fighting near Ruweida</h1>
<p>{PARAGRAPH}<a href="https://www.reuters.com/x">Reuters said so</a>.<sup><a href="#n1"
id="r1">1</a></sup> It covers 4 km<sup>2</sup>.</p>
<h2>Losses</h2>
<p>{PARAGRAPH}Nothing else is known.<a href="#n2">[2]</a></p>
<ul><li>One village was taken.</li><li>Another was lost.</li></ul>
<table><tr><td>army</td><td>5</td></tr></table>
<ol class="footnotes"><li id="n1">Reuters, 10 October 2017, <a href="https://x.org/y">here</a>
<a href="#r1">↩</a></li><li id="n2">Our article of May.</li></ol>
</article><footer>Copyright, published 1 January 1999</footer></body></html>"""


def opened(tmp_path: Path, page: str | bytes) -> Document:
    path = tmp_path / "page.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode("utf-8"))
    return open_report(path)


def test_main_text_and_metadata(tmp_path: Path) -> None:
    report = opened(tmp_path, PAGE)
    assert report.title == "Fighting near Ruweida"
    assert (report.author, report.organisation) == ("Jane Doe", "Example Monitor")
    assert (report.published, report.published_how) == (date(2017, 10, 23), "metadata")
    assert report.paragraphs[0].kind == "title"
    for boilerplate in ("Home", "About", "Copyright"):
        assert boilerplate not in report.text
    for said in ("Losses", "One village was taken.", "army | 5", "4 km2."):
        assert said in report.text


def test_notes_and_links(tmp_path: Path) -> None:
    report = opened(tmp_path, PAGE)
    assert [(note.marker, note.text) for note in report.notes] == [
        ("[1]", "Reuters, 10 October 2017, here"),
        ("[2]", "Our article of May."),
    ]
    marked = [(m.text, m.note, report.text[slice(*m.supports)]) for m in report.markers]
    assert [(text, note) for text, note, _ in marked] == [("[1]", 0), ("[2]", 1)]
    assert marked[0][2].endswith("Reuters said so.[1]")
    assert marked[1][2] == "Nothing else is known.[2]"
    links = [(report.text[x.start : x.end], x.address, x.note) for x in report.links]
    assert links == [
        ("Reuters said so", "https://www.reuters.com/x", None),
        ("here", "https://x.org/y", 0),
    ]


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "H", '
        '"datePublished": "2017-10-23T01:00", "author": [{"name": "Jane Doe"}]}]}</script>',
        '<meta name="DC.date.issued" content="2017-10-23"><meta name="author" content="Jane Doe">',
        '<meta itemprop="datePublished" content="23 October 2017">'
        '<meta name="author" content="Jane Doe">',
    ],
)
def test_where_a_page_states_its_date(tmp_path: Path, head: str) -> None:
    page = f"<html><head>{head}</head><body><p>{PARAGRAPH * 3}</p></body></html>"
    report = opened(tmp_path, page)
    assert (report.published, report.author) == (date(2017, 10, 23), "Jane Doe")


def test_a_visible_byline_that_is_no_part_of_the_main_text(tmp_path: Path) -> None:
    page = (
        "<html><body><article><h1>Fighting near Ruweida</h1><p class='byline'>By Jane Doe, "
        f"23 October 2017</p><p>{PARAGRAPH * 3}</p><p>{PARAGRAPH}</p></article></body></html>"
    )
    report = opened(tmp_path, page)
    assert (report.author, report.published) == ("Jane Doe", date(2017, 10, 23))


def test_a_date_in_the_address_is_the_last_resort() -> None:
    page = f"<html><body><p>{PARAGRAPH * 3}</p><p>{PARAGRAPH}</p></body></html>".encode()
    read = html.read(page, "page", None, "https://example.org/2017/10/9/town")
    assert (read.told.published, read.told.from_address) == ("2017-10-09", True)


def test_dates_of_events_are_no_publication_date(tmp_path: Path) -> None:
    page = f"<html><body><p>On 9 October 2017 it began. {PARAGRAPH * 3}</p></body></html>"
    assert opened(tmp_path, page).published is None


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><nav><a href='/'>Home</a></nav></body></html>",
        "<html><head><title>Only a title</title></head><body><script>x()</script></body></html>",
        "<html></html>",
        "<!-- nothing -->",
    ],
)
def test_a_page_without_main_text(tmp_path: Path, page: str) -> None:
    with pytest.raises(ReportError, match="the page holds no main text") as caught:
        opened(tmp_path, page)
    assert caught.value.todo is not None


def test_the_encoding_that_the_page_declares(tmp_path: Path) -> None:
    page = f"<html><head><meta charset='iso-8859-9'></head><body><p>Erdoğan. {PARAGRAPH}</p></body>"
    assert "Erdoğan." in opened(tmp_path, page.encode("iso-8859-9")).text


def test_broken_html_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    report = opened(tmp_path, f"<html><body><p>{PARAGRAPH}<div><b>{PARAGRAPH}<table><tr><p>x")
    assert "residents said by telephone" in report.text


def test_scripts_are_not_read(tmp_path: Path) -> None:
    page = f"<html><body><p>{PARAGRAPH * 2}</p><script>alert('fired')</script></body></html>"
    assert "fired" not in opened(tmp_path, page).text


def test_a_page_nested_beyond_reason(tmp_path: Path) -> None:
    deep = "<div>" * 3000 + f"<p>{PARAGRAPH}<b>" + "<i>" * 3000 + "x"
    with pytest.raises(ReportError, match="the page"):
        opened(tmp_path, f"<html><body>{deep}")


def test_an_error_inside_a_parser_is_told_and_not_thrown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(html, "take_out_notes", broken)
    with pytest.raises(ReportError, match=r"the page cannot be read \(RecursionError: too deep\)"):
        opened(tmp_path, PAGE)


def test_control_characters_in_a_page(tmp_path: Path) -> None:
    page = (
        f"<html><body><p>{PARAGRAPH}\x01<a href='#n'>1</a>\x02 &#3;</p>"
        "<p id='n'>Reuters, 1 May 2017, Town falls</p></body></html>"
    )
    report = opened(tmp_path, page)
    assert "\x01" not in report.text
    assert [note.text for note in report.notes] == ["Reuters, 1 May 2017, Town falls"]
