"""What the page asks the workbench for: edits, conflicts, undo, suggestions, work, export."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient
from tests.workbench.conftest import DAY, client_of, ended

from onrecord.claims import ClaimsFile
from onrecord.cli import main
from onrecord.workbench import opening
from onrecord.workbench.project import Project
from onrecord.workbench.session import Session

COUNT = "vessarun-count"


def _claim(client: TestClient, claim_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A claim as the page sees it, and what it has to send along."""
    state = client.get("/api/state").json()
    found = next(c for c in state["claims"] if c["claim"]["id"] == claim_id)
    return found, {"etag": state["etag"], "base": found["claim"]}


def _form(session: Session, claim_id: str, **changed: str) -> dict[str, str]:
    from onrecord.workbench.claim_form import to_form

    claim = session.kept.get(claim_id)
    assert claim is not None
    return to_form(claim) | {k.replace("__", "."): v for k, v in changed.items()}


def _edit(client: TestClient, session: Session, claim_id: str, **changed: str) -> Any:
    _, seen = _claim(client, claim_id)
    return client.post(
        f"/api/claims/{claim_id}", json=seen | {"form": _form(session, claim_id, **changed)}
    )


def test_the_other_place_of_the_name_changes_the_verdict_and_says_so(
    client: TestClient, session: Session
) -> None:
    before, _ = _claim(client, COUNT)
    offers = client.get("/api/suggest/places", params={"q": "Vessarun"}).json()
    other = next(
        p for p in offers["places"] if p["name"] == "Vessarun" and not p["chosen"]
        and p["kind"] == "settlement"
    )  # fmt: skip
    assert offers["map"].count('class="offer"') >= 2
    place = {f"where.0.{k}": v for k, v in other["spot"].items() if k != "place"}
    _, seen = _claim(client, COUNT)
    form = _form(session, COUNT) | place
    answer = client.post(f"/api/claims/{COUNT}", json=seen | {"form": form}).json()
    own = next(m for m in answer["moved"] if m["id"] == COUNT)
    assert own["before"]["verdict"] == before["answers"][0]["verdict"]
    assert own["after"]["verdict"] != own["before"]["verdict"]
    assert own["after"]["verdict"] in answer["parts"]["panel"]
    saved = ClaimsFile.load(session.project.claims)
    claim = next(c for c in saved.claims if c.id == COUNT)
    assert claim.where[0].unit == other["spot"]["unit"]
    assert (claim.review.status, claim.review.by, claim.review.on) == ("edited", "Ada", DAY)


def test_comments_and_all_other_lines_stay_as_they_were(
    client: TestClient, session: Session
) -> None:
    before = session.kept.text.split("\n")
    _edit(client, session, COUNT, number__low="29")
    after = session.project.claims.read_text().split("\n")
    differing = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert len(differing) == 2  # the number, and the review
    assert after[0].startswith("#")


def test_every_edit_says_what_moved_for_others_too(client: TestClient, session: Session) -> None:
    answer = client.post(
        "/api/claims/vessarun-rose/remove", json=_claim(client, "vessarun-rose")[1]
    ).json()
    gone = next(m for m in answer["moved"] if m["id"] == "vessarun-rose")
    assert gone["after"] is None
    named = {m["id"] for m in answer["moved"]}
    assert named == {m.id for m in _moved_by_hand(session)}, (
        "the answer names exactly the claims whose verdict or p differs"
    )


def _moved_by_hand(session: Session) -> list[Any]:
    """What moved, by checking both files from the beginning."""
    from onrecord.assess import assess
    from onrecord.workbench.moved import moved

    (desk,) = session.desks.values()
    after = list(session.kept.claims)
    undone = session.kept.history.done[-1].undone(session.kept.text)
    before = ClaimsFile.parse(undone).claims
    gazetteer = desk.resolver.gazetteer
    both = [(assess(c, desk.record, desk.resolver.registry, gazetteer),) for c in (before, after)]
    return moved(*both)


