"""What no data can answer: appeals, insults, judgements, hopes, motives, undated forecasts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from onrecord.reading.draft import Draft
from onrecord.reading.parse import Token
from onrecord.reading.scene import Scene
from onrecord.reading.spans import trimmed
from onrecord.reading.standing import Standing

_WHY = {
    "appeal": "appeal",
    "hope": "hope: a forecast without a date",
    "insult": "insult",
    "moral judgement": "moral judgement",
    "motive": "motive: what somebody wants cannot be seen in events",
    "forecast": "forecast without a date",
    "general": "general characterisation",
}


def opinions(scene: Scene) -> Iterator[Draft]:
    """One opinion at most for each sentence, with its reason."""
    parse = scene.passage.parse
    for first, end in parse.sentences:
        why = _why(scene, first, end)
        if why is not None:
            yield Draft(
                "opinion", trimmed(parse, first, end), why.replace(" ", "-"),
                standing=Standing(), fields={"why": _WHY[why]},
            )  # fmt: skip


def is_appeal(scene: Scene, first: int, end: int) -> bool:
    """Whether a sentence only appeals or hopes: whatever it names, it asserts nothing."""
    return _why(scene, first, end) in ("appeal", "hope")


def _why(scene: Scene, first: int, end: int) -> str | None:
    parse, lexicon = scene.passage.parse, scene.lexicon
    text = " " + parse.words(first, end).lower().lstrip(" “\"'(") + " "
    if _starts(text, lexicon.words("opinions", "appeal")) or _imperative(scene, first, end):
        return "appeal"
    if _has(text, lexicon.words("opinions", "hope")):
        return "hope"
    root = next((t for t in parse.tokens[first:end] if t.head == t.i), None)
    if root is None or not scene.passage.actors_from(first, end):
        return None
    if _evaluates(scene, root) and _has(text, lexicon.words("opinions", "moral judgement")):
        return "moral judgement"
    if _evaluates(scene, root) and _has(text, lexicon.words("opinions", "insult")):
        return "insult"
    if _motive(scene, root):
        return "motive"
    if _forecast(scene, first, end):
        return "forecast"
    return None


def _starts(text: str, phrases: frozenset[str]) -> bool:
    return text.startswith(_openings(phrases))


@lru_cache(maxsize=8)
def _openings(phrases: frozenset[str]) -> tuple[str, ...]:
    return tuple(f" {p} " for p in phrases)


def _has(text: str, phrases: frozenset[str]) -> bool:
    # a phrase that is not in the text at all, as nearly all, needs no pattern
    return any(p in text and re.search(rf"\b{re.escape(p)}s?\b", text) for p in phrases)


def _imperative(scene: Scene, first: int, end: int) -> bool:
    """“Defend free P!”: a bare verb at its head, and an exclamation mark at its end."""
    parse = scene.passage.parse
    start, stop = trimmed(parse, first, end)
    exclaimed = any(t.text == "!" for t in parse.tokens[stop:end])
    token = parse[start]
    if exclaimed and token.lower in scene.lexicon.words("opinions", "appeal_verbs"):
        return True
    bare = token.tag in ("VB", "VBP") and not parse.children(start, "nsubj", "nsubjpass")
    return bare and token.dep in ("ROOT", "ccomp", "advcl", "amod", "csubj") and exclaimed


def _evaluates(scene: Scene, root: Token) -> bool:
    words = scene.lexicon.words("opinions", "evaluated_by")
    return scene.lexicon.lemma(root) in words


def _motive(scene: Scene, root: Token) -> bool:
    """“A wants to …”, “the deal aims to …”, as what the sentence says."""
    if scene.lexicon.lemma(root) not in scene.lexicon.words("opinions", "motive"):
        return False
    wanted = scene.passage.parse.children(root.i, "xcomp")
    return any(c.lower == "to" for w in wanted for c in scene.passage.parse.children(w.i, "aux"))


def _forecast(scene: Scene, first: int, end: int) -> bool:
    """“A will soon attack B”: of an event, and without a time that could be waited for."""
    dated = any(
        t.time.first is not None and not t.time.vague for t in scene.passage.times_from(first, end)
    )
    here = scene.happenings_in(first, end)
    foretold = any(h.standing.forecast for h in here)
    return foretold and not dated and not any(h.standing.told for h in here)


def silenced(scene: Scene) -> Scene:
    """The scene without the events that sentences which only appeal or hope speak of."""
    parse = scene.passage.parse
    appeals = {s for s in parse.sentences if is_appeal(scene, *s)}
    if not appeals:
        return scene
    kept = [h for h in scene.happenings if parse.sentence_of(h.trigger) not in appeals]
    return replace(scene, happenings=kept)
