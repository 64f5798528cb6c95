"""Which words of the report make a claim: its clause, not always the whole sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from onrecord.reading.happening import Happening
from onrecord.reading.parse import Parse

_OTHER_CLAUSES = ("advcl", "relcl", "conj", "ccomp", "parataxis")
_TRIMMED = frozenset(
    {",", ";", ":", "–", "—", "-", "(", "”", "“", '"', "and", "but", "or", "as", "while", "that"}
) | {"although", "though", "where", "because", "since", "when", "whereas"}


_DANGLING = frozenset(
    {"with", "in", "of", "to", "by", "on", "at", "for", "from", "the", "a", "after"}
)


def clause_span(
    parse: Parse, happening: Happening, triggers: Collection[int], also: Iterable[int] = ()
) -> tuple[int, int]:
    """The words from the first to the last of what belongs to an event, within its sentence.

    `triggers`: the words of events; what hangs under those of others is theirs, unless it names a
    party of this one. `also`: words to be included (a place, a time).
    """
    first, end = parse.sentence_of(happening.trigger)
    chosen = set(_core(parse, happening.trigger, happening.trigger, triggers))
    carried = happening.carried and happening.clause != happening.trigger
    if carried and first <= happening.clause < end:
        chosen.update(_core(parse, happening.clause, happening.trigger, triggers))
    if happening.let_by:
        chosen.update(_core(parse, parse[happening.clause].head, happening.trigger, triggers))
    for head in (
        *happening.doers,
        *happening.subjects,
        *happening.targets,
        *happening.let_by,
        *also,
    ):
        if first <= head < end:
            chosen.add(head)
            chosen.update(
                j for c in parse.children(head, "compound", "amod", "det", "nummod", "poss", "nmod")
                for j in parse.under(c.i)
            )  # fmt: skip
    return trimmed(parse, min(chosen), max(chosen) + 1)


def _core(parse: Parse, head: int, own: int, triggers: Collection[int]) -> list[int]:
    """A word with what hangs on it, without the clauses and asides beside it."""
    strangers = {i for i in parse.under(head) if i in triggers and i not in (head, own)}
    left_out = set(strangers)
    for child in parse.children(head):
        if child.dep in _OTHER_CLAUSES and (
            child.pos in ("VERB", "AUX") or child.dep in ("advcl", "relcl", "ccomp")
        ):
            left_out.add(child.i)
    for i in parse.under(head, without=left_out):
        token = parse[i]
        aside = token.dep == "appos" and strangers.intersection(parse.under(i))
        purpose = token.lower == "in" and any(c.lower == "order" for c in parse.children(i))
        relative = token.dep == "relcl" and i != head
        if aside or purpose or relative:
            left_out.add(i)
    return [i for i in parse.under(head, without=left_out) if parse[i].pos != "PUNCT" or i == head]


def trimmed(parse: Parse, first: int, end: int) -> tuple[int, int]:
    """Without the punctuation and joining words at its ends; never empty."""
    start, stop = first, end
    while stop - start > 1 and (
        parse[start].pos == "PUNCT"
        or (parse[start].lower in _TRIMMED and parse[start].dep != "prep")  # “Since the truce, …”
    ):
        start += 1
    while stop - start > 1 and (
        parse[stop - 1].pos == "PUNCT" or parse[stop - 1].lower in _TRIMMED | _DANGLING
    ):
        stop -= 1
    return start, stop
