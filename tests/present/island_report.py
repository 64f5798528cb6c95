"""A report about the invented island, and its claims held against two invented records."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

import island

from onrecord.assess.finding import (
    Bin,
    Checked,
    Coarsened,
    Counts,
    Effect,
    Finding,
    Incomplete,
    Leg,
    NotTestable,
    OtherPlace,
    PossibleEvents,
    QuotedLine,
    Sources,
    TestedPlace,
)

GED, LOC = "island-ged@32.1", "island-locations@2032-09-02"
DAY = dt.date

TITLE = "Velmar: the quiet war nobody counts <script>alert(1)</script>"
TEXT = """Velmar: the quiet war nobody counts <script>alert(1)</script>

By Ilse Marrow, Harbour Review, 2 April 2032

For two weeks the Tarn Guard and the Northern Column have fought around Old Weir, and it is the only battle in Upper Korrin. On 19 March 2032 warplanes of the government struck Keldmouth and killed eleven people. Residents called it "the worst week since the harbour fell" & nobody has told them otherwise. (1)

Since the truce of 1 March, attacks by the Guard on the Column have tripled, while the government has stopped striking the Guard altogether and turned on the Column instead. There was no fighting at all in Ashel Bay in March. At least 40 people were killed on the island that month, most of them civilians, according to the Velmar Observatory. (2)

The Guard holds Threnby. وقال أحد السكان: «لم ننم منذ أسبوعين» – "we have not slept for two weeks". March was the deadliest month since the war began 🔥🔥, and the government denies that it shelled Mirrow on 25 March.

The Guard's shells fall on the Column's villages wherever the government's planes have been the day before; no one can call that chance. <img src=x onerror=alert(2)> The government favours the Guard against the Column. Its ministers are cowards, and the world must act now. (3)

