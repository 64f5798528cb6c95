"""Armed groups that a report names and the registry does not find in it: “Laksaur militiamen”.

A name counts only where the report's own words say that it is an armed group's: fighters of it, a
militia of that name, an abbreviation introduced behind “Front” or “Army”, an abbreviation that
captures a town. It then stands in the claims as the report writes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from onrecord.reading.dates.names import words
from onrecord.reading.lexicon import Lexicon

_NAME = (
    r"[A-ZÀ-Þ][\w'’-]+"
    r"(?:\s(?:(?:of|for|the|and|de|do|da|del|la|los|pour|du|des)\s){0,3}[A-ZÀ-Þ][\w'’-]+){0,7}"
)
_FIGHTERS = (
    r"(?:militiam[ae]n|militias?|rebels?|fighters?|guerrillas?|guerillas?|insurgents?|militants?|"
    r"gunm[ae]n|paramilitaries|combatants?|mutineers?|jihadists?|jihadis)"
)
_BEFORE = re.compile(rf"\b({_NAME})\s+{_FIGHTERS}\b")
_OF = re.compile(rf"\b{_FIGHTERS}\s+(?:of|loyal to|belonging to)\s+(?:the\s+)?({_NAME})")
_CALLED = re.compile(
    r"\b(?:rebel|armed|militant|insurgent|separatist|jihadist|guerrilla|paramilitary|extremist)\s+"
    r"(?:group|movement|faction|force|army|militia|organi[sz]ation|coalition|alliance)\s+"
    rf"(?:called\s+|known\s+as\s+|named\s+)?(?:the\s+)?({_NAME})"
)
_INTRODUCED = re.compile(rf"({_NAME})\s\(([A-Z][A-Za-z0-9/-]{{1,9}})\)")
_OF_GROUPS = words(
    "army front movement force forces militia militias brigade brigades battalion guerrilla "
    "liberation resistance revolutionary warriors command alliance coalition union patriotic "
    "fighters rebels ejército ejercito frente fuerza fuerzas movimiento armée armee mouvement "
    "jaysh jaish harakat hizb ansar tentera barisan pasukan kumpulan lashkar jamaat brigadas "
    "autodefensas cartel exército"
)
_NO_GROUPS = words(
    "ministry committee programme program agency fund commission university network observatory "
    "society federation watch office organization organisation médecins international rights "
    "development assembly parliament court bank institute centre center service monitor mission "
    "nations"
)
_NO_NAME = words(
    "the a an some several many two three four five six seven eight nine ten suspected armed "
    "unknown unidentified masked islamist islamic jihadist separatist separatists rebel rebels "
    "government local foreign tribal ethnic alleged heavily pro anti former ex young other "
    "these those such dozens hundreds scores arab arabs kurdish kurds shia shiite sunni "
    "christian muslim hindu sikh buddhist druze tuareg tuaregs serb serbs croat croats hutu "
    "tutsi tamil chechen maoist marxist communist leftist nationalist loyalist opposition enemy "
    "northern southern eastern western central red white black our their his its and but when "
    "while as if on in at by from of for with after before during since more most both all "
    "president general colonel commander major captain minister mr january february march april "
    "may june july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed thu "
    "fri sat sun caucasian african asian european islam god revolution"
)
_NO_SHORT = frozenset(
    w.upper()
    for w in words(
        "afp ap bbc cnn dpa efe gmt gps icc icrc idp ied iom msf ngo ocha osce sos uav unhcr "
        "unicef usa ussr utc vbied wfp who undp rpg apc sitrep note news thread update breaking "
        "highlights security access overview pdf hrw sohr ohchr nato ecowas asean"
    )
)
_FOUGHT = re.compile(
    r"\b(?:fighting|clash\w*|fought|battles?|captured|recaptured|retook|attack\w*|ambush\w*)\b"
    r"[^.\n]{0,60}?\b(?:between|against|from|by)\s(?:the\s)?([A-Z]{3,8})"
    r"\s(?:and|fighters|rebels|forces|on|in|at)\b"
)


@dataclass(frozen=True)
class Stranger:
    """A name as the report writes it, and the name under which its claims will have it."""

    text: str
    name: str


@dataclass(frozen=True, slots=True)
class StrangeMention:
    """A place of a text that names a stranger, like the registry's mentions."""

    start: int
    end: int
    text: str
    actor_id: str
    rule: str = "an armed group by the report's own words"
    bare_country: bool = False
    metonym: bool = False
    attributive: bool = False


@dataclass(frozen=True)
class Strange:
    """The strangers of a report; finds them in its paragraphs."""

    all: tuple[Stranger, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.all)

    def in_text(self, text: str, taken: Iterable[Any]) -> list[StrangeMention]:
        """Where a paragraph names them, outside of the mentions that are `taken`."""
        busy = [(m.start, m.end) for m in taken if m.actor_id is not None]
        found: list[StrangeMention] = []
        for one in sorted(self.all, key=lambda s: -len(s.text)):
            if one.text not in text:
                continue
            for match in re.finditer(rf"(?<!\w){re.escape(one.text)}(?![\w-])", text):
                if all(match.end() <= start or end <= match.start() for start, end in busy):
                    busy.append(match.span())
                    found.append(StrangeMention(*match.span(), match[0], one.name))
        return sorted(found, key=lambda m: m.start)


