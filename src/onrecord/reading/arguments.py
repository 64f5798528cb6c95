"""Who is subject and who is object of a verb: active, passive, relative, controlled, coordinated.

Everything here is syntax: words in, positions of the heads of noun phrases out.
"""

from __future__ import annotations

from collections.abc import Collection

from onrecord.reading.lexicon import Lexicon
from onrecord.reading.parse import Parse, Token

_HARMING = frozenset({"kill", "wound", "injure"})
RELATIVE = ("WP", "WDT")
_DEPTH = 12

# Labels over which an argument's own prepositional phrases may hang: “the attack of fighters
# against the army” often has “against” under “fighters”.
_PATH = ("prep", "pobj", "dobj", "conj", "compound", "appos", "agent", "nmod", "npadvmod", "amod")


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether the verb's grammatical subject is the one acted upon."""
    token = parse[verb]
    if parse.children(verb, "auxpass", "nsubjpass"):
        return True
    if token.dep == "conj" and token.tag == "VBN" and not parse.children(verb, "nsubj", "aux"):
        return is_passive(parse, token.head)
    if token.lemma in _HARMING and token.tag in ("VBN", "VBD"):
        harmed = parse.child(verb, "nsubj")
        counted = harmed is not None and (
            harmed.pos == "NUM" or bool(parse.children(harmed.i, "nummod"))
        )
        if counted and not parse.children(verb, "dobj", "aux"):
            return True  # “17 soldiers killed in an ambush”
    reduced = token.tag in ("VBN", "VBD") and token.dep in ("acl", "advcl", "amod")
    return reduced and token.tag == "VBN" and not parse.children(verb, "aux", "nsubj", "dobj")


def members(parse: Parse, head: int) -> tuple[int, ...]:
    """A noun phrase's head and the heads of what is coordinated with it: “A, B and C”."""
    found = [head]
    for token in parse.children(head, "conj"):
        if _excluded(parse, token):
            continue
        if token.pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X") and not parse.children(
            token.i, "nsubj", "nsubjpass"
        ):
            found.extend(members(parse, token.i))
    return tuple(sorted(found))


def _excluded(parse: Parse, conj: Token) -> bool:
    """“A and not B”, “A rather than B”: B is the one that is not meant."""
    before = parse[max(0, conj.i - 1)].lower
    joined = {c.lower for c in parse.children(conj.head, "cc") if c.i < conj.i}
    return (
        before in ("not", "than")
        or "than" in joined
        or any(c.lower == "not" for c in parse.children(conj.i, "neg", "advmod"))
    )


def _antecedent(parse: Parse, pronoun: Token) -> tuple[int, ...]:
    """What a relative pronoun stands for: the noun that its clause hangs on."""
    for up in parse.above(pronoun.i):
        if up.dep in ("relcl", "acl"):
            return (up.head,)
        if up.dep == "conj":
            continue
        if up.dep in ("ccomp", "ROOT"):
            break
    return ()


def is_relative(token: Token) -> bool:
    return token.tag in RELATIVE or (token.lower == "that" and token.tag in ("WDT", "IN", "DT"))


def _resolved(parse: Parse, i: int) -> tuple[int, ...]:
    token = parse[i]
    if is_relative(token) and token.pos in ("PRON", "DET", "SCONJ"):
        return _antecedent(parse, token)
    return members(parse, i)


def subject(parse: Parse, verb: int, lexicon: Lexicon, depth: int = 0) -> tuple[int, ...]:
    """The grammatical subject: its own, or the one that it shares with the verb above it."""
    own = parse.child(verb, "nsubj", "nsubjpass")
    if own is not None:
        return _resolved(parse, own.i)
    token, up = parse[verb], parse.head(verb)
    if depth > _DEPTH or token.head == verb:
        return ()
    if token.dep == "xcomp" and up.pos == "ADJ":
        return _from_above(parse, parse.head(up.i), lexicon, depth)  # “was able to”
    if token.dep in ("xcomp", "ccomp"):
        ordered = parse.children(up.i, "dobj", "dative")
        if ordered and token.tag != "VBG":
            return members(parse, ordered[0].i)
        return subject(parse, up.i, lexicon, depth + 1) if token.dep == "xcomp" else ()
    if token.dep == "acl" and token.tag in ("VBG", "VBN", "VBD"):
        first = parse.head(up.i)
        both = parse.children(up.i, "nummod") and parse.children(first.i, "nummod")
        if up.dep == "conj" and both and token.i == up.i + 1 and not parse.children(first.i, "acl"):
            return members(parse, first.i)  # “8 soldiers and 9 rebels killed in P”
        return members(parse, up.i) if up.dep != "conj" else (up.i,)
    if token.dep == "pcomp" and up.lower in ("of", "for"):
        above = parse.head(up.i)
        accused = objects(parse, above.i) if above.pos == "VERB" else ()
        if accused and not is_passive(parse, above.i):
            return accused  # “accused B of shelling”: B is who shelled
    if token.dep in ("conj", "advcl", "pcomp", "acl", "prep"):
        return _from_above(parse, up, lexicon, depth)
    return ()


