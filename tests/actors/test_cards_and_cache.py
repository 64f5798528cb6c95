"""What `actors show` shows, and the parsed form that is kept between starts."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from onrecord.actors import Registry
from onrecord.actors.compiled import load_plain


def test_a_card_holds_what_is_known(registry: Registry) -> None:
    card = registry.show("Hayat Tahrir al-Sham")
    assert (card.id, card.name, card.kind, card.ucdp) == ("hts", "HTS", "non-state", (6815,))
    assert [t.id for t in card.predecessors] == ["jabhat-fateh-al-sham", "jabhat-al-nusra"]
    assert [t.id for t in card.umbrellas] == ["syrian-insurgents"]
    assert "nour-al-din-al-zenki" in {t.id for t in card.parts}
    text = str(card)
    for line in (
        "HTS (Hay'at Tahrir al-Sham)",
        "UCDP actor id: 6815",
        "existed: from 2017-01-28 until 2025-01-29",
        "Jabhat Fateh al-Sham from 2017-01-28",
        "found because: “Hayat Tahrir al-Sham” is another spelling of",
    ):
        assert line in text


def test_a_card_shows_supporters_and_dated_names(registry: Registry) -> None:
    text = str(registry.show("Damascus"))
    assert "Government of Russia (Soviet Union) from 2015-09-30 until 2024-12-08: first air" in text
    assert "“Damascus” stands for the government" in text
    assert "GSPC (until 2007-01-23)" in str(registry.show("aqim"))


def test_a_card_has_a_json_twin(registry: Registry) -> None:
    for actor_id in ("hts", "government-of-syria", "aqim"):
        plain = json.loads(json.dumps(registry.show(actor_id).as_dict()))
        assert plain["id"] == actor_id
    supports = registry.show("government-of-russia").as_dict()["supports"]
    assert supports[0]["period"] == {"since": "2015-09-30", "until": "2024-12-08"}


def test_every_actor_can_be_shown(registry: Registry) -> None:
    for actor_id in registry.actors:
        assert str(registry.show(actor_id)).startswith(registry.actor(actor_id).name)


def test_what_is_kept_is_what_the_files_say(own_home: Path) -> None:
    parsed = load_plain()
    (kept,) = (own_home / "cache").glob("actors-*.json")
    assert load_plain() == parsed
    kept.write_text("{broken", "utf-8")
    assert load_plain() == parsed
    assert json.loads(kept.read_text("utf-8")) == json.loads(json.dumps(parsed))


def test_a_changed_file_is_read_anew(own_home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    file = folder / "actors.yaml"
    file.write_text("blue:\n  name: Blue\n", "utf-8")
    assert set(load_plain(folder)["actors"]) == {"blue"}
    file.write_text("red:\n  name: Red\n", "utf-8")
    assert set(load_plain(folder)["actors"]) == {"red"}
    assert len(list((own_home / "cache").glob("actors-*.json"))) == 1


@pytest.mark.skipif(os.name == "nt", reason="folders are made unwritable otherwise there")
def test_a_folder_that_cannot_be_written_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a file, not a folder"
    blocked.write_text("", "utf-8")
    monkeypatch.setenv("ONRECORD_HOME", str(blocked))
    assert "hts" in load_plain()["actors"]
