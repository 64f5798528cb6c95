"""Word lists as text files: one idea a file, `#` begins a comment, words stand a space apart."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def wordlist(name: str) -> frozenset[str]:
    """The words of `NAME.txt` beside this file."""
    text = (files(__name__) / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() for word in line.partition("#")[0].split())
