"""Finding the standing of an event: the way up the tree, from its word to the root.

What the way passes (a modal, “not”, “in order to”, “X said that”, “if”) decides. Where the way is
not understood, the event is unreal: nothing is read rather than something invented.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.reading.arguments import after, agent
from onrecord.reading.governing import Governing
from onrecord.reading.parse import Token
from onrecord.reading.standing import Stance, Standing

_COUNTS = frozenset(
    {"document", "record", "count", "report", "confirm", "register", "verify", "tally", "list"}
)
_OFFICES = frozenset(
    {"ministry", "officials", "authorities", "hospital", "hospitals", "police", "observatory",
     "monitors", "monitor", "doctors", "medics", "office", "services", "sources", "prosecutor",
     "prosecutors", "governor", "mayor", "residents", "groups", "group", "organisation",
     "organization", "network", "mission", "spokesman", "spokesperson"}
)  # fmt: skip
_DEFINITE = ("the", "this", "that", "these", "those", "its", "their", "his", "her", "our")


class Judge(Governing):
    """Finds the standing of words of one parse."""

    def verb(self, i: int) -> Standing:
        """The standing of the event that verb `i` tells of."""
        standing = self._own(i, Standing())
        first, end = self.parse.sentence_of(i)
        if any(t.text == "?" for t in self.parse.tokens[max(first, end - 3) : end]):
            return standing.unreal()
        return self._climb(i, standing, whole=True, depth=0)

    def _climb(self, i: int, standing: Standing, *, whole: bool, depth: int) -> Standing:
        """One step up. `whole`: what is said of the verb above holds of this one too."""
        token, parse = self.parse[i], self.parse
        if depth > 40 or not standing.real:
            return standing
        if self._conditional(i):
            return standing.unreal()
        if token.head == i:
            return self._at_root(i, standing)
        up, dep = parse.head(i), token.dep
        if dep in ("ccomp", "xcomp", "csubj", "csubjpass", "pcomp", "oprd", "acomp"):
            return self._under(i, up, standing, depth)
        if dep == "conj":
            finite = token.tag in ("VBD", "VBZ", "VBP") or bool(
                parse.children(i, "nsubj", "nsubjpass")
            )
            if not finite and whole:
                # Own words of the first verb hold of this one too (“did not attack or shell”).
                shared = self._own(up.i, Standing())
                standing = self._joined(standing, shared)
            return self._climb(up.i, standing, whole=whole, depth=depth + 1)
        if (
            dep in ("acl", "relcl")
            and up.pos == "NOUN"
            and any(c.lower == "that" for c in parse.children(i, "mark"))
        ):
            return self._told_as(i, up, standing, depth)
        if dep in ("advcl", "acl", "relcl", "prep", "dep", "appos", "parataxis"):
            if self._infinitive(i):
                return self._purpose(i, up, standing, depth)
            if dep in ("dep", "appos"):
                return standing.unreal()
            return self._to_matrix(i, up, standing, depth)
        return standing.unreal()

    def _told_as(self, i: int, noun: Token, standing: Standing, depth: int) -> Standing:
        """“the fact that”, “an allegation by X that”, “the hope that”."""
        if self.lexicon.noun_in(noun, "standing", "true_nouns"):
            return self._to_matrix(i, noun, standing, depth)
        if self.called_false(noun):
            return replace(standing, stance="denied", source=None)
        if not self.lexicon.noun_in(noun, "standing", "hedging_nouns"):
            return standing.unreal()
        verb = self.parse.head(noun.i)
        if (
            noun.dep == "nsubjpass"
            and self._is(verb, "denies")
            and self._own(verb.i, Standing()).told
        ):
            # “allegations that A shelled P are rejected”
            by = agent(self.parse, verb.i, self.lexicon)
            return replace(standing, stance="denied", source=by[0] if by else None)
        if noun.dep == "dobj" and self._is(verb, "denies") and self._own(verb.i, Standing()).told:
            # “rejects the allegation that B shelled P”
            denied = replace(standing, stance="denied", source=self._source(verb.i))
            return self._climb(verb.i, denied, whole=False, depth=depth + 1)
        speakers = after(
            self.parse, noun.i, ("by", "from", "of"), self.lexicon, deep=False
        ) or tuple(c.i for c in self.parse.children(noun.i, "poss") if c.tag != "PRP$")
        return replace(standing.hedged(), source=speakers[0] if speakers else standing.source)

    def called_false(self, noun: Token) -> bool:
        """“The claim that … is a lie”, “rumours of … proved to be false”: who writes denies it."""
        verb = self.parse.head(noun.i)
        if noun.dep not in ("nsubj", "nsubjpass") or not self.lexicon.noun_in(
            noun, "standing", "hedging_nouns"
        ):
            return False
        below = [c for c in self.parse.children(verb.i) if c.i > verb.i]
        below += [g for c in below if c.dep in ("xcomp", "prep") for g in self.parse.children(c.i)]
        below += [g for c in below if c.lower == "without" for g in self.parse.children(c.i)]
        words = self.lexicon.words("standing", "falsehoods")
        negated = any(c.dep == "neg" for c in self.parse.children(verb.i))
        if negated and self.lexicon.lemma(verb) in ("correspond", "hold", "match", "conform"):
            return True  # “does not correspond to reality”
        return not negated and any(c.lower in words for c in (verb, *below))

    def _at_root(self, i: int, standing: Standing) -> Standing:
        """A root without a subject in its base form is an order or an appeal."""
        token, parse = self.parse[i], self.parse
        bare = token.tag == "VB" and not parse.children(i, "nsubj", "nsubjpass", "aux")
        if bare or self._infinitive(i):
            return standing.unreal()
        return self._according(i, standing)

    def _according(self, i: int, standing: Standing) -> Standing:
        """“…, according to X”, wherever in the sentence the parser has hung it."""
        first, end = self.parse.sentence_of(i)
        if standing.source is not None or standing.stance != "asserted":
            return standing
        for token in self.parse.tokens[first:end]:
            if token.lower != "according" or self.parse.head(token.i).i == i:
                continue
            low, high = sorted((i, token.i))
            apart = any(t.text == ";" for t in self.parse.tokens[low:high])
            set_off = token.i == first or self.parse[token.i - 1].text == ","
            nouns = [n.i for p in self.parse.children(token.i, "prep")
                     for n in self.parse.children(p.i, "pobj")]  # fmt: skip
            if set_off and not apart and nouns:
                return standing.attributed(nouns[0])
        return standing

    def _purpose(self, i: int, up: Token, standing: Standing, depth: int) -> Standing:
        """“to” clauses are purposes, unless what they hang on makes them facts: used X to shell."""
        if self.lexicon.lemma(up) == "use" and self.parse[i].dep == "advcl":
            return self._climb(
                up.i,
                self._joined(standing, self._own(up.i, Standing())),
                whole=True,
                depth=depth + 1,
            )
        return standing.unreal()

    def _to_matrix(self, i: int, up: Token, standing: Standing, depth: int) -> Standing:
        """A clause beside another: who says so carries over, what is negated there does not."""
        verb = self.verb_at_or_above(up.i)
        if verb is None:
            return standing
        token, parse = self.parse[i], self.parse
        counted = up.dep == "dobj" and token.dep == "acl" and self.parse.head(up.i).i == verb
        lemma = self.lexicon.lemma(parse[verb])
        teller = next(iter(parse.children(verb, "nsubj")), None)
        has = (
            lemma in ("have", "put")
            and teller is not None
            and (teller.lower in _OFFICES or (teller.text.isupper() and up.lower == "people"))
        )
        if counted and (lemma in _COUNTS or has):
            # “RNDDH has documented 21 people killed by A”, “the ministry has 59 people killed”
            said = self._said(verb, standing)
            return self._climb(verb, said, whole=False, depth=depth + 1)
        participle = token.tag in ("VBG", "VBN") and token.dep == "advcl"
        if participle and not parse.children(i, "nsubj", "aux", "mark"):
            standing = self._joined(standing, self._own(verb, Standing()))
            return self._climb(verb, standing, whole=True, depth=depth + 1)
        above = self._climb(verb, self._own(verb, Standing()), whole=False, depth=depth + 1)
        if not above.real and not self._happened(i, up):
            return standing.unreal()
        if above.source is not None or above.stance == "hedged":
            stance: Stance = "hedged" if above.stance == "hedged" else "attributed"
            kept = standing.stance if standing.stance != "asserted" else stance
            if standing.source is None:
                return replace(standing, stance=kept, source=above.source, via=above.via)
            return replace(standing, stance=kept)
        return standing

    def _happened(self, i: int, up: Token) -> bool:
        """Whether a clause inside what is not real is itself a fact: past, going on, or said of
        somebody definite."""
        token, parse = self.parse[i], self.parse
        aux = parse.children(i, "aux", "auxpass")
        going_on = token.tag == "VBG" and any(a.tag in ("VBZ", "VBP", "VBD") for a in aux)
        perfect = any(a.lower in ("have", "has", "had") for a in aux)
        past = token.tag == "VBD" or any(a.tag == "VBD" and a.lower != "did" for a in aux)
        if token.dep in ("relcl", "acl"):
            determiner = parse.child(up.i, "det")
            definite = up.pos == "PROPN" or (
                determiner is not None and determiner.lower in _DEFINITE
            )
            return past or perfect or going_on or definite
        return past or perfect or going_on
