"""The curated files, checked entry by entry and brought into one plain form.

The plain form holds only text, numbers, lists and tables, so that it can be kept as JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.actors.entry import TIES, Entry, number
from onrecord.actors.names import normalise, slug
from onrecord.actors.yamltext import Table, fail, read_yaml

COUNTRY_FIELDS = {"name", "ucdp", "id", "also", "demonyms", "capitals"}


def compile_files(files: Mapping[str, str]) -> dict[str, Any]:
    """All curated files, by name, as one plain table with `countries`, `words` and `actors`.

    Raises OnrecordError that names file and line: an unknown field, a date that is none, a tie to
    an actor that no file knows, an id that stands twice.
    """
    tables = {file: read_yaml(text, file) for file, text in files.items()}
    words = tables.pop("words.yaml", Table())
    countries = _countries(tables.pop("countries.yaml", Table()))
    codes = {normalise(c["name"]): iso for iso, c in countries.items()}
    never = {normalise(w) for w in words.get("not_in_text", [])}

    actors: dict[str, dict[str, Any]] = {
        f"government-of-{slug(c['name'])}": _government(iso, c) for iso, c in countries.items()
    }
    derived = set(actors)
    members: list[tuple[str, str, int, dict[str, Any]]] = []
    for file, table in tables.items():
        for actor_id, entry in table.items():
            line = table.key_lines[actor_id]
            if not isinstance(entry, Table):
                fail(file, line, f"“{actor_id}” has no fields", "Give it at least a name.")
            if actor_id in actors and actor_id not in derived:
                fail(file, line, f"the id “{actor_id}” stands twice", "Rename one of the two.")
            reader = Entry(file, line, actor_id, entry, codes, never)
            known = actors.get(actor_id)
            if known is None and actor_id.startswith("government-of-"):
                fail(file, line, f"no country makes the id “{actor_id}”", "See countries.yaml.")
            actors[actor_id] = reader.merged_into(known) if known else reader.actor()
            derived.discard(actor_id)
            members.extend((file, m["actor"], m["line"], m) for m in reader.members())
    for file, member_id, line, tie in members:
        if member_id not in actors:
            _unknown_tie(file, line, member_id)
        actors[member_id]["umbrellas"].append({**tie, "actor": tie["umbrella"]})
    _check_ties(actors)
    return {
        "countries": countries,
        "words": {key: list(map(str, value)) for key, value in words.items()},
        "actors": actors,
    }


def _countries(table: Table) -> dict[str, Any]:
    countries = {}
    for iso, entry in table.items():
        line = table.key_lines[iso]
        if not isinstance(entry, Table) or "name" not in entry or set(entry) - COUNTRY_FIELDS:
            allowed = ", ".join(sorted(COUNTRY_FIELDS))
            fail(
                "countries.yaml", line, f"the line of {iso} is not complete", f"Fields: {allowed}."
            )
        countries[iso] = {
            "name": str(entry["name"]),
            "ucdp": str(entry.get("ucdp", entry["name"])),
            "id": number("countries.yaml", line, entry["id"]) if "id" in entry else None,
            "also": [str(x) for x in entry.get("also", [])],
            "demonyms": [str(x) for x in entry.get("demonyms", [])],
            "capitals": [str(x) for x in entry.get("capitals", [])],
            "line": line,
        }
    return countries


def _government(iso: str, country: dict[str, Any]) -> dict[str, Any]:
    name = f"Government of {country['ucdp']}"
    aliases = [f"Government of {other}" for other in (country["name"],) if other != country["ucdp"]]
    return {
        "name": name, "full": None, "kind": "government", "countries": [iso],
        "ucdp": [country["id"]] if country["id"] is not None else [],
        "since": None, "until": None, "leaders": [], "rebels_of": None, "source": None,
        "note": None,
        "aliases": [{"text": a} for a in (name, *aliases)],
        **{tie: [] for tie in TIES}, "where": f"countries.yaml, line {country['line']}",
    }  # fmt: skip


def _unknown_tie(file: str, line: int, actor_id: str) -> None:
    fail(
        file, line, f"no file knows the actor “{actor_id}”", "Use an id: the word before the colon."
    )


def _check_ties(actors: dict[str, dict[str, Any]]) -> None:
    for actor in actors.values():
        for kind in TIES:
            for tie in actor[kind]:
                for other in (tie["actor"], tie.get("against")):
                    if other is not None and other not in actors:
                        file = tie.get("file") or actor["where"].split(",")[0]
                        _unknown_tie(file, tie["line"], other)
