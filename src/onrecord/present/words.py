"""The words of every page, table and message, from one catalogue per language."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from onrecord.assess.finding import Finding
from onrecord.errors import OnrecordError


@dataclass(frozen=True)
class VerdictWords:
    """How a verdict (or a state without one) is shown: its word, colour token and symbols."""

    word: str
    token: str
    """Names the colour and the drawn symbol in the style sheet: “not-on-record”."""
    symbol: str
    ascii: str
    meaning: str


def token_of(word: str) -> str:
    """A verdict's or state's name as it stands in class names."""
    return word.replace(" ", "-")


class Words:
    """A catalogue: texts by dotted key, filled in with `{names}`.

    Values filled in are never treated as markup here; the templates escape them.
    """

    def __init__(self, tree: Mapping[str, Any]) -> None:
        self._tree = tree

    def _at(self, key: str) -> Any:
        here: Any = self._tree
        for part in key.split("."):
            if not isinstance(here, Mapping) or part not in here:
                raise KeyError(f"the catalogue of words has no “{key}”")
            here = here[part]
        return here

    def __call__(self, key: str, **fill: object) -> str:
        """The text at `key`, with its `{names}` filled in. Raises KeyError if there is none."""
        text = self._at(key)
        if not isinstance(text, str):
            raise KeyError(f"“{key}” in the catalogue of words is not one text")
        return text.format(**fill) if fill else text

    def has(self, key: str) -> bool:
        try:
            self._at(key)
        except KeyError:
            return False
        return True

    def count(self, key: str, number: int, **fill: object) -> str:
        """The text at `key` for this number: “1 event”, “6 events”, “16,566 events”."""
        form = "one" if number == 1 else "other"
        text: str = self._at(key)[form]
        return text.format(n=f"{number:,}", **fill)

    def items(self, key: str) -> tuple[str, ...]:
        """A list of the catalogue, such as the names of months."""
        return tuple(self._at(key))

    def keys(self, key: str) -> tuple[str, ...]:
        """The names below `key`."""
        return tuple(self._at(key))

    def verdict(self, word: str) -> VerdictWords:
        """How a verdict or a state is shown."""
        group = "verdicts" if self.has(f"verdicts.{word}") else "states"
        entry = self._at(group)[word]
        return VerdictWords(
            word, token_of(word), entry["symbol"], entry["ascii"], str(entry["meaning"])
        )

    def leaves(self) -> Iterator[str]:
        """Every dotted key that holds a text."""

        def walk(prefix: str, node: Any) -> Iterator[str]:
            if isinstance(node, Mapping):
                for name, child in node.items():
                    yield from walk(f"{prefix}.{name}" if prefix else str(name), child)
            else:
                yield prefix

        return walk("", self._tree)


def answer_of(finding: Finding) -> str:
    """The word that stands for a finding: its verdict, or the state that left it without one."""
    return finding.verdict or finding.state or "not tested by this version"


@functools.cache
def catalogue(language: str = "en") -> Words:
    """The catalogue of a language. Raises OnrecordError where there is none."""
    from ruamel.yaml import YAML

    folder = files("onrecord.present") / "catalogue"
    source = folder / f"{language}.yaml"
    if not source.is_file():
        known = sorted(p.name.removesuffix(".yaml") for p in folder.iterdir())
        raise OnrecordError(
            f"no words for the language “{language}”", todo=f"Known are: {', '.join(known)}"
        )
    return Words(YAML(typ="safe", pure=True).load(source.read_text(encoding="utf-8")))
