"""A record of attention (GDELT) notes what was reported: it decides nothing by itself.

One report can be many of its rows, and many rows are wrong. What it holds can be pointed at, so the
claim is *partly borne out*; that the opposite took place it cannot show either, so what would be
*contradicted* is *undecided*. The rule is the same for every claim, whoever makes it.
"""

from __future__ import annotations

from onrecord.assess.finding import Verdict
from onrecord.records.schema import Expresses

NOTE = "This record notes reports, not events: it never bears a claim out by itself."
_AT_MOST: dict[Verdict, tuple[Verdict, str]] = {
    "borne out": (
        "partly borne out",
        " The record counts reports, not events: it shows that this was reported, not that it "
        "took place.",
    ),
    "contradicted": (
        "undecided",
        " The record counts reports, not events: they speak against the claim, but do not show "
        "that what they report took place.",
    ),
}


def held_back(verdict: Verdict, expresses: Expresses) -> tuple[Verdict, str, tuple[str, ...]]:
    """The verdict that a record may give, what its sentence then adds, and the finding's note."""
    if not expresses.attention_only:
        return verdict, "", ()
    most, words = _AT_MOST.get(verdict, (verdict, ""))
    return most, words, (NOTE,)
