"""Whom “it”, “their fighters” and “the group” mean: one named just before, and nobody else.

Taken only where the sentence itself, up to there, and the one before it in the paragraph name a
single actor that it can be. Where they name two, the claim stays incomplete.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Literal

from onrecord.reading.arguments import subject
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.parse import Token
from onrecord.reading.passage import Named, Passage

_PRONOUNS = frozenset({"it", "they", "them"})
_OWNERS = frozenset({"its", "their"})
_LEADERS = frozenset({"his", "her"})
_THEIRS = frozenset({"men", "boys", "women", "guards", "rockets", "guns"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})

_BANDS = frozenset(
    {"militants", "insurgents", "rebels", "guerrillas", "jihadists", "paramilitaries",
     "separatists",      "guerillas", "jihadis"}
)  # fmt: skip
_SUSPECTED = frozenset({"same", "armed", "suspected", "alleged", "presumed", "several"})
Who = Literal["anybody", "nonstate", "leader"]


def meant(
    passage: Passage,
    lexicon: Lexicon,
    head: int,
    kinds: Callable[[str], str],
    band: tuple[str, str] | None = None,
) -> Named | None:
    """The actor that the phrase with this head means, by what was named before it.

    `kinds`: what each actor is (“government” …), by id; `band`: the one armed group that the whole
    report names, and its name there.
    """
    token = passage.parse[head]
    who = _sought(passage, lexicon, token)
    if who is None:
        return None
    first, _ = passage.parse.sentence_of(head)
    here = _named(passage, first, head) if head > first else []
    barred = _subject_ids(passage, lexicon, token)
    fitting = _fitting(passage, here, who, kinds, barred)
    if not fitting and first > 0:
        before, _ = passage.parse.sentence_of(first - 1)
        fitting = _fitting(passage, _named(passage, before, first), who, kinds, set())
    if not fitting and who == "nonstate" and token.tag == "NNS":
        fitting = _fitting(passage, _named(passage, 0, head), who, kinds, set())
    pointed = any(c.lower in _POINTING for c in passage.parse.children(head, "det"))
    counted = bool(passage.parse.children(head, "nummod", "amod"))
    if not fitting and pointed and not counted and who == "nonstate" and band is not None:
        said = _text(passage, token)
        rule = f"“{said}” is taken as {band[1]}, the one group that the report names"
        return Named(token.start, token.end, band[1], band[0], rule, (head,), taken_for=said)
    if len({n.actor_id for n in fitting}) != 1:
        return None
    return replace(fitting[-1], taken_for=_text(passage, token), by_country=False, metonym=False)


def _sought(passage: Passage, lexicon: Lexicon, token: Token) -> Who | None:
    """Whether a phrase points back at an actor, and at what kind of actor."""
    parse = passage.parse
    if token.tag == "PRP":
        part = token.dep == "pobj" and parse.head(token.i).lower == "of"  # “most of them”
        return "anybody" if token.lower in _PRONOUNS and not part else None
    group = any(lexicon.noun_in(token, "groups", n) for n in ("armed", "ruling", "bases", "units"))
    owners = parse.children(token.i, "poss")
    if owners:
        group = group or token.lower in _THEIRS or lexicon.noun_in(token, "groups", "munitions")
        theirs = owners[0].lower in _OWNERS or (owners[0].lower in _LEADERS and group)
        if group and theirs:
            return "leader" if owners[0].lower in _LEADERS else "anybody"
        return None
    determiner = parse.child(token.i, "det")
    pointing = determiner is not None and determiner.lower in _POINTING
    bare = not parse.children(token.i, "compound", "nmod", "relcl", "acl", "nummod")
    bare = bare and all(
        passage.place_at(noun.i) is not None and preposition.lower in ("in", "near", "at", "around")
        for preposition in parse.children(token.i, "prep")
        for noun in parse.children(preposition.i, "pobj")
    )
    counted = parse.children(token.i, "nummod")
    if counted and determiner is None and token.dep in ("nsubjpass", "dobj"):
        # “Nine militants were killed”: of the one group told of before
        said = [c for c in parse.children(token.i, "acl") if c.lemma != "kill"]
        bare = not said and not parse.children(token.i, "compound", "nmod", "relcl", "prep")
        pointing = True
    if determiner is None and token.lower in _BANDS and not token.text[:1].isupper():
        # “militants raided P”: those of the paragraph, if it names one group
        bare = not parse.children(token.i, "compound", "nmod", "relcl", "acl", "prep", "poss")
        pointing = True
    only = all(c.lower in _SUSPECTED for c in parse.children(token.i, "amod"))
    if pointing and bare and only and lexicon.noun_in(token, "groups", "nonstate"):
        return "nonstate"
    return None


def _named(passage: Passage, first: int, end: int) -> list[Named]:
    start, stop = passage.parse[first].start, passage.parse[end - 1].end
    low = bisect_left(passage.actors, start, key=lambda n: n.start)
    high = bisect_left(passage.actors, stop, key=lambda n: n.start)
    return [n for n in passage.actors[low:high] if n.words and n.words[-1] < end]


def _fitting(
    passage: Passage,
    named: Iterable[Named],
    who: Who,
    kinds: Callable[[str], str],
    barred: set[str],
) -> list[Named]:
    found = [
        n for n in named
        if n.actor_id != "civilians" and n.actor_id not in barred
        and (not (n.bare_country or _is_seat(passage, n))
             or passage.parse[n.words[-1]].dep in ("nsubj", "nsubjpass"))
    ]  # fmt: skip
    if who == "leader":  # “President X … his troops”
        return [n for n in found if n.metonym]
    if who == "nonstate":
        return [n for n in found if kinds(n.actor_id) not in ("government", "intergovernmental")]
    return found


def _is_seat(passage: Passage, named: Named) -> bool:
    """“The citizens of Zagreb”: a capital that is only a place here."""
    return named.metonym and bool(named.words) and passage.place_at(named.words[-1]) is not None


def _subject_ids(passage: Passage, lexicon: Lexicon, token: Token) -> set[str]:
    """Who acts in the pronoun's own clause: it cannot mean him there (“A attacked them”)."""
    if token.dep not in ("dobj", "pobj") or token.tag != "PRP":
        return set()
    verb = next((t for t in passage.parse.above(token.i) if t.pos in ("VERB", "AUX")), None)
    heads = subject(passage.parse, verb.i, lexicon) if verb is not None else ()
    return {n.actor_id for h in heads if (n := passage.actor_at(h)) is not None}


def _text(passage: Passage, token: Token) -> str:
    inside = [c.i for c in passage.parse.children(token.i, "det", "poss", "amod")]
    return passage.parse.words(min([*inside, token.i]), token.i + 1)
