"""What kind of event a source line shows, from its words alone.

A source line can show a kind that the record does not code (“warplanes”, “mine”, “clashes”). It
informs the reader; it never makes an event certain. So the words are chosen to be right when they
speak, not to speak always: “raids”, “bombing” and “bombardment”, which may be from the air or from
the ground, show nothing unless something beside them says which.

A headline often tells several stories (“Warplanes target X and clashes in Y”). `shows_in` tells
them apart by clause, so that a caller can ask which clause names which actor or place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_AIR = (
    r"(?:air[ -]?|(?:air|aerial) and \w+ |aerial(?:ly)? )"
    r"(?:strikes?|raids?|attacks?|bomb\w*|shell\w*|target\w*|campaigns?|force raids?)"
)
_PLANES = r"war ?planes?|fighter jets?|jets|aircraft|helicopters?|drones?"
_NO_STRIKE = (
    r"crash\w*|shot down|shoot\w* down|down(?:s|ed|ing)|falls? of (?:a |the )?\w*plane|"
    r"anti-aircraft|flights?|fly\w*|leaflets?|air ?drop\w*|humanitarian"
)
_BLAST = r"(?:explosions?|explod\w+|blasts?|detonat\w+)"
_DEVICE = r"(?:(?:land[ -]?)?mines?|explosive devices?|bombs?|ieds?|car|vehicle|truck|motorcycle)"
_GUNS = r"artillery|mortars?|howitzers?|rockets?|(?:missile|ground) (?:bomb|shell)\w*"


@dataclass(frozen=True)
class Sign:
    """Words that show a kind, unless others in the same clause say that they do not."""

    kind: str
    words: re.Pattern[str]
    unless: re.Pattern[str] | None = None

    def shown_by(self, clause: str) -> bool:
        return bool(self.words.search(clause) and not (self.unless and self.unless.search(clause)))


def _sign(kind: str, words: str, unless: str | None = None) -> Sign:
    return Sign(
        kind,
        re.compile(rf"\b(?:{words})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{unless})\b", re.IGNORECASE) if unless else None,
    )


SIGNS: tuple[Sign, ...] = (
    _sign("airstrike", rf"{_AIR}|barrel[ -]?bomb\w*|explosive barrels?|barrels(?! of)"),
    _sign("airstrike", _PLANES, unless=_NO_STRIKE),
    _sign(
        "shelling",
        rf"{_GUNS}|surface[- ]to[- ]surface missiles?",
        unless=r"rocket[- ]propelled|anti[- ]tank rockets?",
    ),
    # “Shelling by warplanes”, “aerial shelling”: the word alone is not the weapon.
    _sign(
        "shelling", r"(?:re-?)?shell(?:s|ed|ing|ings)?", unless=rf"{_PLANES}|aerial(?:ly)? shell\w*"
    ),
    _sign(
        "bombing",
        r"(?:car|truck|vehicle|suicide|roadside|motorcycle|nail|time|sticky)[ -]?bomb\w*|"
        rf"suicide (?:car |truck )?(?:attacks?|{_BLAST})|booby[ -]?trap\w*|(?:vb)?ieds?|"
        r"(?:improvised )?explosive devices?|land[ -]?mines?|"
        rf"{_DEVICE} {_BLAST}|{_BLAST} (?:of|from|by) (?:an? |the )?(?:\w+ )?{_DEVICE}|"
        r"bl[eo]w\w* (?:him|her|it)self up|bl[eo]w\w* themselves up|mines? (?:kill|injur|wound)\w*",
        unless=r"clear\w* (?:of )?(?:land)?mines|demining|defus\w+|dismantl\w+",
    ),
    # An explosion may be that of a shell; then it is no bombing.
    _sign(
        "bombing",
        rf"{_BLAST}|bomb (?:attacks?|kills)",
        unless=rf"{_AIR}|{_PLANES}|{_GUNS}|shell\w*|missiles?|bombard\w*|bombing",
    ),
    _sign(
        "battle",
        r"clash(?:es|ed|ing)?|battles?|fighting|firefights?|gun ?(?:battle|fight)s?|skirmish\w*|"
        r"ambush\w*|cross ?fire|exchang\w+ (?:of )?(?:fire|gunfire)|"
        r"counter[ -]?(?:attack|offensive)s?|"
        r"(?:repel|repuls|thwart|foil)\w* (?:an? |the )?(?:\w+ )?(?:attack|assault|attempt)\w*|"
        r"(?:attack|assault)s? (?:is |was |were )?(?:repelled|repulsed)",
    ),
    _sign(
        "killing of civilians",
        r"execut(?:e|es|ed|ing|ions?)|behead\w*|massacr\w+|slaughter\w*|lynch\w*|crucif\w+|"
        r"(?:stoned|hanged|burn(?:ed|t)) to death|mass (?:killing|grave)s?",
        unless=r"execut\w+ (?:an? |the )?(?:\w+ )?(?:plan|order|operation|agreement)s?",
    ),
)
"""Which words show which kind."""

_ENDS = r"\s*(?:;|…|\.\.+|\s\|\s|(?<=[a-z\d)”’])\.\s)\s*"
_JOINS = (
    r",\s+(?:and\s+)?|\s+(?:and|as\s+well\s+as|amid|while|in\s+conjunction\s+with"
    r"|with\s+(?=(?:the\s+)?(?:continu|renew|ongoing)))\s*"
)
_STORY = re.compile(
    r"\b(?:advanc|arrest|assassin|attack|bombard|bombing|captur|carr(?:y|ie)|continu|control|d(?:ie|ea)|"
    r"drop|enter|evacuat|fir(?:e|ing)|hit|launch|left|los[ets]|martyr|offensive|operat|progress|"
    r"raid|renew|rock|seiz|shot|storm|strik|target|truce|violat|withdraw|witness)\w*\b|"
    r"\b(?:caus|kill|leav|rais)(?!ing)\w*\b|"
    r"\b(?:\d+|more|human) (?:casualt|loss|injur)\w*|" + "|".join(s.words.pattern for s in SIGNS),
    re.IGNORECASE,
)
"""What tells a story of its own from the rest of the one before: “… and its countryside”."""
_ADJECTIVE = re.compile(
    r"\b(?:air|aerial|artillery|ground|missile|rocket|mortar|land|sea|"
    r"violent|heavy|intense|continuous|\w+ern)$",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"(?:kill\w*|caus(?:es?|ed|ing)|leav\w+|rais\w+|their|its|others?|women|children)\b",
    re.IGNORECASE,
)
_INJURIES = re.compile(r"injur|wound", re.IGNORECASE)
_OPEN_BETWEEN = re.compile(r"\bbetween\b(?!.*\band\b)", re.IGNORECASE | re.DOTALL)


def shows(text: str) -> frozenset[str]:
    """The kinds of event that a source line shows, any clause of it."""
    return frozenset(kind for _, kinds in shows_in(text) for kind in kinds)


@lru_cache(maxsize=50_000)
def shows_in(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Each clause of a source line with the kinds that it shows."""
    return tuple((clause, _kinds(clause)) for clause in clauses(text))


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a headline: the stories it strings together.

    A `;`, `…`, bar or full stop ends one; “and”, a comma, “amid”, “while”, “as well as” only if
    a story stands on both sides. “Air and artillery strikes”, “killed and wounded” and “clashes
    between A and B” stay whole.
    """
    found: list[str] = []
    for sentence in re.split(_ENDS, text):
        start = end = 0
        joins = [*re.finditer(_JOINS, sentence, re.IGNORECASE)]
        ends = [join.start() for join in joins] + [len(sentence)]
        starts = [0] + [join.end() for join in joins]
        for at, until in zip(starts, ends, strict=True):
            if at > start and _is_new(sentence[start:end], sentence[at:until]):
                found.append(sentence[start:end])
                start = at
            end = until
        found.append(sentence[start:end])
    return tuple(part for part in (piece.strip(" ,;.") for piece in found) if part)


def _is_new(before: str, after: str) -> bool:
    """Whether `after` is a story of its own and not part of the one before it."""
    return not (
        (_OPEN_BETWEEN.search(before) and not _kinds(after))
        or _ADJECTIVE.search(before)
        or _SAME.match(after)
        or (_INJURIES.match(after) and not _kinds(before))
        or len(before.split()) < 3
        or len(after.split()) < 2
        or not _STORY.search(before)
        or not _STORY.search(after)
    )


def _kinds(clause: str) -> frozenset[str]:
    return frozenset(sign.kind for sign in SIGNS if sign.shown_by(clause))
