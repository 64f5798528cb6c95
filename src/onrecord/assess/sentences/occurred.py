"""Sentences of occurred: A attacked B at P on D."""

SENTENCES: dict[str, str] = {
    "occurred.borne out": (
        "The record has {events}{parties} {where} {when} ({dead}){maybe}.{chance}"
    ),
    "occurred.toll differs": (
        "The record has {events}{parties} {where} {when}, but with another toll than the claim's "
        "{claimed}: {dead}.{chance}"
    ),
    "occurred.partly borne out": (
        "The record has {events}{parties} {where} {when} ({dead}){maybe}. What it cannot show: "
        "{lost}.{chance}"
    ),
    "occurred.usual": (
        "The record has {events}{parties} {where} {when} ({dead}), but {chance_share} of the "
        "other {days}-day windows there within half a year have one too, and neither kind, toll "
        "nor settlement ties these to the claim's own event."
    ),
    "occurred.possible": (
        "The record has no event{parties} that is certainly {where} {when}, and {possible} that "
        "may be ({why})."
    ),
    "occurred.not on record": (
        "The record has no {what}{parties} {where} {when}, though it noted {nearby} of any kind "
        "there or near there within half a year.{blind}"
    ),
}
