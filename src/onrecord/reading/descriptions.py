"""Whom a description means that names nobody: “the police”, “an army convoy”, “Russian jets”."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from onrecord.reading.dates.names import words
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.parse import Parse, Token
from onrecord.reading.passage import Named

Found = tuple[str, str, bool]
"""An actor's id, the rule that says so, and whether it holds only in the report's country."""
Lookup = Callable[[str], Found | None]

_SITES = words("airfield airport airbase hospital port academy zone target area runway aerodrome")
_OTHERS = words(
    "enemy rebel hostile foreign opposing government regime army police militia terrorist militant "
    "insurgent separatist jihadist mercenary illegal bandit nationalist puppet occupation invading"
)
_SERVICES = words("guard guards police army navy gendarmerie forces service")
_SELF = words("movement organisation organization front party resistance")
_ENEMY = words("enemy foe enemies")
_MAKE = re.compile(r"[A-Z][A-Za-z]{0,4}-?\d{1,3}[A-Z]?|[A-Z]{1,3}|-?\d{1,3}")  # F-5, Su-24, MiG
_LEFT = ("compound", "amod", "nmod")


@dataclass(frozen=True)
class Names:
    """What a report's names say of descriptions.

    `lookup`: from a description (“the army”, “Russian government”) to an actor. `soldiers`: whose
    soldiers are meant where the report does not say: those of the country that it is mostly about,
    if it names no other government; else None.
    """

    lookup: Lookup
    soldiers: Found | None = None
    own: Found | None = None
    """The state's forces of the country that the report is mostly about."""
    speaker: Found | None = None
    """Whom “we” and “our forces” mean: who issues the report."""
    rules: bool = False
    """Whether that is a government."""
    enemy: Found | None = None
    """Whom who issues the report means by “the enemy”."""
    coalition: Found | None = None
    """Whom “the coalition” and its jets mean."""
    band: Found | None = None
    """The one armed group that the whole report names: “the rebels” where no group is near."""


