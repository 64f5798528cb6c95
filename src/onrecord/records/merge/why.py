"""Why two rows were taken for one event: each piece of evidence with its weight in bits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from onrecord.records.merge.evidence import SILENT
from onrecord.records.merge.matching import Matching
from onrecord.records.merge.weighing import PIECES
from onrecord.records.merge.weights import LEVELS


def why(matching: Matching, chosen: int) -> Mapping[str, Any]:
    """The waterfall of one chosen pair (an index into `matching.chosen`), fit for JSON.

    `weights` says whether they are the fixed ones; what time and distance count by habit of the two
    records (`Habits`) is told beside; `steps` starts with the prior; `total` is where it ends
    before rivals are settled, in bits; `probability` is what remains when they are, held against
    the rehearsals.
    """
    pair = int(matching.chosen[chosen])
    pairs, bits = matching.pairs, matching.weighed.bits[chosen]
    late, near = (
        f", {b:+.2f} of it by habit" if b else "" for b in matching.weighed.habits[chosen].tolist()
    )
    told = {
        "crowding": "how many unrelated rows to expect there and then",
        "time": f"{int(pairs.gap[pair])} days apart{late}",
        "distance": f"{float(pairs.km[pair]):.1f} km apart{near}",
    }
    for name, levels in LEVELS.items():
        level = int(matching.found.levels[name][pair])
        told[name] = "says nothing" if level == SILENT else levels[level]
    prior = float(np.log2(matching.prior))
    steps = [{"piece": "prior", "says": "share of rows in both records", "bits": round(prior, 2)}]
    steps += [
        {"piece": name, "says": told[name], "bits": round(float(b), 2)}
        for name, b in zip(PIECES, bits, strict=True)
    ]
    return {
        "weights": "estimated" if matching.estimated else "fixed",
        "steps": steps,
        "total": round(prior + float(bits.sum()), 2),
        "probability": round(float(matching.probability[chosen]), 4),
    }
