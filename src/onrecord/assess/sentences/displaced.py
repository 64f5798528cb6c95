"""Sentences of displaced: A stopped fighting B and turned to C."""

SENTENCES: dict[str, str] = {}
