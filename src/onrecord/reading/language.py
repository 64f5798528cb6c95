"""Which language a report is written in, and which of its passages are in another.

The script says most; within a script, the words that nearly every sentence holds, and letters that
only one language writes. The lists are a file that can be extended, `languages.yaml`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from onrecord.reading.protocols import ParagraphLike
from onrecord.reading.sentences import sentences

PROFILES = Path(__file__).with_name("languages.yaml")
UNKNOWN = "und"
"""The code of a language that is none of those listed (ISO 639-2)."""

FEWEST_WORDS = 5
"""Fewer words do not show a language, unless the script does."""
_FEWEST_IN_PARAGRAPH = 8
"""Words that a sentence must have to be taken as one in another language than its paragraph's."""
_MANY_WORDS = 40
_SHARE = 0.14
"""Of the words of running text, those in its language's list are a quarter to a half."""
_CLEARLY = 1.25
"""The best language must be so many times better than the next."""
_LETTER_WEIGHT = 0.35

_RANGES = {
    "Latin": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "Cyrillic": "\u0400-\u052f",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Armenian": "\u0530-\u058f",
    "Hebrew": "\u0590-\u05ff",
    "Arabic": "\u0620-\u064a\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff",
    "Devanagari": "\u0900-\u097f",
    "Bengali": "\u0980-\u09ff",
    "Tamil": "\u0b80-\u0bff",
    "Sinhala": "\u0d80-\u0dff",
    "Thai": "\u0e00-\u0e7f",
    "Burmese": "\u1000-\u109f",
    "Georgian": "\u10a0-\u10ff",
    "Hangul": "\u1100-\u11ff\uac00-\ud7af",
    "Ethiopic": "\u1200-\u139f",
    "Kana": "\u3040-\u30ff",
    "Han": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
}
_SCRIPT_OF = [(name, re.compile(f"[{chars}]")) for name, chars in _RANGES.items()]
_WORDS = re.compile(r"[^\W\d_]+")
_MOST_LOOKED_AT = 20_000
"""Characters of one stretch: a language shows itself long before."""


@dataclass(frozen=True)
class Profile:
    code: str
    name: str
    script: str
    words: frozenset[str]
    letters: frozenset[str]


@dataclass(frozen=True)
class Foreign:
    """A stretch of a report in another language than the rest."""

    start: int
    end: int
    code: str

    @property
    def name(self) -> str:
        return name_of(self.code)


@dataclass(frozen=True)
class Tongues:
    """The languages of a report. `main`: of most of its letters; None where nothing shows it.

    `share`: of the letters whose language shows, those in `main`. `foreign`: the stretches in
    others, in order.
    """

    main: str | None
    share: float
    foreign: tuple[Foreign, ...]


@lru_cache(maxsize=1)
def profiles() -> dict[str, Profile]:
    """The languages that are told apart, by code (ISO 639)."""
    from ruamel.yaml import YAML

    plain = YAML(typ="safe", pure=True).load(PROFILES.read_text("utf-8"))
    return {
        code: Profile(code, entry["name"], entry["script"],
                      frozenset(str(entry.get("words", "")).split()),
                      frozenset(str(entry.get("letters", ""))))
        for code, entry in plain.items()
    }  # fmt: skip


def name_of(code: str) -> str:
    """The name of a language in English."""
    known = profiles().get(code)
    return known.name if known else "a language that is not known here"


def language_of(text: str) -> str | None:
    """The code of the language that `text` is written in; None where too little shows it.

    `und` for running text in none of the languages that are told apart.
    """
    text = text[:_MOST_LOOKED_AT]
    letters = _scripts(text)
    total = sum(letters.values())
    if not total:
        return None
    script = max(letters, key=lambda name: letters[name])
    if letters["Kana"] * 10 >= total and script in ("Han", "Kana"):
        script, letters["Kana"] = "Kana", letters["Kana"] + letters["Han"]
    if letters[script] * 2 <= total:
        return None
    fitting = [p for p in profiles().values() if p.script == script]
    words = [w.casefold() for w in _WORDS.findall(text)]
    if len(fitting) == 1 and not fitting[0].words:
        return fitting[0].code if total >= FEWEST_WORDS else None
    if not fitting:
        return UNKNOWN if len(words) >= FEWEST_WORDS else None
    if len(words) < FEWEST_WORDS:
        return None
    return _by_words(words, fitting)


def _by_words(words: Sequence[str], fitting: Sequence[Profile]) -> str | None:
    counts = Counter(words)
    scores = sorted(((_score(counts, p) / len(words), p.code) for p in fitting), reverse=True)
    best, code = scores[0]
    following = scores[1][0] if len(scores) > 1 else 0.0
    if best >= _SHARE and best >= _CLEARLY * following:
        return code
    return UNKNOWN if len(words) >= _MANY_WORDS and best < _SHARE / 2 else None


def _score(counts: Counter[str], profile: Profile) -> float:
    return sum(
        n * (1.0 if word in profile.words else _LETTER_WEIGHT)
        for word, n in counts.items()
        if word in profile.words or profile.letters.intersection(word)
    )


def _scripts(text: str) -> Counter[str]:
    """How many letters of each script there are; those of no script listed under “other”."""
    if text.isascii():  # most sentences of most reports
        return Counter({"Latin": len(_SCRIPT_OF[0][1].findall(text))})
    found: Counter[str] = Counter()
    for name, pattern in _SCRIPT_OF:
        found[name] = len(pattern.findall(text))
    other = sum(1 for c in text if c.isalpha()) - sum(found.values())
    found["other"] = max(0, other)
    return found


def tongues(text: str, paragraphs: Iterable[ParagraphLike]) -> Tongues:
    """The languages of a report's paragraphs, sentence by sentence where they mix."""
    stretches: list[tuple[int, int, str | None]] = []
    for paragraph in paragraphs:
        stretches += _of_paragraph(text, paragraph.start, paragraph.end)
    letters: Counter[str] = Counter()
    for start, end, code in stretches:
        if code is not None:
            letters[code] += sum(1 for c in text[start:end] if c.isalpha())
    if not letters:
        return Tongues(None, 0.0, ())
    main = max(letters, key=lambda code: (letters[code], code == "en"))
    foreign = tuple(
        Foreign(start, end, code)
        for start, end, code in stretches
        if code is not None and code != main
    )
    return Tongues(main, letters[main] / sum(letters.values()), foreign)


def _of_paragraph(text: str, start: int, end: int) -> list[tuple[int, int, str | None]]:
    """Stretches of one paragraph, each in one language."""
    whole = language_of(text[start:end])
    found: list[tuple[int, int, str | None]] = []
    for first, last in sentences(text, start, end):
        sentence = text[first:last]
        code = language_of(sentence)
        few = len(_WORDS.findall(sentence)) < _FEWEST_IN_PARAGRAPH
        if code is None or code == UNKNOWN or (few and _same_script(code, whole)):
            code = whole
        if found and found[-1][2] == code:
            found[-1] = (found[-1][0], last, code)
        else:
            found.append((first, last, code))
    return found


def _same_script(one: str, other: str | None) -> bool:
    known = profiles()
    if other is None or one not in known or other not in known:
        return True
    return known[one].script == known[other].script
