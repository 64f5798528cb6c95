"""Whether a word looks like an adjective, by its ending."""

from __future__ import annotations

import re

from onrecord.actors.tokens import Token

_ADJECTIVE = re.compile(r"(?:ist|al|ic|ive|ous|ful|less|ary|able|ible|ish|ian|ant|ing|ed|thirsty)$")
_SHORT_ADJECTIVES = frozenset({"own", "new", "old", "main", "big", "huge", "evil", "vast", "weak"})


def like_adjective(token: Token, as_name: bool) -> bool:
    """Between “Assad's” and “army” only a word that looks like an adjective may stand."""
    if not as_name and token.capital:
        return False
    word = token.raw.lower()
    return word in _SHORT_ADJECTIVES or (len(word) >= 5 and _ADJECTIVE.search(word) is not None)
