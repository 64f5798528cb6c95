"""How what is said stands to what is so: asserted, attributed, hedged, denied, or not so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from onrecord.reading.arguments import agent, is_passive, subject
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.parse import Parse, Token

Stance = Literal["asserted", "attributed", "hedged", "denied"]


@dataclass(frozen=True)
class Standing:
    """`source`: the head of the noun phrase that says so, where it is not the author."""

    real: bool = True
    negated: bool = False
    stance: Stance = "asserted"
    source: int | None = None
    forecast: bool = False
    via: tuple[int, ...] = ()
    """Who passes on what the source says, the nearest to it first."""

    @property
    def told(self) -> bool:
        return self.real and not self.negated

    def unreal(self, *, forecast: bool = False) -> Standing:
        return replace(self, real=False, forecast=self.forecast or forecast)

    def hedged(self) -> Standing:
        return self if self.stance == "denied" else replace(self, stance="hedged")

    def attributed(self, source: int | None) -> Standing:
        stance: Stance = "attributed" if self.stance == "asserted" else self.stance
        if self.source is None or source is None or source == self.source:
            return replace(self, stance=stance, source=self.source if source is None else source)
        return replace(self, stance=stance, via=(*self.via, source))


_SUBORDINATE = ("mark", "advmod")


class ClauseWords:
    """What the small words of a clause say: modals, negation, adverbs, who says so."""

    def __init__(self, parse: Parse, lexicon: Lexicon) -> None:
        self.parse, self.lexicon = parse, lexicon

    def _is(self, token: Token, name: str) -> bool:
        words = self.lexicon.words("standing", name)
        return any(form in words for form in self.lexicon.with_particle(self.parse, token.i))

    def verb_at_or_above(self, i: int) -> int | None:
        if self.parse[i].pos in ("VERB", "AUX"):
            return i
        return next((t.i for t in self.parse.above(i) if t.pos in ("VERB", "AUX")), None)

    def _own(self, i: int, standing: Standing) -> Standing:
        """What the verb's own small words say: modals, negation, adverbs."""
        parse, lexicon = self.parse, self.lexicon
        for child in parse.children(i):
            low = child.lower
            if child.dep == "neg" or (
                low in lexicon.words("standing", "not_so")
                and child.dep in ("advmod", "preconj", "neg")
            ):
                following = (
                    parse.tokens[child.i + 1].lower if child.i + 1 < len(parse.tokens) else ""
                )
                if following not in ("only", "just", "merely"):
                    standing = replace(standing, negated=not standing.negated)
            elif low == "longer" and child.i and parse[child.i - 1].lower == "no":
                standing = replace(standing, negated=not standing.negated)
            elif child.tag == "MD" and child.dep in ("aux", "auxpass"):
                standing = self._modal(i, child, standing)
            elif child.dep == "advmod" and low in lexicon.words("standing", "hardly"):
                standing = standing.unreal()
            elif child.dep == "advmod" and low in lexicon.words("standing", "hedges"):
                standing = standing.hedged()
            elif child.dep in ("agent", "prep") and low == "by" and self._hedged_agent(child):
                standing = standing.hedged()  # “killed, allegedly by A”
            elif child.dep == "prep" and low == "according" and not self._of_next(i, child):
                noun = next(
                    (
                        n.i
                        for p in parse.children(child.i, "prep")
                        for n in parse.children(p.i, "pobj")
                    ),
                    None,
                )
                standing = standing.attributed(noun)
            elif child.dep in ("nsubj", "nsubjpass", "dobj") and self._no(child.i, i):
                standing = replace(standing, negated=not standing.negated)
            elif child.dep == "parataxis" and self._is(child, "says") and child.tag != "VBG":
                # “A killed five, the government said, in what was …”, “In P, the army said, A …”
                standing = self._said(child.i, standing) if standing.source is None else standing
            elif child.dep == "advcl" and self._is(child, "says") and self._marked_as(child.i):
                standing = self._said(child.i, standing)
        return standing

    def _of_next(self, i: int, according: Token) -> bool:
        """“A attacked P and, according to X, two were killed”: X says only the second."""
        joined = [c.i for c in self.parse.children(i, "cc")]
        others = [
            c.i
            for c in self.parse.children(i, "conj")
            if self.parse.children(c.i, "nsubj", "nsubjpass")
        ]
        return any(k < according.i < v for k in joined for v in others)

    def _hedged_agent(self, by: Token) -> bool:
        hedges = self.lexicon.words("standing", "hedges")
        return any(c.lower in hedges for c in self.parse.children(by.i, "advmod"))

    def _marked_as(self, i: int) -> bool:
        """“As X reported, …”: the clause that only says who says so."""
        return any(c.lower == "as" for c in self.parse.children(i, *_SUBORDINATE) if c.i < i)

    def _no(self, i: int, verb: int) -> bool:
        """Whether a noun phrase says that there is none: “no attack”, “neither side”.

        What stands behind a comma is said apart (“bombed P, no reports of losses”).
        """
        if i > verb and any(t.text == "," for t in self.parse.tokens[verb:i]):
            return False
        words = ("no", "neither", "not", "nobody", "none", "nothing")
        token = self.parse[i]
        return token.lower in words[3:] or any(
            c.lower in words
            for c in self.parse.children(i, "det", "neg", "preconj", "advmod")
            if c.i < i and (c.lower != "not" or self.parse[c.i + 1].lower not in ("only", "just"))
        )

    def _modal(self, i: int, modal: Token, standing: Standing) -> Standing:
        perfect = any(c.lower == "have" for c in self.parse.children(i, "aux"))
        if modal.lower in ("may", "might", "could", "must") and perfect:
            return standing.hedged()
        forecast = modal.lower in ("will", "'ll", "’ll", "shall") and not perfect
        return standing.unreal(forecast=forecast)

    def _conditional(self, i: int) -> bool:
        """Whether the clause of verb `i` is introduced by “if” and its like."""
        conditions = self.lexicon.words("standing", "conditions")
        for child in self.parse.children(i, *_SUBORDINATE):
            if child.i >= i:
                continue
            following = self.parse[child.i + 1].lower
            if child.lower in conditions or f"{child.lower} {following}" in conditions:
                return True
            if child.lower == "that" and self.parse[max(0, child.i - 1)].lower == "so":
                return True
        return False

    def _infinitive(self, i: int) -> bool:
        return any(c.lower == "to" and c.tag == "TO" for c in self.parse.children(i, "aux"))

    def _infinitive_perfect(self, i: int) -> bool:
        """“is said to have attacked”: what is over, not what is wanted."""
        return self._infinitive(i) and any(c.lower == "have" for c in self.parse.children(i, "aux"))

    def _joined(self, standing: Standing, shared: Standing) -> Standing:
        return replace(
            standing,
            real=standing.real and shared.real,
            negated=standing.negated != shared.negated,
            stance=shared.stance if standing.stance == "asserted" else standing.stance,
            source=standing.source if standing.source is not None else shared.source,
            forecast=standing.forecast or shared.forecast,
        )

    def _said(self, verb: int, standing: Standing) -> Standing:
        source = self._source(verb)
        if source is None:
            return standing  # the author’s own words, now or earlier
        return standing.attributed(source)

    def _source(self, verb: int) -> int | None:
        """Who says: the subject; None where it is the author (“we”, “it was noted that”)."""
        if self.parse.children(verb, "agent") and is_passive(self.parse, verb):
            heads = agent(self.parse, verb, self.lexicon)  # “as confirmed by witnesses”
        else:
            heads = subject(self.parse, verb, self.lexicon)
        if not heads:
            return self._just_before(verb)
        if self.parse[heads[0]].lower in self.lexicon.words("standing", "ours"):
            return None
        return heads[0]

    def _just_before(self, verb: int) -> int | None:
        """The noun before a closing “, residents and officials said”, where the parser lost it."""
        token = self.parse[verb]
        before = self.parse[verb - 1] if verb else token
        first, _ = self.parse.sentence_of(verb)
        comma = any(t.text == "," for t in self.parse.tokens[max(first, verb - 12) : verb])
        finite = token.tag == "VBD" or token.tag == "VBZ"
        noun = before.pos in ("NOUN", "PROPN") and before.i >= first
        return before.i if comma and finite and noun else None
