"""Where a text names actors: one pass, the longest name first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.actors.actor import Actor
from onrecord.actors.grammar import Grammar, Phrase
from onrecord.actors.index import Entry, Hints, narrow
from onrecord.actors.lettercase import shouted
from onrecord.actors.names import APOSTROPHES, undotted, words
from onrecord.actors.resolve import Resolver
from onrecord.actors.tokens import Token, tokenise
from onrecord.actors.trie import Trie


@dataclass(frozen=True, slots=True)
class Mention:
    """One place of a text that names an actor. Offsets are code points."""

    start: int
    end: int
    text: str
    actor_id: str | None
    """None where several actors bear the name, or a country would have to be known."""
    rule: str
    bare_country: bool = False
    """A country's name alone (“Russia”): an actor or a place, as the sentence decides."""
    metonym: bool = False
    """A capital, a leader or a seat alone (“Ankara”, “Putin”): it may be meant itself."""
    attributive: bool = False
    """Joined by a hyphen to what follows (“Taliban-held”, “Russia-backed”): no doer by itself."""
    needs_country: bool = False
    """“the regime's forces”, “rebels”: `find` knows them once a country is given."""
    candidates: tuple[str, ...] = ()
    """Ids of the actors that bear an ambiguous name."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name to be found: what its words must look like in the text."""

    entry: Entry
    capital: bool
    exact: str | None
    """The letters in their case, for an abbreviation."""
    last: str
    """Its last word, folded."""
    apostrophes: frozenset[str]
    """Its words that have an apostrophe: “Lord’s”. Any other possessive s is not part of it."""
    punctuated: bool
    """Whether punctuation stands between its words."""


class Matcher:
    """Finds the names of a registry, and what the generic rules add to them."""

    def __init__(
        self, tries: tuple[Trie[_Name], ...], grammar: Grammar, resolver: Resolver
    ) -> None:
        self._tries = tries
        self._grammar = grammar
        self._resolver = resolver
        self._introduced: tuple[tuple[tuple[str, str], ...], Trie[_Name]] = ((), Trie())

    @classmethod
    def over(cls, actors: Iterable[Actor], grammar: Grammar, resolver: Resolver) -> Matcher:
        entries = (Entry(actor, alias) for actor in actors for alias in actor.aliases)
        return cls((_trie(entries),), grammar, resolver)

    def layered(self, entries: Iterable[Entry], resolver: Resolver) -> Matcher:
        """A matcher that knows more names; the words known so far are shared, not copied."""
        return Matcher((*self._tries, _trie(entries)), self._grammar, resolver)

    def find_all(
        self, text: str, on: date | None, hints: Hints, own: Sequence[Entry] = ()
    ) -> list[Mention]:
        tokens = tokenise(text)
        # An abbreviation that the text itself introduces means what the text says it means.
        introduced = (self._trie_of(own),) if own else ()
        mentions: list[Mention] = []
        i = 0
        while i < len(tokens):
            named = _named(text, tokens, i, self._tries)
            if introduced:
                own_named = _named(text, tokens, i, introduced)
                if own_named is not None and (named is None or own_named[0] >= named[0]):
                    named = own_named
            phrase = self._grammar.at(text, tokens, i, on)
            skip = self._grammar.skips(tokens, i)
            named_end = named[0] if named else i
            phrase_end = phrase.end if phrase else i
            if skip > max(named_end, phrase_end, i):
                i = skip
            elif named is not None and named_end >= phrase_end:
                mentions.append(self._mention_of(text, tokens, i, named, on, hints))
                i = named_end
            elif phrase is not None:
                mention = self._mention_by_rule(text, tokens, i, phrase, hints)
                if mention is not None:
                    mentions.append(mention)
                i = phrase_end if mention is not None else i + 1
            else:
                i += 1
        return mentions

    def _trie_of(self, own: Sequence[Entry]) -> Trie[_Name]:
        """The names that a text introduces; its paragraphs, asked one by one, share them."""
        key = tuple((entry.alias.text, entry.actor.id) for entry in own)
        known, trie = self._introduced
        if known != key:
            trie = _trie(own)
            self._introduced = (key, trie)
        return trie

    def _mention_of(
        self,
        text: str,
        tokens: Sequence[Token],
        i: int,
        named: tuple[int, list[Entry]],
        on: date | None,
        hints: Hints,
    ) -> Mention:
        end, entries = named
        start, stop = tokens[i].lead, _stop(tokens, i, end)
        if text[stop : stop + 1] == ")" and "(" in text[start:stop]:
            stop += 1  # “CPI (Maoist)”
        said = text[start:stop]
        left = narrow(entries, said, on, hints)
        ids = tuple(dict.fromkeys(e.actor.id for e in left))
        one = ids[0] if len(ids) == 1 else None
        if one is not None:
            entry = left[0]
            rule = f"“{said}” is a name of {entry.actor.label}"
        else:
            rule = f"“{said}” is a name of several actors"
        return Mention(
            start, stop, said, one, rule,
            attributive=_joined_on(tokens, end), candidates=() if one else ids,
        )  # fmt: skip

    def _mention_by_rule(
        self, text: str, tokens: Sequence[Token], i: int, phrase: Phrase, hints: Hints
    ) -> Mention | None:
        actors, rule = self._resolver.meant(phrase, hints)
        anywhere = phrase.sense in ("army anywhere", "rebels anywhere")
        if not actors and not anywhere:
            return None
        start = tokens[i].lead
        stop = phrase.tail if phrase.tail is not None else _stop(tokens, i, phrase.end)
        one = actors[0].id if len(actors) == 1 else None
        if anywhere and one is None:
            rule = f"{phrase.rule} has a meaning only where the country is known"
        return Mention(
            start, stop, text[start:stop], one, rule,
            bare_country=phrase.bare, metonym=phrase.metonym,
            attributive=_joined_on(tokens, phrase.end), needs_country=anywhere and one is None,
            candidates=() if one else tuple(a.id for a in actors),
        )  # fmt: skip


