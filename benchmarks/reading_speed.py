"""How fast reading is, and whether its time grows faster than the text.

The invented reports, again and again as one report, and once as a single paragraph of ten thousand
words. Loading of the model and the names is not counted.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import reading_reports as invented

from onrecord.api import world_of
from onrecord.reading.parse import Parse
from onrecord.reading.parts import Paragraph
from onrecord.reading.rules import read_claims
from onrecord.reading.syntax import Parser


@dataclass(frozen=True)
class Text:
    text: str
    paragraphs: tuple[Paragraph, ...]


class _Counting:
    """A parser that counts the sentences that it gives."""

    def __init__(self, parser: Parser) -> None:
        self._parser, self.sentences = parser, 0

    def __call__(self, text: str) -> Parse:
        return next(self.many([text]))

    def many(self, texts: Iterable[str]) -> Iterator[Parse]:
        for parsed in self._parser.many(texts):
            self.sentences += len(parsed.sentences)
            yield parsed


def _report(paragraphs: list[str]) -> Text:
    found, start = [], 0
    for paragraph in paragraphs:
        found.append(Paragraph(start, start + len(paragraph)))
        start += len(paragraph) + 1
    return Text("\n".join(paragraphs), tuple(found))


def _measured(name: str, report: Text) -> str:
    parse = _Counting(invented._parser())
    gazetteer = invented._gazetteer("Syria", {})
    gazetteer.mentions("Hama")
    start = time.process_time()
    published = next(invented.reports()).published
    read_claims(report, world_of().registry, gazetteer, published=published, parse=parse)  # type: ignore[arg-type]
    seconds = time.process_time() - start
    words = len(report.text.split())
    speed = parse.sentences / seconds
    return f"{name:<24} {words:>7} {parse.sentences:>10} {seconds:>8.1f} {speed:>11.0f}"


def measure() -> None:
    paragraphs = [
        line for report in invented.reports() for line in report.text.split("\n") if line.strip()
    ]
    print("text                       words  sentences  seconds  sentences/s")
    for times in (1, 2, 4):
        print(_measured(f"{times} x the reports", _report(paragraphs * times)))
    words = " ".join(paragraphs * 4).split()
    for length in (5_000, 10_000):
        print(_measured("one paragraph", _report([" ".join(words[:length])])))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory: {memory:.0f} MB")
