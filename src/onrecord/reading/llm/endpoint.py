"""Which model is asked, and where: from the environment, and said before anything leaves."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from onrecord.errors import OnrecordError

Api = Literal["openai", "anthropic"]

LOCAL_URL = "http://127.0.0.1:11434/v1"
"""Ollama's own address: what is asked where no other address is given."""
ANTHROPIC_URL = "https://api.anthropic.com"
KEYS: Mapping[Api, str] = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
_ON = frozenset({"1", "true", "yes", "on"})


class ModelError(OnrecordError):
    """The language model cannot be asked, or gave no answer that can be used."""


@dataclass(frozen=True)
class Endpoint:
    """A model and the address that answers for it.

    `timeout`: seconds that one answer may take in all, however slowly it drips. `tries`: how often
    one passage is asked at most. `pause`: the first pause between two tries, in seconds; it
    doubles, up to `longest_pause`, which also bounds what a server may ask for (Retry-After).
    """

    url: str
    model: str
    api: Api = "openai"
    timeout: float = 300.0
    tries: int = 4
    pause: float = 2.0
    longest_pause: float = 60.0
    key: str = field(default="", repr=False)
    """Never shown, logged or kept; taken from the environment."""

    @classmethod
    def from_environment(
        cls,
        url: str | None = None,
        model: str | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> Endpoint:
        """The endpoint of ONRECORD_LLM_URL and ONRECORD_LLM_MODEL, where they are not given.

        Without an address: Anthropic's for a model called claude…, else Ollama's on this machine.
        The key is that of OPENAI_API_KEY or ANTHROPIC_API_KEY. Raises ModelError.
        """
        known = os.environ if environ is None else environ
        model = (model or known.get("ONRECORD_LLM_MODEL") or "").strip()
        if not model:
            raise ModelError(
                "no language model is named",
                todo="Give --llm-model NAME or set ONRECORD_LLM_MODEL: the name of a model that "
                f"the endpoint serves (without an address: Ollama on this machine, {LOCAL_URL}).",
            )
        address = (url or known.get("ONRECORD_LLM_URL") or "").strip()
        claude = model.casefold().startswith("claude")
        address = address or (ANTHROPIC_URL if claude else LOCAL_URL)
        host = _host(address)
        api: Api = "anthropic" if host.endswith("anthropic.com") else "openai"
        if api == "anthropic":
            address = address.rstrip("/").removesuffix("/v1")
        found = cls(address, model, api, key=known.get(KEYS[api], "").strip())
        if not found.local and found.encrypted and not found.key:
            raise ModelError(
                f"{host} needs a key, and {KEYS[api]} is not set",
                todo=f"Set {KEYS[api]} in the environment (a key is never read from a file or an "
                "option), or ask a model on this machine.",
            )
        return found

    @property
    def host(self) -> str:
        return _host(self.url)

    @property
    def local(self) -> bool:
        """Whether what is sent stays on this machine."""
        # Ollama hands models of these names on to its maker's servers.
        elsewhere = self.model.casefold().endswith(("-cloud", ":cloud"))
        return _is_loopback(self.host) and not elsewhere

    @property
    def encrypted(self) -> bool:
        return urlsplit(self.url).scheme.lower() == "https"

    @property
    def sent_key(self) -> str:
        """The key as it is sent: not over a wire that anyone may read."""
        safe = self.encrypted or _is_loopback(self.host)
        return self.key if safe and self.key else "none"

    def without_key(self, text: str) -> str:
        """`text`, with the key struck out should a server have repeated it."""
        return text.replace(self.key, "…") if len(self.key) > 3 else text


@dataclass(frozen=True)
class Leaving:
    """What is about to be sent."""

    endpoint: Endpoint
    report: str
    """Name of the report."""
    characters: int | None
    """Of the report; the instructions are not counted. None where it is not opened yet."""
    passages: int

    @property
    def says(self) -> str:
        end = self.endpoint
        where = f"{end.host} (this machine)" if end.local else end.host
        plain = "" if end.local or end.encrypted else ", over a connection that is not encrypted"
        if not end.local and _is_loopback(end.host):
            where += ", which hands this model's work on to another machine"
        what = self.report
        if self.characters is not None:
            what = f"{self.characters:,} characters of {what}"
        return f"to {where}, model {end.model}{plain}: {what}"


Consent = Callable[[Leaving], bool]
"""Asked before a report leaves the machine; nothing is sent unless it says yes."""


def stays_here(leaving: Leaving) -> bool:
    """Consent for a model on this machine, and for no other."""
    return leaving.endpoint.local


def always(_leaving: Leaving) -> bool:
    """Consent given beforehand."""
    return True


def consent_in_environment(environ: Mapping[str, str] | None = None) -> bool:
    """Whether ONRECORD_LLM_SEND=1 says that reports may be sent."""
    known = os.environ if environ is None else environ
    return known.get("ONRECORD_LLM_SEND", "").strip().casefold() in _ON


def not_sent(leaving: Leaving) -> ModelError:
    return ModelError(
        f"not sent {leaving.says}",
        todo="Give --yes-send, or set ONRECORD_LLM_SEND=1, if the report may leave this machine "
        "(in Python: send=True); a model on this machine needs neither.",
    )


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port  # a port that is no number raises here
    except ValueError:
        host, port, parts = None, None, None
    if parts is None or not host or parts.scheme.lower() not in ("http", "https") or port == 0:
        raise ModelError(
            "the address of the language model is none",
            where=_shown(url),
            todo=f"Write it as {LOCAL_URL} or https://…/v1 (--llm-url, ONRECORD_LLM_URL).",
        )
    if parts.username or parts.password:
        raise ModelError(
            f"the address of the language model ({host}) holds a user name or a password",
            todo="Take it out; the key comes from OPENAI_API_KEY or ANTHROPIC_API_KEY.",
        )
    return host.lower()


def _shown(url: str) -> str:
    """An address that cannot be read, without what may be a password in it."""
    return url.rsplit("@", 1)[-1][:80]


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
