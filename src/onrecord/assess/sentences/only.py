"""Sentences of only: this was the only battle going on there."""

SENTENCES: dict[str, str] = {
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
}
