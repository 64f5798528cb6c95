"""Sentences of coincided: A strikes C where and when B fights C."""

_SERIES = "The record has {n_acts}{acts} {where} {when}, and {n_fights}{fights}{same}. "
_PAIRS = "{near_fights} "
_MATCHED = (
    _SERIES
    + _PAIRS
    + "In the places and months where {shared} also fought others, such a fight had "
    "{observed} within {km} km on average; it would be {expected} if it made no difference whom "
    "{shared} fought: {ratio}. "
)
_JITTER = (
    _SERIES + _PAIRS + "That makes {pairs}; {shifted} would be left on average if each burst had "
    "been up to {jitter_days} sooner or later. "
)

SENTENCES: dict[str, str] = {
    "coincided.matched.borne out": _MATCHED
    + "Only {chance} of random exchanges of these fights with others on the same front give so "
    "large a difference.",
    "coincided.jitter.borne out": _JITTER
    + "So close in time, and after such fights rather than before them, are only {chance} of the "
    "draws. What both would share within a day or two cannot be told apart from this.",
    "coincided.matched.contradicted": _MATCHED
    + "That leaves no room for a quarter more near such fights than near others.",
    "coincided.matched.undecided": _MATCHED + "{reason}",
    "coincided.jitter.undecided": _JITTER + "{reason}",
    "coincided.none": _SERIES + "{reason}",
    "coincided.thin": _SERIES + _PAIRS + "{reason}",
    "beyond.coincided": (
        "The record cannot make this comparison: it does not tell {lost}. The coarser numbers: "
        "{n_acts}{acts} {where} {when}, and {n_fights}{fights}{same}. {near_fights}{ratio_beside}"
        "{said}"
    ),
}
