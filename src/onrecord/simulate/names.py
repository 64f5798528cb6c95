"""Who is who and where is where in a simulated war: plain data for registry and gazetteer."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.simulate.ged_rows import party_id, party_names
from onrecord.simulate.land import Land, degrees
from onrecord.simulate.war import CIVILIANS, War


def registry(war: War, *, civilians: bool = True) -> dict[str, dict[str, Any]]:
    """The actors in the form of the curated files: id → fields.

    Umbrellas have their members, supporters whom they support. civilians: with an entry for them,
    which the curated files have already.
    """
    names = party_names(war)
    entries: dict[str, dict[str, Any]] = {}
    for actor in war.actors:
        entry: dict[str, Any] = {"name": actor.name}
        if actor.government:
            entry["kind"] = "government"
        if actor.supports:
            tie = {"actor": actor_id(actor.supports), "since": war.first.isoformat()}
            entry["supports"] = [{**tie, "source": "invented"}]
        else:
            # What supporters do has no id of theirs in GED: it stands under another side.
            entry["ucdp"] = party_id(names, actor.name)
        entries[actor_id(actor.name)] = entry
    for umbrella in sorted({actor.umbrella for actor in war.actors if actor.umbrella}):
        members = [actor_id(a.name) for a in war.actors if a.umbrella == umbrella]
        entries[actor_id(umbrella)] = {
            "name": umbrella,
            "kind": "umbrella",
            "ucdp": party_id(names, umbrella),
            "members": members,
            "source": "invented",
        }
    if civilians:
        entries["civilians"] = {"name": CIVILIANS, "kind": "civilians"}
    return entries


def actor_id(name: str) -> str:
    """The id of an actor: its name in small letters with hyphens.

    Not “government-of-…”, which is kept for the countries that exist.
    """
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if plain.startswith("government-of-"):
        plain = plain.removeprefix("government-of-") + "-government"
    return plain


def actors_yaml(war: War) -> str:
    """The actors as a file for `--actors`."""
    lines = ["# Who is who in a simulated war: everything here is invented."]
    for key, entry in registry(war, civilians=False).items():
        lines += ["", f"{key}:"]
        for field, value in entry.items():
            if field == "supports":
                inner = ", ".join(f"{k}: {v}" for k, v in value[0].items())
                lines.append(f"  supports: [{{{inner}}}]")
            elif isinstance(value, list):
                lines.append(f"  {field}: [{', '.join(value)}]")
            else:
                lines.append(f"  {field}: {value}")
    return "\n".join(lines) + "\n"


def gazetteer(land: Land) -> dict[str, NDArray[Any]]:
    """Settlements, districts and provinces as the columns of `Gazetteer.from_rows`, by name."""
    places = land.map
    n, d, p = len(places.name), len(places.district_name), len(places.province_name)
    district = np.concatenate([places.district, np.arange(d), np.full(p, -1)])
    province = np.concatenate(
        [places.district_province[places.district], places.district_province, np.arange(p)]
    )
    centres = np.concatenate([places.district_centre, places.province_centre])
    lat, lon = degrees(centres[:, 0], centres[:, 1])
    return {
        "name": _texts((*places.name, *places.district_name, *places.province_name)),
        "lat": np.concatenate([places.lat, lat]),
        "lon": np.concatenate([places.lon, lon]),
        "where_prec": np.repeat(np.asarray([1, 3, 4], dtype=np.int8), [n, d, p]),
        "adm_1": _texts((*places.province_name, ""))[province],
        "adm_2": _texts((*places.district_name, ""))[district],
        "country": np.full(n + d + p, land.name, dtype=object),
    }


def _texts(values: tuple[str, ...]) -> NDArray[np.object_]:
    return np.asarray(values, dtype=object)
