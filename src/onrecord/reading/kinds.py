"""What kind of event a happening is: its word says so, or the means that are named."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.claims import Kind
from onrecord.reading.arguments import after
from onrecord.reading.happening import Happening
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.parse import Parse

_AGAINST_AIRCRAFT = frozenset({"shoot down", "intercept", "bring down", "down"})
_MEANS: tuple[Kind, ...] = ("airstrike", "shelling", "bombing")


def kind_of(
    parse: Parse,
    happening: Happening,
    lexicon: Lexicon,
    *,
    has_target: bool,
    by_government: bool,
    civilians: bool,
    place_hit: bool = False,
) -> tuple[Kind | None, str | None]:
    """The kind, and a sentence where it was inferred.

    `has_target`: an opponent was found; `civilians`: those hit are civilians; `by_government`: who
    acts is a government (a bomb it drops comes from the air); `place_hit`: what was hit is a place.
    """
    entry = happening.entry
    if entry.form in ("takes", "falls", "loses", "moves", "agrees", "holds", "fights"):
        return entry.kind, None
    if entry.without_target and not has_target:
        return entry.without_target, None
    if entry.word in _AGAINST_AIRCRAFT:
        return entry.kind, None  # aircraft are what is hit, not what with
    means = _means(parse, happening, lexicon)
    if entry.kind == "bombing" and "bombing" not in means:
        if "airstrike" in means:
            return "airstrike", None
        if by_government and entry.word in ("bomb", "bombing"):
            return "airstrike", "A bombing by a government's forces is taken as an airstrike."
        if place_hit and entry.word == "bomb" and not (happening.doers or happening.modifiers):
            return "airstrike", "A bombing of a whole place is taken as an airstrike."
    if entry.munition == "falls":
        return ("airstrike" if means == {"bombing"} else entry.kind), None
    if entry.kind is None and means == {"airstrike", "bombing"}:
        return "airstrike", None  # “bombs dropped by helicopters hit P”
    if entry.kind in (None, "battle", "raid", "shelling"):
        fitting = means - ({"bombing"} if entry.kind == "shelling" else set())
        if entry.kind in ("battle", "raid") and _only_armour(parse, happening, lexicon):
            fitting -= {"shelling"}  # “attacked with tanks”
        if len(fitting) == 1:  # of several means none is the kind
            return fitting.pop(), None
    if entry.needs_means and has_target:
        return "battle", None  # “destroyed a convoy of the army”
    if civilians and entry.kind == "battle":
        return None, None
    return entry.kind, None


def means_named(parse: Parse, happening: Happening, lexicon: Lexicon) -> bool:
    """Whether it is said what the event was done with."""
    return bool(_means(parse, happening, lexicon))


def _only_armour(parse: Parse, happening: Happening, lexicon: Lexicon) -> bool:
    near = {t.lower for t in parse.tokens[happening.trigger : happening.trigger + 16]}
    near |= {parse[w].lower for d in happening.doers for w in (d, *_left_of(parse, d))}
    guns = lexicon.words("means", "shelling") - {"tank"}
    return bool(near & {"tank", "tanks"}) and not any(
        w in guns or w.removesuffix("s") in guns for w in near
    )


def _means(parse: Parse, happening: Happening, lexicon: Lexicon) -> set[Kind]:
    """The means named: in the phrase of who acts, before the event noun, or with “with”."""
    words: set[int] = set(happening.modifiers)
    doers = happening.doers or happening.subjects
    for head in (*doers, *happening.modifiers, happening.trigger):
        if head != happening.trigger:
            words.add(head)
        words.update(_left_of(parse, head))
        for child in parse.children(head, "prep"):
            if child.lower == "including" and head in doers:
                words.update(parse.under(child.i))
    if happening.verbal:
        words.update(
            after(parse, happening.trigger, ("with", "using", "from", "by"), lexicon, deep=False)
        )
    if any(parse[w].lower == "suicide" for w in words):
        return {"bombing"}  # a suicide bomber is no aircraft
    return {kind for kind in _MEANS if any(_is(parse, w, kind, lexicon) for w in words)}


def _left_of(parse: Parse, head: int) -> Iterable[int]:
    for child in parse.children(head, "compound", "amod", "nmod"):
        if child.i < head:
            yield from parse.under(child.i)


def _is(parse: Parse, i: int, kind: Kind, lexicon: Lexicon) -> bool:
    return lexicon.noun_in(parse[i], "means", kind)