def without_parts(mentions: Sequence[Any], places: Iterable[Any]) -> list[Any]:
    """Mentions without the seats that are part of a longer place name: “San José de Bocay”."""
    spans = [(p.start, p.end) for p in places]
    return [
        m
        for m in mentions
        if not (
            getattr(m, "metonym", False)
            and any(s <= m.start and m.end <= e and e - s > m.end - m.start for s, e in spans)
        )
    ]


def strangers(
    paragraphs: Iterable[str],
    known: Callable[[str], bool],
    lexicon: Lexicon,
) -> list[Stranger]:
    """The armed groups that paragraphs name and nobody knows.

    `known`: whether a name is an actor's, a country's, its people's, or a place's.
    """
    text = "\n".join(paragraphs)
    found: dict[str, str] = {}
    for match in _INTRODUCED.finditer(text):
        name, short = _cut(match[1]), match[2]
        inside = set(name.lower().split())
        if not name or known(name) or known(short) or not _initials(short, name):
            continue
        if inside & _OF_GROUPS and not inside & _NO_GROUPS:
            again = len(re.findall(rf"\b{re.escape(short)}\b", text)) > 1
            found[name] = found[short] = short if again or name.isupper() else name
    for name in _said(text):
        inside = set(name.lower().split())
        people = name.endswith(("ian", "ean", "ese", "ish"))
        if name not in found and not known(name) and not (inside & _NO_GROUPS or people):
            found[name] = name
    for short in dict.fromkeys(_armed_shorts(text, lexicon)):
        if short not in found and short not in _NO_SHORT and not known(short):
            found[short] = short
    return [Stranger(said, name) for said, name in found.items()]


_SERVICES = re.compile(
    r"\b(?:armed|security|defen[cs]e|government|military|national) forces\s"
    r"\(([A-Z][A-Za-z-]{1,7})\)|"
    r"\b(?:army|police|gendarmerie|military)\s\(([A-Z][A-Z-]{1,7})\)"
)


def services(paragraphs: Iterable[str]) -> frozenset[str]:
    """Abbreviations of the state's forces: “the armed forces (FANCI)”."""
    return frozenset(m[1] or m[2] for text in paragraphs for m in _SERVICES.finditer(text))


def _said(text: str) -> Iterator[str]:
    for pattern in (_BEFORE, _OF, _CALLED):
        for match in pattern.finditer(text):
            name = _cut(match[1])
            if not name or (pattern is _BEFORE and _begins(text, match.end(1) - len(name), name)):
                continue
            yield name


_ENDS = (".", "!", "?", ":", "\n", "/")
"""Signs behind which a sentence or a line begins."""


def _begins(text: str, start: int, name: str) -> bool:
    """Whether a single word stands first in its sentence, and nowhere else with a capital."""
    if " " in name:
        return False
    before = start
    while before > 0 and text[before - 1] in " “\"'-–—•":
        before -= 1
    first = start == 0 or text[before - 1 : before] in _ENDS
    return (first or text[start - 1] == "\n") and not _stands_inside(text, name)


def _stands_inside(text: str, name: str) -> bool:
    """Whether the name stands behind another word of a sentence anywhere."""
    inside = re.compile(rf"[a-z,]\s{re.escape(name)}\b")
    at = text.find(name)
    while at >= 0:
        if at > 1 and inside.match(text, at - 2):
            return True
        at = text.find(name, at + 1)
    return False


def _cut(name: str) -> str:
    """The name without words before it that only happen to have a capital (“September”)."""
    parts = name.split()
    while parts and parts[0].lower().removesuffix(".") in _NO_NAME:
        parts.pop(0)
    while parts and (parts[-1].lower() in _NO_NAME or not parts[-1][:1].isupper()):
        parts.pop()
    return " ".join(parts)


def _initials(short: str, name: str) -> bool:
    letters = [c for c in short.lower() if c.isalpha()]
    rest = iter(name.lower())
    return bool(letters) and name.lower().startswith(letters[0]) and all(c in rest for c in letters)


@lru_cache(maxsize=2)
def _acting(lexicon: Lexicon) -> re.Pattern[str]:
    forms = "|".join(sorted(lexicon.deeds, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w(-])([A-Z]{{3,8}})(?:\s(?:has|have|had|also|then|later|forces|fighters|rebels|men|"
        rf"troops)){{0,2}}\s(?:{forms})\b"
    )


def _armed_shorts(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Abbreviations that do what only armed groups do: capture, attack, fight."""
    for match in (*_acting(lexicon).finditer(text), *_FOUGHT.finditer(text)):
        yield match[1]
