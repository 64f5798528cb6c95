"""Every sentence a finding can say, one for each claim type and verdict (and the reason, where a
verdict has several). Each begins “The record …”, so that a denial can put its speaker before it.

The words say what is recorded. They never speak of what anyone meant by it.
"""

from __future__ import annotations

from typing import Any

CATALOGUE: dict[str, str] = {
    # Any type
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
    "beyond.comparison": (
        "The record cannot make this comparison: it does not tell {lost}. The coarser numbers: {n1}"
        "{parties} {where} {when}, {n0} in the {baseline} days before ({ratio}).{said}"
    ),
    "undecided.distance": (
        "The record's answer depends on a distance that the report does not give: {here} at {km} "
        "km, but {there} at {other_km} km. At {km} km: {because}"
    ),
    # occurred
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
    # none
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
    "none.normal": (
        "The record has no {what}{parties} {where} {when}; but zero is normal here: {empty} of "
        "{windows} other {days}-day windows within half a year have none either.{blind}"
    ),
    "none.asserted": (
        "The record has {events}{parties} {where} {when} ({dead}); the report itself asserts them "
        "elsewhere, so they are no counter-examples, but neither was there none."
    ),
    "none.usual": (
        "The record has no {what}{parties} {where} {when}; but zero is normal here: {empty} of "
        "{windows} comparable {days}-day windows of the record have none either.{blind}"
    ),
    "none.chosen": (
        "The record has no {what}{parties} {where} {when}, while {empty} of {windows} other "
        "{days}-day windows within half a year have none; but the window may have been chosen for"
        " being quiet, so this alone decides nothing.{blind}"
    ),
    "none.short history": (
        "The record has no {what}{parties} {where} {when}; there are too few comparable windows "
        "({windows} of {days} days) to say whether that is unusual.{blind}"
    ),
    "none.borne out": (
        "The record is unusually quiet: no {what}{parties} {where} {when}, and only {empty} of "
        "{windows} comparable windows have none."
    ),
    "none.partly borne out": (
        "The record is unusually quiet: no {what}{parties} {where} {when}, and only {empty} of "
        "{windows} comparable windows have none.{blind}"
    ),
    # only
    "only.contradicted": (
        "The record has {counter} of the claim's kind between others {where} {when}: this was not"
        " the only one."
    ),
    "only.borne out": (
        "The record has {events}{parties} {where} {when} and no other of the claim's kind there."
    ),
    "only.partly borne out": (
        "The record has {events}{parties} {where} {when} and no other deadly event there.{blind}"
    ),
    "only.undecided": (
        "The record has {events}{parties} {where} {when}. {others} recorded there in those "
        "days{coarse}{described}; none is certainly described as {kind_article} between "
        "others.{blind}"
    ),
    "only.few": (
        "The record has {events}{parties} {where} {when}; with fewer than five it cannot say which "
        "was the only one. {others} recorded there in those days{coarse}."
    ),
    "only.counter thin": (
        "The record has {events}{parties} {where} {when}, and {counter} of the claim's kind "
        "between others, which rests on too little to contradict the claim by itself."
    ),
    # count, toll
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
        "The record has {range} {what}{parties} {where} {when}, more than the claim's {claimed}."
    ),
    "count.coarse": (
        "The record has {range} {what}{parties} {where} {when}; the claim says {claimed}, but the"
        " record does not tell {lost}."
    ),
    "count.at most": (
        "The record has {range} {what}{parties} {where} {when}; the claim says {claimed}.{blind}"
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
        "The record has at least {least} dead{of} {where} {when}, more than the claim's {claimed}."
    ),
    "toll.coarse": (
        "The record has {range} dead{of} {where} {when}; the claim says {claimed}, but the record"
        " does not tell {lost}.{split}"
    ),
    "toll.not on record": "The record has no dead{of} {where} {when}.{blind}",
    "toll.no perpetrator": (
        "The record does not say who killed whom, except where civilians are killed on purpose: "
        "it cannot tie deaths to {by}.{said}"
    ),
    # controls
    "controls.beyond": (
        "The record holds {sees}; it does not say who holds a place, so it can neither bear this "
        "out nor contradict it.{said}"
    ),
    # changed
    "changed.borne out": (
        "The record has {n1}{parties} {where} {when}, {n0} in the {baseline} days before: "
        "{ratio}. {of_windows} comparable windows show a change as large.{wide}"
    ),
    "changed.other factor": (
        "The record has {n1}{parties} {where} {when}, {n0} in the {baseline} days before: {ratio}. "
        "{of_windows} comparable windows show a change as large, but not by the {times} times that "
        "the claim says."
    ),
    "changed.factor": (
        "The record has {n1}{parties} {where} {when}, {n0} in the {baseline} days before: {ratio}, "
        "where the claim says {times} times."
    ),
    "changed.contradicted": (
        "The record has {n1}{parties} {where} {when}, {n0} in the {baseline} days before: "
        "{ratio}, the opposite of the claim."
    ),
    "changed.undecided": (
        "The record has {n1}{parties} {where} {when}, {n0} in the {baseline} days before: "
        "{ratio}. {reason}"
    ),
    # not testable
    "opinion": "The record cannot speak to this: {why}.",
}


def sentence(key: str, **numbers: Any) -> str:
    """The sentence of the catalogue with its numbers in it, spaces tidied."""
    text = CATALOGUE[key].format(**numbers)
    return " ".join(text.split()).replace(" ,", ",").replace(" .", ".")


def denied(speaker: str, text: str) -> str:
    """The sentence about a denied claim: the verdict is on what is denied."""
    return f"{speaker[:1].upper()}{speaker[1:]} denies this; {text[:1].lower()}{text[1:]}"
