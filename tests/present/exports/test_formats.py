"""Every format, held against a second reader or against the form that its standard asks for."""

from __future__ import annotations

import io
import json
import struct
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.present.exports.conftest import FORMULA, REJECTED, REVIEWED, UNSIGNED

from onrecord.errors import MissingExtraError, OnrecordError
from onrecord.present.exports import FORMATS, Kept, exported
from onrecord.present.exports.annotations import annotation_page
from onrecord.present.exports.claimreview import claim_reviews
from onrecord.present.exports.event_table import event_table
from onrecord.present.exports.excel import put
from onrecord.present.exports.formats import Asked
from onrecord.present.exports.geoparquet import geoparquet, point_wkb
from onrecord.present.page import page

# Small schemas of our own, after the published models (schema.org/ClaimReview, W3C Web Annotation
# Data Model, GeoParquet 1.1): a test has no network to fetch theirs.
_REVIEW = {
    "type": "object",
    "required": ["@context", "@type", "claimReviewed", "reviewRating", "author", "itemReviewed"],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@type": {"const": "ClaimReview"},
        "claimReviewed": {"type": "string", "minLength": 1},
        "author": {"required": ["@type", "name"], "properties": {"@type": {"const": "Person"}}},
        "reviewRating": {
            "required": ["@type", "alternateName"],
            "properties": {"@type": {"const": "Rating"}, "alternateName": {"type": "string"}},
        },
        "itemReviewed": {
            "required": ["@type"],
            "properties": {
                "@type": {"const": "Claim"},
                "datePublished": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
                "appearance": {"properties": {"@type": {"const": "CreativeWork"}}},
            },
        },
        "datePublished": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
        "url": {"type": "string", "pattern": "^https?://"},
    },
}
_ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "body", "target"],
    "properties": {
        "id": {"type": "string", "pattern": "^(https?|urn):"},
        "type": {"const": "Annotation"},
        "motivation": {"const": "assessing"},
        "body": {
            "type": "array",
            "items": {
                "required": ["type", "value", "purpose"],
                "properties": {
                    "type": {"const": "TextualBody"},
                    "purpose": {"enum": ["classifying", "describing", "tagging"]},
                },
            },
        },
        "target": {
            "required": ["source", "selector"],
            "properties": {
                "selector": {
                    "type": "array",
                    "minItems": 2,
                    "items": {
                        "oneOf": [
                            {
                                "required": ["type", "exact"],
                                "properties": {
                                    "type": {"const": "TextQuoteSelector"},
                                    "exact": {"type": "string", "minLength": 1},
                                },
                            },
                            {
                                "required": ["type", "start", "end"],
                                "properties": {
                                    "type": {"const": "TextPositionSelector"},
                                    "start": {"type": "integer", "minimum": 0},
                                    "end": {"type": "integer", "minimum": 1},
                                },
                            },
                        ]
                    },
                },
            },
        },
    },
}


def test_reviews_are_of_claims_that_a_person_signed(kept: Kept) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    reviews = claim_reviews(kept.checked, url="https://example.org/check")
    for review in reviews:
        jsonschema.validate(review, _REVIEW)
    reviewed = {review["identifier"].partition("/")[0] for review in reviews}
    assert reviewed == set(REVIEWED)
    assert len(reviews) == 2 * len(REVIEWED)  # one for each record; never pooled
    assert UNSIGNED not in reviewed
    verdicts = {f"{f.id}/{f.record}": f.verdict for f in kept.checked.findings}
    assert all(r["reviewRating"]["alternateName"] == verdicts[r["identifier"]] for r in reviews)
    assert all("ratingValue" not in r["reviewRating"] for r in reviews)


def test_nobody_reviews_an_invented_war(kept: Kept) -> None:
    assert claim_reviews(kept.checked.model_copy(update={"truth": {"x": "borne out"}})) == []


def test_the_page_carries_its_reviews(kept: Kept) -> None:
    html = page(kept.checked, kept.records)
    block = html.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(block) == claim_reviews(kept.checked)
    unreviewed = kept.checked.model_copy(
        update={"claims": tuple(c for c in kept.checked.claims if c.id not in REVIEWED)}
    )
    assert "ld+json" not in page(unreviewed, kept.records)


