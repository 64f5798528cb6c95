"""From drafts to claims: ids, the words and where they stand, what is missing, what was assumed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Any

from pydantic import ValidationError

from onrecord.claims import CLAIM, MODELS, AnyClaim
from onrecord.reading.draft import Draft
from onrecord.reading.scene import Scene

_WITH_PLACE = ("where", "when")


class Composer:
    """Makes claims of one report; keeps their ids apart."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._ids: Counter[str] = Counter()

    def claim(self, scene: Scene, draft: Draft) -> AnyClaim | None:
        """The claim, complete or saying what it lacks; None if the claim language refuses it."""
        parse, offset = scene.passage.parse, scene.passage.offset
        first, end = draft.span
        at = (offset + parse[first].start, offset + parse[end - 1].end)
        missing = list(draft.missing)
        written: dict[str, Any] = {
            "type": draft.type,
            "says": self.text[at[0] : at[1]],
            "at": at,
            **{k: v for k, v in draft.fields.items() if v is not None},
        }
        needs = MODELS[draft.type].needs
        assumed = list(draft.assumed)
        if "where" in needs and "where" not in written and draft.placing is not None:
            written["where"] = draft.placing.where
            assumed += draft.placing.assumed
            if draft.placing.unknown and not _named("where", missing):
                missing.append(f"where (“{draft.placing.unknown}” is in no gazetteer)")
        if "when" in needs and "when" not in written and draft.timing is not None:
            written["when"] = draft.timing.when
            assumed += draft.timing.assumed
        written = {k: v for k, v in written.items() if v is not None}
        missing += [n for n in needs if n not in written and not _named(n, missing)]
        standing = draft.standing
        source = self._source(scene, draft)
        if source:
            written["according_to"] = source
        stance = standing.stance
        if scene.teller and not source and stance == "asserted" and first < parse.sentence_of(0)[1]:
            written["according_to"], source, stance = scene.teller, scene.teller, "attributed"
        if stance == "attributed" and not source:
            stance = "asserted"
        written["stance"] = stance
        written["assumed"] = tuple(dict.fromkeys(assumed))
        written["incomplete"] = tuple(dict.fromkeys(missing))
        written["id"] = self._id(draft)
        try:
            return CLAIM.validate_python(written)
        except ValidationError:
            # A number or place that the claim language rules out is no claim, not a crash.
            return None

    def _source(self, scene: Scene, draft: Draft) -> str | None:
        source = draft.standing.source
        if source is None:
            return None
        told = self._teller(scene, source)
        if told is None:
            return None
        passed = [self._teller(scene, i) for i in reversed(draft.standing.via)]
        chain = [*(name for name in passed if name), told]
        cited = _cited(scene, source)
        if cited is not None and (name := self._teller(scene, cited)) is not None:
            chain.append(name)
        return ", citing ".join(dict.fromkeys(chain))

    @staticmethod
    def _teller(scene: Scene, source: int) -> str | None:
        """Who says so, by name; None where it is the author."""
        owners = scene.passage.parse.children(source, "poss")
        if any(o.lower in ("my", "our") for o in owners):
            return None  # “my Office recorded”: who writes
        party = scene.parties.of(source)
        one = party.sort == "actor" and not party.either and len(party.ids) == 1
        itself = any(source in n.words for n in party.named)
        leader = itself and party.named[0].metonym and len(scene.text(source).split()) > 1
        if one and not leader and (itself or len(scene.text(source).split()) < 2):
            return scene.shown(party.ids[0])  # a president speaks for himself
        if owners and owners[0].tag == "WP$":  # “A, whose delegates denied that …”: A's
            above = next((t for t in scene.passage.parse.above(source) if t.dep == "relcl"), None)
            whose = scene.parties.of(above.head) if above is not None else party
            if whose.sort == "actor":
                return scene.shown(whose.ids[0])
        return scene.text(source)  # “the army's media wing”, “an M23 spokesman”

    def _id(self, draft: Draft) -> str:
        names = [p.removeprefix("government-of-") for p in draft.parties]
        parts = [draft.label, *dict.fromkeys(names)]
        slug = _slug("-".join(parts))[:80].strip("-") or draft.type
        self._ids[slug] += 1
        return f"{slug}-{self._ids[slug]}"


def _cited(scene: Scene, source: int) -> int | None:
    """“The ministry said, citing the army, that …”: whom who says so relies on."""
    parse = scene.passage.parse
    first, end = parse.sentence_of(source)
    for token in parse.tokens[first:end]:
        if token.lower in ("citing", "quoting") and token.tag == "VBG":
            heads = parse.children(token.i, "dobj")
            if heads and heads[0].i != source:
                return heads[0].i
    return None


def _named(field: str, missing: list[str]) -> bool:
    """Whether what is missing has been said already (“by (…)” says that `events` lacks)."""
    if field in ("events", "killed"):
        return bool(missing)
    return any(m.split(" ")[0] == field for m in missing)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
