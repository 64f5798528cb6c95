"""What an answer is: data or a web page, and from where, in words fit for a message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.records.fetch.failures import FetchError

if TYPE_CHECKING:
    import httpx


def looks_like_a_page(response: httpx.Response, head: bytes) -> bool:
    """Whether this is HTML, as servers show when they have something to say to a person."""
    kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return kind in {"text/html", "application/xhtml+xml"} or start == b"<"


def a_page(url: str) -> FetchError:
    return FetchError(
        "the server sent a web page in place of the data",
        where=plain(url),
        todo="Open the address in a browser to see what it says; try again later.",
    )


def plain(url: str) -> str:
    """An address for a message: without query and credentials."""
    return re.sub(r"//[^/]*@", "//", url.split("?")[0].split("#")[0])[:200]


def origin(url: httpx.URL) -> tuple[str, str, int | None]:
    port = url.port or {"http": 80, "https": 443}.get(url.scheme)
    return url.scheme, url.host, port


def asked(error: httpx.RequestError) -> str | None:
    try:
        return plain(str(error.request.url))
    except RuntimeError:
        return None


def connecting(error: httpx.TimeoutException) -> bool:
    return type(error).__name__ in {"ConnectTimeout", "PoolTimeout"}
