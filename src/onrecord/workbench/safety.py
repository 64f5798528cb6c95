"""The door of the workbench: who may ask, how much they may send, what a browser may do with it.

Every request passes here. It must come to an address of this machine under its own name (a page
elsewhere whose name was pointed at this machine, “DNS rebinding”, brings another), carry the cookie
that the start address was exchanged for, and, where it changes something, come from the workbench's
own page.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
        "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    ]
)  # fmt: skip

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

MEGABYTE = 1_000_000
LIMITS = {
    "/api/report/file": 100 * MEGABYTE,
    "/api/report/text": 20 * MEGABYTE,
    "/api/records/file": 4000 * MEGABYTE,
    "/api/compare": 4 * MEGABYTE,
}
"""Bytes that may be sent to these addresses; to all others, one megabyte."""

_SAFE = frozenset({"GET", "HEAD"})
_NOT_FROM_HERE = (
    "This address is not open.\n\nStart the workbench in a terminal (onrecord workbench) and open "
    "the address that it prints.\n"
)


class Guard:
    """ASGI middleware around the whole application.

    `port`: the one that it listens on. `token`: what the start address carries; made by the
    caller, so that it can be printed.
    """

    def __init__(self, app: ASGIApp, *, token: str, port: int) -> None:
        self._app = app
        self._token = token
        self._secret = secrets.token_urlsafe(32)
        # Cookies are shared by all ports of a host: the name keeps two workbenches apart.
        self.cookie = f"onrecord-{port}"
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        if port == 80:
            self._hosts |= {"127.0.0.1", "localhost"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no websockets here: the connection is closed
        headers = [(k.decode("latin-1").lower(), v.decode("latin-1")) for k, v in scope["headers"]]
        refused = self._refused(scope, headers)
        if refused is not None:
            await _plain(send, *refused)
            return
        if scope["path"] == "/start":
            await self._exchange(scope, send)
            return
        if not self._has_cookie(headers):
            await _plain(send, 403, _NOT_FROM_HERE)
            return
        await self._within_limits(scope, headers, receive, send)

    def _refused(self, scope: Scope, headers: list[tuple[str, str]]) -> tuple[int, str] | None:
        hosts = _all(headers, "host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return 421, "This name does not belong to the workbench.\n"
        own = f"http://{hosts[0].lower()}"
        origins = _all(headers, "origin")
        if any(origin.lower() != own for origin in origins) or len(origins) > 1:
            return 403, "Another page asked for this.\n"
        site = _all(headers, "sec-fetch-site")
        if any(value not in ("same-origin", "none") for value in site):
            return 403, "Another page asked for this.\n"
        if scope["method"] not in _SAFE and not origins:
            return 403, "What changes something must say where it comes from.\n"
        return None

    async def _exchange(self, scope: Scope, send: Send) -> None:
        """The token of the start address for the cookie that all other addresses need."""
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        fits = hmac.compare_digest(asked.encode("utf-8", "replace"), self._token.encode())
        if scope["method"] != "GET" or not fits:
            await _plain(send, 403, _NOT_FROM_HERE)
            return
        cookie = f"{self.cookie}={self._secret}; HttpOnly; SameSite=Strict; Path=/"
        await _plain(send, 303, "", [("location", "/"), ("set-cookie", cookie)])

    def _has_cookie(self, headers: list[tuple[str, str]]) -> bool:
        for line in _all(headers, "cookie"):
            try:
                found = SimpleCookie(line).get(self.cookie)
            except CookieError:
                continue
            if found is not None and hmac.compare_digest(
                found.value.encode("utf-8", "replace"), self._secret.encode()
            ):
                return True
        return False

    async def _within_limits(
        self, scope: Scope, headers: list[tuple[str, str]], receive: Receive, send: Send
    ) -> None:
        limit = LIMITS.get(scope["path"], MEGABYTE)
        told = _all(headers, "content-length")
        if told and (not told[0].isdigit() or int(told[0]) > limit):
            await _plain(send, 413, _too_large(limit))
            return
        from starlette.exceptions import HTTPException

        came = 0

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > limit:
                raise HTTPException(413, _too_large(limit).strip())
            return message

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": _with_ours(message.get("headers", []))}
            await send(message)

        await self._app(scope, counted, guarded)


def _too_large(limit: int) -> str:
    return f"This is more than {limit // MEGABYTE} MB.\n"


def _all(headers: Iterable[tuple[str, str]], name: str) -> list[str]:
    return [value for key, value in headers if key == name]


def _with_ours(given: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of an answer with ours; the application may only set a policy of its own."""
    headers = [(k.lower(), v) for k, v in given]
    names = {k for k, _ in headers}
    ours = [(k.encode(), v.encode()) for k, v in HEADERS.items()]
    return [*headers, *((k, v) for k, v in ours if k not in names)]


async def _plain(send: Send, status: int, text: str, more: Iterable[tuple[str, str]] = ()) -> None:
    headers: list[Any] = [(b"content-type", b"text/plain; charset=utf-8")]
    headers += [(k.encode("latin-1"), v.encode("latin-1")) for k, v in more]
    await send({"type": "http.response.start", "status": status, "headers": _with_ours(headers)})
    await send({"type": "http.response.body", "body": text.encode()})