def _from_above(parse: Parse, up: Token, lexicon: Lexicon, depth: int) -> tuple[int, ...]:
    """The subject of the nearest verb above (over prepositions: “without being attacked”)."""
    while (
        up.pos in ("ADP", "SCONJ")
        or (up.dep in ("pobj", "pcomp") and up.lower == "order")
        or (up.pos == "ADJ" and up.dep == "acomp")  # “A is guilty of violating”
    ):
        above = parse.head(up.i)
        if above.i == up.i:
            return ()
        up = above
    if up.pos in ("VERB", "AUX") or parse.children(up.i, "nsubj", "nsubjpass"):
        return subject(parse, up.i, lexicon, depth + 1)
    return ()


def agent(parse: Parse, verb: int, lexicon: Lexicon) -> tuple[int, ...]:
    """Whom a passive names with “by”."""
    for preposition in parse.children(verb, "agent", "prep"):
        if preposition.lower == "by":
            for noun in parse.children(preposition.i, "pobj"):
                if not is_time(parse, noun.i, lexicon):
                    return members(parse, noun.i)
    return ()


def objects(parse: Parse, verb: int) -> tuple[int, ...]:
    """The direct object; of a relative clause without one, the noun that it describes."""
    own = parse.child(verb, "dobj")
    if own is not None:
        return _resolved(parse, own.i)
    token = parse[verb]
    own_subject = parse.child(verb, "nsubj")
    if (
        token.dep == "relcl"
        and own_subject is not None
        and not is_relative(own_subject)
        and not is_passive(parse, verb)
    ):
        return (token.head,)
    return ()


def is_time(parse: Parse, i: int, lexicon: Lexicon) -> bool:
    """Whether a noun is a time (“on Monday”, “in May”), which prepositions do not tell apart."""
    token = parse[i]
    times = lexicon.words("times")
    if token.pos == "VERB":
        return False
    return token.lower in times or token.lemma.lower() in times or token.lower.isdigit()


def after(
    parse: Parse,
    head: int,
    prepositions: Collection[str],
    lexicon: Lexicon,
    *,
    blocked: Collection[int] = (),
    deep: bool = True,
) -> tuple[int, ...]:
    """The nouns that follow one of these prepositions on `head`.

    With `deep`, also those hung lower, on a noun of the phrase; `blocked` words and verbs are not
    passed, since what hangs under them is said of them.
    """
    for preposition in _prepositions(parse, head, prepositions, blocked, deep):
        nouns = [
            n
            for n in parse.children(preposition, "pobj", "pcomp")
            if n.pos not in ("VERB", "AUX") and not is_time(parse, n.i, lexicon)
        ]
        if nouns:
            return _resolved(parse, nouns[0].i)
    return ()


def _prepositions(
    parse: Parse, head: int, prepositions: Collection[str], blocked: Collection[int], deep: bool
) -> list[int]:
    direct = [
        t.i
        for t in parse.children(head, "prep", "agent", "dative", "advmod", "mark", "prt")
        if t.lower in prepositions and t.i > head
    ]
    if direct or not deep:
        return direct
    found, open_ = [], [c.i for c in parse.children(head) if c.i > head]
    while open_:
        here = open_.pop(0)
        token = parse[here]
        if here in blocked or token.dep not in _PATH or token.pos in ("VERB", "AUX"):
            continue
        if token.lower in prepositions and token.dep in ("prep", "agent"):
            found.append(here)
        open_.extend(c.i for c in parse.children(here))
    return sorted(found)
