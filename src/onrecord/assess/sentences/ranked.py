"""Sentences of ranked: the deadliest month since …; more than B."""

_OWN = "The record has {own}{parties} {where} {when}"

SENTENCES: dict[str, str] = {
    "ranked.borne out": _OWN + ", more than {others}; {next}.{worlds}{blind}",
    "ranked.partly borne out": _OWN
    + ", more than {others}; {next}.{worlds} What it cannot show: {unseen}.",
    "ranked.contradicted": _OWN + ", but {best} {rival}{above}.{worlds}",
    "ranked.undecided": _OWN + ", and {best} {rival}. {reason}{blind}",
    "ranked.nothing": _OWN
    + " that is certain, nor any among what this is compared with: there is nothing to rank."
    "{blind}",
    "ranked.alone": _OWN + ", but covers nothing else that this could be ranked among.",
    "ranked.not on record": (
        "The record has no {what}{parties} {where} {when}, though it noted {nearby} of any kind "
        "there or near there within half a year; {next}.{blind}"
    ),
    "beyond.ranked": (
        "The record cannot make this comparison: it does not tell {lost}. The coarser numbers: "
        "{own}{parties} {where} {when}, {best} {rival}.{said}"
    ),
}
