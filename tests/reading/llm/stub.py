"""A language model that is none: a server on this machine that answers as a test tells it to.

It speaks both forms, OpenAI's chat completions and Anthropic's messages, and keeps what it was sent.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from onrecord.reading.llm import Endpoint


@dataclass(frozen=True)
class Says:
    """One answer. `text` None: the server never answers. `drip`: a byte now and then, for ever."""

    text: str | None = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    ended: str = "stop"
    raw: bytes | None = None
    drip: bool = False


Answering = Callable[[str, int], Says]
"""From the passage that was sent, and how many requests there were before, to the answer."""


@dataclass
class Stub:
    url: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def endpoint(self, **given: Any) -> Endpoint:
        given = {"timeout": 5.0, "pause": 0.01, "model": "stub-1", **given}
        url = self.url if given.get("api") != "anthropic" else self.url.removesuffix("/v1")
        return Endpoint(url, **given)

    def passages(self) -> list[str]:
        return [passage_of(request) for request in self.requests]


def passage_of(request: dict[str, Any]) -> str:
    """The words of the report that a request holds."""
    user = request["messages"][-1]["content"]
    found = re.search(r"(===== report [0-9a-f]{16} =====)\n(.*)\n\1", user, re.DOTALL)
    assert found is not None, user
    return found[2]


def claims(*items: dict[str, Any]) -> Says:
    """An answer in the form asked for."""
    return Says(json.dumps({"claims": list(items)}))


@contextmanager
def stub(answering: Answering) -> Iterator[Stub]:
    """A server on a free port while the block runs."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            request = json.loads(body)
            before = len(seen.requests)
            seen.requests.append(request)
            seen.headers.append({k.lower(): v for k, v in self.headers.items()})
            says = answering(passage_of(request), before)
            if says.text is None and not says.drip:
                over.wait(20)
                return
            if says.drip:
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.end_headers()
                while not over.wait(0.05):
                    try:
                        self.wfile.write(b" ")
                    except OSError:
                        return
                return
            wrapped = _wrapped(self.path, says)
            self.send_response(says.status)
            for name, value in says.headers:
                self.send_header(name, value)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(wrapped)))
            self.end_headers()
            self.wfile.write(wrapped)

        def log_message(self, *_given: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    seen = Stub(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _wrapped(path: str, says: Says) -> bytes:
    if says.raw is not None:
        return says.raw
    if says.status != 200:
        return json.dumps({"error": {"message": says.text, "type": "stub"}}).encode()
    if path.endswith("/messages"):
        why = {"stop": "end_turn", "length": "max_tokens", "refusal": "refusal"}[says.ended]
        message = {
            "id": "m", "type": "message", "role": "assistant", "model": "stub-1",
            "content": [{"type": "text", "text": says.text}], "stop_reason": why,
            "stop_sequence": None, "usage": {"input_tokens": 1, "output_tokens": 1},
        }  # fmt: skip
        return json.dumps(message).encode()
    refusal = "No." if says.ended == "refusal" else None
    finish = "stop" if says.ended == "refusal" else says.ended
    choice = {
        "index": 0, "finish_reason": finish,
        "message": {"role": "assistant", "content": says.text, "refusal": refusal},
    }  # fmt: skip
    completion = {"id": "c", "object": "chat.completion", "created": 1, "model": "stub-1",
                  "choices": [choice]}  # fmt: skip
    return json.dumps(completion).encode()
