"""Sentences of targeted: A hits B rather than C."""

SENTENCES: dict[str, str] = {}