class Descriptions:
    """Finds the actor that a noun phrase describes; None where that is in doubt."""

    def __init__(self, parse: Parse, lexicon: Lexicon, names: Names) -> None:
        self.parse, self.lexicon, self.names = parse, lexicon, names

    def of(self, token: Token) -> Named | None:
        """The actor that the phrase of this head describes, by the words before it."""
        if self.parse.children(token.i, "poss"):
            return None
        left = self._left(token)
        allied = {self.parse[i].lower for i in (*left, token.i)}
        if self.names.coalition is not None and "coalition" in allied:
            named = any(self.parse.capital(i) and self.parse[i].lower != "coalition" for i in left)
            if not named and not allied & {"rebel", "opposition", "militia", "gang", "ruling"}:
                return self._named(min(left, default=token.i), token.i, self.names.coalition)
        if self._is(token, "armed") or self._is(token, "ruling"):
            others = self.lexicon.words("groups", "not_state")
            for start in range(min(left, default=token.i), token.i):
                if start > left[0] and self.parse[start - 1].lower in others:
                    return None  # “international military forces” are not the military's
                if found := self.names.lookup(self.parse.words(start, token.i + 1)):
                    return self._named(start, token.i, found)
        if any(self._is(token, name) for name in ("held", "struck")) and any(
            self._is(self.parse[i], "state") for i in left
        ):
            return self._of_state(token, left)  # “a police van”
        military = any(self._is(token, name) for name in ("armed", "bases", "munitions"))
        if military or self._is(token, "ruling") or self._is(token, "state"):
            return self._of_state(token, left) or self._of_country(token, left)
        return None

    def ours(self, token: Token, *, bare: bool = True) -> Named | None:
        """“We”, “our forces”, “my Government”: who issues the report, outside of quotations.

        `bare`: the words name nobody themselves.
        """
        speaker = self.names.speaker
        if speaker is None:
            return None
        owners = self.parse.children(token.i, "poss")
        mine = any(o.lower in ("our", "my") for o in owners) or self._behind_our(token)
        theirs = any(
            self._is(token, n)
            for n in ("armed", "ruling", "bases", "units", "munitions", "own_men")
        )
        theirs = theirs or token.tag in ("NNP", "NNPS")
        we = token.lower in ("we", "us") or (mine and theirs) or (bare and self._issuers(token))
        if not we or self._quoted(token):
            return None
        named = self._named(token.i, token.i, speaker)
        return replace(named, taken_for=named.text, by_country=False)

    def _issuers(self, token: Token) -> bool:
        """“Air defence units” of a ministry's briefing, “the movement” of a communiqué: its own."""
        parse = self.parse
        if parse.children(token.i, "poss", "nummod", "relcl") or (
            token.text[:1].isupper() and (parse.capital(token.i))
        ):
            return False
        if token.dep == "pobj" and parse.head(token.i).lower in ("by", "with"):
            return False  # “battalions of the enemy's army, supported by tanks”
        behind = [c for c in parse.children(token.i, "prep") if c.lower in ("of", "from")]
        left = [parse[i] for i in self._left(token)]
        said = {w.lower for w in left}
        others = _OTHERS | self.lexicon.words("groups", "not_state")
        if behind or any(parse.capital(w.i) for w in left) or said & others:
            return False
        determiner = parse.child(token.i, "det")
        if determiner is not None and determiner.lower not in ("the",):
            return False
        if not self.names.rules and determiner is not None and not left:
            return self._is(token, "irregulars") or token.lower in _SELF
        if left and not self.names.rules and said & self.lexicon.words("groups", "state"):
            return False
        return self._is(token, "regulars" if self.names.rules else "irregulars")

    def enemy(self, token: Token) -> Named | None:
        """“The enemy”, “enemy positions”: whom the one that issues the report fights."""
        if self.names.enemy is None or self._quoted(token) or not self.is_enemy(token):
            return None
        first = min(self._left(token), default=token.i)
        named = self._named(first, token.i, self.names.enemy)
        return replace(named, taken_for=named.text, by_country=False)

    def is_enemy(self, token: Token) -> bool:
        """Whether a phrase is about “the enemy”, whoever that is."""
        owners = self.parse.children(token.i, "poss")
        words = {token.lower, *(self.parse[i].lower for i in self._left(token))}
        of = [n.lower for p in self.parse.children(token.i, "prep") if p.lower == "of"
              for n in self.parse.children(p.i, "pobj")]  # fmt: skip
        return bool((words | {o.lower for o in owners} | set(of)) & _ENEMY)

    def _behind_our(self, token: Token) -> bool:
        """“Our People's Army”: “our” before the whole of a name."""
        first = min(self.parse.under(token.i), default=token.i)
        return self.parse[first].lower in ("our", "my") and self.parse[first].head != first

    def _quoted(self, token: Token) -> bool:
        """Whether a quotation is open before the word, in its paragraph."""
        opened, closed, straight = (bisect_left(at, token.start) for at in self._quotes)
        return opened > closed or straight % 2 == 1

    @cached_property
    def _quotes(self) -> tuple[list[int], ...]:
        """Where the quotation marks of the paragraph stand: opening, closing, straight."""
        return tuple([n for n, c in enumerate(self.parse.text) if c == mark] for mark in '“”"')

    def all_of(self, token: Token) -> tuple[Named, ...]:
        """All that it describes: “Russian and Syrian jets”."""
        one = self.of(token)
        if one is None:
            return ()
        found = [one]
        for child in self.parse.children(token.i, "amod", "nmod"):
            for word in self.parse.children(child.i, "conj"):
                if word.i < token.i and (named := self.adjective(word)):
                    found.append(named)
        if len(found) > 1:  # the first adjective is the one that the others are joined to
            first = next((self.adjective(c) for c in self.parse.children(token.i, "amod", "nmod")
                          if self.parse.children(c.i, "conj")), None)  # fmt: skip
            found[0] = first or found[0]
        return tuple({n.actor_id: n for n in found}.values())

    def adjective(self, word: Token) -> Named | None:
        """The government that a country's adjective stands for (“Russian backing”)."""
        found = self.names.lookup(f"{word.text} government") if word.text[:1].isupper() else None
        if found is None:
            return None
        return Named(word.start, word.end, word.text, found[0], found[1], (word.i,), metonym=True)

    def _left(self, token: Token) -> list[int]:
        """The words directly before a noun that belong to it."""
        first = token.i
        while first > 0 and any(
            self._belongs(self.parse[first - 1], i) for i in range(first, token.i + 1)
        ):
            first -= 1
        return list(range(first, token.i))

    def _belongs(self, word: Token, head: int) -> bool:
        return word.head == head and word.dep in _LEFT

    def _is(self, token: Token, name: str) -> bool:
        return self.lexicon.noun_in(token, "groups", name)

    def _of_state(self, token: Token, left: list[int]) -> Named | None:
        """The state's forces by their own words: “the military”, “police outposts”, “soldiers”."""
        words = [self.parse[i] for i in left]
        foreign = any(self.parse.capital(w.i) and not self._is(w, "state") for w in words)
        if foreign or any(w.lower in self.lexicon.words("groups", "not_state") for w in words):
            return None
        said = [w for w in (token, *words) if self._is(w, "state")]
        said += [b for a, b in pairwise((*words, token)) if f"{a.lower} {b.lower}" == "air force"]
        if said and all(w.lower == "military" for w in said) and token.lower in _SITES:
            return None  # “the military airfield”: what it is, not whose
        if said:
            found = self.names.lookup("the army")
        elif self._is(token, "soldiers") and not self._others(token):
            found = self.names.soldiers
        else:
            return None
        return self._named(min(left, default=token.i), token.i, found) if found else None

    def _others(self, token: Token) -> bool:
        """Whether a phrase behind says whose soldiers they are: “soldiers of the FNL”."""
        for preposition in self.parse.children(token.i, "prep"):
            if preposition.lower not in ("of", "from", "with"):
                continue
            for noun in self.parse.children(preposition.i, "pobj"):
                guards = noun.lower in _SERVICES and self.parse.children(noun.i, "compound", "amod")
                if not self._is(noun, "units") and not guards:
                    return True
        return False

    def _of_country(self, token: Token, left: list[int]) -> Named | None:
        """“Russian missiles”, “a Ukrainian depot”: a country's adjective before what is armed."""
        if self._is(token, "ruling") and not self._is(token, "armed"):
            return None  # “a Russian official” speaks for himself
        if self._is(token, "nonstate") or self._is(token, "nobody"):
            return None  # “Albanian gunmen” are not Albania's
        for i in left:
            named = self.adjective(self.parse[i])
            if named is not None:
                turned = self.parse[i - 1].text == "-" if i else False
                # “Bosnian Serb tanks”: another name behind it
                further = any(
                    self.parse[j].text[:1].isupper() and not _MAKE.fullmatch(self.parse[j].text)
                    for j in left
                    if j > i
                )
                return None if turned or further else named
        return None

    def _named(self, first: int, last: int, found: Found) -> Named:
        words = tuple(range(first, last + 1))
        start, end = self.parse[first].start, self.parse[last].end
        text = self.parse.text[start:end]
        return Named(start, end, text, found[0], found[1], words, by_country=found[2])
