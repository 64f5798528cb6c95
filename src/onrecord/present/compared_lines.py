"""What differs between several records, as lines for the terminal under the summary."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.present.compared_view import ComparisonView, PairView
from onrecord.present.words import Words

MOST_LINES = 5
"""Events of one claim on a terminal; the page lists more, findings.json all."""


def compared_lines(words: Words, pairs: tuple[PairView, ...]) -> Iterator[str]:
    """Two records after two records: the claims whose answers differ, why, and the events."""
    for pair in pairs:
        yield pair.lead
        for one in pair.claims:
            first, second = (answer.word for answer in one.answers)
            yield "  " + words("compared.line", claim=one.claim, one=first, other=second)
            yield from (f"    {sentence}" for sentence in one.explanations)
            yield from _events(words, one)
        if pair.same:
            number = words.count("count.claim", pair.same_number)
            yield "  " + words("compared.same", claims=number)


def _events(words: Words, one: ComparisonView) -> Iterator[str]:
    yield from (f"    – {line}" for line in one.events[:MOST_LINES])
    more = len(one.events[MOST_LINES:]) + one.more
    if more:
        yield "    " + words("compared.more", events=words.count("count.event", more))