def _named(
    text: str, tokens: Sequence[Token], i: int, tries: Sequence[Trie[_Name]]
) -> tuple[int, list[Entry]] | None:
    best: tuple[int, list[Entry]] | None = None
    for trie in tries:
        for end, names in trie.matches(tokens, i, across=True):
            if best is not None and end < best[0]:
                break
            fitting = [n.entry for n in names if _looks_like(text, tokens, i, end, n)]
            if fitting and (best is None or end > best[0]):
                best = (end, fitting)
            elif fitting and best is not None:
                best[1].extend(fitting)
    return best


def _trie(entries: Iterable[Entry]) -> Trie[_Name]:
    trie: Trie[_Name] = Trie()
    for entry in entries:
        alias = entry.alias
        if not alias.in_text:
            continue
        found = tokenise(undotted(alias.text))
        raw = [t.raw for t in found if not (t is found[0] and t.norm == "the" and len(found) > 1)]
        exact = "".join(c for c in "".join(raw) if c.isalnum()) if alias.abbreviation else None
        key = words(alias.text)
        name = _Name(
            entry,
            capital=bool(raw) and raw[0][0].isupper(),
            exact=exact,
            last=key[-1],
            apostrophes=frozenset(t.norm for t in found if not set(APOSTROPHES).isdisjoint(t.raw)),
            punctuated=any(t.broken for t in found[1:]),
        )
        trie.add(key, name)
    return trie


def _looks_like(text: str, tokens: Sequence[Token], i: int, end: int, name: _Name) -> bool:
    first = tokens[i]
    if not name.punctuated and any(t.broken for t in tokens[i + 1 : end]):
        return False
    # “Hama’s” is not “Hamas”: a possessive s belongs to a word only where the name has it.
    for k, token in enumerate(tokens[i:end], i + 1):
        run_in = token.base != token.norm and (k < end or name.last == token.norm)
        if run_in and token.norm not in name.apostrophes:
            return False
    if name.exact is not None:
        said = "".join(t.raw for t in tokens[i : end - 1])
        last = tokens[end - 1]
        said += last.raw[: len(last.raw) - (last.end - last.base_end)]
        letters = "".join(c for c in said if c.isalnum())
        whole = "".join(t.raw for t in tokens[i:end])
        if name.exact not in (letters, "".join(c for c in whole if c.isalnum())):
            return False
        return len(name.exact) > 4 or not shouted(text, tokens, i, end)
    return not name.capital or first.capital or text[first.lead].isupper()


def _stop(tokens: Sequence[Token], i: int, end: int) -> int:
    """End of a mention in the text, without a possessive s (“Russia’s”)."""
    last = tokens[end - 1]
    return max(last.base_end, tokens[i].lead + 1)


def _joined_on(tokens: Sequence[Token], end: int) -> bool:
    return end < len(tokens) and tokens[end].glued
