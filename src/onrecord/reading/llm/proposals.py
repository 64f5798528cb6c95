"""From a proposal to a claim: accepted as far as the report's own words bear it, else refused.

Everything that a claim is made of comes from the report, the registry, the gazetteer or the grammar
of times. An answer chooses; it adds nothing. Every claim is `proposed`, whatever an answer says.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Literal

from pydantic import ValidationError

from onrecord.claims import CLAIM, MODELS, AnyClaim
from onrecord.reading.llm.dating import dated
from onrecord.reading.llm.forming import Draft, form
from onrecord.reading.llm.grounds import Grounds
from onrecord.reading.llm.naming import Who, actor, place
from onrecord.reading.llm.pieces import Piece
from onrecord.reading.llm.wire import Proposed

Refusal = Literal["not in the report", "not in the claim language", "not about its words"]

FEWEST_LETTERS = 6
"""Of the quoted words: “the” stands in every report and makes no claim."""
_WORD = re.compile(r"[^\W\d_]")
_WHY = ("appeal", "insult", "moral judgement", "motive", "forecast", "hope", "characterisation")


def claim_of(proposed: Proposed, piece: Piece, grounds: Grounds) -> AnyClaim | Refusal:
    """The claim, complete or saying what it lacks; or why there is none."""
    letters = len(_WORD.findall(proposed.words))
    quoted = grounds.quotable.find(proposed.words, piece.spans) if letters else None
    if quoted is None or (letters < FEWEST_LETTERS and not _dense(proposed.words)):
        return "not in the report"
    draft = Draft(quoted, grounds.sentence_around(quoted.start, quoted.end))
    if not quoted.exact:
        draft.assumed.append("The model quoted these words with other signs or spaces; they are "
                             "given as the report has them.")  # fmt: skip
    if proposed.type == "opinion":
        draft.fields["why"] = _why(proposed.why)
        draft.borne = draft.stands = True
    else:
        _read(proposed, grounds, draft)
        if not draft.borne or not draft.stands:
            return "not about its words"
    return _validated(proposed, grounds, draft)


def _read(proposed: Proposed, grounds: Grounds, draft: Draft) -> None:
    parties = {
        role: _parties(grounds, draft, role, getattr(proposed, role))
        for role in ("by", "against", "between", "instead")
    }
    where = _where(proposed, grounds, draft)
    form(proposed, grounds, draft, parties, where)
    needs = MODELS[proposed.type].needs
    if "where" in needs and where:
        draft.fields["where"] = where
    if "when" in needs:
        _when(proposed, grounds, draft)
    _source(proposed, grounds, draft)


def _parties(grounds: Grounds, draft: Draft, role: str, names: tuple[str, ...]) -> list[Who] | None:
    """The actors of a role, in order; None if one of them is not known (the draft then says so)."""
    found: list[Who] = []
    lacking = False
    for name in names:
        who = actor(grounds, name, draft.near)
        if isinstance(who, str):
            draft.missing.append(f"{role} ({who})")
            lacking = True
            continue
        draft.stands = True
        draft.borne = draft.borne or grounds.quotable.find(name, (draft.near,)) is not None
        if who.assumed:
            draft.assumed.append(who.assumed)
        if who.id not in (w.id for w in found):
            found.append(who)
    draft.ids += [w.id for w in found]
    return None if lacking else found


def _where(proposed: Proposed, grounds: Grounds, draft: Draft) -> list[dict[str, Any]]:
    spots: list[dict[str, Any]] = []
    lacking = False
    for name in proposed.places:
        found = place(grounds, name, draft.near)
        if isinstance(found, str):
            draft.missing.append(f"where ({found})")
            lacking = True
            continue
        draft.stands = True
        draft.borne = draft.borne or grounds.quotable.find(name, (draft.near,)) is not None
        draft.assumed += [*found.spot.assumed, *([found.assumed] if found.assumed else [])]
        if dict(found.spot.written) not in spots:
            spots.append(dict(found.spot.written))
    return [] if lacking else spots


def _when(proposed: Proposed, grounds: Grounds, draft: Draft) -> None:
    found = dated(
        grounds, proposed.when_words, proposed.first_day, proposed.last_day, draft.near
    )  # fmt: skip
    if found.when is not None:
        draft.fields["when"] = found.when
        draft.assumed += found.assumed
    elif found.lacking:
        draft.missing.append(f"when ({found.lacking})")


def _source(proposed: Proposed, grounds: Grounds, draft: Draft) -> None:
    """Who says so. What is said to be another's and names nobody is never taken as the author's."""
    draft.fields["stance"] = proposed.stance
    said = (proposed.according_to or "").strip()
    if said.casefold() in ("", "author", "the author"):
        if proposed.stance == "attributed":
            draft.missing.append("according_to (no source is named)")
        return
    reached = next(iter(grounds.reach(said, draft.near)), None)
    if reached is None:
        draft.missing.append(f"according_to (“{' '.join(said.split())[:80]}” does not stand in "
                             "the report)")  # fmt: skip
        return
    words = " ".join(grounds.text[reached.found.start : reached.found.end].split())[:200]
    found = grounds.names.lookup(words)
    # “Residents” are no party: who is quoted is told in the report's own words.
    party = found is not None and found[0] != "civilians"
    draft.fields["according_to"] = grounds.names.shown[found[0]][0] if found and party else words
    if proposed.stance == "asserted":
        draft.fields["stance"] = "attributed"


def _validated(proposed: Proposed, grounds: Grounds, draft: Draft) -> AnyClaim | Refusal:
    fields = {k: v for k, v in draft.fields.items() if v is not None}
    needs = MODELS[proposed.type].needs
    missing = [*draft.missing, *(n for n in needs if n not in fields and not _said(n, draft))]
    at = (draft.quoted.start, draft.quoted.end)
    claim = {
        **fields,
        "id": _slug(proposed, draft),
        "type": proposed.type,
        "says": grounds.text[at[0] : at[1]],
        "at": at,
        "assumed": tuple(dict.fromkeys(draft.assumed)),
        "incomplete": tuple(dict.fromkeys(missing)),
        "read_by": ("llm",),
    }
    try:
        return CLAIM.validate_python(claim)
    except ValidationError:
        return "not in the claim language"


def _said(name: str, draft: Draft) -> bool:
    """Whether what lacks has been said already (“by (…)” says that `events` lacks)."""
    said = {m.split(" ")[0] for m in draft.missing}
    parties = {"by", "against", "between", "instead", "events.between", "events.kind"}
    if name in ("events", "actor", "hit", "rather_than", "favours", "against", "left", "took_up",
                "during"):  # fmt: skip
        return bool(said & parties)
    return name in said


def _slug(proposed: Proposed, draft: Draft) -> str:
    label = proposed.kind if proposed.type == "occurred" and proposed.kind else proposed.type
    names = dict.fromkeys(i.removeprefix("government-of-") for i in draft.ids)
    plain = unicodedata.normalize("NFKD", "-".join([label, *names])).encode("ascii", "ignore")
    slug = re.sub(r"[^a-z0-9]+", "-", plain.decode().lower()).strip("-")
    return slug[:80].strip("-") or proposed.type


def _why(why: str | None) -> str:
    """The reason why nothing can be tested, in words of our own: an answer's are not repeated."""
    said = (why or "").casefold()
    return next((reason for reason in _WHY if reason in said), "judgement")


def _dense(words: str) -> bool:
    """Few characters say much where each is a word or a syllable."""
    return any(ord(c) > 0x2E7F for c in words)
