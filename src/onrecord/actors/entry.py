"""One entry of a curated file: its fields checked, its names and ties spelled out."""

from __future__ import annotations

from datetime import date
from typing import Any

from onrecord.actors.names import normalise
from onrecord.actors.yamltext import Table, Text, fail

KINDS = ("non-state", "umbrella", "government", "civilians", "intergovernmental")
TIES = ("part_of", "umbrellas", "supports", "successor_of")
FIELDS = {
    "name", "full", "kind", "country", "ucdp", "since", "until", "abbreviations", "aliases",
    "leaders", "seats", "members", "members_against", "rebels_of", "source", "note", *TIES,
}  # fmt: skip
SINGLE = {
    "name",
    "full",
    "kind",
    "since",
    "until",
    "members_against",
    "rebels_of",
    "source",
    "note",
}
ALIAS_FIELDS = {"name", "since", "until", "note"}
TIE_FIELDS = {"actor", "since", "until", "on", "against", "source"}

SHORT = 3
"""An all-capital name of up to so many letters is not looked for in texts unless declared safe."""


def scalar(file: str, line: int, value: Any) -> Text:
    """A plain text where a list or a table would mean nothing."""
    if not isinstance(value, Text):
        fail(file, line, "a list or a table stands where a text belongs", "Write a single text.")
    return value


def number(file: str, line: int, value: Any) -> int:
    """A UCDP actor id."""
    text = scalar(file, line, value)
    if not (text.isascii() and text.isdigit()):
        fail(file, text.line, f"“{text}” is not a number", "A UCDP actor id is a whole number.")
    return int(text)


