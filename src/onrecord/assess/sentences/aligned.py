"""Sentences of aligned: A favours B against C, leg by leg."""

SENTENCES: dict[str, str] = {
    "aligned.borne out": (
        "The record bears out all {legs} tests of {a} favouring {b} against {c} {where} {when}: "
        "{all_words}. The largest p of them is {largest_p}. Each has another explanation, which "
        "stands beside it; why {a} acted so the record does not say."
    ),
    "aligned.weakest": (
        "The record bears out {held} of the {legs} tests of {a} favouring {b} against {c} {where} "
        "{when}{held_words}. The whole is worth no more than the weakest, “{weakest}”: "
        "{weakest_verdict}. {because}"
    ),
    "beyond.aligned": (
        "The record cannot make {unseen} of the {legs} tests of {a} favouring {b} against {c} "
        "{where} {when} ({unseen_words}): it does not tell {lost}. The numbers of each stand "
        "beside it.{said}"
    ),
}
