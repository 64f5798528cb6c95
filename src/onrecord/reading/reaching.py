"""Which words of a sentence share their time with an event, and where a time hangs on them."""

from __future__ import annotations

from onrecord.reading.arguments import is_relative
from onrecord.reading.dates import names
from onrecord.reading.happening import Happening
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.parse import Parse, Token
from onrecord.reading.passage import Passage, Timed

Chain = dict[int, tuple[int, bool]]
"""Words whose time is the event's too → how far up they are, and whether they only report it."""

_NOT_THEN = frozenset({"after", "before", "since", "until", "than"})
_OF_DAY = names.DAY_PARTS | names.TIMES_OF_DAY
"""“Before dawn on 12 June” is on that day."""
_THEN = frozenset({"when", "as", "while"})


def chain_of(passage: Passage, happening: Happening, lexicon: Lexicon) -> Chain:
    """The words that share their time with `happening`."""
    parse = passage.parse
    chain = {happening.trigger: (0, False)}
    if happening.apart:
        return chain
    if happening.clause != happening.trigger:
        chain.setdefault(happening.clause, (1, False))
    here, far, reported = happening.clause, 1, False
    for _ in range(20):
        token, up = parse[here], parse.head(here)
        if up.i == here or not _shares_time(passage, token):
            break
        far += 1
        if up.pos in ("VERB", "AUX"):
            says = lexicon.words("standing", "says") | lexicon.words("standing", "denies")
            if token.dep in ("ccomp", "xcomp") and lexicon.lemma(up) in says:
                reported = True
            chain.setdefault(up.i, (far, reported))
        here = up.i
    if parse[here].dep == "relcl" and any(
        c.lower == "when" for c in parse.children(here, "advmod", "mark")
    ):
        chain.setdefault(parse[here].head, (2, False))  # “on 14 June, when A attacked P”
    for via in happening.via:
        chain.setdefault(via, (1, False))
    for word in list(chain):
        for child in parse.children(word, "conj"):
            if child.pos == "VERB" and not parse.children(child.i, "nsubj", "nsubjpass"):
                # “captured P and burnt it on Monday”
                chain.setdefault(child.i, (far + 5, False))
    _add_clauses(parse, lexicon, happening, chain, far)
    return chain


def _add_clauses(
    parse: Parse, lexicon: Lexicon, happening: Happening, chain: Chain, far: int
) -> None:
    """Clauses below: “as the army said on Monday”, “were killed when a shell hit P on Monday”."""
    says = lexicon.words("standing", "says")
    for word in list(chain):
        for child in parse.children(word, "advcl"):
            marks = {c.lower for c in parse.children(child.i, "mark", "advmod") if c.i < child.i}
            if "as" in marks and lexicon.lemma(child) in says:
                chain.setdefault(child.i, (far + 1, True))
            elif marks & _THEN and word == happening.clause:
                chain.setdefault(child.i, (far + 3, False))


def _shares_time(passage: Passage, token: Token) -> bool:
    """Whether the clause of `token` happens when the clause above it does."""
    parse = passage.parse
    if token.dep in ("relcl", "acl"):
        return token.dep == "acl" and token.tag in ("VBG",)
    if token.dep in ("advcl", "pcomp"):
        marks = {c.lower for c in parse.children(token.i, "mark", "advmod") if c.i < token.i}
        if token.dep == "pcomp":
            marks.add(parse.head(token.i).lower)
        return not marks & _NOT_THEN
    if token.dep == "ccomp" and token.i < token.head:
        between = passage.parse.tokens[token.i : token.head]
        return all(t.text != ";" for t in between)  # “A did; B did”: two sentences
    return True


def place_in(
    passage: Passage, timed: Timed, chain: Chain, lexicon: Lexicon
) -> tuple[int, bool] | None:
    """Where on the chain a time expression hangs."""
    parse = passage.parse
    inside = next((w for w in timed.words if w in chain), None)
    if inside is not None:
        return chain[inside]
    head = next((w for w in timed.words if parse[w].head not in timed.words), timed.words[0])
    if head in chain:
        return _said_then(parse, timed, head, chain)
    below = parse[head]
    for up in parse.above(head):
        if up.i in chain:
            return _said_then(parse, timed, up.i, chain)
        entry = lexicon.noun(parse, up.i)
        if entry is not None and entry.form == "agrees":
            return None  # “despite the ceasefire of 4 May”
        if up.lower in _NOT_THEN and below.i not in timed.words and below.lower not in _OF_DAY:
            return None  # “after the ceasefire of 4 May”: the time of the ceasefire
        below = up
        if up.pos in ("VERB", "AUX") and not _leads_on(parse, up, lexicon):
            return None
    return None


def _said_then(parse: Parse, timed: Timed, word: int, chain: Chain) -> tuple[int, bool]:
    """The place of a word on the chain; what stands before “…, residents say” is not its time."""
    far, reported = chain[word]
    if not reported or parse[word].dep != "ROOT":
        return far, reported
    quoted = [c.i for c in parse.children(word, "ccomp") if c.i < word and c.i in chain]
    own = parse.child(word, "nsubj", "nsubjpass")
    if quoted and own is not None and quoted[-1] < own.i and timed.words[-1] < own.i:
        inside = min(parse.under(own.i))
        comma = any(t.text == "," for t in parse.tokens[timed.words[-1] + 1 : inside + 1])
        if comma and timed.words[0] > quoted[0]:
            return chain[quoted[0]][0], False
    return far, reported


def _leads_on(parse: Parse, verb: Token, lexicon: Lexicon) -> bool:
    """A verb that carries no time of its own: infinitives, “a bus carrying traders”."""
    if verb.dep == "acl" and verb.tag in ("VBG", "VBN"):
        return lexicon.verb(parse, verb.i) is None
    return verb.dep == "xcomp" and not is_relative(verb)


def since_then(passage: Passage, timed: Timed, chain: Chain) -> bool:
    """“Since the ballot of 30 August”: a dated event from which the clause is counted on."""
    parse, below = passage.parse, timed.words[0]
    if timed.time.first is None:
        return False
    for up in list(parse.above(below))[:6]:
        if up.lower == "since" and up.dep == "prep":
            return up.i not in timed.words and up.head in chain
        if up.pos in ("VERB", "AUX"):
            # “since it was driven from P on 3 November”
            return up.dep == "advcl" and up.head in chain and _marked_since(parse, up)
    return False


def _marked_since(parse: Parse, verb: Token) -> bool:
    marks = parse.children(verb.i, "mark", "advmod", "prep")
    return any(c.lower == "since" and c.i < verb.i for c in marks)


def since_it_began(parse: Parse, chain: Chain, lexicon: Lexicon) -> str | None:
    """“Since this began”, “since the operation started”: its words, where the clause has no day."""
    for word in chain:
        for verb in parse.children(word, "advcl"):
            lemma = lexicon.lemma(verb)
            if lemma in ("begin", "start", "erupt", "break") and _marked_since(parse, verb):
                inside = parse.under(verb.i)
                return parse.words(inside[0], inside[-1] + 1)
    return None


def at_its_beginning(passage: Passage, timed: Timed, clause: int) -> bool:
    """“Since 11 August, when fighting began”: it began on that day."""
    parse, last = passage.parse, timed.words[-1]
    if parse[clause].dep not in ("relcl", "advcl"):
        return False
    marks = parse.children(clause, "advmod", "mark")
    return any(c.lower == "when" and 0 < c.i - last <= 2 for c in marks)
