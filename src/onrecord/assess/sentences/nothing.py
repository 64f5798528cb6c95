"""Sentences of none: nothing of the kind happened there and then."""

SENTENCES: dict[str, str] = {
    "none.contradicted": (
        "The record has {events}{parties} {where} {when} ({dead}), where the claim says there was"
        " none."
    ),
    "none.possible": (
        "The record has no event{parties} that is certainly {where} {when}, but {possible} that "
        "may be ({why})."
    ),
    "none.coarse": (
        "The record has {events}{parties} {where} {when} ({dead}) that may or may not be what the"
        " claim denies: the record does not tell {lost}."
    ),
    "none.normal": ("The record has no {what}{parties} {where} {when}; but {usual}.{blind}"),
    "none.asserted": (
        "The record has {events}{parties} {where} {when} ({dead}); the report itself asserts them "
        "elsewhere, so they are no counter-examples, but neither was there none."
    ),
    "none.usual": (
        "The record has no {what}{parties} {where} {when}; but zero is normal here: {empty} of "
        "{windows} comparable {days}-day windows of the record {have} none either.{blind}"
    ),
    "none.chosen": (
        "The record has no {what}{parties} {where} {when}, while {empty} of {windows} other "
        "{days}-day windows within half a year {have} none; but the window may have been chosen for"
        " being quiet, so this alone decides nothing.{blind}"
    ),
    "none.short history": (
        "The record has no {what}{parties} {where} {when}; there are too few comparable windows "
        "({windows} of {length}) to say whether that is unusual.{blind}"
    ),
    "none.borne out": (
        "The record is unusually quiet: no {what}{parties} {where} {when}, and only {empty} of "
        "{windows} comparable windows {have} none."
    ),
    "none.partly borne out": (
        "The record is unusually quiet: no {what}{parties} {where} {when}, and only {empty} of "
        "{windows} comparable windows {have} none.{blind}"
    ),
}
