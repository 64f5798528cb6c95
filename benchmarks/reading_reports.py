"""Invented reports with the claims they make, written by hand: what is read of them, and how well.

Each file of `reports/` holds a report and its claims in the claim language. A claim that is
`optional` follows from another (who captured a town held it); reading it or not counts neither way.
One that is `instead` says the same as the claim before it in another form (a bombing that killed
15, a toll of 15 by bombs): reading either is reading the one claim.
A name that ends in `-r6` to `-r17` says in which round of strangers' reports it was first read;
what each round gave before anything was learned from it stands in docs/reading.md. Nothing was
learned from rounds 15 to 17.
`country` is that of the record at hand, `known` what it names and the general gazetteer does not.

A claim that is read is paired with the one of the same type that it agrees with most. Claims that
reading itself calls incomplete or not testable are never tested, and are not counted. Days agree if
they are the same; of days that are vague in the report, half must be shared, and a claim that calls
its days vague may be wider by a day at each end. Sources agree if they share a word or are both the
state. `all` is everything together, with the kind of event and the numbers.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from ruamel.yaml import YAML
from scipy.optimize import linear_sum_assignment

from onrecord.actors import Registry
from onrecord.api import world_of
from onrecord.claims import CLAIM, AnyClaim, When
from onrecord.errors import OnrecordError
from onrecord.places import Gazetteer, Place
from onrecord.reading.document import open_report
from onrecord.reading.rules import read_claims
from onrecord.reading.syntax import parser

REPORTS = Path(__file__).parent / "reports"
ASPECTS = ("type", "actors", "place", "days", "stance", "all")
_ROLES = ("by", "against", "involving")


@dataclass(frozen=True)
class Report:
    name: str
    style: str
    published: dt.date
    text: str
    claims: tuple[AnyClaim, ...]
    optional: frozenset[int]
    instead: frozenset[int]
    country: str | None
    known: Mapping[str, Any]

    def main_of(self, claim: int) -> int:
        """The claim that this one says in another form, or itself."""
        while claim in self.instead:
            claim -= 1
        return claim


@dataclass
class Scores:
    """`gold` and `read` count claims; `right` how many agree, by aspect."""

    gold: int = 0
    read: int = 0
    right: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def row(self, aspect: str) -> str:
        right = self.right[aspect]
        precision = right / self.read if self.read else float("nan")
        recall = right / self.gold if self.gold else float("nan")
        f1 = 2 * right / (self.read + self.gold) if self.read + self.gold else float("nan")
        return f"{aspect:<8} {right:>5} {precision:>10.2f} {recall:>7.2f} {f1:>6.2f}"

    def table(self) -> str:
        head = f"{self.read} claims read, {self.gold} in the reports"
        rows = [self.row(aspect) for aspect in ASPECTS]
        return "\n".join([head, "aspect   right  precision  recall     F1", *rows])


def reports(folder: Path = REPORTS) -> Iterator[Report]:
    for path in sorted(folder.glob("*.yaml")):
        raw = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
        optional = frozenset(n for n, c in enumerate(raw["claims"]) if c.pop("optional", False))
        instead = frozenset(n for n, c in enumerate(raw["claims"]) if c.pop("instead", False))
        for n, claim in enumerate(raw["claims"]):
            claim.setdefault("id", f"{path.stem}-{n}")
            claim.setdefault("why", "") if claim["type"] == "opinion" else None
        said = tuple(CLAIM.validate_python(c) for c in raw["claims"])
        claims = (*said, *(CLAIM.validate_python(c) for c in _held_by_capture(raw["claims"])))
        optional |= frozenset(range(len(said), len(claims)))
        yield Report(
            path.stem, raw["style"], raw["published"], raw["text"], claims, optional, instead,
            raw.get("country"), raw.get("known", {}),
        )  # fmt: skip


def _held_by_capture(claims: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Who captured a place held it on that day, whether or not the file says so."""
    for claim in claims:
        events = claim.get("events", {})
        if claim["type"] == "occurred" and events.get("kind") == "capture" and "by" in events:
            kept = {k: claim[k] for k in ("where", "when", "stance", "according_to") if k in claim}
            yield {"id": f"{claim['id']}-held", "type": "controls", "actor": events["by"], **kept}


