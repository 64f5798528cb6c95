"""Footnotes of a web page: taken out of the tree before the main text is looked for.

What finds the main text drops most note lists as boilerplate, and glues superscript markers to
the word before them ("attack.1"). So markers become "[1]", and the notes are kept apart.
"""

from __future__ import annotations

import re
from typing import Any

from onrecord.reading.extracted import Piece

_LABEL = re.compile(r"\s*[\[(]?\s*(\d{1,3}|[a-z*†‡]{1,2})\s*[\])]?\s*", re.IGNORECASE)
_BACK = re.compile(r"[↩↑^⏎\s]*")
_SQUARED = re.compile(r"(?:km|cm|mm|mi|\bm|\d)$")
_SPACE = re.compile(r"\s+")
_HOLDERS = {"li", "p", "dd", "aside", "tr"}


def take_out_notes(tree: Any) -> list[tuple[str, list[Piece]]]:
    """The notes (label and content) in the order of their markers; the tree is changed."""
    order = {element: k for k, element in enumerate(tree.iter())}
    targets = {
        name: element
        for element in order
        if isinstance(element.tag, str) and (name := element.get("id") or element.get("name"))
    }
    notes: dict[Any, str] = {}
    for anchor in [a for a in order if a.tag == "a"]:
        href = anchor.get("href") or ""
        target = targets.get(href[1:]) if href.startswith("#") and len(href) > 1 else None
        label = _LABEL.fullmatch("".join(anchor.itertext()))
        if target is None or label is None or order[target] <= order[anchor]:
            continue
        holder = _holder(target)
        if holder is None or holder is anchor.getparent():
            continue
        said = notes.setdefault(holder, label.group(1))
        _replace(anchor, f"[{said}]")
    found = [(label, list(_content(holder))) for holder, label in notes.items()]
    for holder in notes:
        holder.drop_tree()
    _superscripts(tree)
    return found


def _holder(target: Any) -> Any | None:
    """The paragraph or list item that the target is or lies in."""
    element = target
    for _ in range(4):
        if element is None or element.tag in {"body", "html", "article", "main"}:
            return None
        if element.tag in _HOLDERS:
            return element
        element = element.getparent()
    return target if target.tag in {"div", "section"} else None


def _replace(anchor: Any, text: str) -> None:
    """Puts `text` in the place of the anchor, and of the <sup> that holds nothing else."""
    parent = anchor.getparent()
    alone = parent.tag == "sup" and len(parent) == 1 and not (parent.text or "").strip("[( ")
    element = parent if alone and not (anchor.tail or "").strip("]) ") else anchor
    element.tail = text + (element.tail or "")
    element.drop_tree()


def _content(holder: Any, link: str | None = None) -> Any:
    if holder.text:
        yield Piece(_SPACE.sub(" ", holder.text), link)
    for child in holder:
        if isinstance(child.tag, str) and not _is_way_back(child):
            yield from _content(child, child.get("href") if child.tag == "a" else link)
        if child.tail:
            yield Piece(_SPACE.sub(" ", child.tail), link)


def _is_way_back(element: Any) -> bool:
    """An anchor that leads back to the text: its number or arrow is no part of the note."""
    if element.tag != "a" or not (element.get("href") or "").startswith("#"):
        return False
    text = "".join(element.itertext())
    return bool(_BACK.fullmatch(text) or _LABEL.fullmatch(text) or text.lower() == "back")


def _superscripts(tree: Any) -> None:
    """<sup>1</sup> is a marker; km<sup>2</sup> is not."""
    for element in list(tree.iter("sup")):
        text = "".join(element.itertext()).strip()
        number = re.fullmatch(r"[\[(]?(\d{1,3})[\])]?", text)
        if number is None or element.getparent() is None:
            continue
        previous = element.getprevious()
        before = previous.tail if previous is not None else element.getparent().text
        if _SQUARED.search((before or "").rstrip()):
            continue
        element.tail = f"[{number.group(1)}]" + (element.tail or "")
        element.drop_tree()