def test_annotations_point_at_their_words(kept: Kept) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    made = annotation_page(kept.checked)
    assert made["@context"] == "http://www.w3.org/ns/anno.jsonld"
    text = kept.checked.text
    assert text is not None
    assert made["items"]
    for item in made["items"]:
        jsonschema.validate(item, _ANNOTATION)
        quote, position = item["target"]["selector"]
        start, end = position["start"], position["end"]
        assert quote["exact"] == text[start:end]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
        assert f"#{REJECTED}/" not in item["id"]
    assert len({item["id"] for item in made["items"]}) == len(made["items"])


def test_an_excerpt_quotes_only_the_claims(kept: Kept) -> None:
    """No stretch of eight words that stands outside of every claim is quoted anywhere."""
    text = kept.checked.text
    assert text is not None
    marked = [False] * len(text)
    for claim in kept.checked.claims:
        if claim.at:
            marked[claim.at[0] : claim.at[1]] = [True] * (claim.at[1] - claim.at[0])
    outside = "".join("\n" if m else c for c, m in zip(text, marked, strict=True))
    stretches = [
        " ".join(words[n : n + 8])
        for part in outside.split("\n")
        if len(words := part.split()) >= 8
        for n in range(len(words) - 7)
    ]
    assert len(stretches) > 50
    reviews = json.dumps(claim_reviews(kept.checked), ensure_ascii=False)
    notes = json.dumps(annotation_page(kept.checked, excerpt=True), ensure_ascii=False)
    shown = page(kept.checked, kept.records, excerpt=True)
    for output in (reviews, notes, shown):
        flat = " ".join(output.split())
        assert [words for words in stretches if words in flat] == []
        assert "Cited words." not in flat
        assert '"prefix"' not in flat
    assert any(words in " ".join(page(kept.checked, kept.records).split()) for words in stretches)


