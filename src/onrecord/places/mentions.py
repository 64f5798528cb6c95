"""Known place names in running text.

A name is found where its words stand together and begin with capitals, in any spelling that the
safe key folds, or the loose key if it is long enough. Words that are also ordinary English, and
people's names, are left out (`words/common.txt`, `words/people.txt`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from onrecord.places.abroad import Abroad
from onrecord.places.elsewhere import Elsewhere, stands_for_place
from onrecord.places.generic import FEATURE_WORDS, SETTLEMENT_WORDS, UNIT_WORDS
from onrecord.places.index import Index
from onrecord.places.lookup import SIDE_KEYS
from onrecord.places.spelling import loose_token
from onrecord.places.tokens import Word, without_articles, words_of
from onrecord.places.words import wordlist

LONGEST = 5
"""Words that a name may have, articles apart."""
SMALLEST = 1_000
"""Inhabitants from which a place that only GeoNames knows is looked for in a text."""
WELL_KNOWN = 20_000
"""Inhabitants from which it is also looked for by its other names."""
LOOSE_LETTERS = 6
"""Letters that a coarse spelling must have to count: shorter ones meet English words."""

_COMMON = wordlist("common")
_NO_PLACE_ALONE = _COMMON | wordlist("people")
_KIND_WORDS = SETTLEMENT_WORDS | UNIT_WORDS
_SIDES = wordlist("sides")
# Words of a name that a text may write small: “eastern Ghouta”, “Shair gas field”.
_SMALL = FEATURE_WORDS | SETTLEMENT_WORDS | UNIT_WORDS | _SIDES
_PARTICLES = wordlist("particles")
"""Words inside a name that are written small: Mocimboa da Praia."""
_HEADS = wordlist("heads")
_BEFORE = wordlist("before_place")
_AFTER = wordlist("after_place")

Found = tuple[Word, Word | None]


@dataclass(frozen=True)
class PlaceMention:
    """A known place named in a text: code points `start` to `end`.

    `phrase` is the range of the words around it that `parse_where` reads with it (“the northern
    countryside of Hama”, “Deir ez-Zor province”).
    """

    start: int
    end: int
    text: str
    phrase: tuple[int, int]


@dataclass(frozen=True, eq=False)
class Finder:
    """Finds the names of a record, and of GeoNames in its countries."""

    own: Index
    abroad: Abroad | None
    _asked: dict[str, bool] = field(default_factory=dict, repr=False)

    def find(self, text: str, elsewhere: Elsewhere | None = None) -> list[PlaceMention]:
        """Mentions in order, without overlaps, the longest name first where several begin.

        `elsewhere`: places that neither the record nor its countries have, found only where the
        words before, or another place beside, say that one stands there.
        """
        words = words_of(text)
        counted = without_articles(words)
        small = _usually_small(words)
        index = {id(word): place for place, word in enumerate(words)}
        mentions: list[PlaceMention] = []
        at = 0
        while at < len(counted):
            length = self._length_at(counted, at, small)
            if not length and elsewhere is not None:
                begins = index[id(counted[at][1] or counted[at][0])]
                beside = bool(mentions) and _listed(text[mentions[-1].end : words[begins].start])
                if beside or stands_for_place(words, begins):
                    length = self._length_elsewhere(counted, at, small, elsewhere)
            if length:
                run = counted[at : at + length]
                first = _with_article(run[0])
                phrase = _phrase(words, index[id(first)], index[id(run[-1][0])])
                start, end = first.start, run[-1][0].end
                mentions.append(PlaceMention(start, end, text[start:end], phrase))
            at += length or 1
        return mentions

    def _length_at(self, counted: Sequence[Found], at: int, small: set[str]) -> int:
        """How many words of a name begin here; 0 if none does."""
        if not _may_begin(counted[at][0]):
            return 0
        run = _run(counted, at)
        after = [word for word, _ in counted[at : at + LONGEST + 1]]
        for known in (self._known, self._known_loosely):
            for length in range(len(run), 0, -1):
                keys = [run[0].key, *(word.inner for word in run[1:length])]
                following = after[length] if length < len(after) else None
                if _stands_as_name(run[:length], small, following) and known(keys):
                    return length
        return 0

    def _length_elsewhere(
        self, counted: Sequence[Found], at: int, small: set[str], elsewhere: Elsewhere
    ) -> int:
        """How many words of a name that only GeoNames knows begin here; 0 if none does."""
        run = _run(counted, at)
        if not run[0].capital:
            return 0
        following = counted[at + len(run)][0] if at + len(run) < len(counted) else None
        for length in range(len(run), 0, -1):
            keys = [run[0].key, *(word.inner for word in run[1:length])]
            after = run[length] if length < len(run) else following
            if after is not None and after.follows and after.capital:
                continue  # a piece of a longer name: “Mother Francisca school”
            hyphened = any(word.hyphened for word in run[1:length])  # Port-au-Prince
            named = hyphened or _stands_as_name(run[:length], small, after)
            if named and elsewhere.knows(" ".join(keys)):
                return length
        return 0

    def _known(self, keys: Sequence[str]) -> bool:
        spelled = " ".join(keys)
        if spelled in self.own.by_key:
            return True
        if len(keys) > 1 and spelled in self.own.by_weak_key:
            return True
        if self.abroad is None or (keys[0] in SIDE_KEYS and " ".join(keys[1:]) in self.own.by_key):
            return False
        if spelled not in self._asked:
            self._asked[spelled] = self._abroad(spelled)
        return self._asked[spelled]

    def _abroad(self, spelled: str) -> bool:
        assert self.abroad is not None  # noqa: S101 (asked above)
        names = self.abroad.geonames
        sizes: list[tuple[Callable[[str], list[int]], int]] = [
            (names.own_name, SMALLEST),
            (names.other_name, WELL_KNOWN),
        ]
        return any(
            names.population(row) >= smallest for ask, smallest in sizes for row in ask(spelled)
        )

    def _known_loosely(self, keys: Sequence[str]) -> bool:
        coarse = "".join(map(loose_token, keys))
        return len(coarse) >= LOOSE_LETTERS and coarse in self.own.by_loose


def _usually_small(words: Sequence[Word]) -> set[str]:
    """Words that the text itself mostly writes small, where no sentence begins with them."""
    balance: Counter[str] = Counter()
    for word in words:
        if not word.first:
            balance[word.lower] += -1 if word.capital else 1
    return {word for word, more in balance.items() if more > 0}


def _may_begin(word: Word) -> bool:
    return word.capital or word.lower in _SIDES


def _run(counted: Sequence[Found], at: int) -> list[Word]:
    """The words from here that could be one name: together, with capitals or of the small kind."""
    run = [counted[at][0]]
    for word, article in counted[at + 1 : at + LONGEST]:
        joined = word.follows and (article is None or article.follows)
        if not joined or not (word.capital or word.lower in _SMALL or word.lower in _PARTICLES):
            break
        run.append(word)
    while run[-1].lower in _PARTICLES and not run[-1].capital and len(run) > 1:
        run.pop()
    return run


def _stands_as_name(run: Sequence[Word], small: set[str], following: Word | None) -> bool:
    """Whether words can be a place's name here: not an ordinary word, not a piece of a name.

    A lone word must not be English or a person, unless “village” or the like follows it; must not
    owe its capital to the sentence it begins; and must not be the head of a longer name (Tall …).
    """
    telling = [w for w in run if w.lower not in _SMALL and (w.capital or w.lower not in _PARTICLES)]
    if not telling or not all(word.capital for word in telling):
        return False
    if len(telling) > 1:
        return not all(word.lower in _COMMON for word in telling)
    word = telling[0]
    if len(run) > 1 and run[-1].lower in _KIND_WORDS:
        return True
    if word.lower in _NO_PLACE_ALONE or (word.first and word.lower in small):
        return False
    longer = following is not None and following.follows and following.capital
    return not (word.lower in _HEADS and longer)


def _with_article(found: Found) -> Word:
    """The word that a mention begins with: its article, unless that may be English (as, at, is)."""
    word, article = found
    if article is None:
        return word
    arabic = article.key in ("al", "el") or word.hyphened
    spaced = article.text.istitle() and article.lower[0] == "a" and not article.first
    return article if arabic or spaced else word


def _phrase(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """The words around a mention that say which part, what kind, how near."""
    start, end = first, last
    while start > 0 and words[start].follows and words[start - 1].lower in _BEFORE:
        start -= 1
    while end + 1 < len(words) and words[end + 1].lower in _AFTER and _close(words, end):
        end += 1
    while words[end].lower in _SIDES and end > last:
        end -= 1
    while start < first and words[start].lower in ("of", "and"):
        start += 1
    return words[start].start, words[end].end


def _listed(gap: str) -> bool:
    """Whether only this stands between two names of a list (“P, Q and R”)."""
    return gap.strip(" ,") in ("", "and", "or") and gap.strip() != ""


def _close(words: Sequence[Word], at: int) -> bool:
    """Whether the next word belongs with this one, a possessive between them allowed."""
    following = words[at + 1]
    return following.follows or following.start - words[at].end <= len("’s ")
