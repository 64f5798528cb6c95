"""A report at an http(s) address: fetched with limits, and never from a private network.

Every host is resolved here, its addresses are checked, and the connection goes to the address that
was checked: a name that answers differently the second time cannot lead into the private network.
Redirects are followed by hand, each with the same check. Proxies of the environment are not used,
since behind one nothing could be checked.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from onrecord.errors import MissingExtraError, ReportError
from onrecord.reading.intake import (
    MOST_BYTES,
    MOST_TEXT_BYTES,
    Format,
    Intake,
    recognised,
    too_large,
)

if TYPE_CHECKING:
    import httpx

MOST_REDIRECTS = 5
MOST_ADDRESSES = 4  # of one host, tried one after the other

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # IPv4 addresses, seen through IPv6

_TYPES: dict[str, Format] = {
    "text/html": "html", "application/xhtml+xml": "html", "text/plain": "text",
    "text/markdown": "markdown", "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}  # fmt: skip
_UNKNOWN_TYPES = {"", "application/octet-stream", "binary/octet-stream"}
_SUFFIX = re.compile(r"\.(?:txt|md|markdown|html?|pdf|docx)$", re.IGNORECASE)
_SAVE = "Open it in a browser, save the page or its text, and give that file."


def fetch(address: str, *, allow_private: bool = False, timeout: float = 20.0) -> Intake:
    """The report at `address`.

    `timeout`: seconds for each step of a request, and three times that for all of it.
    `allow_private`: also from this machine and private networks. Raises ReportError.
    """
    try:
        import httpx
    except ImportError as error:
        raise MissingExtraError("text", "reading a web address") from error
    current = address
    deadline = time.monotonic() + 3 * timeout
    with httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False) as client:
        for _ in range(MOST_REDIRECTS + 1):
            requests = _requests(client, current, address, allow_private)
            try:
                response = _first_answer(client, requests)
                try:
                    if response.has_redirect_location:
                        current = urljoin(current, response.headers.get("location", ""))
                        continue
                    return _intake(response, current, address, deadline)
                finally:
                    response.close()
            except httpx.TimeoutException as error:
                raise _too_slow(address, timeout) from error
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise ReportError(
                    f"the page cannot be fetched ({error or type(error).__name__})",
                    where=address,
                    todo="Check the address and the connection; or "
                    + _SAVE.lower()[:1]
                    + _SAVE[1:],
                ) from error
    raise ReportError(f"more than {MOST_REDIRECTS} redirects", where=address, todo=_SAVE)


def _first_answer(client: httpx.Client, requests: list[httpx.Request]) -> httpx.Response:
    """The answer of the first of a host's addresses that can be reached."""
    import httpx

    for request in requests[:-1]:
        try:
            return client.send(request, stream=True)
        except httpx.ConnectError:
            continue
    return client.send(requests[-1], stream=True)


def _requests(
    client: httpx.Client, current: str, address: str, allow_private: bool
) -> list[httpx.Request]:
    """One request for each address of the host, all checked, in the name of the host."""
    try:
        parts = urlsplit(current)
        port = parts.port
        host = (
            (parts.hostname or "").encode("idna" if "[" not in parts.netloc else "ascii").decode()
        )
    except ValueError as error:  # a port that is no number, a host that is no name
        raise ReportError(
            f"this is no address ({error})", where=address, todo="Check its spelling."
        ) from None
    if parts.scheme not in {"http", "https"} or not host or parts.username:
        raise ReportError(
            f"only plain http and https addresses are read, and this leads to “{current[:200]}”",
            where=address,
            todo=_SAVE,
        )
    shown = f"[{host}]" if ":" in host else host
    headers = {
        "Host": f"{shown}:{port}" if port else shown,
        "User-Agent": "onrecord (reads one page for a person)",
        "Accept": "text/html, text/plain, text/markdown, application/pdf, */*;q=0.5",
    }
    requests = []
    for checked in addresses_of(host, port, address, allow_private)[:MOST_ADDRESSES]:
        literal = f"[{checked}]" if ":" in checked else checked
        place = literal if port is None else f"{literal}:{port}"
        target = parts._replace(netloc=place, fragment="").geturl()
        extensions = {"sni_hostname": host}
        requests.append(client.build_request("GET", target, headers=headers, extensions=extensions))
    return requests


def addresses_of(host: str, port: int | None, address: str, allow_private: bool) -> list[str]:
    """The addresses of a host; raises ReportError if one of them is private and must not be."""
    try:
        found = socket.getaddrinfo(host, port or 80, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ReportError(
            f"the host “{host}” is not known ({error})",
            where=address,
            todo="Check the address and the connection.",
        ) from error
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    private = [number for number in numbers if not is_public(number)]
    if private and not allow_private:
        raise ReportError(
            f"“{host}” is in a private network or on this machine ({private[0]}): not read",
            where=address,
            todo="Save the page and give the file.",
        )
    return numbers


def is_public(number: str) -> bool:
    """Whether an IP address is one of the open internet."""
    ip = ipaddress.ip_address(number.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None and not inner.is_global:
            return False
    return ip.is_global and not ip.is_multicast


def _intake(response: httpx.Response, current: str, address: str, deadline: float) -> Intake:
    if response.status_code != 200:
        raise ReportError(
            f"the server answered {response.status_code} {response.reason_phrase}".rstrip(),
            where=address,
            todo="Check the address. If the page opens in a browser, save it and give the file.",
        )
    kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind not in _TYPES and kind not in _UNKNOWN_TYPES:
        raise ReportError(
            f"the address holds {kind}, and no text, HTML, PDF or DOCX",
            where=address,
            todo=_SAVE,
        )
    suffix = _SUFFIX.search(urlsplit(current).path)
    limit = MOST_BYTES if _TYPES.get(kind) in {"pdf", "docx", None} else MOST_TEXT_BYTES
    chunks: list[bytes] = []
    length = 0
    for chunk in response.iter_bytes():
        chunks.append(chunk)
        length += len(chunk)
        if length > limit:
            raise too_large(address, limit, "a page")
        if time.monotonic() > deadline:
            raise _too_slow(address, None)
    data = b"".join(chunks)
    format_ = _TYPES.get(kind) or recognised(data, suffix.group().lower() if suffix else "")
    if format_ not in {"pdf", "docx"} and length > MOST_TEXT_BYTES:
        raise too_large(address, MOST_TEXT_BYTES, "a page")
    return Intake(data, address, format_, response.charset_encoding, current)


def _too_slow(address: str, timeout: float | None) -> ReportError:
    after = f" within {timeout:g} seconds" if timeout else " in time"
    return ReportError(
        f"the server did not answer{after}", where=address, todo="Try again, or: " + _SAVE
    )
