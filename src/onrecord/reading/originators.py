"""Who is cited: news agencies, observatories, parties … from `originators.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal
from urllib.parse import urlsplit

CitationKind = Literal[
    "self", "party", "news agency", "NGO", "observatory", "official", "academic", "outlet",
    "unknown",
]  # fmt: skip


@dataclass(frozen=True)
class Originator:
    """One who reports. `run_by` directs it; `funded_by` only pays. See the head of the YAML."""

    name: str
    kind: CitationKind
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    run_by: str | None = None
    funded_by: str | None = None


class Originators:
    """The known originators, to be found by name in a text or by the host of an address."""

    def __init__(self, known: tuple[Originator, ...]) -> None:
        self.known = known
        self._by_name = {name: one for one in known for name in (one.name, *one.aliases)}
        self._by_domain = {domain: one for one in known for domain in one.domains}
        names = sorted(self._by_name, key=lambda name: (-len(name), name))
        self._pattern = re.compile(
            r"(?<![\w-])(?:" + "|".join(re.escape(name) for name in names) + r")(?!\w)"
        )

    def named_in(self, text: str) -> list[Originator]:
        """The originators that a text names, in order, each once. Capitals count."""
        found = [self._by_name[match.group()] for match in self._pattern.finditer(text)]
        return list(dict.fromkeys(found))

    def at(self, address: str) -> Originator | None:
        """The originator whose pages an address is among."""
        host = host_of(address)
        while host:
            if host in self._by_domain:
                return self._by_domain[host]
            host = host.partition(".")[2]
        return None


@lru_cache(maxsize=1)
def originators() -> Originators:
    """The originators that come with onrecord."""
    from ruamel.yaml import YAML

    source = resources.files("onrecord.reading").joinpath("originators.yaml")
    entries = YAML(typ="safe").load(source.read_text(encoding="utf-8"))
    return Originators(
        tuple(
            Originator(
                name=str(entry["name"]),
                kind=entry["kind"],
                aliases=tuple(entry.get("aliases", ())),
                domains=tuple(entry.get("domains", ())),
                run_by=entry.get("run_by"),
                funded_by=entry.get("funded_by"),
            )
            for entry in entries
        )
    )


def host_of(address: str) -> str:
    """The host of an address in lower case, without “www.”; "" if it has none."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").rstrip(".")