def test_geoparquet_is_read_by_geopandas(kept: Kept) -> None:
    geopandas = pytest.importorskip("geopandas")
    import pyarrow.parquet as pq

    table = event_table(kept.checked, kept.records)
    raw = geoparquet(table)
    geo = json.loads(pq.read_schema(io.BytesIO(raw)).metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    column = geo["columns"][geo["primary_column"]]
    assert column["encoding"] == "WKB"
    assert column["geometry_types"] == ["Point"]
    assert set(column["covering"]["bbox"]) == {"xmin", "ymin", "xmax", "ymax"}
    frame = geopandas.read_parquet(io.BytesIO(raw))
    assert len(frame) == len(table.rows)
    assert frame.crs is not None
    assert frame.crs.equals("OGC:CRS84")
    points = [(p.x, p.y) if p is not None else None for p in frame.geometry]
    assert points == list(table.points)
    assert tuple(frame.total_bounds) == tuple(column["bbox"])
    assert list(frame["event"]) == [row["event"] for row in table.rows]
    boxes = pq.read_table(io.BytesIO(raw), columns=["bbox"])["bbox"].to_pylist()
    assert [(b["xmin"], b["ymax"]) if b else None for b in boxes] == points
    # A reader that knows the box column skips what lies outside of it.
    west, south, east, north = frame.total_bounds
    part = geopandas.read_parquet(
        io.BytesIO(raw), bbox=(west, south, (west + east) / 2, (south + north) / 2)
    )
    assert 0 < len(part) < len(frame)


def test_geopackage_is_read_by_geopandas(kept: Kept) -> None:
    geopandas = pytest.importorskip("geopandas")
    pytest.importorskip("pyogrio")
    table = event_table(kept.checked, kept.records)
    raw = exported(kept, ["gpkg"])["events.gpkg"]
    frame = geopandas.read_file(io.BytesIO(raw), engine="pyogrio")
    assert len(frame) == len(table.rows)
    assert frame.crs.to_epsg() == 4326
    points = [(p.x, p.y) if p is not None else None for p in frame.geometry]
    assert points == list(table.points)
    assert list(frame["claim"]) == [row["claim"] for row in table.rows]
    assert frame["start"].notna().any()


def test_excel_holds_no_formula(kept: Kept) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    raw = exported(kept, ["xlsx"])["findings.xlsx"]
    book = openpyxl.load_workbook(io.BytesIO(raw))
    assert book.sheetnames == ["findings", "events", "records"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    assert any(cell.value.startswith(FORMULA) for cell in texts)
    assert any(cell.value == "+1" for cell in texts)
    risky = [cell for cell in texts if cell.value[:1] in ("=", "+", "-", "@")]
    assert all(cell.quotePrefix for cell in risky)
    head = [cell.value for cell in book["findings"][1]]
    verdicts = [row[head.index("verdict")].value for row in book["findings"].iter_rows(min_row=2)]
    assert verdicts == [f.verdict for f in kept.checked.findings]
    lat = [cell.value for cell in book["events"][1]].index("lat")
    assert any(isinstance(row[lat].value, float) for row in book["events"].iter_rows(min_row=2))


@given(st.text(max_size=40))
def test_any_text_comes_back_from_excel_as_text(text: str) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    put(book.active["A1"], text)
    out = io.BytesIO()
    book.save(out)
    back = openpyxl.load_workbook(io.BytesIO(out.getvalue())).active["A1"]
    assert back.data_type != "f"
    assert back.value is None or isinstance(back.value, str)


@pytest.mark.parametrize(
    "name", ["geoparquet", "gpkg", "xlsx", "annotations", "claimreview", "citation"]
)
def test_the_same_findings_give_the_same_file(kept: Kept, name: str) -> None:
    assert exported(kept, [name]) == exported(kept, [name])


def test_rows_that_may_not_be_passed_on_are_ids(kept: Kept, made: dict[str, Any]) -> None:
    from onrecord.present.exports import open_folder

    folder = open_folder(made["rows"])
    for given_rows in (False, True):
        table = event_table(folder.checked, folder.records, with_rows=given_rows)
        closed = [
            (row, point)
            for row, point in zip(table.rows, table.points, strict=True)
            if row["record"] == "island-closed@1"
        ]
        assert closed
        assert any(point for _, point in closed) is given_rows
        assert any("place" in row for row, _ in closed) is given_rows
    with pytest.raises(OnrecordError, match="--with-rows"):
        exported(kept, ["geoparquet"], Asked(with_rows=True))


def test_every_chart_is_drawn_and_named(kept: Kept) -> None:
    from xml.etree import ElementTree as ET

    one = tuple(f for f in kept.checked.findings if f.id == "vessarun-rose")
    files = exported(
        replace(kept, checked=kept.checked.model_copy(update={"findings": one})), ["charts"]
    )
    names = set(files)
    for chart in ("timeline", "map", "reference"):
        assert {f"charts/vessarun-rose.island-1.{chart}.svg",
                f"charts/vessarun-rose.island-1.{chart}.png"} <= names  # fmt: skip
    # Nothing is known of where the closed record's events lie: no map that would look empty.
    assert "charts/vessarun-rose.island-closed-1.map.svg" not in names
    for name, content in files.items():
        if name.endswith(".svg"):
            root = ET.fromstring(content)  # noqa: S314  (drawn a moment ago)
            shown = " ".join(
                "".join(t.itertext()) for t in root.iter("{http://www.w3.org/2000/svg}text")
            )
            assert "island" in shown
        else:
            width, height = struct.unpack(">II", content[16:24])
            assert content[:8] == b"\x89PNG\r\n\x1a\n"
            assert width > 300
            assert height > 100
    assert files == exported(
        replace(kept, checked=kept.checked.model_copy(update={"findings": one})), ["charts"]
    )


def test_a_point_is_well_known_binary() -> None:
    shapely = pytest.importorskip("shapely")
    assert shapely.from_wkb(point_wkb(-8.5, 61.25)).wkt == "POINT (-8.5 61.25)"


def test_the_citation_names_every_record(kept: Kept) -> None:
    text = exported(kept, ["citation"])["citation.txt"].decode()
    for record in kept.records.values():
        for part in (
            record.info.version,
            record.info.licence,
            record.info.citation,
            record.info.sha256,
        ):
            assert part in text
    assert "may not be passed on" in text


def test_an_unknown_format_names_the_known_ones(kept: Kept) -> None:
    with pytest.raises(OnrecordError, match="claimreview, annotations"):
        exported(kept, ["docx"])


@pytest.mark.parametrize(
    ("name", "module", "extra"), [("xlsx", "openpyxl", "excel"), ("gpkg", "pyogrio", "geo")]
)
def test_a_missing_part_is_named(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, name: str, module: str, extra: str
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=rf"onrecord\[{extra}\]"):
        exported(kept, [name])


def test_the_command_line_knows_the_same_formats() -> None:
    from onrecord.cli.export import _KNOWN

    assert tuple(FORMATS) == _KNOWN
