"""The names nearest to one that no rule of spelling leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.places.spelling import key, loose, loose_token

ALIKE = 88.0
"""Similarity (0–100, share of letters in common order) from which two spellings are one name."""
_ALIKE_REST = 85.0
_OFFERED = 60.0
SHORTEST = 5
"""Letters below which a name is never guessed at: one letter off is another village."""
_SKELETON = 4
_VOWELS = str.maketrans("", "", "aui")


@dataclass(frozen=True)
class Guess:
    name: str
    """The known name, as it is written."""
    alike: float


@dataclass(frozen=True, eq=False)
class Spellings:
    """Known names by their coarse spellings, to be searched for near ones."""

    names: dict[str, str]
    """Loose key → a name that has it."""
    by_letter: dict[str, list[str]] = field(repr=False)
    by_skeleton: dict[str, list[str]] = field(repr=False)
    by_word: dict[str, list[str]] = field(repr=False)

    @classmethod
    def of(cls, names: Iterable[str]) -> Spellings:
        known: dict[str, str] = {}
        for name in names:
            known.setdefault(loose(name), name)
        known.pop("", None)
        by_letter: dict[str, list[str]] = defaultdict(list)
        by_skeleton: dict[str, list[str]] = defaultdict(list)
        by_word: dict[str, list[str]] = defaultdict(list)
        for spelling, name in known.items():
            by_letter[spelling[0]].append(spelling)
            by_skeleton[spelling.translate(_VOWELS)].append(spelling)
            for word in _loose_words(name):
                by_word[word].append(spelling)
        return cls(known, dict(by_letter), dict(by_skeleton), dict(by_word))

    def guesses(self, name: str) -> list[Guess]:
        """Known names that `name` may be a misspelling of, the most alike first.

        They begin with the same letter, and are alike both as a whole and in what they do not
        share: Kafr Nabel is Kafr Nabl, but Tall Aswad is not Tall Abyad. Names that share their
        consonants (four at least) count as alike: al-Latmnah, Lataminah.
        """
        from rapidfuzz import fuzz, process

        wanted = loose(name)
        if sum(letter.isalpha() for letter in wanted) < SHORTEST:
            return []
        found = {
            spelling: alike
            for spelling, alike, _ in process.extract(
                wanted,
                self.by_letter.get(wanted[0], []),
                scorer=fuzz.ratio,
                score_cutoff=ALIKE,
                limit=10,
            )
        }
        for spelling in self.by_skeleton.get(wanted.translate(_VOWELS), []):
            if spelling[0] == wanted[0]:
                found.setdefault(spelling, fuzz.ratio(wanted, spelling))
        guesses = [Guess(self.names[spelling], alike) for spelling, alike in found.items()]
        return sorted(
            (guess for guess in guesses if _rest_alike(name, guess.name)),
            key=lambda guess: (-guess.alike, guess.name),
        )

    def nearest(self, name: str, limit: int = 5) -> list[str]:
        """Names to offer to a person: those that hold it as a word, then the most alike."""
        from rapidfuzz import fuzz, process

        wanted = loose(name)
        if not wanted:
            return []
        holding = [self.names[spelling] for spelling in self.by_word.get(wanted, [])]
        ranked = process.extract(
            wanted, list(self.names), scorer=fuzz.ratio, score_cutoff=_OFFERED, limit=limit
        )
        return list(dict.fromkeys([*holding, *(self.names[s] for s, _, _ in ranked)]))[:limit]


def _rest_alike(one: str, other: str) -> bool:
    """Whether two names are alike in the words they do not share (Tall, Kafr, Gharbi …)."""
    from rapidfuzz import fuzz

    first, second = (_loose_words(name) for name in (one, other))
    while first and second and first[0] == second[0]:
        first, second = first[1:], second[1:]
    while first and second and first[-1] == second[-1]:
        first, second = first[:-1], second[:-1]
    left, right = "".join(first), "".join(second)
    if not left or not right or left[0] != right[0]:
        return left == right
    skeleton = left.translate(_VOWELS)
    if len(skeleton) >= _SKELETON and skeleton == right.translate(_VOWELS):
        return True
    return fuzz.ratio(left, right) >= _ALIKE_REST


def _loose_words(name: str) -> Sequence[str]:
    return [loose_token(token) for token in key(name).split()]
