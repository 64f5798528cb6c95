"""Sentences of changed: attacks by A on B rose, or fell."""

SENTENCES: dict[str, str] = {
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
}
