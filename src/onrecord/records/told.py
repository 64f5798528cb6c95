"""Sentences that several readers and commands say of a record."""

from __future__ import annotations

TOLERATE = "with tolerate=True (--tolerate)"
"""How to take a file of which too much cannot be read, in Python and on the command line."""


def unread(rejected: int) -> str:
    """How many rows could not be read, as the beginning of a sentence."""
    return f"{rejected:,} {'row' if rejected == 1 else 'rows'} could not be read"


def left_out(rejected: int) -> str:
    """The note of a record some of whose rows could not be read."""
    return f"{unread(rejected)} and {'is' if rejected == 1 else 'are'} left out."