def test_two_windows_the_second_save_sees_the_conflict_and_loses_nothing(
    client: TestClient, session: Session
) -> None:
    _, seen = _claim(client, COUNT)
    mine = _form(session, COUNT, number__low="7", number__high="9")
    _edit(client, session, COUNT, number__low="1", number__high="2")
    refused = client.post(f"/api/claims/{COUNT}", json=seen | {"form": mine})
    assert refused.status_code == 409
    both = refused.json()["conflict"]
    assert both["mine"]["number"] == {"low": 7, "high": 9}
    assert both["theirs"]["number"] == {"low": 1, "high": 2}
    assert session.kept.get(COUNT).number.low == 1
    kept = client.put(
        f"/api/claims/{COUNT}",
        json={"etag": both["etag"], "base": both["theirs"], "claim": both["mine"]},
    )
    assert kept.status_code == 200
    assert session.kept.get(COUNT).number.low == 7


def test_an_edit_of_another_claim_is_no_conflict(client: TestClient, session: Session) -> None:
    _, seen = _claim(client, COUNT)
    mine = _form(session, COUNT, number__low="7")
    _edit(client, session, "vessarun-toll-low", killed__high="11")
    assert client.post(f"/api/claims/{COUNT}", json=seen | {"form": mine}).status_code == 200
    assert session.kept.get(COUNT).number.low == 7
    assert session.kept.get("vessarun-toll-low").killed.high == 11


def test_a_change_by_another_program_is_taken_in_and_can_be_undone(
    client: TestClient, session: Session
) -> None:
    _, seen = _claim(client, COUNT)
    path = session.project.claims
    outside = path.read_text().replace("{low: 30, high: 30}", "{low: 3, high: 3}")
    path.write_text(outside)
    form = _form(session, COUNT, number__low="7", number__high="7")
    assert client.post(f"/api/claims/{COUNT}", json=seen | {"form": form}).status_code == 409
    assert path.read_text() == outside
    assert client.post("/api/undo", json={}).json()["step"] == ["outside", ""]
    assert session.kept.get(COUNT).number.low == 30


def test_a_file_that_another_program_broke_is_left_alone(
    client: TestClient, session: Session
) -> None:
    path = session.project.claims
    broken = path.read_text().replace("type: count", "type: [")
    path.write_text(broken)
    assert "claims.yaml" in client.get("/api/state").json()["fault"]
    assert "claims.yaml" in client.get("/").text
    assert _edit(client, session, COUNT, number__low="7").status_code == 400
    assert client.post("/api/undo", json={}).json()["step"] is None
    assert path.read_text() == broken


def test_undo_and_redo_survive_a_restart(
    client: TestClient, session: Session, folder: Path
) -> None:
    before = session.kept.text
    _edit(client, session, COUNT, number__low="7")
    edited = session.kept.text
    restarted = client_of(Session(Project(folder), clock=lambda: DAY))
    assert restarted.post("/api/undo", json={}).json()["step"] == ["edit", COUNT]
    assert session.project.claims.read_text() == before
    assert restarted.post("/api/redo", json={}).json()["step"] == ["edit", COUNT]
    assert session.project.claims.read_text() == edited
    assert restarted.post("/api/redo", json={}).json()["step"] is None


