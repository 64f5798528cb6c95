"""Two mistakes that small parsers make with names, put right where the names are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onrecord.reading.parse import Parse, Token

_AS_NOUN = {"pcomp": "pobj", "xcomp": "dobj", "amod": "compound", "nsubj": "nsubj", "pobj": "pobj",
            "dobj": "dobj", "compound": "compound", "conj": "conj"}  # fmt: skip
_NO_NAME = ("VERB", "AUX", "ADV", "INTJ", "X", "ADP")
_FINITE = ("VBD", "VBZ", "VBP")


def righted(parse: Parse, names: Iterable[tuple[int, int]]) -> Parse:
    """The parse, with known names made nouns where they were taken for verbs (“in Sagaing”), and
    verbs put above the nouns that they were hung on (“A besieged P” read as a besieged P).

    `names`: where known names stand, in code points.
    """
    tokens = list(parse.tokens)
    named: set[int] = set()
    for start, end in names:
        for i in parse.covering(start, end):
            named.add(i)
            token = tokens[i]
            if token.pos in _NO_NAME and token.text[:1].isupper():
                dep = _dep_of_name(parse, token)
                tokens[i] = replace(token, pos="PROPN", tag="NNP", dep=dep, lemma=token.text)
    for token in parse.tokens:
        if _is_buried(parse, token, named):
            has_own = bool(parse.children(token.i, "nsubj"))
            _raise(tokens, token, None if has_own else _named_before(parse, token, named))
    return Parse(parse.text, tuple(tokens), parse.sentences)


def _dep_of_name(parse: Parse, token: Token) -> str:
    """What a name is to the word above it: “captured/VBD Bakhmut/RB” is its object."""
    if token.dep == "advmod":
        up = parse.head(token.i)
        free = up.pos == "VERB" and not parse.children(up.i, "dobj") and up.i < token.i
        return "dobj" if free else "npadvmod"
    return _AS_NOUN.get(token.dep, token.dep)


def _is_buried(parse: Parse, token: Token, named: set[int]) -> bool:
    """A verb with a subject of its own, hung on a noun behind it as if it were an adjective."""
    if token.dep != "amod" or token.i >= token.head or token.i in named:
        return False
    if token.tag in _FINITE and parse.children(token.i, "nsubj"):
        return True
    # “The RSF controlled Nyala.”, a sentence without another verb
    root = parse.head(token.i).head == token.head
    return root and token.tag == "VBN" and _named_before(parse, token, named) is not None


def _named_before(parse: Parse, verb: Token, named: set[int]) -> Token | None:
    """The known name directly before a participle, hung on it or on the same noun."""
    if verb.i == 0 or verb.i - 1 not in named or verb.head not in named:
        return None
    before = parse[verb.i - 1]
    return before if before.head in (verb.i, verb.head) else None


def _raise(tokens: list[Token], verb: Token, subject: Token | None) -> None:
    noun = tokens[verb.head]
    root = noun.head == noun.i
    tag = "VBD" if verb.tag == "VBN" else verb.tag
    tokens[verb.i] = replace(
        verb, tag=tag, pos="VERB", dep=noun.dep, head=verb.i if root else noun.head
    )
    tokens[noun.i] = replace(noun, dep="dobj", head=verb.i)
    if subject is not None:
        tokens[subject.i] = replace(subject, dep="nsubj", head=verb.i)
    for other in list(tokens):
        behind = other.i > noun.i and other.dep in ("prep", "advmod", "npadvmod", "advcl", "punct")
        if other.head == noun.i and other.i != noun.i and (behind or other.dep == "nsubj"):
            tokens[other.i] = replace(other, head=verb.i)
