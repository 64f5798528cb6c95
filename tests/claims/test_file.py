"""A claims file goes out and comes back the same, and an edit touches only what it changes."""

from __future__ import annotations

import datetime as dt
import difflib
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from onrecord.claims import (
    CLAIM,
    TYPES,
    AnyClaim,
    ClaimsFile,
    ReportHead,
    Review,
    as_written,
)
from onrecord.errors import ClaimsError

from .strategies import NEEDED, any_claim, claim_lists, claims_of, reports

BY_HAND = """\
# Claims of the Tide Bulletin, read by hand.
report: {title: "The Valley Burns", published: 2021-03-04,   text: report.txt} # one line

claims:
    # ---- the valley ----
    -   id: 'valley-battles'   # the main one
        type: only
        says: >-
            the only fighting in the valley is the one
            between the Lanterns and the Council

        at: [ 10,  90 ]
        events: { between: [ Lanterns, 'Council' ], kind: battle } # both spellings exist
        where: Tessaruun
        when: 2021-02

    # ---- the coast ----
    -   type: count
        id: coast-raids
        events:
            by: [Lanterns, Reed Band]   # either
            # kind is not given
            against: Council
        where:
        - {near: Ombrelle, within: 60}
        - Quillar
        when: {from: 2021-01-01, to: 2021-01-31, vague: true}
        number: 14
        review:
            status: proposed
            # nobody has looked
    - {id: plea, type: opinion, why: "an appeal",}
# the end
"""


def _lines_changed(before: str, after: str) -> list[str]:
    """Lines that an edit took out (-) or put in (+)."""
    diff = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line for line in diff if line[0] in "+-"]


def _claim(file: ClaimsFile, claim_id: str) -> AnyClaim:
    return next(claim for claim in file.claims if claim.id == claim_id)


def test_strategies_cover_every_type() -> None:
    assert set(NEEDED) == set(TYPES)


@pytest.mark.parametrize("type_", TYPES)
def test_round_trip_of_every_type(type_: str) -> None:
    @settings(max_examples=40)
    @given(claims_of(type_), reports)
    def round_trip(claim: AnyClaim, report: ReportHead) -> None:
        written = ClaimsFile.new(report, [claim])
        read = ClaimsFile.parse(written.dump())
        assert read.claims == (claim,)
        assert read.report == report
        assert hash(read.claims[0]) == hash(claim)

    round_trip()


@given(claim_lists, reports)
def test_other_yaml_readers_see_the_same(claims: list[AnyClaim], report: ReportHead) -> None:
    text = ClaimsFile.new(report, claims).dump()
    other = YAML(typ="safe", pure=True).load(text)
    for claim, seen in zip(claims, other["claims"], strict=True):
        assert seen.pop("review")["status"] == claim.review.status
        expected = as_written(claim) | {}
        expected.pop("review", None)
        assert _as_text(seen) == _as_text(expected)


