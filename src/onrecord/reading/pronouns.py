"""Who “they” are in “A said they had attacked B”: speakers tell of their own deeds."""

from __future__ import annotations

from onrecord.reading.happening import Happening
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.parse import Parse, Token

_THEY = frozenset({"they"})
_IT = frozenset({"it", "he", "she"})
OWN_DEEDS = frozenset({"claim", "admit", "acknowledge", "boast", "announce", "deny", "reject"})
"""Verbs whose speaker tells of deeds of his own, whoever was named before."""


def speaker(parse: Parse, lexicon: Lexicon, h: Happening) -> int | None:
    """The head of the noun phrase that speaks, where it is what a pronoun for who acts means.

    The clause told must hang on a verb of saying, or of denying, whose subject agrees with the
    pronoun in number.
    """
    if len(h.doers) != 1 or parse[h.doers[0]].tag != "PRP":
        return None
    pronoun = parse[h.doers[0]]
    verb = parse[h.trigger]
    while verb.dep in ("xcomp", "conj") and parse.head(verb.i).pos in ("VERB", "AUX"):
        verb = parse.head(verb.i)
    up = parse.head(verb.i)
    says = lexicon.words("standing", "says") | lexicon.words("standing", "denies")
    if verb.dep != "ccomp" or lexicon.lemma(up) not in says or pronoun.head != verb.i:
        return None
    own = parse.child(up.i, "nsubj")
    return own.i if own is not None and own.i < pronoun.i and _agree(own, pronoun) else None


def _agree(noun: Token, pronoun: Token) -> bool:
    if pronoun.lower in _THEY:
        return noun.pos != "PRON" and (noun.tag in ("NNS", "NNPS", "NNP") or noun.lower in _MANY)
    return pronoun.lower in _IT and noun.tag in ("NN", "NNP")


_MANY = frozenset({"army", "military", "police", "group", "militia", "navy", "junta"})