class Entry:
    """One entry of a curated file."""

    def __init__(
        self,
        file: str,
        line: int,
        actor_id: str,
        entry: Table,
        codes: dict[str, str],
        never: set[str],
    ) -> None:
        self.file, self.line, self.id, self.entry = file, line, actor_id, entry
        self.codes, self.never = codes, never
        for field in entry:
            if field not in FIELDS:
                fail(
                    file,
                    entry.key_lines[field],
                    f"“{field}” is not a field of an actor",
                    "Fields: " + ", ".join(sorted(FIELDS)) + ".",
                )
            self._check_shape(field)

    def _check_shape(self, field: str) -> None:
        """Texts where texts belong: from here on, only their content can be wrong."""
        line = self.entry.key_lines[field]
        if field in SINGLE:
            scalar(self.file, line, self.entry[field])
            return
        for value in self._list(field):
            for leaf in value.values() if isinstance(value, Table) else (value,):
                scalar(self.file, line, leaf)

    def actor(self) -> dict[str, Any]:
        entry = self.entry
        if not entry.get("name"):
            fail(self.file, self.line, f"“{self.id}” has no name", "Add a line “name: …”.")
        kind = self._text("kind") or "non-state"
        if kind not in KINDS:
            self._fail("kind", f"“{kind}” is not a kind of actor", "One of " + ", ".join(KINDS))
        period = self._period(entry)
        return {
            "name": self._text("name"),
            "full": self._text("full"),
            "kind": kind,
            "countries": self._codes(),
            "ucdp": [number(self.file, self.line, n) for n in self._list("ucdp")],
            **period,
            "aliases": self._names(),
            "leaders": self._aliases("leaders") + self._aliases("seats"),
            **{tie: self._ties(tie) for tie in TIES},
            "rebels_of": self._code(entry["rebels_of"]) if "rebels_of" in entry else None,
            "source": self._text("source"),
            "note": self._text("note"),
            "where": f"{self.file}, line {self.line}",
        }

    def merged_into(self, government: dict[str, Any]) -> dict[str, Any]:
        """What the entry adds to a government that the table of countries made."""
        entry = self.entry
        if "name" not in entry:
            entry["name"] = Text(government["name"])
        added = self.actor()
        merged = {**government, **{k: v for k, v in added.items() if v not in (None, [])}}
        merged["kind"] = "government"
        merged["aliases"] = added["aliases"] + government["aliases"]
        return merged

    def members(self) -> list[dict[str, Any]]:
        ties = self._ties("members")
        against = self._text("members_against")
        return [
            {**tie, "umbrella": self.id, "against": tie["against"] or against, "file": self.file,
             "source": tie["source"] or self._text("source")}
            for tie in ties
        ]  # fmt: skip

    def _names(self) -> list[dict[str, Any]]:
        entry = self.entry
        safe = [str(a) for a in self._list("abbreviations")]
        names = [self._alias(str(entry["name"]), safe)]
        if "full" in entry:
            names.append(self._alias(str(entry["full"]), safe))
        names += [self._alias(a, safe) for a in safe]
        names += self._aliases("aliases")
        seen: set[tuple[Any, ...]] = set()
        kept = []
        for name in names:
            key = (name["text"], name.get("since"), name.get("until"))
            if key not in seen:
                seen.add(key)
                kept.append(name)
        return kept

    def _aliases(self, field: str) -> list[dict[str, Any]]:
        aliases = []
        for value in self._list(field):
            if isinstance(value, Table):
                self._only(value, ALIAS_FIELDS)
                if not value.get("name"):
                    fail(self.file, value.line, "an alias without a name", "Write {name: …, …}.")
                alias = self._alias(str(value["name"]), [])
                alias.update({k: v for k, v in self._period(value).items() if v is not None})
                if "note" in value:
                    alias["note"] = str(value["note"])
            else:
                alias = self._alias(str(value), [])
            aliases.append(alias)
        return aliases

    def _alias(self, text: str, safe: list[str]) -> dict[str, Any]:
        if not normalise(text):
            fail(self.file, self.line, f"“{text}” holds no letter or digit", "Remove the alias.")
        alias: dict[str, Any] = {"text": text}
        letters = [c for c in text if c.isalnum()]
        capitals = all(not c.islower() for c in letters) and any(c.isalpha() for c in letters)
        if text in safe or capitals:
            alias["abbreviation"] = True
        unsafe = capitals and len(letters) <= SHORT and text not in safe
        if unsafe or normalise(text) in self.never:
            alias["in_text"] = False
        return alias

    def _ties(self, field: str) -> list[dict[str, Any]]:
        ties = []
        for value in self._list(field):
            table = value
            if not isinstance(table, Table):
                table = Table(actor=value)
                table.line = value.line
            self._only(table, TIE_FIELDS)
            if not table.get("actor"):
                fail(self.file, table.line, f"“{field}” without an actor", "Write {actor: id, …}.")
            period = self._period(table)
            if field == "successor_of":
                if "on" not in table:
                    fail(
                        self.file,
                        table.line,
                        "a successor without its day",
                        "Write {actor: id, on: day}.",
                    )
                period = {"since": self._day(table["on"]), "until": None}
            ties.append(
                {
                    "actor": str(table["actor"]),
                    **period,
                    "against": str(table["against"]) if "against" in table else None,
                    "source": str(table["source"]) if "source" in table else None,
                    "line": table.line,
                }
            )
        return ties

    def _period(self, table: Table) -> dict[str, str | None]:
        since = self._day(table["since"]) if "since" in table else None
        until = self._day(table["until"]) if "until" in table else None
        if since and until and since > until:
            fail(self.file, table.line, f"since {since} is after until {until}", "Swap the days.")
        return {"since": since, "until": until}

    def _day(self, text: Text) -> str:
        try:
            return date.fromisoformat(text).isoformat()
        except (ValueError, TypeError):
            line = getattr(text, "line", self.line)
            fail(self.file, line, f"“{text}” is not a day", "Write it as 2016-07-28.")

    def _codes(self) -> list[str]:
        return [self._code(name) for name in self._list("country")]

    def _code(self, name: Text) -> str:
        code = self.codes.get(normalise(name))
        if code is None:
            fail(
                self.file,
                name.line,
                f"“{name}” is not a country",
                "Use a `name` of countries.yaml.",
            )
        return code

    def _list(self, field: str) -> list[Any]:
        value = self.entry.get(field, [])
        return value if isinstance(value, list) else [value]

    def _text(self, field: str) -> str | None:
        return str(self.entry[field]) if field in self.entry else None

    def _only(self, table: Table, allowed: set[str]) -> None:
        for key in table:
            if key not in allowed:
                fail(self.file, table.line, f"“{key}” does not belong here", f"Only {allowed}.")

    def _fail(self, field: str, what: str, todo: str) -> None:
        fail(self.file, self.entry.key_lines[field], what, todo)
