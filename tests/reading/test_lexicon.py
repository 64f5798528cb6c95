"""The word list that a political scientist can extend."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import onrecord.reading
from onrecord.claims import KINDS
from onrecord.errors import OnrecordError
from onrecord.reading.happenings import happenings_in
from onrecord.reading.lexicon import Lexicon
from tests.reading.conflicts import parse


def data() -> dict[str, Any]:
    from importlib import resources

    text = resources.files("onrecord.reading").joinpath("lexicon.yaml").read_text("utf-8")
    loaded: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    return loaded


def test_every_kind_has_codes_and_is_one_of_the_claim_language() -> None:
    kinds = data()["kinds"]
    assert set(kinds) <= set(KINDS)
    for kind, codes in kinds.items():
        assert codes["cameo"].isdigit(), kind
        assert codes["plover"].isupper(), kind


def test_no_word_stands_twice_with_two_meanings() -> None:
    for part in ("verbs", "nouns"):
        seen: dict[str, str] = {}
        for row in data()[part]:
            if row.get("munition") == "falls":
                continue  # told from the others by its subject: shells that fall
            for word in row["words"]:
                assert word not in seen, f"{word} in {part}: {seen.get(word)} and {row['form']}"
                seen[word] = row["form"]


def test_every_list_is_used_by_a_rule() -> None:
    """A list that nothing reads would mislead whoever extends it."""
    folder = Path(onrecord.reading.__file__ or "").parent
    source = "".join(p.read_text("utf-8") for p in folder.glob("*.py"))
    for section, lists in data().items():
        names = lists if isinstance(lists, dict) and section != "kinds" else [section]
        unused = [name for name in names if f'"{name}"' not in source]
        assert not unused, f"{section}: {unused}"


def test_a_word_carries_its_codes() -> None:
    found = happenings_in(parse("Kharkiv was shelled on 4 May 2023."), Lexicon.default())
    assert [(h.entry.kind, h.entry.cameo, h.entry.plover) for h in found] == [
        ("shelling", "194", "FIGHT")
    ]


def test_a_word_added_to_the_file_is_read() -> None:
    sentence = parse("The militia torched the village of Masisi on 4 May 2022.")
    assert happenings_in(sentence, Lexicon.default()) == []
    extended = data()
    extended["verbs"].append({"words": ["torch"], "kind": "raid", "form": "acts"})
    (found,) = happenings_in(sentence, Lexicon(extended))
    assert (found.entry.kind, found.entry.plover) == ("raid", "FIGHT")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"words": ["zap"], "kind": "battle", "form": "dances"}, "zap"),
        ({"words": ["zap"], "kind": "picnic", "form": "acts"}, "zap"),
    ],
)
def test_a_wrong_entry_is_named(row: dict[str, Any], says: str) -> None:
    wrong = data()
    wrong["verbs"].append(row)
    with pytest.raises(OnrecordError, match=says):
        Lexicon(wrong)


def test_a_wrong_kind_is_named() -> None:
    wrong = data()
    wrong["kinds"]["picnic"] = {"cameo": "1", "plover": "AID"}
    with pytest.raises(OnrecordError, match="picnic"):
        Lexicon(wrong)
