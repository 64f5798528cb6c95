"""Sentences of followed: X is followed by more Y than Z is."""

_COUNTS = (
    "The record has {ones} and {others} {where} {when}. Where both came within the same "
    "{stratum_km} km and {stratum_days} days ({bursts_one} of the first, {bursts_other} of the "
    "others, {strata}), each of the first had {pre_one} {following} within {km} km in the {window} "
    "days before and {post_one} in the {window} days after, each of the others {pre_other} and "
    "{post_other}: {difference}."
)

SENTENCES: dict[str, str] = {
    "followed.borne out": (
        _COUNTS + " An offensive that begins with the first and brings the rest would look the "
        "same."
    ),
    "followed.contradicted": _COUNTS + " That is the opposite of what is claimed.",
    "followed.undecided": _COUNTS + " {reason}",
    "followed.none": "The record has {ones} and {others} {where} {when}. {reason}",
    "followed.few": ("The record has {ones} and {others} {where} {when}, {shared}. {reason}"),
    "beyond.followed": (
        "The record cannot make this comparison: it does not tell {lost}. The coarser numbers: "
        "{ones} and {others} {where} {when}; where both came within the same {stratum_km} km and "
        "{stratum_days} days, each of the first had {pre_one} {following} within {km} km in the "
        "{window} days before and {post_one} in the {window} days after, each of the others "
        "{pre_other} and {post_other}.{said}"
    ),
    "beyond.followed.few": (
        "The record cannot make this comparison: it does not tell {lost}. The coarser numbers: "
        "{ones} and {others} {where} {when}{both}; in no stretch of {stratum_km} km and "
        "{stratum_days} days are there some of each to compare.{said}"
    ),
}
