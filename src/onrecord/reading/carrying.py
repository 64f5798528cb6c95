"""How a sentence takes up an event noun: whether it says that the event was, and who did it.

“A launched an attack” and “the attack took place” tell it; “the attack shocked the town” takes it
for granted; “A planned an attack” does neither.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.reading.arguments import after, agent, objects, subject
from onrecord.reading.carried import Carried
from onrecord.reading.circumstance import Circumstance
from onrecord.reading.dates.names import words
from onrecord.reading.happening import Direction
from onrecord.reading.parse import Token
from onrecord.reading.standing import Standing

_OFTEN = words("frequent common intense numerous regular violent heavy fierce deadly")
_MORE = words("heavier fiercer deadlier")
_LESS = words("rarer scarcer fewer")


class Carrier(Circumstance):
    """Finds how event nouns of one parse are taken up."""

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
