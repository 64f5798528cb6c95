"""Sentences of changed: attacks by A on B rose, or fell."""

_COUNTS = "The record has {n1}{parties} {where} {when}, {before}"

SENTENCES: dict[str, str] = {
    "changed.borne out": _COUNTS + ".{versus} {standing}.{wide}{loose}",
    "changed.other factor": (
        _COUNTS + ".{versus} {standing}, but not by the {times} times that the claim says."
    ),
    "changed.of places": (
        _COUNTS + ".{versus} {standing}. What it cannot show is why this place was looked at: of "
        "{places} places with about as many such events, at least one changes as much by chance "
        "in {chance} of 100 cases.{wide}"
    ),
    "changed.picked place": (
        _COUNTS + ".{versus} {standing}. What it cannot show is why this place was looked at: the "
        "most striking of all places, parties and years stands out as much by chance in {chance} "
        "of 100 cases.{wide}{loose}"
    ),
    "changed.factor": _COUNTS + ", where the claim says {times} times.",
    "changed.contradicted": _COUNTS + ". That is the opposite of the claim.{versus}",
    "changed.undecided": _COUNTS + ".{versus} {reason}{loose}",
}
