"""Sentences of count and toll: there were N raids; N were killed."""

SENTENCES: dict[str, str] = {
    "count.borne out": (
        "The record has {range} {what}{parties} {where} {when}; the claim says {claimed}."
    ),
    "count.partly borne out": (
        "The record has {range} {what}{parties} {where} {when}; the claim says {claimed}. What it"
        " cannot show: {lost}."
    ),
    "count.depends": (
        "The record has {range} {what}{parties} {where} {when}; the claim says {claimed}, which "
        "rests more on events that may not belong here than on those that do."
    ),
    "count.more": (
        "The record has {range} {what}{parties} {where} {when}; the claim says {claimed}, more "
        "than the record accounts for.{blind}"
    ),
    "count.contradicted": (
        "The record has {range} {what}{parties} {where} {when}, where the claim says {claimed}."
    ),
    "count.part": (
        "The record has {range} {what}{parties} {where} {when}, where the claim says {claimed}; "
        "but it runs only {covers}."
    ),
    "count.coarse": (
        "The record has {range} {what}{parties} {where} {when}; the claim says {claimed}, but the"
        " record does not tell {lost}."
    ),
    "count.at most": (
        "The record has {range} {what}{parties} {where} {when}; the claim says {claimed}.{blind}"
    ),
    "count.at most chained": (
        "The record has {range} {what}{parties} {where} {when}; the claim says {claimed}. Those "
        "within 10 km and 5 days of one another may be one fight.{blind}"
    ),
    "count.at most unsure": (
        "The record has {range} {what}{parties} {where} {when}; the claim says {claimed}. It may "
        "have been more.{blind}"
    ),
    "toll.at most": (
        "The record has {range} dead{of} {where} {when}; the claim says {claimed}. It counts only "
        "deaths that it can tie to an event.{split}"
    ),
    "toll.at most unsure": (
        "The record has {range} dead{of} {where} {when}; the claim says {claimed}. It may have "
        "been more.{split}"
    ),
    "count.not on record": "The record has no {what}{parties} {where} {when}.{blind}",
    "toll.borne out": (
        "The record has {range} dead{of} {where} {when}; the claim says {claimed}.{split}"
    ),
    "toll.partly borne out": (
        "The record has {range} dead{of} {where} {when}; the claim says {claimed}. What it cannot"
        " show: {lost}.{split}"
    ),
    "toll.depends": (
        "The record has {range} dead{of} {where} {when}; the claim says {claimed}, which rests "
        "more on events that may not belong here than on those that do.{split}"
    ),
    "toll.more": (
        "The record has {range} dead{of} {where} {when}; the claim says {claimed}, more than the "
        "record accounts for. It counts only deaths that it can tie to an event.{split}"
    ),
    "toll.contradicted": (
        "The record has at least {least} dead{of} {where} {when}, where the claim says {claimed}."
    ),
    "toll.part": (
        "The record has at least {least} dead{of} {where} {when}, where the claim says {claimed}; "
        "but it runs only {covers}."
    ),
    "toll.coarse": (
        "The record has {range} dead{of} {where} {when}; the claim says {claimed}, but the record"
        " does not tell {lost}.{split}"
    ),
    "toll.not on record": "The record has no dead{of} {where} {when}.{blind}",
    "toll.no figures": (
        "The record has {events}{parties} {where} {when}, and gives no number of dead for any of "
        "them.{said}"
    ),
    "toll.no perpetrator": (
        "The record does not say who killed whom, except where civilians are killed on purpose: "
        "it cannot tie deaths to {by}.{said}"
    ),
}
