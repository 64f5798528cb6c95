"""Whether the name of a place stands in a sentence where a place can stand."""

from __future__ import annotations

from onrecord.reading.dates.names import words
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.parse import Parse, Token
from onrecord.reading.passage import Passage, Placed

_LOCATIVE = words(
    "in at near around inside outside within into through across to toward towards from on along "
    "over throughout between beyond north south east west of against for after about"
)
# A country or a capital that could be its government is a place only behind these.
_SURELY_LOCATIVE = words(
    "in at near around inside outside within into through across toward towards throughout"
)
_AREAS = words(
    "area areas region province governorate district countryside city town village outskirts "
    "suburb suburbs front frontline camp neighbourhood neighborhood state pocket corridor border "
    "valley market hospital school airport airbase base port island mountains stronghold capital "
    "part parts centre center north south east west position positions checkpoint territory "
    "township townships coast shore shores hills plain banks bank hinterland mountains forest road "
    "highway lake river island islands suburb ghetto quarter crossroads junction jail prison "
    "sector county oblast department municipality peninsula home hotel mosque church cathedral "
    "monastery temple clinic university college academy barracks compound refinery garrison gorge "
    "pass ridge heights plateau slopes canyon basin desert woods jungle reserve park oasis "
    "crossing strait bay gulf creek bush marshes strip enclave wells outpost depot station "
    "headquarters farm headland delta"
)


def _of_event(passage: Passage, lexicon: Lexicon, i: int) -> bool:
    """Whether a word tells of an event or carries one (“carried out airstrikes on P”)."""
    parse = passage.parse
    forms = lexicon.with_particle(parse, i)
    carries = bool(lexicon.words("carriers", "does").intersection(forms))
    return lexicon.noun(parse, i) is not None or lexicon.verb(parse, i) is not None or carries


def stands_as_place(passage: Passage, lexicon: Lexicon, placed: Placed, depth: int = 0) -> bool:
    """Whether a name stands where a place can stand, and not as part of another name."""
    parse = passage.parse
    token = parse[placed.words[-1]]
    up = parse.head(token.i)
    actor = passage.actor_at(token.i)
    perhaps_actor = actor is not None and (actor.bare_country or actor.metonym)
    if actor is not None and not perhaps_actor:
        # inside the name of an actor (“Islamic State in Iraq”), unless that is the whole of it
        return actor.start == placed.start and actor.end == placed.end
    if any(
        c.lower == "where" for v in parse.children(token.i, "relcl") for c in parse.children(v.i)
    ):
        return True  # “P, where gunmen killed five”
    match token.dep:
        case "pobj" | "pcomp" if _far(parse, up.i):
            return False
        case "pobj" | "pcomp":
            if up.lower == "of":
                return not perhaps_actor or _is_area(parse.head(up.i))
            if perhaps_actor and up.lower in ("on", "upon", "against"):
                return _of_event(passage, lexicon, up.head)  # “airstrikes on Khartoum”
            return up.lower in (_SURELY_LOCATIVE if perhaps_actor else _LOCATIVE)
        case "compound" | "nmod" | "poss" | "amod" | "npadvmod":
            entry = lexicon.noun(parse, up.i)
            fought_over = entry is not None and entry.form not in ("agrees", "holds")
            known = passage.place_at(up.i) is not None
            return _is_area(up) or known or (fought_over and not perhaps_actor)
        case "conj" | "appos":
            other = passage.place_at(up.i)
            if other is not None and other is not placed and depth < 8:
                return stands_as_place(passage, lexicon, other, depth + 1)
            return not perhaps_actor
    if perhaps_actor:
        return token.dep == "dobj"
    return token.dep in ("dobj", "nsubj", "nsubjpass", "ROOT", "attr", "dep", "advmod")


_SPEAKERS = words(
    "official officials source sources prosecutor prosecutors spokesman spokeswoman spokesperson "
    "correspondent correspondents diplomat diplomats minister ministers journalist journalists "
    "reporter reporters analyst analysts colleague colleagues editor commander ministry office "
    "headquarters representative representatives"
)


def of_speaker(passage: Passage, word: int) -> bool:
    """“Security sources in P said”: where who speaks is, not where what they tell of was."""
    parse = passage.parse
    preposition = parse.head(word)
    noun = parse.head(preposition.i)
    if preposition.lower not in ("in", "at", "from") or noun.lower not in _SPEAKERS:
        return False
    told_by = noun.dep == "pobj" and parse.head(noun.i).lower in ("to", "by")
    return noun.i < preposition.i and (noun.dep in ("nsubj", "conj") or told_by)


_ALL_OVER = words("cities towns villages territory soil provinces districts settlements")


def of_whole_country(passage: Passage, word: int) -> bool:
    """“Air attacks on Iranian cities”: all over a country, not where the last attack was."""
    parse = passage.parse
    first, end = parse.sentence_of(word)
    return any(
        passage.actor_at(c.i) is not None
        for t in parse.tokens[first:end]
        if t.lower in _ALL_OVER and t.dep == "pobj" and parse.head(t.i).lower in ("on", "against")
        for c in parse.children(t.i, "amod")
    )


def tells_of_war(parse: Parse, lexicon: Lexicon, word: int) -> bool:
    """Whether a sentence tells of a whole war: “40,000 have died in the conflict”."""
    first, end = parse.sentence_of(word)
    return any(
        lexicon.noun_in(t, "means", "causes") and t.dep in ("pobj", "nsubj", "nsubjpass")
        for t in parse.tokens[first:end]
    )


def _far(parse: Parse, preposition: int) -> bool:
    """“far from P”, “away from P”."""
    beside = (parse.head(preposition), *parse.children(preposition, "advmod"))
    denied = any(c.dep == "neg" for t in beside for c in parse.children(t.i))
    return any(t.lower in ("far", "away") for t in beside) and not denied


def _is_area(token: Token) -> bool:
    return token.lower in _AREAS or token.lemma.lower() in _AREAS
