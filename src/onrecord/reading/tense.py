"""Whether a verb tells of now or of before."""

from __future__ import annotations

from typing import Literal

from onrecord.reading.lexicon import Lexicon
from onrecord.reading.parse import Parse

Tense = Literal["present", "past", "perfect", "none"]

# Verbs that look the same in the present and in the past; with a singular subject and no “s”, past.
_ALIKE = frozenset({"let", "hit", "put", "set", "cut", "shut", "beat", "overrun", "cost"})
_BE_NOW, _BE_THEN = (
    frozenset({"is", "are", "am", "'s", "'re", "’s", "’re"}),
    frozenset({"was", "were"}),
)


def tense_of(parse: Parse, verb: int, lexicon: Lexicon, depth: int = 0) -> Tense:
    """The tense of a verb; of one without its own (an infinitive, a participle), that of the verb
    above it.
    """
    token = parse[verb]
    words = {c.lower for c in parse.children(verb, "aux", "auxpass")}
    if token.tag == "TO" or depth > 10:
        return "none"
    if words & {"has", "have", "'ve", "’ve"} and (token.tag in ("VBN", "VBD") or "been" in words):
        return "present" if token.tag == "VBG" else "perfect"
    if words & (_BE_THEN | {"did", "had"}):
        return "past"
    if words & (_BE_NOW | {"do", "does"}):
        return "present"
    if token.lower in _ALIKE and not words & {"to"}:
        return "past"
    if token.tag in ("VBZ", "VBP") and not _borrowed(parse, verb):
        return "present"
    if token.tag == "VBD":
        return "past"
    own = parse.children(verb, "nsubj", "nsubjpass")
    if token.tag in ("JJ", "VBN") and (token.head == verb or own) and token.lower.endswith("ed"):
        return "past"
    if token.tag == "VB" and token.head == verb:
        return "none"
    above = next((t for t in parse.above(verb) if t.pos in ("VERB", "AUX")), None)
    return tense_of(parse, above.i, lexicon, depth + 1) if above is not None else "none"


def shifted_back(parse: Parse, verb: int, lexicon: Lexicon) -> bool:
    """“They said that A still held P”: what the report says now, put back by its “said”."""
    token, above = parse[verb], parse.head(verb)
    simple = token.tag == "VBD" and not parse.children(verb, "aux")
    return (
        simple
        and token.dep == "ccomp"
        and lexicon.lemma(above) in lexicon.words("standing", "says")
    )


def _borrowed(parse: Parse, verb: int) -> bool:
    """A bare verb under “let” or “saw”, which the tagger takes for a present."""
    token = parse[verb]
    return (
        token.dep in ("ccomp", "xcomp")
        and token.lower == token.lemma.lower()
        and parse.head(verb).lemma in ("let", "see", "make", "watch", "hear", "help", "have")
    )
