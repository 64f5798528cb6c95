"""The appendix: what a reader needs to judge the page, and to make it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import onrecord
from onrecord.assess.case import REACH_KM, SIDE_DAYS
from onrecord.assess.change_weighed import ALPHA
from onrecord.assess.finding import Checked
from onrecord.assess.sensitivity import FACTORS
from onrecord.present import ground, towns, wording
from onrecord.present.top_view import record_labels
from onrecord.present.words import Words
from onrecord.records.schema import Record


@dataclass(frozen=True)
class Methods:
    pairs: tuple[tuple[str, str], ...]
    """Names and values, in the order a reader asks for them."""
    command: str | None


def methods_view(
    words: Words, checked: Checked, records: Mapping[str, Record], *, maps: bool
) -> Methods:
    """Record, version, coverage, parameters, seed, and the command that makes the page again.

    `maps`: whether the page draws any, so that their sources are named.
    """
    pairs = [(words("methods.version"), f"onrecord {onrecord.__version__}")]
    for label in record_labels(checked, records):
        if label not in records:
            pairs.append((words("methods.record"), label))
            continue
        info = records[label].info
        cover = info.coverage
        text = words(
            "methods.record_text",
            record=label,
            rows=f"{info.rows:,}",
            first=wording.day(words, cover.first),
            last=wording.day(words, cover.last),
            where=", ".join(cover.countries),
            sha=info.sha256,
        )
        pairs.append((words("methods.record"), text))
    types = sorted({f.type for f in checked.findings})
    if types:
        tests = (_test(words, one) for one in types)
        pairs.append((words("methods.tests"), " ".join(tests)))
    pairs.append((words("methods.level"), words("methods.level_text", alpha=f"{ALPHA:.0%}")))
    pairs.append(
        (
            words("methods.around"),
            words("methods.around_text", days=SIDE_DAYS, km=f"{REACH_KM:g}"),
        )
    )
    tried = words("date.and").join(f"{factor:g}" for factor in FACTORS)
    pairs.append((words("methods.distance"), words("methods.distance_text", factors=tried)))
    if checked.seed is not None:
        pairs.append((words("methods.seed"), str(checked.seed)))
    if checked.text_sha256:
        pairs.append((words("methods.text"), words("records.sha", sha=checked.text_sha256)))
    if maps and checked.truth is None:
        pairs.append((words("methods.ground"), f"{ground.source()}. {words('methods.borders')}"))
        pairs.append((words("methods.towns"), towns.source()))
    return Methods(tuple(pairs), checked.command)


def _test(words: Words, type_: str) -> str:
    """What the test of a type does, with where it is described in full."""
    what = words(f"method.{type_}") if words.has(f"method.{type_}") else type_
    return words("methods.test", type=type_, what=what)
