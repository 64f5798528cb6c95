"""Sentences of targeted: A hits B rather than C."""

_SERIES = "The record has {n_one}{by_one} and {n_other}{by_other} {where} {when}"
_STRATA = (
    "that was {one} {times_one} and {other} {times_other}, beside {beside_one} with {one} and "
    "{beside_other} with {other}: {odds}."
)
_COUNTS = (
    _SERIES + ". Where both were within reach and {actor} {did} one of them ({places} of {km} km "
    "and {month} days), " + _STRATA
)

SENTENCES: dict[str, str] = {
    "targeted.borne out": _COUNTS + "{innocent}",
    "targeted.slight": _COUNTS + " That is a preference, but a slight one.{innocent}",
    "targeted.contradicted": _COUNTS
    + " That leaves no room for a preference of a quarter or more for {one}.",
    "targeted.undecided": _COUNTS + " {reason}",
    "targeted.few": _SERIES + ", {few}. {reason}",
    "beyond.targeted.few": (
        "The record cannot make this comparison: it does not tell {lost}. The coarser numbers: "
        "{n_one}{by_one} and {n_other}{by_other} {where} {when}, {few}.{said}"
    ),
    "beyond.targeted": (
        "The record cannot make this comparison: it does not tell {lost}. The coarser numbers: "
        "{n_one}{by_one} and {n_other}{by_other} {where} {when}. In the {places} of {km} km and "
        "{month} days with both within reach, " + _STRATA + "{said}"
    ),
}
