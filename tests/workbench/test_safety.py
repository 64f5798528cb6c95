"""Each attack on a web application of one's own machine, tried."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.workbench.conftest import HERE, PORT, TOKEN, client_of, ended

from onrecord.reading import web
from onrecord.workbench.app import create_app
from onrecord.workbench.opening import is_address, sanitised
from onrecord.workbench.session import Session

JSON = {"content-type": "application/json"}


@pytest.fixture
def stranger(bare: Session) -> TestClient:
    """A browser that was not given the start address."""
    return TestClient(
        create_app(bare, token=TOKEN, port=PORT), base_url=HERE, headers={"origin": HERE}
    )


@pytest.mark.parametrize(
    "path", ["/", "/api/state", "/page", "/static/start.js", "/api/jobs", "/export.zip", "/nothing"]
)
def test_without_the_start_address_nothing_is_shown(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 403
    assert "onrecord workbench" in answer.text


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], TOKEN + "x", "%00", "ü"])
def test_a_wrong_token_opens_nothing(stranger: TestClient, token: str) -> None:
    answer = stranger.get(f"/start?token={token}", follow_redirects=False)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_the_token_becomes_a_cookie_that_no_script_and_no_other_page_can_use(
    stranger: TestClient,
) -> None:
    answer = stranger.get(f"/start?token={TOKEN}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"onrecord-{PORT}=")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert TOKEN not in cookie


@pytest.mark.parametrize("cookie", ["x", TOKEN, "", "a;b=c", '"'])
def test_another_cookie_is_none(stranger: TestClient, cookie: str) -> None:
    answer = stranger.get("/", headers={"cookie": f"onrecord-{PORT}={cookie}"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:80", f"0.0.0.0:{PORT}",
     f"127.0.0.1.evil.example:{PORT}", f"[::1]:{PORT}", f"127.0.0.1:{PORT}@evil.example", ""],
)  # fmt: skip
def test_dns_rebinding_another_name_of_this_machine_is_refused(
    bare_client: TestClient, host: str
) -> None:
    answer = bare_client.get("/", headers={"host": host, "origin": f"http://{host}"})
    assert answer.status_code == 421


def test_localhost_is_this_machine(bare: Session) -> None:
    name = f"http://localhost:{PORT}"
    client = TestClient(
        create_app(bare, token=TOKEN, port=PORT), base_url=name, headers={"origin": name}
    )
    assert client.get(f"/start?token={TOKEN}").status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1:8123", "http://127.0.0.1:9", ""]
)
def test_csrf_another_page_changes_and_reads_nothing(
    client: TestClient, session: Session, origin: str
) -> None:
    before = session.kept.text
    for path in ("/api/undo", "/api/settings", "/api/export"):
        answer = client.post(path, json={"blind": True}, headers={"origin": origin})
        assert answer.status_code == 403
    assert client.get("/api/state", headers={"origin": origin}).status_code == 403
    assert session.kept.text == before
    assert not session.project.settings.blind


def test_csrf_a_change_must_say_where_it_comes_from(session: Session) -> None:
    client = client_of(session)
    del client.headers["origin"]
    assert client.post("/api/settings", json={"blind": True}).status_code == 403
    assert client.get("/api/state").status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_csrf_the_browser_says_that_another_page_asked(client: TestClient, site: str) -> None:
    for path in ("/", "/api/state", "/page"):
        assert client.get(path, headers={"sec-fetch-site": site}).status_code == 403


def test_csrf_a_form_of_another_page_could_not_send_json(client: TestClient) -> None:
    """Without a content type that forms lack, a body is not read as JSON."""
    answer = client.post(
        "/api/settings", content='{"blind": true}', headers={"content-type": "text/plain"}
    )
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "path", ["/", "/api/state", "/static/start.js", "/static/page.css", "/nothing", "/api/jobs"]
)
def test_every_answer_tells_the_browser_what_it_may_not_do(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_the_page_has_no_script_or_style_in_its_markup(client: TestClient) -> None:
    page = client.get("/").text
    assert "<style" not in page
    assert " style=" not in page
    assert " on" + "click=" not in page
    assert page.count("<script") == page.count('<script type="module" src="/static/')


def test_the_exported_page_is_shown_under_its_own_policy(client: TestClient) -> None:
    answer = client.get("/page")
    policy = answer.headers["content-security-policy"]
    assert "script-src 'sha256-" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


PATHS = [
    "../secret.csv", "..%2fsecret.csv", "/etc/passwd.csv", "C:\\secret.csv", "a/../../s.csv",
    "\\\\host\\share.csv", "nul.csv", "a\x00.csv", ".onrecord", "link.csv",
]  # fmt: skip


@pytest.mark.parametrize("name", PATHS)
def test_no_name_from_the_browser_leads_out_of_the_project(
    client: TestClient, session: Session, name: str
) -> None:
    folder = session.project.folder
    (folder.parent / "secret.csv").write_text("id,secret\n1,hunter2\n")
    (folder / "link.csv").symlink_to(folder.parent / "secret.csv")
    before = sorted(p.name for p in folder.parent.iterdir())
    used = client.post("/api/records/use", json={"name": name})
    if used.status_code == 200:  # a name that no file bears is looked for in the store
        assert ended(client, used.json(), session)["state"] == "failed"
    else:
        assert used.status_code == 400
    for path in ("/api/report/file", "/api/records/file"):
        sent = client.post(path, params={"name": name}, content=b"id,secret\n1,x\n")
        if sent.status_code == 200:
            assert name == "link.csv"
            assert ended(client, sent.json(), session)["state"] == "failed"
    assert sorted(p.name for p in folder.parent.iterdir()) == before
    assert (folder.parent / "secret.csv").read_text() == "id,secret\n1,hunter2\n"
    assert "hunter2" not in json.dumps(client.get("/api/state").json())


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/en.yaml",
             "/static//etc/passwd", "/static/%00", "/../../etc/passwd"]
)  # fmt: skip
def test_only_the_files_that_belong_to_the_page_are_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_settings_cannot_name_a_record_outside_of_the_project(client: TestClient) -> None:
    answer = client.post("/api/settings", json={"records": ["/etc/passwd"], "blind": True})
    assert answer.json()["records"] == ["island.csv"]


@pytest.mark.parametrize("name", ["report.exe", "report.doc", "report", "page.svg", "claims.yaml"])
def test_a_report_of_another_kind_is_refused(bare_client: TestClient, name: str) -> None:
    answer = bare_client.post("/api/report/file", params={"name": name}, content=b"text")
    assert answer.status_code == 400
    assert ".docx" in answer.json()["todo"]


@pytest.mark.parametrize("told", [True, False])
def test_what_is_too_large_is_refused_whether_it_says_so_or_not(
    bare_client: TestClient, bare: Session, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        __import__("onrecord.workbench.safety", fromlist=["LIMITS"]).LIMITS,
        "/api/report/file",
        1000,
    )

    def pieces() -> Any:
        for _ in range(50):
            yield b"x" * 100

    body = b"x" * 5000 if told else pieces()
    answer = bare_client.post("/api/report/file", params={"name": "a.txt"}, content=body)
    assert answer.status_code == 413
    assert [p for p in bare.project.hidden.iterdir() if "incoming" in p.name] == []


@pytest.mark.parametrize("length", ["-1", "many", "99999999999999999999"])
def test_a_false_length_is_refused(bare_client: TestClient, length: str) -> None:
    answer = bare_client.post(
        "/api/settings", content=b"{}", headers=JSON | {"content-length": length}
    )
    assert answer.status_code == 413


PRIVATE = [
    "http://127.0.0.1/", "http://localhost/", "http://0.0.0.0/", "http://[::1]/", "http://[::]/",
    "http://2130706433/", "http://0177.0.0.1/", "http://0x7f.1/", "http://127.1/",
    "http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/", "http://169.254.169.254/",
    "http://[fe80::1]/", "http://[fd00::1]/", "http://[::ffff:127.0.0.1]/", "http://100.64.0.1/",
    "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://224.0.0.1/",
    "http://user@127.0.0.1/", "http://127.0.0.1:22/",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_ssrf_an_address_in_a_private_network_is_not_fetched(
    bare_client: TestClient, bare: Session, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket.socket, "connect", _no_connection)
    answer = bare_client.post("/api/report/address", json={"address": address})
    assert answer.status_code == 200
    told = ended(bare_client, answer.json(), bare)
    assert told["state"] == "failed"
    assert "Connected" not in told["message"]


def _no_connection(*_: Any) -> None:
    raise AssertionError("Connected")


def test_ssrf_a_public_name_that_leads_here_is_not_fetched(
    bare_client: TestClient, bare: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolved(*_: Any, **__: Any) -> list[Any]:
        return [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("127.0.0.1", 80))]

    monkeypatch.setattr(web.socket, "getaddrinfo", resolved)
    monkeypatch.setattr(socket.socket, "connect", _no_connection)
    answer = bare_client.post("/api/report/address", json={"address": "http://public.example/"})
    told = ended(bare_client, answer.json(), bare)
    assert "private network" in told["message"]


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "/etc/passwd", "report.txt", "-", "ftp://a.example/", "gopher://a",
     "javascript:alert(1)", "http://", "http:///etc/passwd", "https://a\x00b", "two words", ""],
)  # fmt: skip
def test_only_web_addresses_are_opened_by_name(bare_client: TestClient, address: str) -> None:
    assert not is_address(address)
    answer = bare_client.post("/api/report/address", json={"address": address})
    assert answer.status_code == 400


HOSTILE = """<!doctype html><html><head><script>alert(1)</script>
<meta http-equiv=refresh content="0;url=http://evil.example"></head><body onload=alert(2)>
<h1>Town shelled</h1><p onclick="alert(3)" style="background:url(http://evil.example/x)">On 3 May
2020 the army shelled <b>Old Weir</b>.</p><img src=x onerror=alert(4)><svg onload=alert(5)></svg>
<iframe src="http://evil.example"></iframe><a href="javascript:alert(6)">more</a>
<form action="http://evil.example"><input name=q></form><math><mi//xlink:href="data:x,alert(7)">
</math><base href="http://evil.example/"><link rel=stylesheet href="http://evil.example/a.css">
</body></html>"""


def test_the_html_of_a_report_is_cleaned() -> None:
    clean = sanitised(HOSTILE)
    for word in ("script", "onload", "onclick", "onerror", "style", "iframe", "javascript", "<img",
                 "<svg", "<form", "<input", "<base", "<link", "<meta", "evil.example"):  # fmt: skip
        assert word not in clean.lower(), word
    assert "<b>Old Weir</b>" in clean


def test_the_original_is_shown_in_a_box_without_scripts(
    bare_client: TestClient, bare: Session
) -> None:
    (bare.project.folder / "original.html").write_text(sanitised(HOSTILE))
    answer = bare_client.get("/original")
    policy = answer.headers["content-security-policy"]
    assert "sandbox;" in policy
    assert "default-src 'none'" in policy
    assert "allow-scripts" not in policy


def test_what_a_report_holds_is_text_and_never_markup(client: TestClient, session: Session) -> None:
    text = (session.project.folder / "report.txt").read_text()
    evil = '<script>alert(1)</script><img src=x onerror="alert(2)">\'"&'
    (session.project.folder / "report.txt").write_text(evil + text)
    added = client.post("/api/claims", json={"at": [0, len(evil)]}).json()
    page = client.get(f"/?claim={added['claim']}").text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    for part in added["parts"].values():
        assert "<script>alert" not in part
        assert "<img" not in part


def test_a_claims_file_that_is_a_link_is_not_opened(tmp_path: Path) -> None:
    from onrecord.errors import OnrecordError
    from onrecord.workbench.project import Project

    (tmp_path / "claims.yaml").write_text("claims: []\n")
    project = tmp_path / "linked"
    project.mkdir()
    (project / "claims.yaml").symlink_to(tmp_path / "claims.yaml")
    with pytest.raises(OnrecordError, match="leads out"):
        Project(project)


def test_the_command_listens_on_this_machine_alone() -> None:
    from onrecord.cli.workbench import _listening

    listening = _listening(0)
    assert listening.getsockname()[0] == "127.0.0.1"
    listening.close()
