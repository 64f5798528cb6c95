"""How fast reading is, and whether its time grows faster than the text.

The invented reports, again and again as one report, and once as a single paragraph of ten thousand
words. Loading of the model and the names is not counted.
"""

from __future__ import annotations

import resource
import time
from dataclasses import dataclass

import reading_reports as invented

from onrecord.api import world_of
from onrecord.reading.parts import Paragraph
from onrecord.reading.rules import read_claims


@dataclass(frozen=True)
class Text:
    text: str
    paragraphs: tuple[Paragraph, ...]


def _report(paragraphs: list[str]) -> Text:
    found, start = [], 0
    for paragraph in paragraphs:
        found.append(Paragraph(start, start + len(paragraph)))
        start += len(paragraph) + 1
    return Text("\n".join(paragraphs), tuple(found))


def _measured(name: str, report: Text) -> str:
    parse, sentences = invented._parser(), 0

    def counted(text: str) -> object:
        nonlocal sentences
        parsed = parse(text)
        sentences += len(parsed.sentences)
        return parsed

    gazetteer = invented._gazetteer("Syria", {})
    gazetteer.mentions("Hama")
    start = time.process_time()
    published = next(invented.reports()).published
    read_claims(report, world_of().registry, gazetteer, published=published, parse=counted)  # type: ignore[arg-type]
    seconds = time.process_time() - start
    words = len(report.text.split())
    return f"{name:<24} {words:>7} {sentences:>10} {seconds:>8.1f} {sentences / seconds:>11.0f}"


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
