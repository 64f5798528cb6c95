"""A parse is plain data that can be walked without end only where it has none."""

from __future__ import annotations

from onrecord.reading.parse import Parse, Token


def small() -> Parse:
    words = [
        ("A", 1, "nsubj"),
        ("attacked", 1, "ROOT"),
        ("B", 1, "dobj"),
        ("near", 1, "prep"),
        ("P", 3, "pobj"),
    ]
    text, tokens = "", []
    for i, (word, head, dep) in enumerate(words):
        start = len(text)
        text += word + " "
        tokens.append(Token(i, word, word.lower(), "X", "X", dep, head, start, start + len(word)))
    return Parse(text.strip(), tuple(tokens), ((0, 5),))


def test_walking() -> None:
    parse = small()
    assert [t.text for t in parse.children(1)] == ["A", "B", "near"]
    assert parse.under(3) == [3, 4]
    assert parse.under(1, without=[3]) == [0, 1, 2]
    assert [t.text for t in parse.above(4)] == ["near", "attacked"]
    assert parse.words(2, 5) == "B near P"
    assert parse.covering(0, 3) == [0, 1]
    assert parse.sentence_of(4) == (0, 5)


def test_json_there_and_back() -> None:
    assert Parse.from_json(small().to_json()) == small()
