"""Verbs that small parsers put in the wrong place, put right where that is certain."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from onrecord.reading.parse import Parse, Token


def free_object(parse: Parse, tokens: list[Token], name: Token, named: Collection[int]) -> None:
    """“Two missiles struck Dezful”, read as a complement: a name behind a verb is its object."""
    verb = parse.head(name.i)
    if name.dep != "oprd" or name.i not in named or verb.pos != "VERB" or name.i < verb.i:
        return
    if not parse.children(verb.i, "dobj", "auxpass", "nsubjpass"):
        tokens[name.i] = replace(tokens[name.i], dep="dobj")


def free_reduced(parse: Parse, tokens: list[Token], verb: Token) -> None:
    """“The allegation made in document S that A shelled P is false”: “is” is the verb of it.

    Parsers take the participle for the verb, and what follows for another, joined without “and”.
    """
    if verb.tag not in ("VBD", "VBN") or parse.children(verb.i, "aux", "auxpass", "cc", "dobj"):
        return
    subject = parse.child(verb.i, "nsubj", "nsubjpass")
    second = next(
        (
            c
            for c in parse.children(verb.i, "conj")
            if c.pos in ("AUX", "VERB") and c.tag in ("VBD", "VBZ", "VBP", "VBN")
        ),
        None,
    )
    if subject is None or second is None or verb.dep != "ROOT" or second.i < verb.i:
        return
    if parse.children(second.i, "nsubj", "nsubjpass", "expl", "cc", "mark"):
        return
    if subject.i > verb.i or parse[second.i - 1].text in (",", ";"):
        return
    passive = bool(parse.children(second.i, "auxpass"))
    tokens[verb.i] = replace(tokens[verb.i], tag="VBN", dep="acl", head=subject.i)
    tokens[second.i] = replace(tokens[second.i], dep="ROOT", head=second.i)
    tokens[subject.i] = replace(
        tokens[subject.i], dep="nsubjpass" if passive else "nsubj", head=second.i
    )
    for child in parse.children(verb.i):
        if child.dep == "ccomp" and parse.children(child.i, "mark"):
            tokens[child.i] = replace(tokens[child.i], dep="acl", head=subject.i)
        elif child.dep == "punct" and child.i > second.i:
            tokens[child.i] = replace(tokens[child.i], head=second.i)


def free_doer(parse: Parse, tokens: list[Token], name: Token, named: Collection[int]) -> None:
    """“JNIM fired shells at P”, read as “fired at the time JNIM”: a name is who did it."""
    verb = parse.head(name.i)
    finite = verb.pos == "VERB" and verb.tag in ("VBD", "VBZ", "VBP")
    before = name.dep == "npadvmod" and name.i in named and name.i == verb.i - 1
    if before and finite and not parse.children(verb.i, "nsubj", "nsubjpass", "auxpass"):
        tokens[name.i] = replace(tokens[name.i], dep="nsubj")


_HURT = frozenset({"wound", "injure", "hurt"})
_SAID_OF_BOTH = ("prep", "agent", "advcl", "npadvmod", "advmod", "tmod")


def free_wounded(parse: Parse, tokens: list[Token], hurt: Token) -> None:
    """“Three were killed and two wounded in an ambush near P on Monday”: said of both.

    Parsers hang the place, the day and the ambush on the wounded alone.
    """
    if hurt.lemma not in _HURT or hurt.tag not in ("VBN", "VBD") or hurt.dep not in ("conj", "acl"):
        return
    if parse.children(hurt.i, "auxpass", "aux", "dobj"):
        return
    killed = next(
        (
            t
            for t in parse.above(hurt.i)
            if t.lemma == "kill" and t.i < hurt.i and parse.children(t.i, "nsubj", "nsubjpass")
        ),
        None,
    )
    if killed is None or parse.children(killed.i, "dobj"):
        return
    own = {c.lower for c in parse.children(killed.i, "prep") if c.i > killed.i}
    for child in parse.children(hurt.i):
        if child.i > hurt.i and child.dep in _SAID_OF_BOTH and child.lower not in own:
            tokens[child.i] = replace(tokens[child.i], head=killed.i)
