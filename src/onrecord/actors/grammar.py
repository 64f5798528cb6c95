"""The generic rules: “Turkish Army”, “Assad's terrorist army”, “the government of Sudan”.

A rule speaks of a country; which actor that is, the registry knows. Each attempt looks at a bounded
number of words, so that going through a text stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.actors.adjectives import like_adjective
from onrecord.actors.lettercase import case_fits
from onrecord.actors.lexicon import CountryWord, Lexicon
from onrecord.actors.tokens import Token, follows_on
from onrecord.actors.trie import Trie

LONGEST_RUN = 5
"""Force words, or demonyms that share one, in a row: a bound on the work for any text."""

Sense = Literal["government", "rebels", "civilians", "army anywhere", "rebels anywhere"]

_YEARS = re.compile(r"\s*\(\s*(\d{4})?\s*[-–]\s*(\d{4})?\s*\)")
_AND = frozenset({"and", "or"})
_OF_REBELS = frozenset({"armed", "moderate", "islamist", "jihadist", "main"})
_ARM = "{} names a government, of which its armed forces and services are part"


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a generic rule found: words up to `end`, and the countries they can mean."""

    end: int
    """Index of the first token that is not part of it."""
    sense: Sense
    countries: tuple[str, ...]
    rule: str
    bare: bool = False
    """Only a country's name, without a force word: possibly a place."""
    metonym: bool = False
    """A capital, a leader or a seat in place of the government."""
    tail: int | None = None
    """End of the phrase in the text, where it goes beyond its last token."""


