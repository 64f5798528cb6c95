"""Event nouns behind a preposition: “died in an attack”, “blamed for it”, “a surge in raids”."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace

from onrecord.reading.arguments import after, agent, is_passive, objects, subject
from onrecord.reading.carried import Carried
from onrecord.reading.dates.names import words
from onrecord.reading.happening import Direction
from onrecord.reading.judging import Judge
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.parse import Parse, Token
from onrecord.reading.standing import Standing

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_CIRCUMSTANCE = words(
    "in during after amid amidst following with by from since despite through throughout under "
    "over on upon at as between before of because"
)


class Circumstance(ABC):
    """Finds how a sentence takes up event nouns that stand behind a preposition."""

    def __init__(self, parse: Parse, lexicon: Lexicon, judge: Judge) -> None:
        self.parse, self.lexicon, self.judge = parse, lexicon, judge

    @abstractmethod
    def carried(self, token: Token, depth: int = 0) -> Carried | None:
        """How the sentence takes up the event of this noun; None if it tells of none."""

    def _definite(self, i: int) -> bool:
        return any(
            c.lower in _DEFINITE or c.dep == "poss" for c in self.parse.children(i, "det", "poss")
        )

    def _presupposed(self, i: int, verb: int) -> Standing:
        """What a sentence says of an event that it takes for granted: only who speaks matters."""
        above = self.judge.verb(verb)
        if above.real and above.negated and self._definite(i) and above.stance != "denied":
            return replace(above, negated=False)
        return above

    def _is(self, verb: Token, name: str) -> bool:
        words = self.lexicon.words("carriers", name)
        return any(form in words for form in self.lexicon.with_particle(self.parse, verb.i))

    def _agrees(self, token: Token) -> bool:
        entry = self.lexicon.noun(self.parse, token.i)
        return entry is not None and entry.form == "agrees"

    def _after_preposition(self, token: Token, preposition: Token, depth: int) -> Carried | None:
        word, above = preposition.lower, self.parse.head(preposition.i)
        if above.pos in ("VERB", "AUX"):
            return self._beside_verb(token, word, above)
        if above.pos in ("NOUN", "PROPN"):
            return self._beside_noun(token, word, above, depth)
        return None

    def _beside_verb(self, token: Token, word: str, verb: Token) -> Carried | None:
        parse, lexicon = self.parse, self.lexicon
        lemma, words = lexicon.lemma(verb), lexicon.words
        if word in ("to", "on", "upon") and lemma == "agree" and self._agrees(token):
            doers = subject(parse, verb.i, lexicon)
            return Carried(self.judge.verb(verb.i), verb.i, doers=doers, tells=True)
        if word == "under" and lemma in ("come", "be"):
            targets = subject(parse, verb.i, lexicon)
            by = after(parse, token.i, ("from", "by"), lexicon) or after(
                parse, verb.i, ("from", "by"), lexicon
            )
            standing = self.judge.verb(verb.i)
            return Carried(standing, verb.i, doers=by, targets=targets, tells=True)
        if lemma in words("standing", "accuses") and word in ("of", "for"):
            return self._accused(verb)
        if word == "by" and lemma in words("support", "verbs"):
            return None  # “backed by airstrikes”: support of what is told, not another event
        if word not in _CIRCUMSTANCE or lemma in words("standing", "unreal"):
            if word in ("to", "for") and self._definite(token.i) and self._is(verb, "speaks_of"):
                return Carried(self._presupposed(token.i, verb.i), verb.i)
            return None
        shares = [f"{lemma} {c.lower} {word}" for c in parse.children(verb.i, "dobj")]
        if words("carriers", "does").intersection((f"{lemma} {word}", *shares)):
            doers = subject(parse, verb.i, lexicon)
            return Carried(self.judge.verb(verb.i), verb.i, doers=doers, tells=True)
        if word == "with" and self._is(verb, "responds"):
            doers = subject(parse, verb.i, lexicon)
            return Carried(self.judge.verb(verb.i), verb.i, doers=doers, tells=True)
        doers = self._fought(token, verb.i) or self._struck(word, verb)
        harmed = self._harmed(word, verb)
        return Carried(self._presupposed(token.i, verb.i), verb.i, doers=doers, harmed=harmed)

    def _accused(self, verb: Token) -> Carried | None:
        """“A accused B of an attack on P”, “B was blamed for it”: B did it, so it is said."""
        parse, lexicon = self.parse, self.lexicon
        standing = self.judge.verb(verb.i)
        if not standing.told:
            return None
        if is_passive(parse, verb.i):
            by = agent(parse, verb.i, lexicon)
            said = replace(standing, source=by[0] if by else standing.source).hedged()
            return Carried(said, verb.i, doers=subject(parse, verb.i, lexicon))
        source = subject(parse, verb.i, lexicon)
        if not source:
            return None
        said = standing.attributed(source[0]).hedged()
        return Carried(said, verb.i, doers=objects(parse, verb.i))

    def _fought(self, token: Token, verb: int) -> tuple[int, ...]:
        """“captured P after days of fighting with B”: who captured is who fought."""
        entry = self.lexicon.noun(self.parse, token.i)
        if entry is None or entry.form != "fights" or is_passive(self.parse, verb):
            return ()
        if after(self.parse, token.i, ("between", "among"), self.lexicon):
            return ()
        return subject(self.parse, verb, self.lexicon)

    def _struck(self, word: str, verb: Token) -> tuple[int, ...]:
        """“A killed 46 people in an attack on P”: who killed is who attacked."""
        if word not in ("in", "during") or is_passive(self.parse, verb.i):
            return ()
        entry = self.lexicon.verb(self.parse, verb.i)
        hurts = self.lexicon.lemma(verb) in ("wound", "injure")
        if hurts or (entry is not None and entry.form == "kills"):
            return subject(self.parse, verb.i, self.lexicon)
        return ()

    def _harmed(self, word: str, verb: Token) -> tuple[int, ...]:
        """“12 soldiers were wounded in an ambush”: whom the ambush was against."""
        hurts = self.lexicon.lemma(verb) in self.lexicon.words("harm", "hurts")
        if not hurts or word not in ("in", "during", "by", "from", "of", "as"):
            return ()
        if is_passive(self.parse, verb.i) or self.lexicon.lemma(verb) == "die":
            return subject(self.parse, verb.i, self.lexicon)
        return objects(self.parse, verb.i)

    def _beside_noun(self, token: Token, word: str, noun: Token, depth: int) -> Carried | None:
        lexicon = self.lexicon
        if word in ("of", "in"):
            if self.lexicon.noun_in(noun, "changes", "nouns_rose"):
                return self._changed_noun(noun, "rose", depth)
            if self.lexicon.noun_in(noun, "changes", "nouns_fell") and noun.lower not in (
                "end",
                "fall",
            ):
                return self._changed_noun(noun, "fell", depth)
        if noun.lower == "responsibility" and word == "for":
            return self._responsibility(noun)
        if lexicon.noun_in(noun, "standing", "unreal_nouns"):
            return None
        if word not in (
            "of",
            "in",
            "during",
            "after",
            "from",
            "by",
            "since",
            "amid",
            "about",
            "on",
        ):
            return None
        carried = self.carried(noun, depth + 1)
        if carried is None:
            return None
        if self.judge.called_false(noun):
            denied = replace(carried.standing, stance="denied", source=None, negated=False)
            return replace(carried, standing=denied)
        if lexicon.noun_in(noun, "standing", "hedging_nouns"):
            return replace(carried, standing=carried.standing.hedged())
        if word == "of" and lexicon.noun_in(noun, "carriers", "part_of"):
            counts = lexicon.noun_in(noun, "groups", "amounts")
            carried = replace(carried, amount=noun.i if counts else None)
            return replace(carried, doers=carried.doers or self._fought(token, carried.clause))
        if not self._definite(token.i) and word == "of":
            return None
        return Carried(carried.standing, carried.clause, apart=True)

    def _changed_noun(self, noun: Token, change: Direction, depth: int) -> Carried | None:
        """“a surge in attacks by A”: it is the surge that the sentence takes up."""
        carried = self.carried(noun, depth + 1)
        return replace(carried, change=change, doers=(), tells=True) if carried else None

    def _responsibility(self, noun: Token) -> Carried | None:
        """“claimed responsibility for the attack”, “denied responsibility for it”."""
        verb = self.parse.head(noun.i)
        if noun.dep != "dobj":
            return None
        lemma, standing = self.lexicon.lemma(verb), self.judge.verb(verb.i)
        doers = subject(self.parse, verb.i, self.lexicon)
        if not standing.told or not doers:
            return None
        if lemma in ("claim", "take", "accept", "assume"):
            return Carried(standing.attributed(doers[0]), verb.i, doers=doers)
        if lemma in self.lexicon.words("standing", "denies"):
            return Carried(replace(standing, stance="denied", source=doers[0]), verb.i, doers=doers)
        return None
