"""Reports at addresses, from a server on this machine that misbehaves on purpose."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord.errors import ReportError
from onrecord.reading import intake, web
from onrecord.reading.document import open_report

PARAGRAPH = (
    "Government forces attacked the village of Ruweida on Monday, and residents said by telephone "
    "that the shelling went on through the night."
)
HTML = (
    "<html><head><meta property='article:published_time' content='2017-10-23'></head>"
    f"<body><article><h1>Fighting</h1><p>{PARAGRAPH} See <a href='/other'>more</a>.</p>"
    f"<p>{PARAGRAPH}</p></article></body></html>"
)


class Site(BaseHTTPRequestHandler):
    """One path per kind of trouble."""

    stop = threading.Event()

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path == "/slow":
            Site.stop.wait(5)
            self.answer(200, "text/plain", b"late")
        elif path == "/endless":
            self.endless()
        elif path == "/drip":
            self.drip()
        elif path.startswith("/hop/"):
            self.redirect(f"/hop/{int(path[5:]) + 1}" if int(path[5:]) < 3 else "/page")
        elif path == "/loop":
            self.redirect("/loop")
        elif path == "/inward":
            self.redirect("http://10.0.0.1/secret")
        elif path == "/sideways":
            self.redirect("file:///etc/passwd")
        elif path == "/nowhere":
            self.answer(302, "text/plain", b"")
        else:
            self.answer(*ANSWERS.get(path, (404, "text/plain", b"no")))

    def answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        try:
            while not Site.stop.is_set():
                self.wfile.write(b"a" * 65536)
        except OSError:
            pass

    def drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        try:
            while not Site.stop.wait(0.05):
                self.wfile.write(b"a")
        except OSError:
            pass

    def log_message(self, *_: object) -> None:
        pass


ANSWERS = {
    "/page": (200, "text/html; charset=utf-8", HTML.encode()),
    "/latin": (200, "text/plain; charset=iso-8859-9", "Erdoğan said so.".encode("iso-8859-9")),
    "/report.md": (200, "application/octet-stream", b"# Title\n\nForces *took* it.\n"),
    "/image": (200, "image/png", b"\x89PNG"),
    "/broken": (500, "text/html", b"sorry"),
    "/empty": (200, "text/html", b""),
}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    Site.stop.set()
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page(site: str) -> None:
    report = open_report(f"{site}/page", allow_private=True)
    assert (report.source, report.format) == (f"{site}/page", "html")
    assert PARAGRAPH in report.text
    assert str(report.published) == "2017-10-23"


def test_redirects_are_followed(site: str) -> None:
    assert PARAGRAPH in open_report(f"{site}/hop/1", allow_private=True).text


def test_the_encoding_that_the_server_names(site: str) -> None:
    assert open_report(f"{site}/latin", allow_private=True).text == "Erdoğan said so."


def test_an_unknown_type_is_recognised_by_its_name(site: str) -> None:
    report = open_report(f"{site}/report.md?download=1", allow_private=True)
    assert (report.format, report.title) == ("markdown", "Title")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/missing", "the server answered 404 Not Found"),
        ("/broken", "the server answered 500 Internal Server Error"),
        ("/image", "the address holds image/png, and no text, HTML, PDF or DOCX"),
        ("/loop", "more than 5 redirects"),
        ("/sideways", "this leads to “file:///etc/passwd”"),
        ("/nowhere", "302"),
        ("/empty", "the report is empty"),
    ],
)
def test_faults(site: str, path: str, message: str) -> None:
    with pytest.raises(ReportError, match=message) as caught:
        open_report(f"{site}{path}", allow_private=True)
    assert caught.value.todo is not None


def test_a_server_that_does_not_answer(site: str) -> None:
    with pytest.raises(ReportError, match=r"did not answer within 0\.2 seconds"):
        open_report(f"{site}/slow", allow_private=True, timeout=0.2)


def test_a_server_that_never_ends(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MOST_TEXT_BYTES", 1_000_000)
    with pytest.raises(ReportError, match="a page of more than 1 MB is not read"):
        open_report(f"{site}/endless", allow_private=True)


def test_a_server_that_drips(site: str) -> None:
    with pytest.raises(ReportError, match="did not answer in time"):
        open_report(f"{site}/drip", allow_private=True, timeout=0.3)


def test_nobody_there() -> None:
    with pytest.raises(ReportError, match="cannot be fetched"):
        open_report("http://127.0.0.1:9/", allow_private=True, timeout=2)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"])
def test_this_machine_is_private(site: str, host: str) -> None:
    port = site.rsplit(":", 1)[1]
    with pytest.raises(ReportError, match=r"private network or on this machine|is not known"):
        open_report(f"http://{host}:{port}/page")


def test_the_next_address_of_a_host_is_tried(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def two(*_: object) -> list[str]:
        return ["127.0.0.2", "127.0.0.1"]  # the server listens at the second only

    monkeypatch.setattr(web, "addresses_of", two)
    assert PARAGRAPH in open_report(f"{site}/page", allow_private=True).text


def test_a_redirect_into_the_private_network(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def public_but_for_ten(number: str) -> bool:
        return not number.startswith("10.")

    monkeypatch.setattr(web, "is_public", public_but_for_ten)
    assert PARAGRAPH in open_report(f"{site}/page").text
    with pytest.raises(ReportError, match=r"“10\.0\.0\.1” is in a private network"):
        open_report(f"{site}/inward")


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
    ],
)
def test_public_addresses(number: str, public: bool) -> None:
    assert web.is_public(number) is public


@pytest.mark.parametrize("address", ["http://", "http://user:secret@example.org/", "http://[::1/"])
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(ReportError):
        intake.take_in(address)


def test_an_unknown_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(ReportError, match="is not known"):
        open_report("http://no-such-host.invalid/")
