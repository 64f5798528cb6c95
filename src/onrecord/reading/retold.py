"""An event told again: “this attack”, “the attack of A”, told of before in the report."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.reading.happening import Happening
from onrecord.reading.parties import Party
from onrecord.reading.scene import Scene, Told

_DEMONSTRATIVE = frozenset({"this", "that", "these", "those", "such"})


def told_before(scene: Scene, h: Happening, by: Iterable[Party]) -> Told | None:
    """The earlier event that “this attack” or “the attack of A” means again."""
    if h.verbal or not h.definite or h.number is not None:
        return None
    parse = scene.passage.parse
    determiner = parse.child(h.trigger, "det")
    pointing = determiner is not None and determiner.lower in _DEMONSTRATIVE
    ids = {i for p in by for i in p.ids}
    for earlier in reversed(scene.story.told[-40:]):
        other = earlier.happening
        same_word = stem(other.entry.word) == stem(h.entry.word) or (
            h.entry.word == "attack" and not h.targets and _just_told(scene, h, earlier)
        )
        alike = pointing and other.entry.kind is not None and scene.told_here(earlier)
        same_word = same_word or (alike and other.entry.kind == h.entry.kind)
        if not same_word or other.change or other.standing.negated:
            continue
        theirs = {i for p in earlier.by for i in p.ids}
        if (ids and ids <= theirs) or (pointing and not ids):
            return earlier
    return None


def _just_told(scene: Scene, h: Happening, earlier: Told) -> bool:
    """Whether an event of another name stands in the sentence before “the attack”."""
    other = earlier.happening
    parse = scene.passage.parse
    first, _ = parse.sentence_of(h.trigger)
    if not scene.told_here(earlier) or first == 0 or other.entry.form != "acts":
        return False
    before, end = parse.sentence_of(first - 1)
    return before <= other.trigger < end


def stem(word: str) -> str:
    return word.rstrip("s").removesuffix("ing")
