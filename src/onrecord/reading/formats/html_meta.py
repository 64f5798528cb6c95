"""What the head of a web page says: title, author, publisher, day of publication."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from onrecord.reading.extracted import Told

_DATES = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished",
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "dc.created",
    "citation_publication_date", "citation_date", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "date",
)  # fmt: skip
_TITLES = ("og:title", "citation_title", "dc.title", "twitter:title")
_AUTHORS = ("author", "article:author", "citation_author", "dc.creator", "parsely-author",
            "sailthru.author", "byl")  # fmt: skip
_SITES = ("og:site_name", "citation_publisher", "dc.publisher", "application-name")
_ADDRESS_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")
_DATED = re.compile(r"date|publish|posted|byline|dateline|entry-meta|timestamp|article-info", re.I)
MOST_JSON = 1_000_000  # characters of JSON-LD that are parsed


def told(tree: Any, address: str | None) -> tuple[Told, list[str]]:
    """What the page says of itself, and the visible lines that may be its byline.

    Dates are taken from the tags that state the day of publication, never from the text; a date
    in the address is the last resort, and marked.
    """
    meta = _meta(tree)
    structured = list(_structured(tree))
    heading = next((_text(h) for h in tree.iter("h1") if _text(h)), None)
    title = (
        _first(structured, "headline")
        or _named(meta, _TITLES)
        or heading
        or next((_text(t) for t in tree.iter("title") if _text(t)), None)
    )
    author = _first(structured, "author") or _named(meta, _AUTHORS)
    if author and "://" in author:
        author = None
    published = _first(structured, "datePublished") or _named(meta, _DATES) or _time(tree)
    from_address = False
    if published is None and address and (match := _ADDRESS_DATE.search(address)):
        published, from_address = "-".join(part.zfill(2) for part in match.groups()), True
    organisation = _first(structured, "publisher") or _named(meta, _SITES)
    lines = [] if published and not from_address and author else _bylines(tree)
    return Told(title, author, organisation, published, from_address), lines


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        content = (tag.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _named(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _time(tree: Any) -> str | None:
    """A <time> that says it is the day of publication."""
    for tag in tree.iter("time"):
        says = f"{tag.get('itemprop', '')} {tag.get('class', '')}".lower()
        if tag.get("pubdate") is not None or "publish" in says or "entry-date" in says:
            return tag.get("datetime") or _text(tag) or None
    return None


def _bylines(tree: Any) -> list[str]:
    """Short visible lines whose class says that they hold the author or the day."""
    lines: list[str] = []
    for tag in tree.iter("p", "div", "span", "time", "address", "li", "small", "em"):
        says = f"{tag.get('class', '')} {tag.get('id', '')}"
        if len(lines) < 20 and says.strip() and _DATED.search(says[:300]):
            text = _text(tag)
            if text and len(text) <= 200 and text not in lines:
                lines.append(text)
    return lines


def _text(tag: Any) -> str:
    return " ".join("".join(tag.itertext()).split())


def _structured(tree: Any) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of the page that describe an article."""
    for script in tree.iter("script"):
        source = script.text or ""
        if script.get("type") != "application/ld+json" or len(source) > MOST_JSON:
            continue
        try:
            queue = [json.loads(source)]
        except (ValueError, RecursionError):
            continue
        for _ in range(200):
            if not queue:
                break
            item = queue.pop(0)
            if isinstance(item, list):
                queue.extend(item[:50])
            elif isinstance(item, dict):
                if "headline" in item or "datePublished" in item:
                    yield item
                queue.extend(item.get(key) for key in ("@graph", "mainEntity") if key in item)


def _first(items: list[dict[str, Any]], key: str) -> str | None:
    for item in items:
        value = item.get(key)
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            return value.strip()[:500]
    return None
