"""Events told by nouns: “the attack of A on B”, “Russian airstrikes”, “clashes between A and B”."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.reading.arguments import (
    after,
    agent,
    is_relative,
    is_time,
    members,
)
from onrecord.reading.carried import Carried
from onrecord.reading.carrying import Carrier
from onrecord.reading.happening import Happening
from onrecord.reading.judging import Judge
from onrecord.reading.lexicon import Entry, Lexicon
from onrecord.reading.parse import Parse, Token
from onrecord.reading.quantities import number_of
from onrecord.reading.standing import Standing


@dataclass(frozen=True)
class Taking:
    """Who takes part in an event, by the noun's own words."""

    doers: tuple[int, ...] = ()
    targets: tuple[int, ...] = ()
    losers: tuple[int, ...] = ()
    modifiers: tuple[int, ...] = ()


def noun_happenings(parse: Parse, lexicon: Lexicon, judge: Judge) -> list[Happening]:
    """The events that nouns of the text tell of, in order."""
    reader = NounReader(parse, lexicon, judge)
    found = (reader.read(token) for token in parse.tokens)
    return [h for h in found if h is not None]


class NounReader(Carrier):
    """Reads the event nouns of one parse."""

    def read(self, token: Token) -> Happening | None:
        if token.dep in ("compound", "amod", "nmod", "poss", "npadvmod", "quantmod", "det"):
            return None
        entry = self.lexicon.noun(self.parse, token.i)
        gerund = self.lexicon.is_gerund(self.parse, token.i)
        if entry is None or (self.lexicon.verb(self.parse, token.i) is not None and not gerund):
            return None
        if is_time(self.parse, token.i, self.lexicon):
            return None  # the month of March
        carried = self.carried(token)
        if carried is None:
            return None
        part = self._parties(token, entry)
        part = self._beside_carrier(token, entry, part, carried)
        targets = part.targets or carried.targets
        number = number_of(self.parse, token.i, self.lexicon)
        if number is None and carried.amount is not None:
            number = number_of(self.parse, carried.amount, self.lexicon)
        return Happening(
            trigger=token.i,
            clause=carried.clause,
            entry=entry,
            standing=self._modified(token, carried.standing, carried.tells),
            doers=part.doers,
            subjects=carried.doers,
            targets=targets,
            losers=part.losers,
            modifiers=part.modifiers,
            killed=targets[0] if entry.form == "kills" and targets else None,
            number=number,
            harmed=carried.harmed,
            change=carried.change,
            times=carried.times,
            verbal=False,
            definite=self._definite(token.i),
            carried=carried.tells,
            apart=carried.apart,
            via=self._via(token.i),
        )

    # who takes part ---------------------------------------------------------------------------

    def _parties(self, token: Token, entry: Entry) -> Taking:
        parse, lexicon, i = self.parse, self.lexicon, token.i
        if entry.form in ("fights", "agrees"):
            between = after(parse, i, ("between", "among"), lexicon)
            if len(between) == 1:  # “between A and B forces”, A hung on the forces
                left = parse.children(between[0], "nmod", "compound")
                between = (*[c.i for c in left if parse.children(c.i, "cc")][:1], *between)
            if between:
                return Taking(between[:1], between[1:])
        doers = self._done_by(i)
        for owner in parse.children(i, "poss"):
            if owner.tag != "PRP$" and not is_time(parse, owner.i, lexicon):
                doers = members(parse, owner.i)
        targets = after(parse, i, entry.target, lexicon) if entry.target else ()
        by = after(parse, i, ("by",), lexicon)
        of = after(parse, i, ("of",), lexicon, deep=False)
        if "of" in entry.parts:
            of = ()
        of_is_doer = entry.of == "doer" or (bool(targets) and entry.form == "acts")
        doers = doers or by
        if of and of_is_doer and not doers:
            doers = of
        elif of and entry.of == "target":
            targets = targets or of
        losers: tuple[int, ...] = ()
        if entry.form == "takes":
            targets, losers = of, targets
        elif entry.form == "falls":
            doers, targets = after(parse, i, entry.target, lexicon), of or doers
        elif entry.form == "loses":
            losers = doers
            doers, targets = after(parse, i, entry.target, lexicon), of
        fired = entry.kind == "shelling" and bool(targets)  # “Saudi artillery fire on P”
        takes_modifiers = (
            entry.of == "doer" or fired or (bool(of) and entry.form not in ("falls", "loses"))
        )
        modifiers = self._modifiers(i) if takes_modifiers and not doers else ()
        return Taking(doers, targets, losers, modifiers)

    def _beside_carrier(self, token: Token, entry: Entry, part: Taking, carried: Carried) -> Taking:
        """Parties hung on the verb: “fighting broke out between A and B”."""
        if not carried.tells or part.targets:
            return part
        if entry.form in ("fights", "agrees") and not part.doers:
            between = after(
                self.parse, carried.clause, ("between", "among"), self.lexicon, deep=False
            )
            if len(between) < 2:
                between = self._between_behind(token)
            if len(between) > 1:
                return replace(part, doers=between[:1], targets=between[1:])
        if entry.target:
            hit = after(self.parse, carried.clause, entry.target, self.lexicon, deep=False)
            if hit and hit[0] > token.i:
                return replace(part, targets=hit)
        return part

    def _between_behind(self, token: Token) -> tuple[int, ...]:
        """“Battles took place near P on 9 May between A and B”, wherever “between” was hung."""
        parse = self.parse
        _, end = parse.sentence_of(token.i)
        for word in parse.tokens[token.i : end]:
            if word.lower not in ("between", "among") or word.dep != "prep":
                continue
            up = parse.head(word.i)
            other = up.pos in ("NOUN", "PROPN") and self.lexicon.noun(parse, up.i) is not None
            heads = [m for p in parse.children(word.i, "pobj") for m in members(parse, p.i)]
            times = any(is_time(parse, h, self.lexicon) or parse[h].pos == "NUM" for h in heads)
            if len(heads) == 1:  # “between A and B forces”, A hung on the forces
                left = parse.children(heads[0], "nmod", "compound")
                joined = [c.i for c in left if parse.children(c.i, "cc")]
                heads = [*joined[:1], *heads]
            if len(heads) > 1 and not times and not other:
                return tuple(heads)
        return ()

    def _done_by(self, i: int) -> tuple[int, ...]:
        """“the attack launched by A”, “a deal agreed by A and B”, “the attack that A launched”."""
        via = self._via(i)
        if not via:
            return ()
        own = self.parse.child(via[0], "nsubj")
        if self.parse[via[0]].dep == "relcl" and own is not None:
            return () if is_relative(own) else members(self.parse, own.i)
        return agent(self.parse, via[0], self.lexicon)

    def _via(self, i: int) -> tuple[int, ...]:
        """The verbs that say of an event noun, behind it, that it was done."""
        found = []
        for clause in self.parse.children(i, "acl", "relcl"):
            done = self._is(clause, "does") or self._is(clause, "agrees")
            if done and (clause.dep == "relcl" or clause.tag in ("VBN", "VBD")):
                found.append(clause.i)
        return tuple(found)

    def _modifiers(self, i: int) -> tuple[int, ...]:
        found: list[int] = []
        for child in self.parse.children(i, "compound", "amod", "nmod"):
            if child.i < i:
                found.extend(j for j in self.parse.under(child.i) if self.parse[j].pos != "PUNCT")
        return tuple(found)

    def _modified(self, token: Token, standing: Standing, done: bool) -> Standing:
        """What the noun's adjectives say: “no attack”, “a planned attack”, “alleged attacks”."""
        words = self.lexicon.words
        for child in self.parse.children(token.i, "det", "amod", "neg", "compound", "advmod"):
            if child.lower in ("no", "not", "any") and child.dep in ("det", "neg"):
                already = child.lower == "any" or self.parse.head(token.i).i == standing.source
                if (
                    child.lower == "no"
                    and not already
                    and token.dep not in ("nsubj", "nsubjpass", "dobj")
                ):
                    standing = replace(standing, negated=not standing.negated)
            elif child.lower in words("standing", "unreal_adjectives") and not done:
                standing = standing.unreal()
            elif child.lower in words("standing", "hedging_adjectives"):
                standing = standing.hedged()
        return standing
