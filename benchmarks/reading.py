"""How well the rules read who did what to whom: the PLOVER gold standard, FIGHT and ASSAULT.

    python benchmarks/reading.py FOLDER [--show]

FOLDER holds `plover_gsr.json`, the PLOVER Gold Standard Records of the Open Event Data Alliance
(CC BY-SA 4.0); it is read in place. A record gives a sentence, who acts (source) and who is acted
upon (target). An event is right if a noun phrase that acts shares a word with the source, and one
that is acted upon with the target. Names are not resolved here: this measures the syntax alone.
"""

from __future__ import annotations

import json
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.reading.happening import Happening
from onrecord.reading.happenings import happenings_in
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.parse import Parse
from onrecord.reading.syntax import parser

TYPES = ("FIGHT", "ASSAULT")
_WORD = re.compile(r"\w+")
_EMPTY = frozenset({"the", "a", "an", "of", "in", "and", "s"})


@dataclass
class Tally:
    """`sentences`: with both sides in the record; `events`: read with both sides."""

    sentences: int = 0
    found: int = 0
    events: int = 0
    right: int = 0

    def row(self, name: str) -> str:
        precision = self.right / self.events if self.events else float("nan")
        recall = self.found / self.sentences if self.sentences else float("nan")
        return (
            f"{name:<8} {self.sentences:>9} {self.found:>6} {self.events:>7} {self.right:>6} "
            f"{precision:>10.2f} {recall:>7.2f}"
        )


def words(text: str) -> set[str]:
    return {w.lower() for w in _WORD.findall(text)} - _EMPTY


def phrase(parse: Parse, heads: tuple[int, ...]) -> set[str]:
    """The words of noun phrases, without clauses that hang on them."""
    found: set[str] = set()
    for head in heads:
        left_out = [c.i for c in parse.children(head, "relcl", "acl")]
        found |= {parse[i].lower for i in parse.under(head, without=left_out)}
    return found - _EMPTY


def sides(parse: Parse, h: Happening) -> tuple[set[str], set[str]]:
    killed = (h.killed,) if h.killed is not None else ()
    doers = h.doers or (*h.modifiers, *h.subjects)
    return phrase(parse, doers), phrase(parse, (*h.targets, *h.losers, *killed))


def measure(records: list[dict[str, Any]], show: bool) -> dict[str, Tally]:
    parse_text, lexicon = parser(), Lexicon.default()
    tallies = {name: Tally() for name in (*TYPES, "both")}
    for record in records:
        if record["event"] not in TYPES or not record.get("source") or not record.get("target"):
            continue
        sources = set().union(*(words(s["actorText"]) for s in record["source"]))
        targets = set().union(*(words(t["actorText"]) for t in record["target"]))
        parse = parse_text(record["text"])
        read = [
            sides(parse, h) for h in happenings_in(parse, lexicon)
            if h.standing.told and h.entry.form not in ("holds", "agrees")
        ]  # fmt: skip
        whole = [(by, to) for by, to in read if by and to]
        right = [(by, to) for by, to in whole if by & sources and to & targets]
        for tally in (tallies[record["event"]], tallies["both"]):
            tally.sentences += 1
            tally.found += bool(right)
            tally.events += len(whole)
            tally.right += len(right)
        if show and not right:
            print(
                f"- {record['text']}\n    gold {sorted(sources)} -> {sorted(targets)}; read {whole}"
            )
    return tallies


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    records = json.loads((folder / "plover_gsr.json").read_text("utf-8"))
    start = time.perf_counter()
    tallies = measure(records, "--show" in sys.argv)
    seconds = time.perf_counter() - start
    print("type     sentences  found  events  right  precision  recall")
    for name, tally in tallies.items():
        print(tally.row(name))
    print(f"{seconds:.1f} s, the model's loading included")


if __name__ == "__main__":
    main()
