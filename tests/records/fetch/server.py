"""A server on 127.0.0.1 that misbehaves as asked: it is the network for the tests of fetch."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request as it came in."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    form: Mapping[str, str]


@dataclass
class Reply:
    """An answer. `cut`: bytes of the body after which the line goes dead."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    stall: bool = False
    """Send nothing more after `cut`, but keep the line open."""


Route = Callable[[Asked], Reply]


def as_json(value: object, status: int = 200, **headers: str) -> Reply:
    return Reply(json.dumps(value).encode(), status, {"Content-Type": "application/json"} | headers)


PAGE = Reply(
    b"<!DOCTYPE html><title>Down for maintenance</title>", 200, {"Content-Type": "text/html"}
)


class Server:
    """Answers by path; keeps every request. `url` is its address."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[Asked] = []
        self.over = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                outer._answer(self)

            do_POST = do_GET  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def close(self) -> None:
        self.over.set()
        self._http.shutdown()
        self._http.server_close()

    def one_after_the_other(self, path: str, *replies: Reply | Route) -> None:
        """The replies in turn; the last one for ever."""
        left = list(replies)

        def route(asked: Asked) -> Reply:
            reply = left.pop(0) if len(left) > 1 else left[0]
            return reply if isinstance(reply, Reply) else reply(asked)

        self.routes[path] = route

    def to(self, path: str) -> list[Asked]:
        return [asked for asked in self.asked if asked.path == path]

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        form = handler.rfile.read(int(handler.headers.get("Content-Length") or 0)).decode()
        asked = Asked(
            handler.command,
            parts.path,
            {name: values[-1] for name, values in parse_qs(parts.query).items()},
            {name.lower(): value for name, value in handler.headers.items()},
            {name: values[-1] for name, values in parse_qs(form).items()},
        )
        self.asked.append(asked)
        route = self.routes.get(parts.path, lambda _: Reply(b"no such thing", 404))
        self._send(handler, route(asked))

    def _send(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        try:
            handler.send_response(reply.status)
            for name, value in reply.headers.items():
                handler.send_header(name, value)
            if "Content-Length" not in reply.headers:
                handler.send_header("Content-Length", str(len(reply.body)))
            handler.end_headers()
            handler.wfile.write(reply.body if reply.cut is None else reply.body[: reply.cut])
            handler.wfile.flush()
            if reply.stall:
                self.over.wait(30)
            if reply.cut is not None:
                handler.close_connection = True
                handler.connection.close()
        except OSError:
            pass  # the other side has hung up


@dataclass
class File:
    """A file that honours Range, as a good server does. `cuts`: where each answer breaks off."""

    data: bytes
    etag: str | None = None
    modified: str | None = None
    ranges: bool = True
    cuts: list[int] = field(default_factory=list)
    before: Callable[[], Any] | None = None
    """Called before each answer."""

    def __post_init__(self) -> None:
        if self.etag is None:
            self.etag = f'"{hashlib.sha256(self.data).hexdigest()[:12]}"'

    def __call__(self, asked: Asked) -> Reply:
        if self.before is not None:
            self.before()
        headers = {"Content-Type": "application/octet-stream"}
        if self.etag:
            headers["ETag"] = self.etag
        if self.modified:
            headers["Last-Modified"] = self.modified
        cut = self.cuts.pop(0) if self.cuts else None
        wanted = asked.headers.get("range")
        same = asked.headers.get("if-range") in (None, self.etag, self.modified)
        if not wanted or not self.ranges or not same:
            return Reply(self.data, 200, headers, cut)
        start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        if start >= len(self.data):
            return Reply(b"", 416, headers | {"Content-Range": f"bytes */{len(self.data)}"})
        headers["Content-Range"] = f"bytes {start}-{len(self.data) - 1}/{len(self.data)}"
        return Reply(self.data[start:], 206, headers, cut)