def test_a_process_killed_while_writing_leaves_the_last_whole_file(
    session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord.workbench import kept_claims

    before = session.project.claims.read_text()

    def killed(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(kept_claims, "write_text", killed)
    with pytest.raises(KeyboardInterrupt):
        session.edit("edit", COUNT, lambda file: file.remove(COUNT))
    assert session.project.claims.read_text() == before
    again = Session(Project(folder))
    assert again.kept.text == before
    assert again.kept.history.done == []


def test_selected_words_become_a_claim_in_the_order_of_the_text(
    client: TestClient, session: Session
) -> None:
    text = session.project.text() or ""
    words = "stopped counting the funerals. (1)\n\nWe did count"
    at = text.index(words)
    answer = client.post("/api/claims", json={"at": [at, at + len(words)]}).json()
    claim = session.kept.get(answer["claim"])
    assert claim.at == (at, at + len(words))
    assert claim.says == "stopped counting the funerals. (1) We did count"
    assert claim.incomplete == ("events", "where", "when")
    ids = [c.id for c in session.kept.claims]
    assert ids.index("vessarun-rose") < ids.index(claim.id) < ids.index(COUNT)
    marked = answer["parts"]["report"]
    assert marked.count(f'data-claims="{claim.id}"') >= 2, "it is marked in both paragraphs"
    for wrong in ([5, 5], [-1, 4], [0, 10**9], [9, 3]):
        assert client.post("/api/claims", json={"at": wrong}).status_code in (400, 422)


def test_what_is_unresolved_comes_first(client: TestClient, session: Session) -> None:
    text = session.project.text() or ""
    client.post("/api/claims", json={"at": [len(text) - 30, len(text) - 10]})
    queue = client.get("/api/parts").json()["parts"]["queue"]
    waits = [part.split('"')[1] for part in queue.split("data-waits=")[1:]]
    order = {"incomplete": 0, "proposed": 1, "nothing": 2}
    assert [order[w] for w in waits] == sorted(order[w] for w in waits)
    assert waits[0] == "incomplete"


def test_a_judgement_has_a_name_and_a_day_and_a_note(client: TestClient, session: Session) -> None:
    _, seen = _claim(client, COUNT)
    client.post(f"/api/claims/{COUNT}/review", json=seen | {"status": "rejected", "note": "no"})
    review = session.kept.get(COUNT).review
    assert (review.status, review.by, review.on, review.note) == ("rejected", "Ada", DAY, "no")
    _, seen = _claim(client, COUNT)
    client.post(f"/api/claims/{COUNT}/review", json=seen | {"note": "yes: see page 3"})
    review = session.kept.get(COUNT).review
    assert (review.status, review.note) == ("rejected", "yes: see page 3")


def test_what_is_typed_wrongly_is_said_by_field_and_not_saved(
    client: TestClient, session: Session
) -> None:
    before = session.kept.text
    answer = _edit(client, session, COUNT, number__low="many")
    assert (answer.status_code, answer.json()["field"]) == (400, "number.low")
    assert session.kept.text == before


def test_suggestions_for_actors_and_days(client: TestClient) -> None:
    actors = client.get("/api/suggest/actors", params={"q": "ash c"}).json()
    assert actors[0]["name"] == "Ash Covenant"
    days = client.get("/api/suggest/days", params={"q": "last week"}).json()
    assert days[0]["when"] == "2023-06-05/2023-06-11"  # the week before Friday 16 June 2023
    assert client.get("/api/suggest/days", params={"q": "2023-05"}).json()[0]["when"] == (
        "2023-05-01/2023-05-31"
    )


def test_each_suggested_place_is_taken_for_itself(client: TestClient, session: Session) -> None:
    from onrecord.claims import InPlace, Near

    resolver = session.resolver()
    assert resolver is not None
    for offer in client.get("/api/suggest/places", params={"q": "Vessarun"}).json()["places"]:
        model = Near if "near" in offer["spot"] else InPlace
        place = resolver.place(model.model_validate(offer["spot"]))
        where = place.place or place.area
        assert (round(where.lat, 4), round(where.lon, 4)) == (offer["lat"], offer["lon"])


def test_blind_coding_shows_no_proposal_no_verdict_and_no_suggestion(
    client: TestClient,
) -> None:
    _, seen = _claim(client, COUNT)
    client.post(f"/api/claims/{COUNT}/review", json=seen | {"status": "proposed"})
    client.post("/api/settings", json={"blind": True})
    state = client.get("/api/state").json()
    assert COUNT not in {c["claim"]["id"] for c in state["claims"]}
    assert state["claims"]
    assert all(c["answers"] == [] for c in state["claims"])
    page = client.get("/").text
    for words in ("borne out<", "<strong>contradicted", COUNT):
        assert words not in page
    assert client.get("/api/suggest/actors", params={"q": "ash"}).json() == []
    assert client.get("/api/suggest/places", params={"q": "Ves"}).json()["places"] == []
    assert client.get("/parts/evidence/vessarun-rose").text == ""


def test_the_export_is_the_page_that_the_command_writes(
    client: TestClient, session: Session, folder: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    _edit(client, session, COUNT, number__low="29")
    told = ended(client, client.post("/api/export").json(), session)
    assert told["state"] == "done", told["message"]
    with zipfile.ZipFile(io.BytesIO(client.get("/export.zip").content)) as archive:
        names = set(archive.namelist())
        page = archive.read("onrecord-out/report.html").decode()
        findings = json.loads(archive.read("onrecord-out/findings.json"))
        claims = archive.read("onrecord-out/claims.yaml").decode()
    assert {"onrecord-out/events.csv", "onrecord-out/events.geojson"} <= names
    assert claims == session.kept.text
    monkeypatch.chdir(folder)
    words = session.command().split()[1:]
    monkeypatch.setattr("sys.argv", ["onrecord", *words])
    out = tmp_path / "checked"
    done = CliRunner().invoke(main, [*words, "--out", str(out), "--quiet"])
    assert done.exit_code == 0, done.output
    assert json.loads((out / "findings.json").read_text()) == findings
    assert _drawn_alike((out / "report.html").read_text()) == _drawn_alike(page)


def _drawn_alike(page: str) -> str:
    """The page without the numbers that Vega gives to clip paths, counted on in one process."""
    return re.sub(r"clip\d+", "clip", page)


def test_a_report_is_read_beside_the_requests(bare_client: TestClient, bare: Session) -> None:
    pytest.importorskip("spacy")
    text = (
        "Aleppo, 3 May 2016\n\nOn 2 May 2016 the Syrian army shelled Aleppo and killed 14 people."
    )
    job = bare_client.post("/api/report/text", json={"text": text, "published": "2016-05-03"})
    told = ended(bare_client, job.json(), bare)
    assert told["state"] == "done", told["message"]
    assert bare.kept.claims
    assert bare.kept.claims[0].review.status == "proposed"
    assert (bare.project.folder / "report.txt").read_text().startswith("Aleppo")
    again = bare_client.post("/api/report/text", json={"text": "Other.", "published": "2016-05-03"})
    assert again.status_code == 400
    assert [p for p in bare.project.hidden.iterdir() if "incoming" in p.name] == []


def test_a_reading_that_is_stopped_changes_nothing(
    bare_client: TestClient, bare: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    began, go_on = threading.Event(), threading.Event()

    def slow() -> Any:
        def parse(_: str) -> Any:
            began.set()
            go_on.wait(120)
            return None

        began.set()
        go_on.wait(120)
        return parse

    monkeypatch.setattr(opening, "_default_parser", slow)
    sent = bare_client.post(
        "/api/report/text", json={"text": "A town fell. " * 9, "published": "2016-05-03"}
    ).json()
    assert began.wait(120)
    reloaded = bare_client.get("/").text
    assert sent["id"] in reloaded, "a page that is loaded anew finds the work again"
    bare_client.post(f"/api/jobs/{sent['id']}/stop")
    go_on.set()
    assert ended(bare_client, sent, bare)["state"] == "cancelled"
    assert bare.kept.claims == ()
    assert not (bare.project.folder / "report.txt").exists()


def test_a_report_that_is_replaced_is_kept_aside(client: TestClient, session: Session) -> None:
    pytest.importorskip("spacy")
    before = session.kept.text
    job = client.post(
        "/api/report/text",
        json={"text": "All was quiet.", "published": "2023-06-16", "replace": True},
    )
    assert ended(client, job.json(), session)["state"] == "done"
    (aside,) = session.project.hidden.glob("before-*")
    assert (aside / "claims.yaml").read_text() == before
    assert "ceasefire" in (aside / "report.txt").read_text()


def test_a_record_is_added_to_the_store_and_used(
    bare_client: TestClient, bare: Session, island: Path
) -> None:
    data = (island / "orrevane-simulated.csv").read_bytes()
    sent = bare_client.post(
        "/api/records/file", params={"name": "GEDEvent_v99_1.csv", "version": "99.1"}, content=data
    )
    told = ended(bare_client, sent.json(), bare)
    assert told["state"] == "done", told["message"]
    listed = bare_client.get("/api/records").json()
    assert [r["label"] for r in listed["used"]] == ["ucdp-ged@99.1"]
    assert Project(bare.project.folder).settings.records == ("ucdp-ged@99.1",)
    bare_client.post("/api/records/drop", json={"name": "ucdp-ged@99.1"})
    assert bare_client.get("/api/records").json()["used"] == []
    assert list(bare.project.hidden.iterdir()) == []


def test_two_records_are_merged_and_the_result_is_used(
    bare_client: TestClient, bare: Session, island: Path, tmp_path: Path
) -> None:
    from onrecord.records.store import Store

    lines = (island / "orrevane-simulated.csv").read_text().splitlines(keepends=True)
    for version, part in (("1.1", lines[:120]), ("1.2", lines[:1] + lines[80:200])):
        file = tmp_path / f"part-{version}.csv"
        file.write_text("".join(part))
        Store().add(file, name=f"part-{version[-1]}", version=version)
    one = bare_client.post("/api/records/merge", json={"name": "both", "records": ["part-1@1.1"]})
    assert one.status_code == 400
    sent = bare_client.post(
        "/api/records/merge", json={"name": "both", "records": ["part-1@1.1", "part-2@1.2"]}
    )
    told = ended(bare_client, sent.json(), bare)
    assert told["state"] == "done", told["message"]
    (used,) = bare_client.get("/api/records").json()["used"]
    assert used["label"].startswith("both@")
    # 119 rows and 120, of which 39 stand in both; how many of those are found is the merge's matter.
    assert 200 <= used["events"] < 239


def test_a_download_tells_its_progress_and_can_be_stopped(
    bare_client: TestClient, bare: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    from onrecord.errors import RecordError
    from onrecord.workbench import routes_records

    came = threading.Event()

    def fetch(name: str, *, on_progress: Any, cancelled: Any, **_: Any) -> Any:
        on_progress(3, 10, name)
        came.set()
        for _ in range(12_000):
            if cancelled():
                raise RecordError("the download was stopped")
            threading.Event().wait(0.01)
        raise AssertionError("nobody stopped it")

    monkeypatch.setattr(routes_records, "_fetcher", lambda: fetch)
    job = bare_client.post("/api/records/fetch", json={"name": "ucdp-ged"}).json()
    assert came.wait(120)
    (shown,) = bare_client.get("/api/jobs").json()
    assert (shown["done"], shown["total"], shown["label"]) == (3, 10, "ucdp-ged")
    bare_client.post(f"/api/jobs/{job['id']}/stop")
    assert ended(bare_client, job, bare)["state"] == "cancelled"


def test_two_coders_are_compared(client: TestClient, session: Session) -> None:
    theirs = session.kept.text.replace("stance: attributed", "stance: hedged")
    found = client.post("/api/compare", json={"name": "bo.yaml", "yaml": theirs}).json()
    assert found["where"]["value"] == 1
    assert found["what"]["type"]["value"] == 1
    assert found["what"]["stance"]["observed"] < 1
    differing = theirs.count("stance: hedged")
    assert len(found["differences"]) == differing > 0
    assert found["html"].count('data-do="settle"') == differing
    wrong = client.post("/api/compare", json={"name": "bo.yaml", "yaml": "claims: 7"})
    assert wrong.status_code == 400
    assert "bo.yaml" in wrong.json()["where"]


def test_a_project_without_anything_is_a_page_that_says_so(bare_client: TestClient) -> None:
    page = bare_client.get("/").text
    assert "There is no report in this project yet." in page
    assert bare_client.get("/page").status_code == 200


def test_a_record_that_cannot_be_opened_is_named(folder: Path) -> None:
    (folder / "island.csv").unlink()
    session = Session(Project(folder))
    assert list(session.missing) == ["island.csv"]
    assert "island.csv" in client_of(session).get("/").text


def test_it_does_not_start_on_settings_that_are_none(folder: Path) -> None:
    from onrecord.errors import OnrecordError

    for text in ('{"records": ["../x"]}', "[]", "{", '{"blind": "maybe"}'):
        (folder / "workbench.json").write_text(text)
        with pytest.raises(OnrecordError, match="settings"):
            Project(folder)
    shutil.rmtree(folder)
