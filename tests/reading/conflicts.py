"""A small world for reading tests: the real registry, places of a dozen conflicts, stored parses.

`read` reads invented sentences; `brief` writes a claim on one line, so that a test can say all of
what must come out. Parses are stored in `parses/`, so that these tests need no spaCy; after adding
sentences run once, with spaCy and its model installed:

    ONRECORD_STORE_PARSES=1 python -m pytest tests/reading
"""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from onrecord.actors import Registry
from onrecord.claims import AnyClaim, When
from onrecord.places import Gazetteer, Place
from onrecord.reading.parse import Parse
from onrecord.reading.rules import read_claims

PARSES = Path(__file__).parent / "parses" / "sentences.json"
STORING = bool(os.environ.get("ONRECORD_STORE_PARSES"))
PUBLISHED = dt.date(2024, 6, 30)

SETTLEMENTS = {
    "Ukraine": ["Kherson", "Kharkiv", "Bakhmut", "Avdiivka", "Sumy"],
    "Sudan": ["Khartoum", "El Fasher", "Wad Madani", "Nyala"],
    "Myanmar (Burma)": ["Kyauktaw", "Sagaing", "Laukkai", "Myawaddy"],
    "DR Congo (Zaire)": ["Goma", "Rutshuru", "Bukavu", "Masisi"],
    "Colombia": ["Tibu", "Cauca", "Arauca"],
    "Mali": ["Bamako", "Kidal", "Gao", "Ber"],
    "Burkina Faso": ["Djibo", "Arbinda"],
    "Yemen (North Yemen)": ["Marib", "Hodeidah", "Taiz"],
    "Israel": ["Ashkelon", "Rafah", "Jabalia"],
    "Philippines": ["Marawi", "Samar", "Basilan"],
    "Sri Lanka": ["Kilinochchi", "Elephant Pass", "Mullaitivu"],
    "Nigeria": ["Borno", "Maiduguri", "Baga"],
    "Syria": ["Hama", "Idlib", "Raqqa", "Afrin"],
}
UNITS = {
    "Ukraine": ["Donetsk", "Hama"][:1],
    "Syria": ["Hama", "Idlib"],
    "Yemen (North Yemen)": ["Taiz"],
}


@dataclass(frozen=True)
class Paragraph:
    start: int
    end: int
    kind: str = "body"


@dataclass(frozen=True)
class Text:
    """A report of body paragraphs, one a line."""

    text: str

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        found, start = [], 0
        for line in self.text.split("\n"):
            if line.strip():
                found.append(Paragraph(start, start + len(line)))
            start += len(line) + 1
        return tuple(found)


@lru_cache(maxsize=1)
def registry() -> Registry:
    return Registry.default()


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Towns spread over a grid, so that no two are near each other; units and countries with boxes."""
    places = []
    for row, (country, names) in enumerate(SETTLEMENTS.items()):
        for column, name in enumerate(names):
            places.append(Place(name, "settlement", 4.0 * row - 20, 5.0 * column, country=country))
        units = UNITS.get(country, [])
        places += [
            Place(unit, "unit1", 4.0 * row - 20, 1, country=country, bounds=(0, 0, 3, 3))
            for unit in units
        ]
        places.append(Place(country.split(" (")[0], "country", 4.0 * row - 20, 0, country=country))
    return Gazetteer(places)


@lru_cache(maxsize=1)
def _stored() -> dict[str, Any]:
    if not PARSES.exists():
        return {}
    return {entry["text"]: entry for entry in json.loads(PARSES.read_text("utf-8"))}


def parse(text: str) -> Parse:
    """The stored parse of a text, made first where parses are being stored."""
    stored = _stored()
    if text not in stored and STORING:
        from onrecord.reading.syntax import parser

        stored[text] = parser()(text).to_json()
        rows = sorted(stored.values(), key=lambda entry: str(entry["text"]))
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        PARSES.parent.mkdir(exist_ok=True)
        PARSES.write_text(f"[\n{lines}\n]\n", "utf-8")
    if text not in stored:
        pytest.fail(f"no stored parse of “{text}”: run ONRECORD_STORE_PARSES=1 python -m pytest")
    return Parse.from_json(stored[text])


def read(text: str, published: dt.date | None = PUBLISHED) -> tuple[AnyClaim, ...]:
    return read_claims(Text(text), registry(), gazetteer(), published=published, parse=parse).claims


def told(text: str, published: dt.date | None = PUBLISHED) -> list[str]:
    """What is read from a text, each claim on one line."""
    return [brief(claim) for claim in read(text, published)]


def brief(claim: AnyClaim) -> str:
    """type: who > whom [kind] figures @ place, days; stance; what is missing."""
    if claim.type == "opinion":
        return f"opinion: {claim.why}"
    written = claim.model_dump(mode="json", exclude_none=True)
    parts = [f"{claim.type}:", _who(written), *_figures(written)]
    where = _where(written.get("where"))
    when = _when(getattr(claim, "when", None))
    text = " ".join(p for p in parts if p) + f" @ {where}, {when}"
    if claim.stance != "asserted":
        text += f"; {claim.stance}"
        text += f" {claim.according_to}" if claim.according_to != "author" else ""
    if claim.incomplete:
        text += "; lacks " + ", ".join(claim.incomplete)
    return text


def _side(value: Any) -> str:
    name = "/".join(value) if isinstance(value, list) else str(value)
    return SHORT.get(name, name)


SHORT = {
    "Government of Burkina Faso": "Burkina",
    "Government of Colombia": "Colombia",
    "Government of DR Congo (Zaire)": "Congo",
    "Government of Israel": "Israel",
    "Government of Mali": "Mali",
    "Government of Myanmar (Burma)": "Myanmar",
    "Government of Nigeria": "Nigeria",
    "Government of Philippines": "Philippines",
    "Government of Russia (Soviet Union)": "Russia",
    "Government of Rwanda": "Rwanda",
    "Government of Sri Lanka": "Sri Lanka",
    "Government of Sudan": "Sudan",
    "Government of Syria": "Syria",
    "Government of Turkey": "Turkey",
    "Government of Ukraine": "Ukraine",
    "Government of United States of America": "US",
    "Jama'atu Ahlis Sunna Lidda'awati wal-Jihad": "Boko Haram",
}
"""The registry shows UCDP's names; tests shorten them."""


