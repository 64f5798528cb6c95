"""Claims of every type, with names and words that are hard on a file format."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from onrecord.claims import (
    CLAIM,
    KINDS,
    AnyClaim,
    Events,
    ReportHead,
    Review,
    When,
)

HARD = [
    "Orrevin Council", "yes", "No", "on", "null", "~", "1_000", "12:30", "0x1F", "1e3", "-", "- a",
    "a: b", "a #b", "#a", "'a'", 'say "so"', "back\\slash", "{a}", "[a]", "a,b", "*a", "&a", "!a",
    "%a", "@a", "`a", "> a", "| a", "? a", "---", "...", "2017-10-09", "7", "3.5", ".5", "=", "<<",
    "Ter Ma’la", "أبو دالي", "Ćuprija", "Ḥamāh", "𐎀𐎁", "a  b", "a\u00a0b", "a\u2028b", "a\u0085b",
    "é", "Government of Kelmara", "true", ".inf", ".nan", "0o17", "\ufeffx",
]  # fmt: skip

_chars = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="+")
names = st.one_of(
    st.sampled_from(HARD),
    st.text(_chars, min_size=1, max_size=20).map(str.strip).filter(bool),
)
prose = st.one_of(
    st.lists(names, min_size=1, max_size=30).map(" ".join),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=200),
)
coalitions = st.lists(names, min_size=2, max_size=3).map("+".join)
actors = st.one_of(names, coalitions, st.lists(names, min_size=1, max_size=3))
ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True)
days = st.dates(dt.date(1946, 1, 1), dt.date(2035, 12, 31))
kinds = st.sampled_from(KINDS)
km = st.floats(min_value=1e-6, max_value=20_000, allow_nan=False)
whole = st.integers(0, 10**7)


@st.composite
def whens(draw: st.DrawFn) -> When:
    first, last = sorted([draw(days), draw(days)])
    shape = draw(st.sampled_from(["day", "interval", "from", "to"]))
    vague = draw(st.booleans())
    if shape == "day":
        return When(first=first, last=first, vague=vague)
    return When(
        first=None if shape == "to" else first, last=None if shape == "from" else last, vague=vague
    )


def some(**fields: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    """A mapping in which every field may be absent."""
    return st.fixed_dictionaries({}, optional=fields)


@st.composite
def events(draw: st.DrawFn) -> Events:
    form = draw(st.sampled_from(["by", "against", "both", "between", "involving", "kind"]))
    value: dict[str, object] = {}
    if form in ("by", "both"):
        value["by"] = draw(actors)
    if form in ("against", "both"):
        value["against"] = draw(actors)
    if form == "between":
        value["between"] = [draw(actors), draw(actors)]
    if form == "involving":
        value["involving"] = draw(actors)
    if form == "kind" or draw(st.booleans()):
        value["kind"] = draw(kinds)
    return Events.model_validate(value)


_named = {"unit": names, "country": names, "assumed": st.booleans(), "within": km}
points = st.tuples(st.floats(-90, 90), st.floats(-180, 180)).map(list)
near = st.builds(lambda p, more: {"near": p, **more}, names | points, some(**_named))
in_place = st.builds(
    lambda p, more: {"place": p, **more},
    names,
    some(
        **_named,
        part=st.sampled_from(["north", "south-west"]),
        taken_as=st.sampled_from(["settlement", "unit", "country"]),
    ),
)


@st.composite
def corners(draw: st.DrawFn) -> tuple[float, float, float, float]:
    west = draw(st.floats(-180, 170))
    south = draw(st.floats(-90, 80))
    size = draw(st.floats(0.01, 10))
    return west, south, west + size, south + size


boxes = corners().map(lambda c: {"box": list(c)})
polygons = corners().map(
    lambda c: {
        "polygon": {
            "type": "Polygon",
            "coordinates": [[[c[0], c[1]], [c[2], c[1]], [c[2], c[3]], [c[0], c[3]], [c[0], c[1]]]],
        }
    }
)
spots = st.one_of(names, near, in_place, boxes, polygons)
wheres = st.one_of(spots, st.lists(spots, min_size=1, max_size=3))


@st.composite
def numbers(draw: st.DrawFn, **more: st.SearchStrategy[object]) -> dict[str, object]:
    low, high = sorted([draw(whole), draw(whole)])
    ends = draw(st.sampled_from([{"low": low}, {"high": high}, {"low": low, "high": high}]))
    return {**ends, **draw(some(**more))}


anchors = st.fixed_dictionaries({"event": prose.filter(bool), "on": days})
series = st.builds(lambda e, more: {"events": e, **more}, events(), some(where=wheres))
reviews = st.builds(
    Review,
    status=st.sampled_from(["proposed", "accepted", "edited", "rejected"]),
    by=st.none() | names,
    on=st.none() | days,
    note=st.none() | prose,
)
rivals = st.one_of(
    st.fixed_dictionaries({"periods": st.sampled_from(["day", "month"])}, optional={"since": days}),
    st.fixed_dictionaries({"places": wheres}),
    st.fixed_dictionaries({"actors": st.lists(actors, min_size=1, max_size=3)}),
)
common = some(
    says=prose,
    at=st.tuples(st.integers(0, 999), st.integers(1, 99)).map(lambda p: [p[0], p[0] + p[1]]),
    according_to=names,
    stance=st.sampled_from(["asserted", "attributed", "hedged", "denied"]),
    assumed=st.lists(prose, max_size=2),
    review=reviews,
)
_selecting = {"events": events(), "where": wheres, "when": whens()}
_placed = {"where": wheres, "when": whens()}

NEEDED: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "occurred": _selecting,
    "none": _placed,
    "only": _selecting,
    "count": {**_selecting, "number": numbers()},
    "toll": {**_placed, "killed": numbers(by=actors, of=actors)},
    "ranked": {**_selecting, "measure": st.sampled_from(["events", "killed"]), "among": rivals},
    "changed": {**_selecting, "direction": st.sampled_from(["rose", "fell"])},
    "displaced": {"actor": actors, "left": series, "took_up": series, "when": whens()},
    "coincided": {**_selecting, "during": series},
    "targeted": {**_placed, "actor": actors, "hit": actors, "rather_than": actors},
    "followed": {**_selecting, "after": series, "versus": series},
    "controls": {**_placed, "actor": actors},
    "aligned": {**_placed, "actor": actors, "favours": actors, "against": actors},
    "opinion": {"why": prose},
}
ALSO: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "occurred": {"killed": numbers()},
    "none": {"events": events(), "anchored_by": anchors},
    "changed": {
        "before": whens(),
        "anchored_by": anchors,
        "versus": series,
        "times": st.floats(1e-3, 1e3),
    },
    "displaced": {"anchored_by": anchors},
    "coincided": {"scale": st.fixed_dictionaries({"within": km, "days": st.integers(0, 366)})},
}


@st.composite
def claims_of(draw: st.DrawFn, type_: str) -> AnyClaim:
    """A claim of one type, whole or incomplete."""
    fields = draw(st.fixed_dictionaries(NEEDED[type_], optional=ALSO.get(type_, {})))
    missing = draw(st.lists(st.sampled_from(sorted(NEEDED[type_])), unique=True, max_size=2))
    if missing and draw(st.booleans()):
        fields = {k: v for k, v in fields.items() if k not in missing}
        fields["incomplete"] = missing
    if type_ == "changed":
        fields = fitting(fields)
    return CLAIM.validate_python({"id": draw(ids), "type": type_, **draw(common), **fields})


def fitting(fields: dict[str, object]) -> dict[str, object]:
    """A changed claim's fields without a baseline or a factor that contradicts the others."""
    fields = dict(fields)
    if "before" in fields:
        # A baseline of its own that ends before any window that is drawn.
        fields["before"] = "0002-01-01/0002-06-30" if "when" in fields else fields["before"]
        when = When.model_validate(fields["when"]) if "when" in fields else None
        if when is None or when.first is None or when.first.year < 3:
            del fields["before"]
    times = fields.get("times")
    if isinstance(times, float):
        if "direction" in fields:
            fields["direction"] = "rose" if times > 1 else "fell"
        else:
            del fields["times"]
    return fields


any_claim = st.sampled_from(sorted(NEEDED)).flatmap(claims_of)
claim_lists = st.lists(any_claim, max_size=4, unique_by=lambda claim: claim.id)
reports = st.builds(
    ReportHead,
    title=st.none() | prose,
    author=st.none() | prose,
    published=st.none() | days,
    text=st.none() | names,
)
