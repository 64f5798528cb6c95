"""Asking a server, with patience: time limits, retries, redirects that leave credentials behind."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, quote_plus, urlencode

from pydantic import SecretStr

from onrecord.records.fetch.addresses import carries_secrets
from onrecord.records.fetch.answers import (
    a_page,
    asked,
    connecting,
    looks_like_a_page,
    origin,
    plain,
)
from onrecord.records.fetch.failures import (
    CancelledError,
    FetchError,
    StatusError,
    TransientError,
)
from onrecord.records.fetch.retry_after import asked_to_wait

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")
OnProgress = Callable[[int, int | None, str], None]
"""Bytes that have arrived, bytes there will be (None: unknown), and of what."""
Cancelled = Callable[[], bool]

ATTEMPTS = 6
LONGEST_WAIT = 300.0
"""Seconds. A server that asks for more is taken at its word: the download stops, to go on later."""
MOST_REDIRECTS = 5
MOST_IN_A_PAGE = 256 << 20
"""Bytes of one answer that is held in memory: 5,000 events are some 10 MB."""

_BUSY = {408, 425, 429, 500, 502, 503, 504}
_LATER = "Try again later; what has arrived is kept, and the download goes on from there."
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\s]+")
_AGENT = "onrecord (https://pypi.org/project/onrecord)"


@dataclass(frozen=True)
class Timeouts:
    """Seconds: to connect, between two pieces of an answer, and for one whole answer."""

    connect: float = 15.0
    read: float = 60.0
    whole: float = 3600.0


@dataclass
class Session:
    """One download's connection to a server. `wait` sleeps; tests put another in its place."""

    on_progress: OnProgress | None = None
    cancelled: Cancelled | None = None
    timeouts: Timeouts = field(default_factory=Timeouts)
    wait: Callable[[float], None] = time.sleep
    secrets: list[SecretStr] = field(default_factory=list)
    """Whatever must never stand in a message, even if a server says it."""
    before_request: Callable[[], None] | None = None
    """Called before each request that goes out, retries too: for counting them."""
    _client: httpx.Client | None = field(default=None, repr=False)
    _due: float | None = None
    _last: tuple[int, int | None] = (0, None)

    def __enter__(self) -> Session:
        import httpx

        limits = httpx.Timeout(self.timeouts.read, connect=self.timeouts.connect)
        self._client = httpx.Client(timeout=limits, headers={"User-Agent": _AGENT})
        return self

    def __exit__(self, *_: object) -> None:
        if self._client is not None:
            self._client.close()

    def report(self, done: int, total: int | None, label: str) -> None:
        self._last = done, total
        if self.on_progress is not None:
            self.on_progress(done, total, label)

    def check(self) -> None:
        """Raise CancelledError if the caller wants no more."""
        if self.cancelled is not None and self.cancelled():
            raise CancelledError

    def retried(self, do: Callable[[], T], attempts: int = ATTEMPTS) -> T:
        """What `do` returns, after up to `attempts` tries while it raises TransientError."""
        import stamina

        def again(error: Exception) -> bool | float:
            if not isinstance(error, TransientError):
                return False
            self._due = error.retry_after
            if self._due is None:
                return True
            return 0.0 if self._due <= LONGEST_WAIT else False

        self._due = None
        tries = stamina.retry_context(
            on=again, attempts=attempts, timeout=None, wait_initial=0.5, wait_max=8.0
        )
        for attempt in tries:
            with attempt:
                self._pause()
                return self._guarded(do)
        raise AssertionError("not reached: the last attempt returns or raises")

    def json(
        self, url: str, params: Mapping[str, str], secret: Mapping[str, SecretStr] | None = None
    ) -> Any:
        """The JSON at `url`. Raises FetchError, with `retried`'s patience."""

        def once() -> Any:
            with self.answer(url, params=params, secret=secret) as response:
                return self._parsed(response, url)

        return self.retried(once)

    def post(self, url: str, form: Mapping[str, SecretStr]) -> Any:
        """The JSON that answers a form. It is never redirected: the form holds a password."""

        def once() -> Any:
            content = urlencode({k: v.get_secret_value() for k, v in form.items()}).encode()
            with self.answer(url, method="POST", content=content) as response:
                return self._parsed(response, url)

        return self.retried(once)

    @contextmanager
    def answer(
        self,
        url: str,
        *,
        method: str = "GET",
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        secret: Mapping[str, SecretStr] | None = None,
        content: bytes | None = None,
        fine: Sequence[int] = (200,),
    ) -> Iterator[httpx.Response]:
        """The answer as it streams in, if its status is one of `fine`.

        `secret`: headers that go to this server alone, whatever it redirects to.
        """
        response = self._send(url, method, params, headers or {}, secret or {}, content)
        try:
            if response.status_code not in fine:
                raise self._refusal(response, url)
            yield response
        finally:
            response.close()

    def pieces(self, response: httpx.Response, *, raw: bool = False) -> Iterator[bytes]:
        """The body in pieces, within the time for the whole of it."""
        deadline = time.monotonic() + self.timeouts.whole
        for piece in response.iter_raw() if raw else response.iter_bytes():
            yield piece
            self.check()
            if time.monotonic() > deadline:
                raise FetchError(
                    f"the answer took longer than {self.timeouts.whole:g} seconds",
                    where=plain(str(response.url)),
                    todo=_LATER,
                )

    def scrubbed(self, text: str) -> str:
        """A server's words, on one line, short, and without any credential."""
        for secret in self.secrets:
            value = secret.get_secret_value()
            for written in (value, json.dumps(value)[1:-1], quote_plus(value), quote(value)):
                text = text.replace(written, "…")
        text = _UNPRINTABLE.sub(" ", text).strip()
        return text if len(text) <= 200 else text[:200] + "…"

    def _pause(self) -> None:
        """Wait as long as the server asked for, but not longer than the caller wants."""
        left, self._due = self._due or 0.0, None
        if left:
            self.report(*self._last, f"The server asks to wait {left:,.0f} seconds")
        while left > 0:
            self.check()
            step = min(left, 0.5)
            self.wait(step)
            left -= step
        self.check()

    def _guarded(self, do: Callable[[], T]) -> T:
        import httpx

        try:
            return do()
        except httpx.TimeoutException as error:
            what = "the server could not be reached" if connecting(error) else "no answer came"
            failure: FetchError = TransientError(
                f"{what} in time ({type(error).__name__})", where=asked(error), todo=_LATER
            )
        except httpx.TransportError as error:
            told = self.scrubbed(re.sub(r"//[^/\s]*@", "//", str(error)))
            failure = TransientError(
                f"the connection failed ({told or type(error).__name__})",
                where=asked(error),
                todo=f"Check the connection. {_LATER}",
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            failure = FetchError(
                f"the answer makes no sense ({type(error).__name__})",
                todo="Try again later, or download the file by hand.",
            )
        raise failure

    def _send(
        self,
        url: str,
        method: str,
        params: Mapping[str, str] | None,
        headers: Mapping[str, str],
        secret: Mapping[str, SecretStr],
        content: bytes | None,
    ) -> httpx.Response:
        import httpx

        if self._client is None:
            raise RuntimeError("the session is not open")
        if (secret or content) and not carries_secrets(url):
            raise FetchError(
                "credentials are not sent over plain http",
                where=plain(url),
                todo="Give the server's https address.",
            )
        current = httpx.URL(url, params=dict(params)) if params else httpx.URL(url)
        own = dict(headers)
        if content is not None:
            own["Content-Type"] = "application/x-www-form-urlencoded"
        at_home, start = True, origin(current)
        for _ in range(MOST_REDIRECTS + 1):
            self.check()
            if self.before_request is not None:
                self.before_request()
            kept = {k: v.get_secret_value() for k, v in secret.items()} if at_home else {}
            request = self._client.build_request(
                method, current, headers=own | kept, content=content
            )
            response = self._client.send(request, stream=True)
            if not response.has_redirect_location:
                return response
            response.close()
            following = current.join(response.headers["location"])
            if content is not None or following.scheme not in {"http", "https"} or (
                current.scheme == "https" and following.scheme != "https"
            ):  # fmt: skip
                raise FetchError(
                    f"the server sends us on to {plain(str(following))}, where we do not follow",
                    where=plain(url),
                    todo="Check the address of the server.",
                )
            at_home = at_home and origin(following) == start
            current = following
        raise FetchError(
            f"more than {MOST_REDIRECTS} redirects", where=plain(url), todo="Try again later."
        )

    def _refusal(self, response: httpx.Response, url: str) -> FetchError:
        status = response.status_code
        if status in _BUSY:
            wait = asked_to_wait(response.headers)
            asks = f" and asks to wait {wait:,.0f} seconds" if wait else ""
            return TransientError(
                f"the server is busy or failing (HTTP {status}){asks}",
                where=plain(url),
                todo=_LATER,
                retry_after=wait,
            )
        body = b""
        for piece in response.iter_bytes():
            body += piece
            if len(body) > 4096:
                break
        said = "" if looks_like_a_page(response, body) else body[:4096].decode("utf-8", "replace")
        return StatusError(
            status, self.scrubbed(said), where=plain(url), todo="Check what was asked for."
        )

    def _parsed(self, response: httpx.Response, url: str) -> Any:
        body = bytearray()
        for piece in self.pieces(response):
            body += piece
            if len(body) > MOST_IN_A_PAGE:
                raise FetchError(
                    f"the answer is larger than {MOST_IN_A_PAGE >> 20} MiB", where=plain(url)
                )
        if looks_like_a_page(response, bytes(body[:1024])):
            raise a_page(url)
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            pass
        raise TransientError("the answer is no JSON, or was cut off", where=plain(url), todo=_LATER)
