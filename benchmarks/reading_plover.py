"""Who did what to whom, on the PLOVER gold standard: the sentences on fighting and assault.

The PLOVER Gold Standard Records of the Open Event Data Alliance (CC BY-SA 4.0) are read in place.
A record gives a sentence, who acts (source) and who is acted upon (target). A claim is

right  if a noun phrase that acts shares a word with the source, and one that is acted upon with
       the target; a side that the record leaves empty agrees;
half   if one side agrees and the other says something else: the record has one event a sentence;
wrong  if neither agrees, or the sides are the wrong way round.

PLOVER writes a place as an actor where no other is named; a claim has it under `where`, and it
counts there. Names are not resolved: this measures the syntax alone.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.reading.happening import Happening
from onrecord.reading.happenings import happenings_in
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.parse import Parse
from onrecord.reading.pronouns import speaker
from onrecord.reading.righting import righted
from onrecord.reading.syntax import parser

TYPES = ("FIGHT", "ASSAULT")
_WORD = re.compile(r"\w+")
_EMPTY = frozenset({"the", "a", "an", "of", "in", "and", "s", "as", "well", "to"})
_LOCATIVE = frozenset({"in", "at", "near", "on", "outside", "inside", "through", "around"})


@dataclass
class Tally:
    """`sentences` with at least one right claim are `found`; the rest counts claims."""

    sentences: int = 0
    found: int = 0
    right: int = 0
    half: int = 0
    wrong: int = 0
    missed: list[str] = field(default_factory=list)

    def row(self, name: str) -> str:
        return (
            f"{name:<8} {self.sentences:>9} {self.found:>6} {self.right:>6} {self.half:>5} "
            f"{self.wrong:>6}"
        )


HEADER = "type     sentences  found  right  half  wrong"


def words(text: str) -> set[str]:
    return {w.lower() for w in _WORD.findall(text)} - _EMPTY


def phrase(parse: Parse, heads: tuple[int, ...]) -> set[str]:
    """The words of noun phrases, without clauses that hang on them."""
    found: set[str] = set()
    for head in heads:
        left_out = [c.i for c in parse.children(head, "relcl", "acl")]
        inside = parse.under(head, without=left_out) if parse[head].pos != "PRON" else []
        found |= {word for i in inside for word in words(parse[i].text)}
    return found


def places(parse: Parse, h: Happening) -> set[str]:
    heads = [
        noun.i
        for word in dict.fromkeys((h.trigger, h.clause))
        for preposition in parse.children(word, "prep")
        if preposition.lower in _LOCATIVE
        for noun in (
            *parse.children(preposition.i, "pobj"),
            *(
                n
                for p in parse.children(preposition.i, "prep")
                for n in parse.children(p.i, "pobj")
            ),
        )
    ]
    named = (h for h in heads if any(parse[i].pos == "PROPN" for i in parse.under(h)))
    return phrase(parse, tuple(named))


def sides(parse: Parse, lexicon: Lexicon, h: Happening) -> tuple[set[str], set[str]]:
    """The words of those who act and of those acted upon; pronouns name nobody."""
    killed = (h.killed,) if h.killed is not None else ()
    told_by = speaker(parse, lexicon, h)
    doers = h.doers or h.subjects
    if told_by is not None:
        doers = (told_by,)
    by = phrase(parse, doers)
    if not doers or all(is_means(parse, lexicon, d) for d in doers):
        own = () if h.verbal else (h.trigger,)
        by |= phrase(parse, (*h.modifiers, *own)) | places(parse, h)
    return by, phrase(parse, (*h.targets, *h.losers, *h.harmed, *killed)) | places(parse, h)


def is_means(parse: Parse, lexicon: Lexicon, i: int) -> bool:
    means = ("airstrike", "shelling", "bombing", "fired", "causes")
    return lexicon.noun(parse, i) is not None or any(
        lexicon.noun_in(parse[i], "means", kind) for kind in means
    )


def measure(file: Path) -> dict[str, Tally]:
    parse_text, lexicon = parser(), Lexicon.default()
    tallies = {name: Tally() for name in (*TYPES, "both")}
    for record in json.loads(file.read_text("utf-8")):
        if record["event"] not in TYPES:
            continue
        parse = righted(parse_text(record["text"]), ())
        claims = [
            sides(parse, lexicon, h) for h in happenings_in(parse, lexicon)
            if h.standing.told and h.entry.form not in ("holds", "agrees")
        ]  # fmt: skip
        for tally in (tallies[record["event"]], tallies["both"]):
            judge(tally, record, claims)
    return tallies


def judge(tally: Tally, record: dict[str, Any], claims: list[tuple[set[str], set[str]]]) -> None:
    source, target = (
        set().union(*(words(a["actorText"]) for a in record.get(side) or []))
        for side in ("source", "target")
    )
    tally.sentences += 1
    found = False
    lines = []
    for by, to in claims:
        if not (by and to):
            continue
        agree = (not source or bool(by & source)) + (not target or bool(to & target))
        turned = bool(source and target and by & target and to & source) and agree < 2
        name = "right" if agree == 2 else "wrong" if turned or not agree else "half"
        setattr(tally, name, getattr(tally, name) + 1)
        found = found or agree == 2
        lines.append(f"    {name}: {sorted(by)} -> {sorted(to)}")
    tally.found += found
    if not found or any("wrong:" in line for line in lines):
        gold = f"    gold: {sorted(source)} -> {sorted(target)}"
        tally.missed.append("\n".join([f"- {record['text']}", gold, *lines]))
