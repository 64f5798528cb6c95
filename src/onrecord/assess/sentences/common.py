"""Sentences of any type: what a record cannot see, and what a report leaves open."""

SENTENCES: dict[str, str] = {
    "beyond.days": "The record runs {covers}; the claim speaks of the time {when}.",
    "beyond.place": "The record covers {countries}; {where} is not in it.",
    "beyond.kind": (
        "The record holds {sees}; it does not record {kind_article} as such, so it can neither "
        "bear this out nor contradict it.{said}"
    ),
    "beyond.thin": (
        "The record has {nearby} of any kind in or near that place within half a year, too few to"
        " say that it would have seen this."
    ),
    "beyond.unsystematic": (
        "The record has no {what}{parties} {where} {when}, but it does not note all such events "
        "that it hears of, so that says nothing."
    ),
    "beyond.unsystematic ranks": (
        "The record does not note all such events that it hears of, so their numbers in it cannot "
        "be ranked."
    ),
    "beyond.start": (
        "The record has no {what}{parties} {where} {when}, but from when on it covers that country"
        " is not known, so that says nothing."
    ),
    "beyond.comparison": (
        "The record cannot make this comparison: it does not tell {lost}. The coarser numbers: {n1}"
        "{parties} {where} {when}, {before}.{said}"
    ),
    "undecided.distance": (
        "The record's answer depends on a distance that the report does not give: {here} at {km} "
        "km, but {there} at {other_km} km. At {km} km: {because}"
    ),
}