Far to the north, a convoy was said to have crossed the border in recent days."""


def _at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def records() -> dict[str, Any]:
    return {
        GED: island.record(),
        LOC: island.record(140, name="island-locations", redistributable=False, seed=11),
    }


def _ids(label: str, first: int, count: int, step: int = 1) -> tuple[str, ...]:
    return tuple(f"{label}:{40_000 + first + i * step}" for i in range(count))


def _history(seed: int, weeks: int = 34) -> tuple[Bin, ...]:
    start = DAY(2031, 9, 1)
    return tuple(
        Bin(
            start=start + dt.timedelta(days=7 * i),
            days=7,
            certain=(i * 5 + seed) % 4 + (4 if i in (28, 29) else 0),
            possible=(i + seed) % 3 == 0,
        )
        for i in range(weeks)
    )


MARCH = (DAY(2032, 3, 1), DAY(2032, 3, 31))
FORTNIGHT = (DAY(2032, 3, 19), DAY(2032, 4, 2))
OLD_WEIR = TestedPlace(
    label="Old Weir", shape="disc", lat=61.18, lon=-8.12, km=30,
    others=(OtherPlace(label="Old Weir (Lower Korrin)", lat=60.83, lon=-7.95, km_away=40, verdict="undecided"),),
)  # fmt: skip
KELDMOUTH = TestedPlace(label="Keldmouth", shape="disc", lat=60.86, lon=-7.71, km=10)
ASHEL = TestedPlace(
    label="Ashel", shape="unit", lat=61.28, lon=-8.1, bounds=(-8.45, 61.2, -7.8, 61.38)
)
VELMAR = TestedPlace(
    label="Velmar", shape="polygon", lat=61.05, lon=-8.1,
    geojson={"type": "Polygon", "coordinates": [[[-8.5, 60.8], [-7.6, 60.78], [-7.65, 61.2], [-8.0, 61.42], [-8.5, 61.3], [-8.5, 60.8]]]},
)  # fmt: skip


def _line(event: str, text: str, *shows: str, who: str = "Velmar Observatory") -> QuotedLine:
    return QuotedLine(event=event, date=DAY(2032, 3, 20), originator=who, text=text, shows=shows)


def _finding(
    id: str, type: str, says: str | None, verdict: Any, because: str, **rest: Any
) -> Finding:
    given: dict[str, Any] = {
        "record": GED, "stance": "asserted", "according_to": "author", "review": "proposed",
        "claim": {"type": type, "where": {"near": "Old Weir", "within": "30 km"}, "when": "2032-03-19/2032-04-02"},
        "method": f"methods.md#{type}", "window": FORTNIGHT, "history": _history(len(id)),
        "places": (OLD_WEIR,), "assumptions": ("“around Old Weir” is taken as within 30 km of it.",),
    }  # fmt: skip
    return Finding(
        id=id, type=type, says=says, at=_at(says) if says and says in TEXT else None,
        verdict=verdict, because=because, **(given | rest),
    )  # fmt: skip


def _first() -> list[Finding]:
    weir = "the Tarn Guard and the Northern Column have fought around Old Weir"
    only = weir + ", and it is the only battle in Upper Korrin"
    strike = (
        "On 19 March 2032 warplanes of the government struck Keldmouth and killed eleven people"
    )
    return [
        _finding(
            "weir-battle", "occurred", weir, "borne out",
            "4 deadly events between the Tarn Guard and the Northern Column were recorded within 30 km of Old Weir in those days; 8 % of such windows here would match by chance.",
            events=_ids(GED, 3, 4), other_events=_ids(GED, 60, 9), review="accepted",
            counts=Counts(certain=4, distinct_reports=3),
            sources=Sources(originators={"Velmar Observatory": 3, "Island Wire": 1}, independent=2),
            source_lines=(_line(f"{GED}:40003", "Clashes near Old Weir leave 6 dead, residents say", "kind: battle"),),
            numbers={"chance_match": 0.08, "windows": 346}, would_change="With 3 of the 4 events gone it would still be borne out.",
        ),
        _finding(
            "only-battle", "only", only, "contradicted",
            "6 other deadly events were recorded in Upper Korrin in those days, on 5 different days; 2 are described as clashes by more than one originator.",
            events=_ids(GED, 3, 4), counter_examples=_ids(GED, 20, 6), possible=_ids(GED, 90, 5), unplaced=_ids(GED, 120, 3),
            counts=Counts(certain=4, possible=5, unplaced=3, unplaced_dead=61, distinct_reports=7),
            possible_events=PossibleEvents(handled_by="corners", agree=1.0),
            coarsened=Coarsened(lost=("kind: the record does not say “battle”", "who attacked: battles have no direction in this record"), claim={"type": "only", "events": {"between": ["Tarn Guard", "Northern Column"]}}),
            source_lines=(
                _line(f"{GED}:40020", "Clashes near Hallin leave 4 dead, residents say", "kind: battle"),
                _line(f"{GED}:40022", "اشتباكات عنيفة قرب هالين", "kind: battle", who="Island Wire"),
                _line(f"{GED}:40021", "<script>alert(3)</script> Mortar fire on Sarn Tor", "kind: shelling", who=""),
            ),
            sources=Sources(originators={"Velmar Observatory": 5, "Island Wire": 2}, independent=2, shared_with_report=("Velmar Observatory",)),
            would_change="Without 5 of the 6 other events it would be undecided.",
            sensitivity=("At 15 km: undecided.", "At 60 km: contradicted."),
        ),
        _finding(
            "keldmouth-strike", "occurred", strike, "partly borne out",
            "1 deadly event with 11 dead was recorded in Keldmouth on 19 March 2032; the record does not say whether it was an airstrike, nor who acted.",
            events=_ids(GED, 33, 1), places=(KELDMOUTH,), window=(DAY(2032, 3, 19), DAY(2032, 3, 19)),
            counts=Counts(certain=1, distinct_reports=1),
            coarsened=Coarsened(lost=("kind: the record has no airstrikes",), claim={"type": "occurred", "killed": {"low": 11, "high": 11}}),
            source_lines=(_line(f"{GED}:40033", "Warplanes hit positions around Keldmouth; 11 killed", "kind: airstrike"),),
            sources=Sources(originators={"Velmar Observatory": 1}, independent=1),
        ),
        _finding(
            "keldmouth-strike", "occurred", strike, "borne out",
            "1 airstrike with 11 dead was recorded in Keldmouth on 19 March 2032.",
            record=LOC, events=_ids(LOC, 12, 1), other_events=_ids(LOC, 30, 4), places=(KELDMOUTH,),
            window=(DAY(2032, 3, 19), DAY(2032, 3, 19)), counts=Counts(certain=1, distinct_reports=1),
            source_lines=(_line(f"{LOC}:40012", "Government warplanes struck Keldmouth market", "kind: airstrike", who="Island Wire"),),
            sources=Sources(originators={"Island Wire": 1}, independent=1),
        ),
        _finding(
            "worst-week", "ranked", "the worst week since the harbour fell", "undecided",
            "It ranks first in 61 % of the readings of the imprecisely dated events; 95 % would be needed.",
            stance="attributed", according_to="residents", events=_ids(GED, 140, 12), possible=_ids(GED, 170, 8),
            counts=Counts(certain=12, possible=8, distinct_reports=9), possible_events=PossibleEvents(handled_by="worlds", agree=0.61),
        ),
    ]  # fmt: skip


def _second() -> list[Finding]:
    tripled = "Since the truce of 1 March, attacks by the Guard on the Column have tripled"
    turned = (
        "the government has stopped striking the Guard altogether and turned on the Column instead"
    )
    toll = "At least 40 people were killed on the island that month, most of them civilians"
    return [
        _finding(
            "tripled", "changed", tripled, "undecided",
            "9 events in the 33 days, against 12 in the 198 days before: 4.5 times the rate; but these 9 events are 2 bursts, and bursts this large come about 3 times a year here.",
            events=_ids(GED, 150, 9), possible=_ids(GED, 180, 4), window=(DAY(2032, 3, 1), DAY(2032, 4, 2)),
            effect=Effect(name="rate ratio", value=4.5, low=0.9, high=22.4), p=0.081, p_kind="placebo", p_adjusted=0.24, naive_p=0.0007, power=0.31,
            counts=Counts(certain=9, possible=4, distinct_reports=6), possible_events=PossibleEvents(handled_by="corners", agree=1.0),
            numbers={"k1": 9, "k0": 12, "window_days": 33, "baseline_days": 198, "bursts": 2},
            would_change="4 more events on other days of March would make it borne out.",
        ),
        _finding(
            "turned", "displaced", turned, "beyond the record",
            "The record does not say who acted in a battle. Coarser numbers: 2 events with the Guard after 9, and 11 with the Column after 4.",
            coarsened=Coarsened(lost=("who acted: battles have no direction in this record",), claim={"type": "displaced"}), events=_ids(GED, 200, 6),
            counts=Counts(certain=6),
        ),
        _finding(
            "quiet-bay", "none", "There was no fighting at all in Ashel Bay in March", "not on record",
            "No such event was recorded in Ashel in March 2032; 26 others were, within 180 days.",
            places=(ASHEL,), window=MARCH, other_events=_ids(GED, 210, 7),
        ),
        _finding(
            "toll-march", "toll", toll, "borne out",
            "Between 58 and 112 people are on record as killed on Velmar in March 2032, so at least 40 holds.",
            stance="attributed", according_to="Velmar Observatory", places=(VELMAR,), window=MARCH,
            events=_ids(GED, 0, 120, 2), unplaced=_ids(GED, 1, 9, 12),
            counts=Counts(certain=120, unplaced=9, unplaced_dead=230, distinct_reports=88), numbers={"low_certain": 58, "high_possible": 112},
            sources=Sources(originators={"Velmar Observatory": 84, "Island Wire": 20}, independent=2, shared_with_report=("Velmar Observatory",)),
        ),
        _finding(
            "holds-threnby", "controls", "The Guard holds Threnby", None, "This version has no test for who holds a place.",
            state="not tested by this version", history=(), places=(), window=None,
        ),
        _finding(
            "deadliest", "ranked", "March was the deadliest month since the war began", "contradicted",
            "November 2031 has more dead in 98 % of the readings of the imprecisely dated events.",
            window=MARCH, places=(VELMAR,), events=_ids(GED, 1, 25, 3), stance="hedged", review="edited",
        ),
        _finding(
            "mirrow-denied", "occurred", "the government denies that it shelled Mirrow on 25 March", "not on record",
            "The government denies this; the record holds no deadly event in Mirrow on 25 March 2032, though it holds 9 there within 180 days.",
            stance="denied", according_to="the government", window=(DAY(2032, 3, 25), DAY(2032, 3, 25)),
            places=(TestedPlace(label="Mirrow", shape="disc", lat=61.27, lon=-8.36, km=10),),
        ),
        _finding(
            "shells-follow", "coincided", "The Guard's shells fall on the Column's villages wherever the government's planes have been the day before",
            None, "The place is missing.", state="incomplete", history=(), places=(), window=None,
        ),
        _finding(
            "favours", "aligned", "The government favours the Guard against the Column", "beyond the record",
            "3 of 5 legs can not be seen by this record.", history=(), places=(), window=None,
            legs=(
                Leg(
                    name="the government strikes the Column where the Guard fights it <b>now</b>",
                    type="coincided", verdict="undecided",
                    because="The record has 12 strikes near such fights, against 9 expected.",
                    effect=Effect(name="ratio", value=1.33, low=0.8, high=2.2), p=0.12, p_kind="matched",
                    innocent="strikes follow fighting: along the same front others are struck 1.2 times as often.",
                ),
                Leg(
                    name="the government and the Guard do not fight", type="none",
                    verdict="beyond the record", because="The record does not say who acted.",
                ),
            ),
        ),
    ]  # fmt: skip


def checked() -> Checked:
    """The report checked: every verdict, both states, overlapping passages, hostile text."""
    convoy = "a convoy was said to have crossed the border in recent days"
    findings = (*_first(), *_second())
    return Checked(
        title=TITLE,
        published=DAY(2032, 4, 2),
        author="Ilse Marrow",
        text=TEXT,
        text_sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        findings=findings,
        incomplete=(
            Incomplete(id="convoy", type="occurred", says=convoy, at=_at(convoy), missing=("place", "actor")),
        ),
        not_testable=(
            NotTestable(id="cowards", says="Its ministers are cowards", at=_at("Its ministers are cowards"), why="moral judgement"),
            NotTestable(id="act-now", says="the world must act now", at=_at("the world must act now"), why="appeal"),
        ),
        sourcing={
            "citations": [
                {"marker": "(1)", "says": "Harbour Review, 30 March 2032", "kind": "self", "resolvable": True},
                {"marker": "(2)", "says": "Velmar Observatory", "kind": "observer", "resolvable": False},
                {"marker": "(3)", "says": "<b>My book</b>, p. 12", "kind": "self", "resolvable": False},
            ],
            "self_citations": 2,
            "unresolvable": 2,
        },
        truth={f.id: "borne out" if f.verdict == "borne out" else (f.verdict or "contradicted") for f in findings}
        | {"tripled": "borne out"},
        command="onrecord check report.txt --record island-ged --record island-locations --published 2032-04-02",
    )  # fmt: skip