def _events(events: Any) -> str:
    if not events:
        return ""
    if "between" in events:
        who = " <> ".join(_side(s) for s in events["between"])
    elif "involving" in events:
        who = _side(events["involving"])
    else:
        sides = [_side(events["by"]) if "by" in events else "", _side(events.get("against", ""))]
        who = " > ".join(sides).strip() if sides[1] else sides[0]
    kind = f"[{events['kind']}]" if "kind" in events else ""
    return f"{who} {kind}".strip()


def _who(written: dict[str, Any]) -> str:
    match written["type"]:
        case "controls":
            return _side(written["actor"])
        case "aligned":
            against = _side(written["against"]) if "against" in written else "?"
            return f"{_side(written['actor'])} for {_side(written['favours'])} against {against}"
        case "displaced":
            left, took_up = (written[k]["events"]["against"] for k in ("left", "took_up"))
            return f"{_side(written['actor'])} from {_side(left)} to {_side(took_up)}"
        case "targeted":
            return f"{_side(written['actor'])} > {_side(written['hit'])}, not {_side(written['rather_than'])}"
    return _events(written.get("events"))


def _number(value: dict[str, Any]) -> str:
    low, high = value.get("low"), value.get("high")
    if low == high:
        return str(low)
    return f"{low}+" if high is None else f"-{high}" if low is None else f"{low}-{high}"


def _figures(written: dict[str, Any]) -> list[str]:
    found = []
    if "number" in written:
        found.append("x" + _number(written["number"]))
    if "killed" in written:
        killed = written["killed"]
        by = f" by {_side(killed['by'])}" if "by" in killed else ""
        of = f" of {_side(killed['of'])}" if "of" in killed else ""
        found.append(f"killed {_number(killed)}{of}{by}")
    if "direction" in written:
        times = f" x{written['times']:g}" if "times" in written else ""
        found.append(written["direction"] + times)
    if "before" in written:
        found.append(f"before {_when(When.model_validate(written['before']))}")
    if "anchored_by" in written:
        found.append(f"since {written['anchored_by']['on']}")
    if "during" in written:
        found.append(f"during {_events(written['during']['events'])}")
    if "among" in written:
        among = written["among"]
        rivals = [_side(a) for a in among.get("actors", [])]
        found.append(f"{written['measure']} first of {rivals or among['periods']}")
        if "since" in among:
            found.append(f"since {among['since']}")
    return found


def _where(spots: Any) -> str:
    if spots is None:
        return "?"
    found = []
    for spot in spots if isinstance(spots, list) else [spots]:
        if "near" in spot:
            found.append(f"{spot['within']} of {spot['near']}")
        else:
            part = f"{spot['part']} of " if "part" in spot else ""
            unit = " province" if spot.get("taken_as") == "unit" and not part else ""
            found.append(f"{part}{spot['place']}{unit}")
    return " + ".join(found)


def _when(when: When | None) -> str:
    if when is None:
        return "?"
    return ("~" if when.vague else "") + when.iso
