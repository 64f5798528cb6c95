"""Sentences of displaced: A stopped fighting B and turned to C."""

_SERIES = (
    "{left_n1}{left_parties} {left_where} {when}, {left_before}; and "
    "{took_up_n1}{took_up_parties} {took_up_where}, {took_up_before}"
)
_BOTH = f"The record has {_SERIES}"

SENTENCES: dict[str, str] = {
    "displaced.borne out": (
        f"{_BOTH}. The one fell and the other rose. The timing fits; why is not on record. The "
        "weaker of the two ({weaker}): {reason}"
    ),
    "displaced.partly borne out": (
        f"{_BOTH}. The one fell and the other rose. What the record cannot show is why these "
        "places were looked at: of many places one changes as much by chance. The weaker of the "
        "two ({weaker}): {reason}"
    ),
    "displaced.contradicted": f"{_BOTH}. One of the two ({{weaker}}) changed the other way.",
    "displaced.undecided": f"{_BOTH}. What is open ({{weaker}}): {{reason}}",
    "displaced.beyond": (
        "The record cannot make this comparison: it does not tell {lost}. The coarser numbers: "
        f"{_SERIES}.{{said}}"
    ),
}
