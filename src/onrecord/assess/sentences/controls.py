"""Sentences of controls: A holds P."""

_LAST = "The record has {taker} taking {place} {day}{ago}"

SENTENCES: dict[str, str] = {
    "controls.beyond": (
        "The record holds {sees}; it does not say who holds a place, so it can neither bear this "
        "out nor contradict it.{said}"
    ),
    "controls.partly borne out": _LAST
    + ", and nobody else taking it since. What it cannot show: that {actor} still held it {when}; "
    "it notes places changing hands, and not every time.{besides}",
    "controls.contradicted": _LAST + ", and not {actor} taking it back since.",
    "controls.within": _LAST
    + ", within the days that the claim speaks of: it was held by more than one side in them.",
    "controls.old": _LAST
    + ", and nothing since. That is too long ago to say who held it {when}: it notes places "
    "changing hands, and not every time.",
    "controls.unsettled": _LAST + "; but {later} of that place or near by, or by whom it does not "
    "tell, may have changed that.",
    "controls.possible": (
        "The record has no change of hands that is certainly that of {place} before {until}, but "
        "{later} in or near it that may be."
    ),
    "controls.region": (
        "The record has {ours} {where} until {until} in which {actor} took a place, and {others} in"
        " which others did. Who holds the whole of it, it does not say."
    ),
    "controls.none": (
        "The record has no change of hands {where} until {until}. It notes places changing hands, "
        "not who holds them, so that says nothing."
    ),
}
