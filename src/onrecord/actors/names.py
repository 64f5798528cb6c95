"""How two spellings of a name are made comparable: case, accents, articles, doubled letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST_NAME = 300
"""Characters. Nothing longer is the name of an actor; it is refused instead of searched for."""

APOSTROPHES = "'’‘`´ʼʻʽʾʿ′＇ʹʽ"
_APOSTROPHES = dict.fromkeys(map(ord, APOSTROPHES))
# Letters that Unicode does not decompose, though texts without them are common.
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "ħ": "h", "þ": "th"}
)
_WORD = re.compile(r"[^\W_]+")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")

ARTICLES = frozenset({"al", "el"})
# The article takes on the sound of a “sun letter”: ash-Sham, an-Nusra, ad-Din. It counts as one
# only before that letter, so that the English “as”, “an” and “at” mostly stay words.
ASSIMILATED = {
    "ad": "d", "adh": "dh", "an": "n", "ar": "r", "as": "s", "ash": "sh", "at": "t", "ath": "th",
    "az": "z",
}  # fmt: skip


def is_article(word: str, following: str) -> bool:
    """Whether a folded word is the Arabic article of the folded word after it."""
    if word in ARTICLES:
        return True
    letter = ASSIMILATED.get(word)
    return letter is not None and following.startswith(letter)


def _fold_once(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    return text.translate(_APOSTROPHES).translate(_LETTERS)


def fold(text: str) -> str:
    """Lower case without accents and apostrophes. Folding twice changes nothing."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    folded = _fold_once(text)
    # Casefolding and decomposition feed each other for a few rare letters.
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


@lru_cache(maxsize=32768)
def fold_word(word: str) -> str:
    """One word folded, doubled letters made single unless the word is three letters or shorter."""
    folded = fold(word)
    return _DOUBLED.sub(r"\1", folded) if len(folded) > 3 else folded


def undotted(text: str) -> str:
    """Abbreviations without their points: “U.S. Army” → “US Army”."""
    return _DOTTED.sub(lambda m: m.group().replace(".", ""), text) if "." in text else text


def words(name: str) -> list[str]:
    """The folded words of a name, without articles and without a leading “the”.

    >>> words("The Hay’at Taḥrīr ash-Shaam")
    ['hayat', 'tahrir', 'sham']
    """
    folded = [fold_word(w) for w in _WORD.findall(fold(undotted(name)))]
    kept: list[str] = []
    for word in reversed(folded):
        if not (kept and is_article(word, kept[-1])):
            kept.append(word)
    kept.reverse()
    while len(kept) > 1 and kept[0] == "the":
        del kept[0]
    return kept


def normalise(name: str) -> str:
    """The form in which names are compared; idempotent. "" if nothing is left of the name."""
    return " ".join(words(name))


def slug(name: str) -> str:
    """An id made from a name: “Jaysh al Nasr” → “jaysh-al-nasr”."""
    return "-".join(_WORD.findall(fold(name)))
