"""Sentences of controls: A holds P."""

SENTENCES: dict[str, str] = {
    "controls.beyond": (
        "The record holds {sees}; it does not say who holds a place, so it can neither bear this "
        "out nor contradict it.{said}"
    ),
}
