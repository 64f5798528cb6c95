"""How a sentence takes up an event noun: whether it says that the event was, and who did it.

“A launched an attack” and “the attack took place” tell it; “the attack shocked the town” takes it
for granted; “A planned an attack” does neither.
"""

from __future__ import annotations

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
_OFTEN = words("frequent common intense numerous regular violent heavy fierce deadly")
_MORE = words("heavier fiercer deadlier")
_LESS = words("rarer scarcer fewer")
_CIRCUMSTANCE = words(
    "in during after amid amidst following with by from since despite through throughout under "
    "over on upon at as between before of because"
)


class Carrier:
    """Finds how event nouns of one parse are taken up."""

    def __init__(self, parse: Parse, lexicon: Lexicon, judge: Judge) -> None:
        self.parse, self.lexicon, self.judge = parse, lexicon, judge

    def carried(self, token: Token, depth: int = 0) -> Carried | None:
        if depth > 6:
            return None
        up = self.parse.head(token.i)
        match token.dep:
            case "conj":
                if up.pos in ("NOUN", "PROPN"):
                    return self.carried(up, depth + 1)
            case "nsubj" | "csubj" if up.pos in ("VERB", "AUX", "ADJ"):
                return self._as_subject(token, up)
            case "nsubjpass":
                return self._as_passive_subject(token, up)
            case "dobj" if up.pos in ("VERB", "AUX"):
                return self._as_object(token, up)
            case "attr" if up.pos in ("AUX", "VERB"):
                return Carried(self.judge.verb(up.i), up.i, tells=True)
            case "pobj" | "pcomp":
                return self._after_preposition(token, up, depth)
            case "appos":
                verb = self.judge.verb_at_or_above(up.i)
                return Carried(self._presupposed(token.i, verb), verb) if verb is not None else None
            case "ROOT":
                return Carried(Standing(), token.i)
        return None

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

    def _change(self, verb: Token) -> tuple[Direction | None, float | None]:
        """Whether the verb says that events became more or fewer, and how many times as many."""
        lexicon = self.lexicon
        if verb.lemma in ("become", "be", "grow", "get"):
            return self._compared(verb), None
        forms = lexicon.with_particle(self.parse, verb.i)
        times = lexicon.table("changes", "times")
        factor = next((float(times[f]) for f in forms if f in times), None)
        for form in reversed(forms):
            if form in lexicon.words("changes", "rose"):
                return "rose", factor
            if form in lexicon.words("changes", "fell"):
                return "fell", factor
        return None, None

    def _compared(self, verb: Token) -> Direction | None:
        """“Attacks became more frequent”, “clashes were rarer”."""
        for word in self.parse.children(verb.i, "acomp"):
            said = {c.lower for c in self.parse.children(word.i, "advmod")}
            if word.lower in _MORE or (word.lower in _OFTEN and "more" in said):
                return "rose"
            if word.lower in _LESS or (word.lower in _OFTEN and "less" in said):
                return "fell"
        return None

    def _as_subject(self, token: Token, verb: Token) -> Carried:
        change, times = self._change(verb)
        if change and not objects(self.parse, verb.i):
            standing = self.judge.verb(verb.i)
            return Carried(standing, verb.i, change=change, times=times, tells=True)
        if self._is(verb, "happens"):
            return Carried(self.judge.verb(verb.i), verb.i, tells=True)
        noted = self.lexicon.lemma(verb) in self.lexicon.words("carriers", "noted") | {"report"}
        if noted and verb.tag in ("VBN", "VBD") and not objects(self.parse, verb.i):
            own = self.judge.verb(verb.i)
            if own.real and own.negated:
                return Carried(own, verb.i, tells=True)  # “no airstrikes recorded this week”
        return Carried(self._presupposed(token.i, verb.i), verb.i)

    def _as_passive_subject(self, token: Token, verb: Token) -> Carried | None:
        by = agent(self.parse, verb.i, self.lexicon)
        change, times = self._change(verb)
        if change:
            standing = self.judge.verb(verb.i)
            return Carried(standing, verb.i, doers=by, change=change, times=times, tells=True)
        if self._is(verb, "does") or self._is(verb, "agrees"):
            return Carried(self.judge.verb(verb.i), verb.i, doers=by, tells=True)
        standing = self._presupposed(token.i, verb.i)
        lemma = self.lexicon.lemma(verb)
        words = self.lexicon.words
        if lemma in words("standing", "unreal") or lemma in words("standing", "fails"):
            return Carried(standing.unreal(), verb.i)
        if lemma in words("standing", "attributes"):
            blamed = after(self.parse, verb.i, ("to", "on"), self.lexicon, deep=False)
            by_whom = replace(standing.hedged(), source=by[0] if by else standing.source)
            return Carried(by_whom, verb.i, doers=blamed) if blamed else None
        if lemma == "claim":
            by_claimed = standing.attributed(by[0]) if by else standing
            return Carried(by_claimed, verb.i, doers=by)
        own = self.judge.verb(verb.i)
        noted = lemma in words("carriers", "noted")
        if own.real and own.negated and (noted or lemma == "report"):
            return Carried(own, verb.i, tells=True)  # “no clashes were reported”
        if noted and own.told:
            return Carried(own, verb.i, doers=(), tells=True)
        if lemma in words("standing", "says") and lemma not in ("confirm", "condemn", "denounce"):
            return Carried(standing.hedged(), verb.i, tells=lemma == "report" and own.told)
        return Carried(standing, verb.i)

    def _as_object(self, token: Token, verb: Token) -> Carried | None:
        judge, lexicon = self.judge, self.lexicon
        standing, doers = judge.verb(verb.i), subject(self.parse, verb.i, lexicon)
        lemma = lexicon.lemma(verb)
        change, times = self._change(verb)
        if change:
            held = self.parse.children(token.i, "poss", "det")
            ours = not held or any(c.tag == "PRP$" for c in held)
            if not ours and change == "fell":
                # “halted the offensive”: whose, the sentence does not say.
                doers = ()
            return Carried(standing, verb.i, doers=doers, change=change, times=times, tells=True)
        forms = lexicon.with_particle(self.parse, verb.i)
        if self._is(verb, "does") and not lexicon.words("carriers", "repels") & set(forms):
            return Carried(standing, verb.i, doers=doers, tells=True)
        if self._is(verb, "agrees") and self._agrees(token):
            return Carried(standing, verb.i, doers=doers, tells=True)
        if self._is(verb, "suffers"):
            return Carried(standing, verb.i, targets=doers, tells=True)
        words = lexicon.words
        if lemma == "blame" and doers:
            blamed = after(self.parse, verb.i, ("on",), lexicon, deep=False)
            placed = [c for c in self.parse.children(verb.i, "prep") if c.lower == "on"]
            if len(placed) > 1:  # “blamed the attack on P on 9 August on A”
                blamed = tuple(n.i for n in self.parse.children(placed[-1].i, "pobj"))
            said = standing.attributed(doers[0]).hedged()
            return Carried(said, verb.i, doers=blamed) if blamed and standing.told else None
        if lemma in words("standing", "denies"):
            if standing.negated or not standing.real:
                return None
            source = doers[0] if doers else None
            return Carried(replace(standing, stance="denied", source=source), verb.i, doers=doers)
        if lemma in words("standing", "unreal") or lemma in words("standing", "fails"):
            return Carried(standing.unreal(), verb.i)
        presupposed = self._presupposed(token.i, verb.i)
        repels = words("carriers", "repels")
        if any(form in repels for form in lexicon.with_particle(self.parse, verb.i)):
            by = after(self.parse, verb.i, ("by", "from"), lexicon, deep=False)
            if by or not self._definite(token.i):
                several = len(doers) > 1 or self.parse.children(token.i, "nummod")
                hit = () if several else doers
                return Carried(standing, verb.i, doers=by, targets=hit, tells=True)
        if lemma in words("standing", "says") and doers and not self._definite(token.i):
            ours = self.parse[doers[0]].lower in words("standing", "ours")
            return Carried(presupposed if ours else presupposed.attributed(doers[0]), verb.i)
        if (
            self._is(verb, "speaks_of")
            or self._is(verb, "has_as_effect")
            or self._definite(token.i)
        ):
            return Carried(presupposed, verb.i)
        return None

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