@lru_cache(maxsize=1)
def _parser() -> Any:
    return parser()


def _gazetteer(country: str | None, known: Mapping[str, Any]) -> Gazetteer:
    """The places that a record of the country would know, and GeoNames' for it."""
    if country is None:
        return Gazetteer().with_geonames()
    places = [Place(country, "country", 0.0, 0.0, country=country)]
    places += [
        Place(name, "settlement", 10.0 + n, 20.0, country=country)
        for n, name in enumerate(known.get("settlement", ()))
    ]
    places += [
        Place(name, "unit1", 10.5 + n, 20.5, country=country, bounds=(10 + n, 20, 11 + n, 21))
        for n, name in enumerate(known.get("unit1", ()))
    ]
    return Gazetteer(places).with_geonames()


def read(report: Report) -> tuple[str, tuple[AnyClaim, ...]]:
    """The extracted text of a report, and the claims read in it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        path.write_text(report.text, "utf-8")
        document = open_report(path, published=report.published)
    registry = world_of().registry
    gazetteer = _gazetteer(report.country, report.known)
    reading = read_claims(
        document, registry, gazetteer, published=report.published, parse=_parser()
    )
    return document.text, reading.claims


# what is compared --------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def actor_id(name: str) -> str:
    registry: Registry = world_of().registry
    try:
        return str(registry.find(name).actor.id)
    except OnrecordError:
        return name.lower().removeprefix("the ")


def _ids(value: Any) -> frozenset[str]:
    names = value if isinstance(value, list) else [value]
    return frozenset(actor_id(part) for name in names for part in str(name).split("+"))


def _parties(events: Mapping[str, Any] | None) -> tuple[Any, ...]:
    if not events:
        return ()
    if "between" in events:
        return ("between", frozenset(_ids(side) for side in events["between"]))
    return tuple((role, _ids(events[role])) for role in _ROLES if role in events)


def aspects(claim: AnyClaim) -> dict[str, Any]:
    """A claim as plain values, one for each aspect."""
    w = claim.model_dump(mode="json", exclude_none=True)
    killed, events = w.get("killed", {}), w.get("events")
    actors: list[Any] = [_parties(events)]
    actors += [(r, _ids(killed[r])) for r in ("by", "of") if r in killed]
    actors += [(r, _ids(w[r])) for r in ("actor", "favours", "hit", "rather_than") if r in w]
    if claim.type != "occurred" and isinstance(w.get("against"), (str, list)):
        actors.append(("against", _ids(w["against"])))
    for part in ("left", "took_up", "during"):
        if part in w:
            actors.append((part, _parties(w[part].get("events"))))
    spots = w.get("where") or []
    spots = spots if isinstance(spots, list) else [spots]
    return {
        "actors": frozenset(a for a in actors if a),
        "place": frozenset(
            ("near" in s, str(s.get("near", s.get("place"))).lower(), s.get("part")) for s in spots
        ),
        "days": getattr(claim, "when", None),
        "stance": (claim.stance, actor_id(claim.according_to), claim.according_to.lower()),
        "kind": (events or {}).get("kind"),
        "numbers": {k: (w[k].get("low"), w[k].get("high")) for k in ("killed", "number") if k in w},
        "direction": w.get("direction"),
    }


def _days_agree(gold: When | None, found: When | None) -> bool:
    """The same days; of vague ones at least half."""
    if gold is None or found is None:
        return gold is found
    if None in (gold.first, gold.last, found.first, found.last):
        return (gold.first, gold.last) == (found.first, found.last)
    if not gold.vague:
        early, late = (gold.first - found.first).days, (found.last - gold.last).days  # type: ignore[operator]
        return 0 <= early <= found.vague and 0 <= late <= found.vague
    both = (min(gold.last, found.last) - max(gold.first, found.first)).days + 1  # type: ignore[operator, type-var]
    either = (max(gold.last, found.last) - min(gold.first, found.first)).days + 1  # type: ignore[operator, type-var]
    return both / either >= 0.5


def _stances_agree(gold: tuple[str, str, str], found: tuple[str, str, str]) -> bool:
    shared = set(gold[2].split()) & set(found[2].split()) - {"the", "a", "of", "and"}
    ours, theirs = (
        bool(_STATE & set(said[2].split())) or said[1].startswith("government-of")
        for said in (gold, found)
    )
    return gold[0] == found[0] and (gold[1] == found[1] or bool(shared) or (ours and theirs))


_STATE = {"army", "military", "police", "government", "ministry"}


def agreement(gold: AnyClaim, found: AnyClaim) -> dict[str, bool]:
    a, b = aspects(gold), aspects(found)
    said = {
        "type": gold.type == found.type,
        "actors": a["actors"] == b["actors"],
        "place": a["place"] == b["place"],
        "days": _days_agree(a["days"], b["days"]),
        "stance": _stances_agree(a["stance"], b["stance"]),
    }
    numbers = all(b["numbers"].get(k) == v for k, v in a["numbers"].items())
    same = a["kind"] == b["kind"] and a["direction"] == b["direction"] and numbers
    said["all"] = all(said.values()) and same
    return said


def score(scores: Scores, report: Report, found: list[AnyClaim]) -> None:
    pairs = _paired(report, found)
    matched = {j: i for i, j in pairs}
    taken = {report.main_of(i) for i, _ in pairs}
    counted: set[int] = set()
    for j, claim in sorted(enumerate(found), key=lambda f: matched.get(f[0], 0)):
        i = matched.get(j)
        said = (
            agreement(report.claims[i], claim) if i is not None else dict.fromkeys(ASPECTS, False)
        )
        main = report.main_of(i) if i is not None else None
        if said["all"] and (main in report.optional or main in counted):
            continue
        if said["all"] and main is not None:
            counted.add(main)
        scores.read += 1
        if main is not None and main not in report.optional:
            scores.right.update(aspect for aspect in ASPECTS if said[aspect])
        if not said["all"] or main in report.optional:
            wrong = [aspect for aspect in ASPECTS if not said[aspect]]
            scores.lines.append(f"{report.name}: WRONG ({', '.join(wrong)}): {_line(claim)}")
            if i is not None:
                scores.lines.append(f"    gold: {_line(report.claims[i])}")
    required = [i for i in range(len(report.claims)) if i not in report.optional | report.instead]
    scores.gold += len(required)
    for i in required:
        if i not in taken:
            scores.lines.append(f"{report.name}: MISSED: {_line(report.claims[i])}")


def _paired(report: Report, found: list[AnyClaim]) -> list[tuple[int, int]]:
    if not found or not report.claims:
        return []
    worth = np.zeros((len(report.claims), len(found)))
    for i, gold in enumerate(report.claims):
        for j, claim in enumerate(found):
            said = agreement(gold, claim)
            if said["type"]:
                # equal but for an optional one: the required one is meant
                worth[i, j] = 1 + sum(said.values()) - 0.01 * (i in report.optional)
    rows, columns = linear_sum_assignment(-worth)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if worth[i, j] > 0]


def _line(claim: AnyClaim) -> str:
    w = claim.model_dump(mode="json", exclude_none=True)
    left_out = ("id", "says", "at", "review", "assumed", "incomplete", "according_to", "stance")
    said = {k: v for k, v in w.items() if k not in left_out}
    source = f" [{claim.stance} {claim.according_to}]" if claim.stance != "asserted" else ""
    words = f" “{claim.says}”" if claim.says else ""
    return f"{said}{source}{words}"


def measure(folder: Path = REPORTS) -> Scores:
    scores = Scores()
    for report in reports(folder):
        _, claims = read(report)
        score(scores, report, [c for c in claims if not c.incomplete and c.type != "opinion"])
    return scores
