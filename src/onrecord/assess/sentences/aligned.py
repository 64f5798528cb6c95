"""Sentences of aligned: A favours B against C, leg by leg."""

SENTENCES: dict[str, str] = {}
