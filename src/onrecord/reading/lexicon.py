"""The words by which a report tells of events, read from `lexicon.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Literal, cast, get_args

from onrecord.claims import KINDS, Kind
from onrecord.errors import OnrecordError
from onrecord.reading.parse import Parse, Token

Form = Literal["acts", "fights", "kills", "takes", "loses", "falls", "moves", "agrees", "holds"]
FORMS: tuple[Form, ...] = get_args(Form)

_SPLIT = re.compile(r"[ -]+")


@dataclass(frozen=True)
class Entry:
    """What one word for an event means; `parts` are its words, of which `head` is the trigger."""

    word: str
    parts: tuple[str, ...]
    form: Form
    kind: Kind | None
    target: frozenset[str]
    of: Literal["doer", "target"] | None
    without_target: Kind | None
    weak: bool
    """Has other meanings too: read only where the object is an armed actor or a place."""
    needs_target: bool
    munition: Literal["may", "must", "or", "falls"] | None
    """Whether its object may, or must, be a weapon (“fired rockets at P”); “or”: a weapon, or else
    what is hit (“blew up a mine”, “blew up a convoy”); “falls”: its subject is one."""
    cameo: str | None
    plover: str | None
    needs_means: bool = False
    """An event only where what it was done with tells its kind (“jets destroyed a depot”)."""
    other: str | None = None
    """What happened, where the claim language has no kind for it: such a claim is not tested."""

    @property
    def needs_words(self) -> bool:
        return len(self.parts) > 1


def _frozen(words: Iterable[Any]) -> frozenset[str]:
    return frozenset(str(w).lower() for w in words)


def singular(word: str) -> tuple[str, ...]:
    """Forms under which a noun may stand in the lexicon, for parsers that keep its plural."""
    forms = [word]
    if word.endswith("ies"):
        forms.append(word[:-3] + "y")
    if word.endswith("es"):
        forms.append(word[:-2])
    if word.endswith("s"):
        forms.append(word[:-1])
    if word.endswith("men"):
        forms.append(word[:-3] + "man")
    return tuple(forms)


@lru_cache(maxsize=16_384)
def _noun_forms(lemma: str, lower: str) -> tuple[str, ...]:
    """All forms under which a noun of a text may stand in the lexicon."""
    return tuple(dict.fromkeys((lemma.lower(), *singular(lower))))


def _inflected(verb: str) -> Iterable[str]:
    """Regular forms of a verb, to know it again where the tagger took it for another word."""
    stem = verb[:-1] if verb.endswith("e") else verb
    yield from (stem + "ed", stem + "ing", verb + "s", verb + "es")
    if re.search(r"[^aeiou][aeiou][bdgklmnprt]$", verb):
        yield from (verb + verb[-1] + "ed", verb + verb[-1] + "ing")
    if verb.endswith("y"):
        yield from (verb[:-1] + "ied", verb[:-1] + "ies")


def _irregular(data: Mapping[str, Any], verb: str) -> Iterable[str]:
    """Past tenses of a verb that are not regular: retook."""
    table = data["forms"]["irregular"]
    return (past for past, lemma in table.items() if lemma == verb and " " not in past)


class Lexicon:
    """The lexicon, with words looked up in a parse. Errors in the file name the entry."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        codes = data["kinds"]
        for kind in codes:
            if kind not in KINDS:
                raise OnrecordError(f"lexicon: “{kind}” is not a kind of the claim language")
        self._verbs = self._index(data["verbs"], codes)
        self._nouns = self._index(data["nouns"], codes)
        self._verb_forms = {
            form: words[0].parts[0]
            for words in self._verbs.values()
            if len(words[0].parts) == 1
            for form in _inflected(words[0].parts[0])
        }
        self._irregular = {past: str(verb) for past, verb in data["forms"]["irregular"].items()}
        self._sets: dict[tuple[str, str], frozenset[str]] = {}
        self.deeds = frozenset(
            form
            for words in self._verbs.values()
            for entry in words
            if len(entry.parts) == 1 and entry.form in ("acts", "takes", "fights", "kills")
            and not (entry.weak or entry.munition or entry.other)
            for form in (*_inflected(entry.word), *_irregular(data, entry.word))
        )  # fmt: skip
        """Forms of the verbs that only armed people are subject of."""

    @classmethod
    @lru_cache(maxsize=1)
    def default(cls) -> Lexicon:
        from ruamel.yaml import YAML

        text = resources.files("onrecord.reading").joinpath("lexicon.yaml").read_text("utf-8")
        return cls(YAML(typ="safe", pure=True).load(text))

    @staticmethod
    def _index(
        rows: Iterable[Mapping[str, Any]], codes: Mapping[str, Any]
    ) -> dict[str, list[Entry]]:
        index: dict[str, list[Entry]] = {}
        for row in rows:
            kind: str | None = row.get("kind")
            if row["form"] not in FORMS or (kind is not None and kind not in codes):
                raise OnrecordError(
                    f"lexicon: {row['words'][0]}: form or kind is not one that the file explains"
                )
            for word in row["words"]:
                parts = tuple(_SPLIT.split(str(word).lower()))
                code = codes[kind] if kind else {}
                entry = Entry(
                    word=str(word).lower(),
                    parts=parts,
                    form=cast(Form, row["form"]),
                    kind=cast("Kind | None", kind),
                    target=_frozen(row.get("target", ())),
                    of=row.get("of"),
                    without_target=row.get("without_target"),
                    weak=row.get("weak", False),
                    needs_target=row.get("needs_target", False),
                    munition=row.get("munition"),
                    cameo=row.get("cameo", code.get("cameo")),
                    plover=row.get("plover", code.get("plover")),
                    needs_means=row.get("needs_means", False),
                    other=row.get("other"),
                )
                keys = {parts[0], parts[-1]} if row.get("of") else {parts[0]}
                for key in keys:
                    index.setdefault(key, []).append(entry)
        for entries in index.values():
            entries.sort(key=lambda e: (-len(e.parts), e.munition != "falls"))
        return index

    def words(self, section: str, name: str = "") -> frozenset[str]:
        """A list of the file as a set of lower-case words: `words("groups", "armed")`."""
        key = (section, name)
        if key not in self._sets:
            rows = self._data[section][name] if name else self._data[section]
            self._sets[key] = _frozen(rows)
        return self._sets[key]

    def table(self, section: str, name: str = "") -> Mapping[str, Any]:
        return cast("Mapping[str, Any]", self._data[section][name] if name else self._data[section])

    def noun_in(self, token: Token, section: str, name: str) -> bool:
        """Whether a noun, whatever its number, stands in a list of the file."""
        return not self.words(section, name).isdisjoint(_noun_forms(token.lemma, token.lower))

    def lemma(self, token: Token) -> str:
        """The dictionary form of a verb, also where the tagger missed that it is one."""
        lower = token.lemma.lower()
        if token.pos not in ("VERB", "AUX"):
            return self._verb_forms.get(token.lower, lower)
        return self._irregular.get(lower, lower)

    def with_particle(self, parse: Parse, i: int) -> tuple[str, ...]:
        """A verb's lemma, alone and with each short word that belongs to it: step, step up."""
        lemma = self.lemma(parse[i])
        short = parse.children(i, "prt", "advmod", "dobj", "prep", "oprd", "acomp")
        return (lemma, *(f"{lemma} {t.lower}" for t in short if t.i > i))

    def verb(self, parse: Parse, i: int) -> Entry | None:
        """The entry of a verb; one of several words needs all of them among its dependents."""
        token = parse[i]
        taken_for_verb = token.pos in ("VERB", "AUX") or (
            (token.lower in self._verb_forms or token.lower in self._verbs)
            and token.pos in ("ADJ", "NOUN", "PROPN")
            and any(True for _ in parse.children(i, "nsubj", "nsubjpass"))
        )
        if not taken_for_verb:
            return None
        for entry in self._verbs.get(self.lemma(token), ()):
            if entry.munition == "falls" and not self._munition_falls(parse, i):
                continue
            if self._dependents_hold(parse, i, entry.parts[1:]):
                return entry
        return None

    def _munition_falls(self, parse: Parse, i: int) -> bool:
        """Whether shells or rockets are what fell, landed or burst."""
        heads = [
            parse[i].head if c.tag == "WDT" and parse[i].dep == "relcl" else c.i
            for c in parse.children(i, "nsubj")
        ]
        heads += [n.i for h in heads for p in parse.children(h, "prep") if p.lower == "of"
                  for n in parse.children(p.i, "pobj")]  # fmt: skip
        words = [w for h in heads for w in (parse[h], *parse.children(h, "compound"))]
        bombs = self.lemma(parse[i]) in ("fall", "land", "rain") and any(
            self.noun_in(w, "groups", "munitions") and w.lemma.lower() == "bomb" for w in words
        )
        return bombs or any(self.noun_in(w, "means", "shelling") for w in words)

    @staticmethod
    def _dependents_hold(parse: Parse, i: int, parts: tuple[str, ...]) -> bool:
        """Whether the other words of a verb stand after it: its particle or its object's words."""
        wanted = list(parts)
        for token in parse.tokens[i + 1 : i + 6]:
            if (
                wanted
                and wanted[0] in (token.lemma.lower(), token.lower)
                and (token.head == i or parse.head(token.i).head == i)
            ):
                wanted.pop(0)
        return not wanted

    def is_gerund(self, parse: Parse, i: int) -> bool:
        """Whether an “-ing” form stands as a noun: “fighting raged”, “died in shelling by A”."""
        token = parse[i]
        return (
            token.tag == "VBG"
            and token.lower in self._nouns
            and token.dep
            in ("nsubj", "csubj", "nsubjpass", "dobj", "pobj", "pcomp", "attr", "conj")
            and not parse.children(i, "dobj", "aux", "auxpass", "nsubj", "neg", "prt")
        )

    def noun(self, parse: Parse, i: int) -> Entry | None:
        """The entry of a noun, the longest that the words before (or “of …” after) it allow."""
        token = parse[i]
        noun = token.pos in ("NOUN", "PROPN") or token.tag in ("NN", "NNS")
        if not noun and not self.is_gerund(parse, i):
            return None
        for form in _noun_forms(token.lemma, token.lower):
            for entry in self._nouns.get(form, ()):
                if self._stands(parse, i, form, entry):
                    return entry
        return None

    @staticmethod
    def _stands(parse: Parse, i: int, form: str, entry: Entry) -> bool:
        if "of" in entry.parts:
            after = [t.lower for t in parse.tokens[i + 1 : i + len(entry.parts)]]
            return form == entry.parts[0] and after == list(entry.parts[1:])
        if form != entry.parts[-1]:
            return False
        before = [t.lower for t in parse.tokens[max(0, i - 6) : i] if t.text != "-"]
        rest = list(entry.parts[:-1])
        return not rest or before[-len(rest) :] == rest
