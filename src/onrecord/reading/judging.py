"""Finding the standing of an event: the way up the tree, from its word to the root.

What the way passes (a modal, “not”, “in order to”, “X said that”, “if”) decides. Where the way is
not understood, the event is unreal: nothing is read rather than something invented.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.reading.arguments import after, agent, subject
from onrecord.reading.parse import Token
from onrecord.reading.standing import ClauseWords, Stance, Standing

_COUNTS = frozenset(
    {"document", "record", "count", "report", "confirm", "register", "verify", "tally", "list"}
)
_OFFICES = frozenset(
    {"ministry", "officials", "authorities", "hospital", "hospitals", "police", "observatory",
     "monitors", "monitor", "doctors", "medics", "office", "services", "sources", "prosecutor",
     "prosecutors", "governor", "mayor", "residents", "groups", "group", "organisation",
     "organization", "network", "mission", "spokesman", "spokesperson"}
)  # fmt: skip
_TRUE = frozenset({"true", "correct", "accurate"})
_DEFINITE = ("the", "this", "that", "these", "those", "its", "their", "his", "her", "our")


class Judge(ClauseWords):
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

    def verb_at_or_above(self, i: int) -> int | None:
        if self.parse[i].pos in ("VERB", "AUX"):
            return i
        return next((t.i for t in self.parse.above(i) if t.pos in ("VERB", "AUX")), None)

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
