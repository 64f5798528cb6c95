"""Mistakes that small parsers make with names and numbers, put right where that is certain."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable
from dataclasses import replace

from onrecord.reading.parse import Parse, Token
from onrecord.reading.righting_verbs import free_doer, free_object, free_reduced, free_wounded

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
                _free_to(parse, tokens, token)
            elif token.dep == "oprd" and token.pos == "PROPN" and _is_object(parse, token):
                tokens[i] = replace(token, dep="dobj")  # “missiles struck P”
    for token in parse.tokens:
        free_object(parse, tokens, token, named)
        free_doer(parse, tokens, token, named)
        free_reduced(parse, tokens, token)
        free_wounded(parse, tokens, token)
        _free_apposed(parse, tokens, token)
        _free_of(parse, tokens, token)
        _free_number(parse, tokens, token)
        _free_subject(parse, tokens, token)
        _free_verb(parse, tokens, token)
        _free_passive(parse, tokens, token)
        _free_fronted(parse, tokens, token)
    for first, _ in parse.sentences:
        _free_gerund(parse, tokens, first)
    parse = Parse(parse.text, tuple(tokens), parse.sentences)
    raised: set[int] = set()
    for token in parse.tokens:
        if _is_buried(parse, token, named):
            has_own = bool(parse.children(token.i, "nsubj"))
            subject = None if has_own else _subject_before(parse, token, named)
            raised.update(c.i for c in parse.children(token.head))
            _raise(tokens, token, subject, raised)
            raised.update((token.i, token.head, *((subject.i,) if subject else ())))
    if not raised:
        return parse
    return Parse(parse.text, tuple(tokens), parse.sentences)


def _is_object(parse: Parse, name: Token) -> bool:
    verb = parse.head(name.i)
    return verb.pos == "VERB" and name.i > verb.i and not parse.children(verb.i, "dobj")


def _free_to(parse: Parse, tokens: list[Token], name: Token) -> None:
    """“At the entrance to P”, read as an infinitive: “to” is a preposition before a name."""
    to = parse[name.i - 1] if name.i else name
    if to.lower != "to" or to.dep != "aux" or to.head != name.i or name.head == name.i:
        return
    before = parse[to.i - 1] if to.i else to
    over = before.i if before.pos == "NOUN" else name.head
    tokens[to.i] = replace(to, dep="prep", pos="ADP", tag="IN", head=over)
    tokens[name.i] = replace(tokens[name.i], dep="pobj", head=to.i)
    for child in parse.children(name.i, "prep", "advmod", "npadvmod"):
        tokens[child.i] = replace(tokens[child.i], head=name.head)


def _free_number(parse: Parse, tokens: list[Token], up: Token) -> None:
    """“kidnapped up to 16 advisers”, read as “kidnapped up”: the advisers are its object."""
    verb = parse.head(up.i)
    near = (*parse.children(up.i, "prep"), *parse.children(verb.i, "prep"))
    to = next((t for t in near if t.i == up.i + 1), None)
    if up.lower != "up" or to is None or to.lower != "to":
        return
    noun = parse.child(to.i, "pobj")
    if verb.pos != "VERB" or noun is None or parse.children(verb.i, "dobj"):
        return
    number = noun if noun.pos == "NUM" else parse.child(noun.i, "nummod")
    if number is None or number.i != to.i + 1:
        return
    tokens[noun.i] = replace(tokens[noun.i], dep="dobj", head=verb.i)
    if number.i != noun.i:
        for word in (up, to):
            tokens[word.i] = replace(tokens[word.i], dep="quantmod", head=number.i)


def _free_subject(parse: Parse, tokens: list[Token], noun: Token) -> None:
    """“On 10 February rockets struck P”, read as “on rockets”: the date ends before the subject."""
    preposition, verb = parse.head(noun.i), parse.head(parse.head(noun.i).i)
    starts = noun.dep == "pobj" and preposition.i < noun.i < verb.i and verb.tag in _FINITE
    if not starts or parse.children(verb.i, "nsubj", "nsubjpass"):
        return
    left = parse.children(noun.i, "compound", "nmod", "nummod", "amod")
    month = next((c for c in left if c.text in _MONTHS), None)
    if month is None:
        return
    year = parse[month.i + 1]
    own = [c.i for c in left if c.i > month.i and not c.text.isdigit()]
    dep = "nsubjpass" if parse.children(verb.i, "auxpass") else "nsubj"
    tokens[noun.i] = replace(tokens[noun.i], dep=dep, head=verb.i)
    tokens[month.i] = replace(tokens[month.i], dep="pobj", head=preposition.i)
    if year.text.isdigit() and year.i < noun.i:
        tokens[year.i] = replace(tokens[year.i], head=month.i)
    for child in left:
        if child.i != month.i and child.i not in own:
            tokens[child.i] = replace(tokens[child.i], head=month.i)


def _free_apposed(parse: Parse, tokens: list[Token], noun: Token) -> None:
    """“In P, a journalist and five civilians were killed”, read as P, a journalist: the subject."""
    place = parse.head(noun.i)
    verb = parse.head(parse.head(place.i).i)
    if noun.dep != "appos" or place.dep != "pobj" or verb.pos not in ("VERB", "AUX"):
        return
    if parse.head(place.i).i > place.i or not noun.i < verb.i or verb.tag == "VBG":
        return
    if parse.children(verb.i, "nsubj", "nsubjpass", "expl") or verb.dep not in ("ROOT", "conj"):
        return
    if parse.child(noun.i, "det") is None and parse.child(noun.i, "nummod") is None:
        return
    dep = "nsubjpass" if parse.children(verb.i, "auxpass") else "nsubj"
    tokens[noun.i] = replace(tokens[noun.i], dep=dep, head=verb.i)


def _free_of(parse: Parse, tokens: list[Token], preposition: Token) -> None:
    """“Soldiers and members of A”, read as soldiers of A: “of” belongs to the noun before it."""
    before = parse[preposition.i - 1] if preposition.i else preposition
    if preposition.lower != "of" or before.dep != "conj" or before.head != preposition.head:
        return
    if before.pos == "NOUN" and preposition.dep == "prep":
        tokens[preposition.i] = replace(tokens[preposition.i], head=before.i)


def _free_verb(parse: Parse, tokens: list[Token], verb: Token) -> None:
    """“A and B killed 12 people”, read as a noun phrase: a participle has no object of its own."""
    if verb.dep != "acl" or verb.tag not in ("VBN", "VBD") or not parse.children(verb.i, "dobj"):
        return
    if parse.children(verb.i, "agent", "aux", "auxpass", "nsubj"):
        return
    noun = parse.head(verb.i)
    while noun.dep == "conj" and noun.pos in ("NOUN", "PROPN"):
        noun = parse.head(noun.i)
    if noun.dep != "ROOT" or noun.pos not in ("NOUN", "PROPN"):
        return
    tokens[verb.i] = replace(tokens[verb.i], tag="VBD", dep="ROOT", head=verb.i)
    tokens[noun.i] = replace(tokens[noun.i], dep="nsubj", head=verb.i)
    for child in parse.children(noun.i):
        if child.i > verb.i and child.dep in ("prep", "punct", "advmod", "npadvmod", "advcl"):
            tokens[child.i] = replace(tokens[child.i], head=verb.i)


def _free_passive(parse: Parse, tokens: list[Token], noun: Token) -> None:
    """“P was overrun by A”, read as “was an overrun”: only verbs name an agent."""
    be = parse.head(noun.i)
    if noun.dep != "attr" or noun.pos != "NOUN" or be.lemma != "be" or noun.i < be.i:
        return
    if not parse.children(noun.i, "agent") or parse.children(noun.i, "det", "amod"):
        return
    root = be.head == be.i
    tokens[noun.i] = replace(
        tokens[noun.i], pos="VERB", tag="VBN", dep=be.dep, head=noun.i if root else be.head
    )
    tokens[be.i] = replace(tokens[be.i], dep="auxpass", head=noun.i)
    for child in parse.children(be.i):
        if child.i != noun.i:
            dep = "nsubjpass" if child.dep == "nsubj" else child.dep
            tokens[child.i] = replace(tokens[child.i], dep=dep, head=noun.i)


def _free_fronted(parse: Parse, tokens: list[Token], verb: Token) -> None:
    """“A attacked P, and in Q on 5 June B killed four”: what stands before B is of its clause."""
    own = parse.child(verb.i, "nsubj", "nsubjpass")
    if verb.dep != "conj" or verb.pos != "VERB" or own is None or own.i > verb.i:
        return
    above, begin = parse.head(verb.i), min(parse.under(own.i))
    joined = [c.i for c in parse.children(above.i, "cc") if above.i < c.i < begin]
    for child in parse.children(above.i, "prep", "npadvmod", "advmod") if joined else ():
        if joined[-1] < child.i < begin:
            tokens[child.i] = replace(tokens[child.i], head=verb.i)


_GERUNDS = frozenset({"shelling", "fighting", "bombing", "shooting", "killing", "rocketing"})


def _free_gerund(parse: Parse, tokens: list[Token], first: int) -> None:
    """“Shelling by A was recorded”, “Heavy shelling on P”: what begins the sentence is a noun."""
    gerund = next(
        (t for t in parse.tokens[first : first + 4] if t.lower in _GERUNDS and t.tag == "VBG"), None
    )
    if gerund is None:
        return
    noun = replace(gerund, tag="NN", pos="NOUN")
    verb = parse.head(gerund.i)
    before = parse[gerund.i - 1] if gerund.i > first else None
    if gerund.dep in ("advcl", "csubj", "csubjpass") and verb.i > gerund.i:
        if parse.children(verb.i, "nsubj", "nsubjpass", "expl") or parse.children(gerund.i, "dobj"):
            return
        dep = "nsubjpass" if parse.children(verb.i, "auxpass") else "nsubj"
        tokens[gerund.i] = replace(noun, dep=dep)
    elif before is not None and verb.i == before.i and before.head == before.i:
        if before.tag not in ("JJ", "NN", "NNP"):
            return
        tokens[gerund.i] = replace(noun, dep="ROOT", head=gerund.i)
        tokens[before.i] = replace(before, dep="amod", head=gerund.i)
        for child in parse.children(before.i):
            if child.i != gerund.i:
                tokens[child.i] = replace(tokens[child.i], head=gerund.i)


_MONTHS = frozenset(calendar.month_name[1:])


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
    if token.tag in _FINITE and parse.children(token.i, "nsubj", "npadvmod"):
        return True
    # “The RSF controlled Nyala.”, a sentence without another verb
    root = parse.head(token.i).head == token.head
    return root and token.tag == "VBN" and _named_before(parse, token, named) is not None


def _subject_before(parse: Parse, verb: Token, named: set[int]) -> Token | None:
    """“Artillery fired shells at P”, read as artillery-fired shells; else a name before it."""
    if verb.tag in _FINITE:
        before = parse.child(verb.i, "npadvmod")
        return before if before is not None and before.i == verb.i - 1 else None
    return _named_before(parse, verb, named)


def _named_before(parse: Parse, verb: Token, named: set[int]) -> Token | None:
    """The known name directly before a participle, hung on it or on the same noun."""
    if verb.i == 0 or verb.i - 1 not in named or verb.head not in named:
        return None
    before = parse[verb.i - 1]
    return before if before.head in (verb.i, verb.head) else None


def _raise(tokens: list[Token], verb: Token, subject: Token | None, below: Collection[int]) -> None:
    """`below`: words among which are all that hang on the noun by now."""
    noun = tokens[verb.head]
    root = noun.head == noun.i
    tag = "VBD" if verb.tag == "VBN" else verb.tag
    tokens[verb.i] = replace(
        verb, tag=tag, pos="VERB", dep=noun.dep, head=verb.i if root else noun.head
    )
    tokens[noun.i] = replace(noun, dep="dobj", head=verb.i)
    if subject is not None:
        tokens[subject.i] = replace(subject, dep="nsubj", head=verb.i)
    for other in [tokens[i] for i in below]:
        behind = other.i > noun.i and other.dep in ("prep", "advmod", "npadvmod", "advcl", "punct")
        if other.head == noun.i and other.i != noun.i and (behind or other.dep == "nsubj"):
            tokens[other.i] = replace(other, head=verb.i)