def _as_text(value: object) -> object:
    """Dates as text and whole floats as integers: what two readers may differ in."""
    if isinstance(value, dict):
        return {k: _as_text(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_as_text(v) for v in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def test_yaml_1_1_readers_see_texts_where_texts_are_written() -> None:
    names = ["yes", "No", "on", "y", "null", "12:30:45", "1_000", "0x1F", "1e3", "0o17", "017"]
    claim = CLAIM.validate_python(
        {"id": "a", "type": "none", "where": names, "when": "2021", "says": "off"}
    )
    old = YAML(typ="safe", pure=True)
    old.version = (1, 1)
    seen = old.load(ClaimsFile.new(ReportHead(), [claim]).dump())["claims"][0]
    assert [spot["place"] for spot in seen["where"]] == names
    assert seen["says"] == "off"


def test_a_new_file_reads_well() -> None:
    says = (
        "In the first week of March the Lanterns raided the salt road fourteen times, "
        "and the garrison of Ombrelle did not once come out to meet them"
    )
    claim = CLAIM.validate_python(
        {
            "id": "raids",
            "type": "count",
            "says": says,
            "at": [12, 153],
            "events": {"by": "Lanterns", "kind": "raid"},
            "number": 14,
            "where": {"near": "Ombrelle", "within": "60 km"},
            "when": "2021-03-01/2021-03-07",
        }
    )
    report = ReportHead(title="The Salt Road", published=dt.date(2021, 3, 9), text="report.txt")
    text = ClaimsFile.new(report, [claim]).dump()
    assert text.startswith("# ")
    assert "review: {status: accepted" in text.split("report:")[0]
    assert text.split("\nreport:")[1] == (
        """
  title: "The Salt Road"
  published: 2021-03-09
  text: report.txt
claims:
  - id: raids
    type: count
    says: >-
      In the first week of March the Lanterns raided the salt road fourteen times, and the garrison
      of Ombrelle did not once come out to meet them
    at: [12, 153]
    events: {by: Lanterns, kind: raid}
    where: {near: Ombrelle, within: 60 km}
    when: 2021-03-01/2021-03-07
    number: {low: 14, high: 14}
    review: {status: proposed}
"""
    )


def test_hand_written_file_is_read() -> None:
    file = ClaimsFile.parse(BY_HAND)
    assert file.report.published == dt.date(2021, 3, 4)
    assert [claim.id for claim in file.claims] == ["valley-battles", "coast-raids", "plea"]
    assert file.dump() == BY_HAND


EDITS = [
    ("valley-battles", {"events": {"between": ["Lanterns", "Reed Band"], "kind": "battle"}}, 1),
    ("valley-battles", {"when": "2021-02-01/2021-02-14"}, 1),
    ("valley-battles", {"at": [10, 95]}, 1),
    ("valley-battles", {"stance": "hedged"}, 1),
    ("valley-battles", {"where": {"near": "Tessaruun", "within": "20 km"}}, 1),
    ("valley-battles", {"events": {"involving": "Lanterns"}}, 1),
    ("valley-battles", {"review": Review(status="accepted", by="Ada")}, 1),
    ("coast-raids", {"review": Review(status="accepted", by="Ada")}, 2),
    ("coast-raids", {"number": {"low": 10}}, 1),
    ("coast-raids", {"when": {"from": "2021-01-01", "to": "2021-02-28", "vague": True}}, 1),
    ("coast-raids", {"where": ["Ombrelle", "Quillar"]}, 1),
    ("coast-raids", {"events": {"by": ["Lanterns", "Reed Band"]}}, 1),
    ("plea", {"why": "a judgement"}, 1),
    ("plea", {"says": "let us hope"}, 1),
]


@pytest.mark.parametrize(("claim_id", "change", "lines"), EDITS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_an_edit_touches_only_its_lines(
    claim_id: str, change: dict[str, object], lines: int, line_end: str
) -> None:
    text = BY_HAND.replace("\n", line_end)
    file = ClaimsFile.parse(text)
    edited = CLAIM.validate_python({**_claim(file, claim_id).model_dump(), **change})
    file.replace(edited)
    assert _claim(file, claim_id) == edited
    assert ClaimsFile.parse(file.dump()).claims == file.claims
    changes = _lines_changed(text, file.dump())
    assert max(sum(c[0] == sign for c in changes) for sign in "+-") == lines
    assert file.dump().count("\r") == (file.dump().count("\n") if line_end == "\r\n" else 0)


def test_comments_quotes_and_order_stay() -> None:
    file = ClaimsFile.parse(BY_HAND)
    edited = _claim(file, "valley-battles").model_copy(update={"says": "a shorter quote"})
    file.replace(edited)
    expected = BY_HAND.replace(
        """says: >-
            the only fighting in the valley is the one
            between the Lanterns and the Council
""",
        'says: "a shorter quote"\n',
    )
    assert file.dump() == expected


@given(claim_lists.filter(bool), st.data())
def test_replacing_one_claim_leaves_all_other_lines(
    claims: list[AnyClaim], data: st.DataObject
) -> None:
    file = ClaimsFile.new(ReportHead(title="x"), claims)
    before = file.dump()
    old = data.draw(st.sampled_from(claims))
    fresh = data.draw(any_claim).model_copy(update={"id": old.id})
    file.replace(fresh)
    kept = [claim if claim.id != old.id else fresh for claim in claims]
    assert list(file.claims) == kept
    # Every other claim's block, and everything around the list, is there to the byte.
    blocks = _blocks(before)
    after = _blocks(file.dump())
    index = [claim.id for claim in claims].index(old.id) + 1
    assert blocks[:index] == after[:index]
    assert blocks[index + 1 :] == after[index + 1 :]
    file.replace(old)
    assert list(file.claims) == claims


def _blocks(text: str) -> list[str]:
    """The text in front of the claims, then each claim's own lines."""
    blocks = [""]
    for line in text.split("\n"):
        if line.startswith("  - "):
            blocks.append("")
        blocks[-1] += line + "\n"
    # How the file ends depends on which claim is the last, not on what it says.
    return [block.strip("\n") for block in blocks]


@given(st.sampled_from(["valley-battles", "coast-raids", "plea"]), any_claim)
def test_a_hand_written_file_survives_any_claim(claim_id: str, fresh: AnyClaim) -> None:
    file = ClaimsFile.parse(BY_HAND)
    fresh = fresh.model_copy(update={"id": claim_id})
    file.replace(fresh)
    assert _claim(file, claim_id) == fresh
    others = [line for line in BY_HAND.splitlines() if line.startswith(("#", "report:"))]
    assert set(others) <= set(file.dump().splitlines())
    assert "# ---- the valley ----" in file.dump()


@given(claim_lists, any_claim, st.data())
def test_adding_and_removing(claims: list[AnyClaim], fresh: AnyClaim, data: st.DataObject) -> None:
    assume(fresh.id not in [claim.id for claim in claims])
    file = ClaimsFile.new(ReportHead(), claims)
    before = file.dump()
    after = data.draw(st.none() | st.sampled_from([c.id for c in claims])) if claims else None
    file.add(fresh, after=after)
    at = len(claims) if after is None else [c.id for c in claims].index(after) + 1
    assert list(file.claims) == [*claims[:at], fresh, *claims[at:]]
    assert not [c for c in _lines_changed(before, file.dump()) if c[0] == "-"] or not claims
    file.remove(fresh.id)
    assert list(file.claims) == claims
    if claims:
        assert file.dump() == before


def test_adding_and_removing_by_hand() -> None:
    file = ClaimsFile.parse(BY_HAND)
    fresh = CLAIM.validate_python({"id": "new", "type": "opinion", "why": "a hope"})
    file.add(fresh, after="valley-battles")
    assert file.dump() == BY_HAND.replace(
        "        when: 2021-02\n",
        "        when: 2021-02\n\n    - id: new\n      type: opinion\n"
        '      why: "a hope"\n      review: {status: proposed}\n',
        1,
    )
    file.remove("new")
    assert file.dump() == BY_HAND
    for claim_id in ("valley-battles", "coast-raids", "plea"):
        file.remove(claim_id)
    assert file.claims == ()
    assert "# ---- the valley ----" in file.dump()
    assert "# the end" in file.dump()
    file.add(fresh)
    assert file.claims == (fresh,)


def test_json_is_yaml() -> None:
    text = '{"report": {"title": "x"}, "claims": [{"id": "a", "type": "opinion", "why": "w"}]}'
    file = ClaimsFile.parse(text)
    a = file.claims[0]
    b = CLAIM.validate_python({"id": "b", "type": "opinion", "why": "v"})
    file.add(b)
    file.replace(a.model_copy(update={"stance": "hedged"}))
    assert file.claims == (a.model_copy(update={"stance": "hedged"}), b)
    file.remove("b")
    file.add(b)
    file.remove("a")
    file.remove("b")
    file.add(b)
    assert file.claims == (b,)


def test_a_claim_without_id_is_given_it_when_edited() -> None:
    text = "claims:\n- type: opinion\n  why: w\n"
    file = ClaimsFile.parse(text)
    claim = file.claims[0]
    assert ClaimsFile.parse(text).claims[0].id == claim.id
    edited = claim.model_copy(update={"why": "v"})
    file.replace(edited)
    assert file.claims == (edited,)


def test_shared_values_are_read_but_not_edited() -> None:
    text = (
        "claims:\n"
        "- {id: a, type: none, where: &here {near: Ombrelle, within: 5 km}, when: 2021}\n"
        "- {id: b, type: none, where: *here, when: 2021}\n"
    )
    file = ClaimsFile.parse(text)
    a, b = file.claims
    assert a.where == b.where  # type: ignore[union-attr]
    elsewhere = CLAIM.validate_python({**as_written(b), "where": "Quillar"})
    with pytest.raises(ClaimsError, match=r"line 3, column 30.*shared"):
        file.replace(elsewhere)
    assert file.dump() == text
    later = CLAIM.validate_python({**as_written(b), "when": "2022"})
    file.replace(later)
    assert file.claims == (a, later)


LONG = " ".join(f"word{i}" for i in range(30))

# text of the one claim, the fields that change, text afterwards
LAYOUTS = [
    # a comment between the key and its block
    (
        "- type: only\n  events: # who\n    involving: A\n  where: B\n  when: 2021\n",
        {"events": {"by": "C"}},
        "- type: only\n  events: # who\n    by: C\n  where: B\n  when: 2021\n",
    ),
    (
        "- type: only\n  events: {involving: A}\n  where: # here\n  - B\n  - C\n  when: 2021\n",
        {"where": "D"},
        "- type: only\n  events: {involving: A}\n  where: # here\n    {place: D}\n  when: 2021\n",
    ),
    # a comment behind a value that becomes long
    (
        "- type: opinion\n  why: x # said so\n  stance: hedged\n",
        {"why": LONG},
        f'- type: opinion\n  why: "{LONG}" # said so\n  stance: hedged\n',
    ),
    (
        "- type: opinion\n  why: x\n  stance: hedged\n",
        {"stance": "denied"},
        "- type: opinion\n  why: x\n  stance: denied\n",
    ),
    # back to the default: the line goes
    (
        "- type: opinion\n  why: x\n  # firmly\n  stance: hedged # or not\n  id: a\n",
        {"stance": "asserted"},
        "- type: opinion\n  why: x\n  # firmly\n  id: a\n",
    ),
    # the line with the dash goes
    (
        "- stance: hedged\n  type: opinion\n  why: x\n",
        {"stance": "asserted"},
        "- type: opinion\n  why: x\n",
    ),
    (
        "- stance: hedged\n  # about\n  type: opinion\n  why: x\n",
        {"stance": "asserted"},
        "- \n  # about\n  type: opinion\n  why: x\n",
    ),
    # nothing written after the colon, and braces
    (
        "- type: none\n  events:\n  where: B\n  when: 2021\n",
        {"events": {"kind": "raid"}},
        "- type: none\n  events: {kind: raid}\n  where: B\n  when: 2021\n",
    ),
    (
        "- {type: none, events: , where: B, when: 2021}\n",
        {"events": {"kind": "raid"}},
        "- {type: none, events: {kind: raid} , where: B, when: 2021}\n",
    ),
    (
        "- {type: opinion, why: 'x', review: {}}\n",
        {"review": {"status": "accepted"}},
        "- {type: opinion, why: 'x', review: {status: accepted}}\n",
    ),
    (
        "- {type: opinion, why: 'x', stance: hedged, at: [1,  2]}\n",
        {"stance": "asserted", "why": "y"},
        '- {type: opinion, why: "y", at: [1,  2]}\n',
    ),
    # one of a list, in block and in braces
    (
        "- type: none\n  where:\n    - B # first\n    - C\n  when: 2021\n",
        {"where": ["D", "C"]},
        "- type: none\n  where:\n    - {place: D} # first\n    - C\n  when: 2021\n",
    ),
    # blank lines under a “|+” block are its own, and then only layout
    (
        "- type: opinion\n  why: |+\n    two\n\n  stance: hedged\n",
        {"why": "one"},
        '- type: opinion\n  why: "one"\n\n  stance: hedged\n',
    ),
    (
        "- type: opinion\n  why: >-\n    two\n    words\n\n\n  # firmly\n  stance: hedged\n",
        {"why": "one"},
        '- type: opinion\n  why: "one"\n\n\n  # firmly\n  stance: hedged\n',
    ),
    # no line break at the end of the file
    (
        "- type: opinion\n  why: x",
        {"says": "y"},
        '- type: opinion\n  why: x\n  says: "y"\n',
    ),
]


@pytest.mark.parametrize(("before", "change", "after"), LAYOUTS)
def test_layouts(before: str, change: dict[str, object], after: str) -> None:
    """Byte for byte; `id` is written down where the file left it to be computed."""
    file = ClaimsFile.parse("claims:\n" + before)
    (old,) = file.claims
    fresh = CLAIM.validate_python({**old.model_dump(), **change})
    file.replace(fresh)
    assert file.claims == (fresh,)
    given = "\n  id: " if "\n  id: " in before else None
    lines = file.dump().removeprefix("claims:\n")
    if given is None:
        lines = lines.replace(f", id: {old.id}", "").replace(f"  id: {old.id}\n", "")
    assert lines == after


def test_an_unchanged_claim_changes_nothing() -> None:
    file = ClaimsFile.parse(BY_HAND)
    for claim in file.claims:
        file.replace(claim)
    assert file.dump() == BY_HAND


def test_dashes_on_lines_of_their_own() -> None:
    text = (
        "claims:\n# - not one\n-\n  id: a\n  type: opinion\n  why: x\n\n"
        "-\n  # - nor this\n  id: b\n  type: opinion\n  why: y\n"
    )
    file = ClaimsFile.parse(text)
    file.remove("b")
    assert file.dump() == text.split("\n-\n  # - nor")[0]
    file.remove("a")
    assert file.dump() == "claims:\n# - not one\n  []\n"
    assert file.claims == ()


def test_an_edit_that_would_reach_further_is_refused() -> None:
    text = (
        "claims:\n"
        "- {id: a, type: none, where: [&x Ombrelle, Quillar], when: 2021}\n"
        "- {id: b, type: none, where: *x, when: 2021}\n"
    )
    file = ClaimsFile.parse(text)
    elsewhere = CLAIM.validate_python({**as_written(file.claims[0]), "where": "Quillar"})
    with pytest.raises(ClaimsError, match=r"alias \*x"):
        file.replace(elsewhere)
    assert file.dump() == text


def test_keep_chomped_blocks_keep_their_blank_lines() -> None:
    text = (
        "claims:\n- id: a\n  type: opinion\n  why: |+\n    two\n\n\n"
        "- id: b\n  type: opinion\n  why: x\n"
    )
    file = ClaimsFile.parse(text)
    assert file.claims[0].why == "two\n\n\n"  # type: ignore[union-attr]
    file.replace(file.claims[0].model_copy(update={"stance": "hedged"}))
    assert file.claims[0].why == "two\n\n\n"  # type: ignore[union-attr]


def test_save_and_load(tmp_path: Path) -> None:
    folder = tmp_path / "claims"
    folder.mkdir()
    path = folder / "claims.yaml"
    path.write_bytes(BY_HAND.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    file = ClaimsFile.load(path)
    file.save(path)
    assert path.read_bytes() == BY_HAND.replace("\n", "\r\n").encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in folder.iterdir()] == ["claims.yaml"]
    with pytest.raises(ClaimsError, match="cannot be written"):
        file.save(folder / "nowhere" / "claims.yaml")


def test_a_file_with_byte_order_mark_is_read_and_kept() -> None:
    text = "\ufeff" + BY_HAND
    file = ClaimsFile.parse(text)
    file.remove("plea")
    assert file.dump().startswith("\ufeff# Claims")


def test_a_claim_can_be_pointed_at() -> None:
    file = ClaimsFile.parse(BY_HAND, "by-hand.yaml")
    assert file.spot("coast-raids") == "by-hand.yaml, line 18, column 9"
    file.remove("valley-battles")
    assert BY_HAND.splitlines()[17].endswith("type: count")
    line = file.dump().splitlines().index("    -   type: count") + 1
    assert file.spot("coast-raids") == f"by-hand.yaml, line {line}, column 9"


def test_unknown_and_repeated_ids_are_refused() -> None:
    file = ClaimsFile.parse(BY_HAND)
    with pytest.raises(ClaimsError, match="no claim “coast-raid”; did you mean “coast-raids”"):
        file.remove("coast-raid")
    with pytest.raises(ClaimsError, match="already"):
        file.add(file.claims[0])
