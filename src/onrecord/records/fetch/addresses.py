"""Where the publishers' servers are; a mirror is named by an environment variable."""

from __future__ import annotations

import ipaddress
import os
from urllib.parse import urlsplit

from onrecord.records.fetch.failures import FetchError

SERVERS = {
    "ONRECORD_UCDP_URL": "https://ucdp.uu.se/downloads",
    "ONRECORD_UCDP_API_URL": "https://ucdpapi.pcr.uu.se/api",
    "ONRECORD_ACLED_URL": "https://acleddata.com",
    "ONRECORD_GDELT_URL": "http://data.gdeltproject.org/gdeltv2",
}
"""The environment variable of each server, and the address without it."""


def server(variable: str, given: str | None = None) -> str:
    """The address of a server, without a slash at its end.

    `given` beats the environment. Raises FetchError for what is no plain http(s) address.
    """
    address = (given or os.environ.get(variable) or SERVERS[variable]).strip().rstrip("/")
    try:
        parts = urlsplit(address)
        fine = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fine = False
    if not fine or parts.username is not None or parts.query or parts.fragment:
        raise FetchError(
            "is not the address of a server (https://host/path, without a name or password)",
            where=variable,
            todo="Correct it, or leave it out for the publisher's own server.",
        )
    return address


def carries_secrets(address: str) -> bool:
    """Whether credentials may be sent there: over TLS, or within this machine."""
    parts = urlsplit(address)
    if parts.scheme == "https" or parts.hostname == "localhost":
        return True
    try:
        return ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False