class Grammar:
    """Applies the rules of a lexicon at one place of a text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def at(
        self, text: str, tokens: Sequence[Token], i: int, on: date | None, *, as_name: bool = False
    ) -> Phrase | None:
        """The longest phrase that starts at a token. With `as_name`, case does not matter."""
        country = self._country(text, tokens, i, on, as_name)
        if country is not None:
            return self._after_country(text, tokens, i, *country, on, as_name)
        return self._of_country(text, tokens, i, on, as_name) or self._anywhere(tokens, i, as_name)

    def skips(self, tokens: Sequence[Token], i: int) -> int:
        """End of a phrase that only looks like a country (“Niger Delta”), or i."""
        found = self._lexicon.not_countries.longest(tokens, i)
        return found[0] if found else i

    def _country(
        self, text: str, tokens: Sequence[Token], i: int, on: date | None, as_name: bool
    ) -> tuple[int, list[CountryWord]] | None:
        for end, found in self._lexicon.countries.matches(tokens, i):
            fitting = [w for w in found if as_name or case_fits(text, tokens, i, end, w)]
            held = [w for w in fitting if not w.period.bounded or on is None or w.period.holds(on)]
            if held:
                return end, held
        return None

    def _after_country(
        self,
        text: str,
        tokens: Sequence[Token],
        i: int,
        end: int,
        found: list[CountryWord],
        on: date | None,
        as_name: bool,
        depth: int = 0,
    ) -> Phrase | None:
        lexicon = self._lexicon
        if self._turned_round(tokens, i):
            return None
        said = " ".join(t.raw for t in tokens[i:end])
        countries = tuple(dict.fromkeys(w.iso for w in found))
        sorts = {w.sort for w in found}
        possessive = tokens[end - 1].possessive
        forces = self._forces_after(tokens, end, possessive, as_name)
        if forces is not None:
            what = " ".join(t.raw for t in tokens[end:forces])
            return Phrase(forces, "government", countries, _ARM.format(f"“{said}” with “{what}”"))
        ahead = follows_on(tokens, end)
        if sorts != {"capital"} and ahead:
            groups: tuple[tuple[Trie[str], Sense], ...] = (
                (lexicon.civilians, "civilians"),
                (lexicon.rebels, "rebels"),
            )
            for trie, sense in groups:
                start = end + 1 if self._modifier(tokens, end) else end
                group = trie.longest(tokens, start)
                if group is not None:
                    what = " ".join(t.raw for t in tokens[end : group[0]])
                    rule = f"“{said}” with “{what}”"
                    return Phrase(group[0], sense, countries, rule)
        if sorts == {"demonym"}:
            deed = lexicon.deeds.longest(tokens, end) if ahead else None
            if deed is None and ahead and self._modifier(tokens, end):
                deed = lexicon.deeds.longest(tokens, end + 1)
            if deed is not None:
                what = " ".join(t.raw for t in tokens[end : deed[0]])
                rule = f"“{said}” before “{what}” stands for the government"
                return Phrase(end, "government", countries, rule)
            shared = self._shares(text, tokens, end, on, as_name, depth)
            if shared is not None:
                rule = f"“{said}” beside “{shared}” stands for the government"
                return Phrase(end, "government", countries, rule)
            return None
        metonym = sorts.isdisjoint({"name"})
        why = f"“{said}” stands for the government"
        if not metonym:
            why = f"“{said}” is a country; as a doer, its government"
        return Phrase(end, "government", countries, why, bare=not metonym, metonym=metonym)

    def _turned_round(self, tokens: Sequence[Token], i: int) -> bool:
        """“pro-Russian”, “former Iraqi”: the word before makes it somebody else's."""
        if i == 0:
            return False
        before = tokens[i - 1]
        return before.norm in self._lexicon.preceding and (
            tokens[i].glued or before.norm in {"former", "ex"}
        )

    def _modifier(self, tokens: Sequence[Token], k: int) -> bool:
        """Whether a word that may stand between comes at k, with a further word behind it."""
        return follows_on(tokens, k + 1) and (
            tokens[k].norm in self._lexicon.modifiers or tokens[k].norm in _OF_REBELS
        )

    def _forces_after(
        self, tokens: Sequence[Token], k: int, possessive: bool, as_name: bool
    ) -> int | None:
        """End of the force words that follow, with up to two words between."""
        for between in range(3):
            if k >= len(tokens) or tokens[k].broken or (tokens[k].glued and between == 0):
                return None
            end = self._forces(tokens, k)
            if end is not None:
                return end
            token = tokens[k]
            if token.norm in self._lexicon.foreign or self._lexicon.deeds.longest(tokens, k):
                return None
            if token.norm not in self._lexicon.modifiers and not (
                possessive and like_adjective(token, as_name)
            ):
                return None
            k += 1
        return None

    def _forces(self, tokens: Sequence[Token], k: int) -> int | None:
        """End of a run of force words: “government army troops”, “regime’s forces”."""
        end: int | None = None
        for _ in range(LONGEST_RUN):
            found = self._lexicon.forces.longest(tokens, k)
            if found is None and end and tokens[end - 1].possessive and self._modifier(tokens, k):
                found = self._lexicon.forces.longest(tokens, k + 1)  # “regime’s ground forces”
            if found is None:
                break
            k = end = found[0]
            if not follows_on(tokens, k):
                break
            if tokens[k - 1].norm == "regime" and tokens[k].norm == "change":
                return None
        return end

    def _shares(
        self,
        text: str,
        tokens: Sequence[Token],
        k: int,
        on: date | None,
        as_name: bool,
        depth: int,
    ) -> str | None:
        """“Russian and Syrian forces”: the second country's phrase serves both."""
        if k >= len(tokens) or depth >= LONGEST_RUN:
            return None
        glued = tokens[k].glued
        comma = text[tokens[k - 1].end : tokens[k].start].strip() == ","
        if tokens[k].broken and not comma:
            return None
        if tokens[k].norm in _AND:
            k += 1
        elif not (glued or comma):
            return None
        if k >= len(tokens):
            return None
        country = self._country(text, tokens, k, on, as_name)
        if country is None or {w.sort for w in country[1]} != {"demonym"}:
            return None
        phrase = (
            self._after_glued(tokens, *country, as_name)
            if glued
            else self._after_country(text, tokens, k, *country, on, as_name, depth + 1)
        )
        if phrase is None or phrase.sense != "government":
            return None
        return " ".join(t.raw for t in tokens[k : max(phrase.end, country[0] + 1)])

    def _after_glued(
        self, tokens: Sequence[Token], end: int, found: list[CountryWord], as_name: bool
    ) -> Phrase | None:
        forces = self._forces_after(tokens, end, False, as_name)
        if forces is None:
            deed = self._lexicon.deeds.longest(tokens, end) if follows_on(tokens, end) else None
            forces = deed[0] if deed else None
        if forces is None:
            return None
        return Phrase(forces, "government", tuple(w.iso for w in found), "")

    def _of_country(
        self,
        text: str,
        tokens: Sequence[Token],
        i: int,
        on: date | None,
        as_name: bool,
        depth: int = 0,
    ) -> Phrase | None:
        """“the government of Sudan”, “Military Forces of Syria (2000-2024) Air Force”."""
        end = self._forces(tokens, i)
        if end is None or not follows_on(tokens, end) or tokens[end].norm != "of":
            return None
        k = end + 1
        if follows_on(tokens, k) and tokens[k].norm == "the":
            k += 1
        if not follows_on(tokens, k):
            return None
        if depth == 0:
            inner = self._of_country(text, tokens, k, on, as_name, depth + 1)
            if inner is not None:
                return inner
        country = self._country(text, tokens, k, on, as_name)
        if country is None or {w.sort for w in country[1]} <= {"demonym"}:
            return None
        stop, found = country
        countries = tuple(dict.fromkeys(w.iso for w in found))
        said = text[tokens[i].start : tokens[stop - 1].base_end]
        years = _YEARS.match(text, tokens[stop - 1].end)
        if years is None:
            return Phrase(stop, "government", countries, _ARM.format(f"“{said}”"))
        while stop < len(tokens) and tokens[stop].start < years.end():
            stop += 1
        rule = f"“{said}”, with the years of a regime: a dated name of the same government"
        # What follows the years in a name of this form is a branch of the same state's forces.
        stop = len(tokens) if as_name else stop
        return Phrase(stop, "government", countries, rule, tail=years.end())

    def _anywhere(self, tokens: Sequence[Token], i: int, as_name: bool) -> Phrase | None:
        """“the regime’s forces”, “rebels”: means something once the country is known."""
        before = tokens[i - 1] if i > 0 else None
        said_the = as_name or (before is not None and before.norm == "the")
        if before is not None and before.capital and tokens[i].capital and not said_the:
            return None  # “Salvation Army”
        anybodys: tuple[tuple[Trie[str], Sense], ...] = (
            (self._lexicon.needs_country, "army anywhere"),
            (self._lexicon.rebels, "rebels anywhere"),
        )
        for trie, sense in anybodys:
            found = trie.longest(tokens, i)
            if found is None and as_name and sense == "army anywhere":
                found = self._lexicon.needs_country_in_names.longest(tokens, i)
            if found is None:
                continue
            end = found[0]
            if end - i == 1 and not said_the and not tokens[i].norm.endswith("s"):
                continue  # “an army of volunteers”
            if sense == "army anywhere" and follows_on(tokens, end):
                possessive = tokens[end - 1].possessive
                further = (
                    self._forces_after(tokens, end, True, as_name)
                    if possessive
                    else self._forces(tokens, end)
                )
                end = further or end
            said = " ".join(t.raw for t in tokens[i:end])
            rule = f"“{said}” of the country spoken of"
            return Phrase(end, sense, (), rule)
        return None
