"""What the words beside an actor's name make of it: “anti-IS”, “IS-held”, “A-backed”, “A/B”."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from onrecord.reading.lexicon import Lexicon
from onrecord.reading.parse import Parse
from onrecord.reading.passage import Named, Passage

# Behind a group's name these make it another group, or the group's opponents.
_TURNING = frozenset({"anti", "pro", "ex", "former", "non"})
# “IS-held”, “Islamic State (IS)-affiliated”
_GLUED = re.compile(r"\)?(?:\s?\([^()]{1,15}\))?-\w")
_RESTRICTING = frozenset(
    {"backed", "led", "aligned", "allied", "affiliated", "supported", "linked"}
)


def restricted(parse: Parse, lexicon: Lexicon, head: int) -> bool:
    """“Turkish-backed rebels”: some of the rebels only, and who they are is not known."""
    left = [j for c in parse.children(head, "amod", "compound") for j in parse.under(c.i)]
    words = _RESTRICTING | lexicon.words("groups", "not_state")
    return any(parse[j].lower in words for j in left)


def turned(parse: Parse, named: Named) -> bool:
    """Whether a word before turns the name round: “anti-IS fighters”, “former FARC rebels”."""
    first = named.words[0] if named.words else 0
    before = parse[first - 1].lower if first else ""
    further = parse[first - 2].lower if first > 1 else ""
    return before in _TURNING or (before == "-" and further in _TURNING)


def hyphened(parse: Parse, named: Named) -> bool:
    """“IS-held”: the name only describes what follows."""
    return _GLUED.match(parse.text, named.end) is not None


def slashed(parse: Parse, named: tuple[Named, ...]) -> bool:
    """“SDF/YPG”: only a slash between the names."""
    return parse.text[named[0].end : named[-1].start].strip() == "/"


def listed(parse: Parse, named: tuple[Named, ...]) -> bool:
    """“A and B militants”: names joined before what they are."""
    gaps = (parse.text[a.end : b.start].strip().lower() for a, b in pairwise(named))
    return all(gap in ("and", ",", "or", ", and") for gap in gaps)


def with_slash(passage: Passage, named: Named) -> tuple[Named, ...]:
    """The name, and before it the other one that a slash joins to it."""
    actors = passage.actors
    at = bisect_left(actors, named.start, key=lambda n: n.start)
    beside = [
        other
        for other in actors[max(0, at - 1) : at]
        if other.end < named.start and slashed(passage.parse, (other, named))
    ]
    if beside and beside[-1].actor_id != named.actor_id:
        return (beside[-1], named)
    return (named,)
