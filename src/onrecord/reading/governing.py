"""What a word that governs a clause decides of it: “denied that”, “failed to”, “is clear that”."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace

from onrecord.reading.arguments import agent, subject
from onrecord.reading.parse import Token
from onrecord.reading.standing import ClauseWords, Standing

_TRUE = frozenset({"true", "correct", "accurate"})


class Governing(ClauseWords, ABC):
    """One step up from a clause to the verb, adjective or preposition that it hangs on."""

    @abstractmethod
    def _climb(self, i: int, standing: Standing, *, whole: bool, depth: int) -> Standing:
        """The standing of what stands under word `i`, once the way above it is known too."""

    def _under(self, i: int, up: Token, standing: Standing, depth: int) -> Standing:
        """A clause that is the subject or object of a verb, an adjective or a preposition."""
        if up.pos in ("ADP", "SCONJ"):
            return self._gerund(up, standing, depth)
        if self.parse[i].dep == "ccomp" and self._author_informs(up):
            return standing
        governor = self._governor(up)
        if governor is None:
            return standing.unreal()
        return self._governed(i, governor, standing, depth)

    def _author_informs(self, up: Token) -> bool:
        """“I wish to inform you that …”, “we have the honour to report that …”: it is said."""
        if not self._is(up, "informs"):
            return False
        verb = up
        for _ in range(4):
            own = self._own(verb.i, Standing())
            if own.negated or own.stance != "asserted" or self._conditional(verb.i):
                return False
            heads = subject(self.parse, verb.i, self.lexicon)
            if heads and verb.dep != "xcomp":
                return self.parse[heads[0]].lower in ("i", "we")
            above = next((t for t in self.parse.above(verb.i) if t.pos in ("VERB", "AUX")), None)
            if above is None or verb.dep not in ("xcomp", "acl", "advcl"):
                return False
            verb = above
        return False

    def _beside(self, i: int, up: Token) -> bool:
        """Two sentences with a comma between them: the first is said for itself."""
        finite = self.parse[i].tag in ("VBD", "VBZ", "VBP") or bool(
            self.parse.children(i, "aux", "auxpass")
        )
        return (
            self.parse[i].dep == "ccomp"
            and i < up.i
            and finite
            and not self.parse.children(i, "mark")
            and not self._infinitive(i)
        )

    def _apart(self, i: int, up: Token) -> bool:
        """“A bombed P; B denies it”: parsers hang the first on the second, which says no such."""
        if not self._beside(i, up):
            return False
        between = self.parse.tokens[i : up.i]
        own_object = self._is(up, "denies") and bool(self.parse.children(up.i, "dobj"))
        return own_object or any(t.text == ";" for t in between)

    def _says_another(self, up: Token) -> bool:
        """“A bombed P, residents say nobody was hurt”: only the second is what they say."""
        return any(
            c.i > up.i and not any(t.text in (";", ":") for t in self.parse.tokens[up.i : c.i])
            for c in self.parse.children(up.i, "ccomp")
        )

    def _governor(self, up: Token) -> Token | None:
        """The word that decides about a clause under it: a verb, or the adjective of “is clear”."""
        if up.pos == "AUX" or self.lexicon.lemma(up) == "be":
            return self.parse.child(up.i, "acomp", "attr") or up
        return up if up.pos in ("VERB", "ADJ") else None

    def _governed(self, i: int, up: Token, standing: Standing, depth: int) -> Standing:
        parse, lexicon = self.parse, self.lexicon
        verb = self.verb_at_or_above(up.i)
        if verb is None:
            return standing.unreal()
        if self._apart(i, up):
            return self._climb(verb, standing, whole=False, depth=depth + 1)
        over = self._own(verb, Standing())
        clause = parse[i].dep == "ccomp" and not self._infinitive(i)
        if up.pos in ("ADJ", "NOUN"):
            if clause and up.lower in lexicon.words("standing", "true_adjectives"):
                above = self._joined(Standing(), over)
                if above.real and above.negated and not standing.negated and up.lower in _TRUE:
                    # “it is not true that A holds P”
                    return replace(standing, stance="denied", source=None)
                return (
                    standing.unreal()
                    if above.negated or not above.real
                    else self._climb(verb, standing, whole=False, depth=depth + 1)
                )
            if up.lower == "able" and parse[verb].tag == "VBD":
                # “was able to capture P”: it did
                joined = self._joined(standing, over)
                return self._climb(verb, joined, whole=True, depth=depth + 1)
            return standing.unreal()
        if self._is(up, "denies"):
            if over.negated or not over.real:
                return standing.unreal()
            source = self._source(verb)
            denied = replace(standing, stance="denied", source=source)
            return self._climb(verb, denied, whole=False, depth=depth + 1)
        lets = lexicon.words("support", "lets") | lexicon.words("support", "forces")
        stops = self._is(up, "stops") and parse[i].tag == "VBG"
        if self._is(up, "goes_on") or stops or lexicon.lemma(up) in lets:
            return self._climb(verb, self._joined(standing, over), whole=True, depth=depth + 1)
        passive = bool(parse.children(verb, "auxpass", "nsubjpass"))
        if self._is(up, "says") and self._beside(i, up) and self._says_another(up):
            return self._climb(verb, standing, whole=False, depth=depth + 1)
        if self._is(up, "says") or (self._is(up, "accuses") and not clause):
            if over.negated or not over.real:
                return standing.unreal()
            if passive:
                return self._climb(verb, standing.hedged(), whole=False, depth=depth + 1)
            if self._is(up, "accuses"):
                said = self._said(verb, standing).hedged()
                return self._climb(verb, said, whole=False, depth=depth + 1)
            if clause or self._infinitive_perfect(i) or parse[i].tag == "VBG":
                return self._climb(verb, self._said(verb, standing), whole=False, depth=depth + 1)
            return standing.unreal()
        if self._is(up, "fails"):
            if not over.real or self._is(up, "unreal"):
                return standing.unreal()
            flipped = replace(standing, negated=not standing.negated)
            return self._climb(verb, self._joined(flipped, over), whole=True, depth=depth + 1)
        if self._is(up, "knows") and clause:
            if not over.real:
                return standing.unreal()
            return self._climb(verb, standing, whole=False, depth=depth + 1)
        if self._is(up, "believes") and (clause or self._infinitive_perfect(i)):
            if over.negated or not over.real:
                return standing.unreal()
            source = None if passive else self._source(verb)
            believed = replace(
                standing.hedged(), source=source if standing.source is None else standing.source
            )
            return self._climb(verb, believed, whole=False, depth=depth + 1)
        if self._beside(i, up):
            return self._climb(verb, standing, whole=False, depth=depth + 1)
        return self._forecast(up, standing)

    def _forecast(self, up: Token, standing: Standing) -> Standing:
        forecasting = self.lexicon.lemma(up) in ("expect", "predict", "hope")
        return standing.unreal(forecast=forecasting)

    def _gerund(self, preposition: Token, standing: Standing, depth: int) -> Standing:
        """“without being attacked”, “after capturing”, “accused of shelling”."""
        word, above = preposition.lower, self.parse.head(preposition.i)
        verb = self.verb_at_or_above(above.i)
        if verb is None:
            return standing.unreal()
        if word == "without":
            flipped = replace(standing, negated=not standing.negated)
            return self._climb(verb, flipped, whole=False, depth=depth + 1)
        if above.pos == "VERB" and self._is(above, "accuses") and word in ("of", "for"):
            if self.parse.children(verb, "auxpass"):  # “A is accused of shelling P”, by nobody
                by = agent(self.parse, verb, self.lexicon)
                said = replace(standing, source=by[0] if by else standing.source).hedged()
            else:
                said = self._said(verb, standing).hedged()
            return self._climb(verb, said, whole=False, depth=depth + 1)
        if above.pos == "VERB" and self._is(above, "denies"):
            return standing.unreal()
        if above.lower in self.lexicon.words("standing", "guilty_adjectives"):
            guilty = self._joined(standing, self._own(verb, Standing()))
            return self._climb(verb, guilty, whole=True, depth=depth + 1)
        if word in ("after", "while", "by", "since", "in", "when", "on", "upon", "through"):
            return self._climb(verb, standing, whole=False, depth=depth + 1)
        return standing.unreal()
