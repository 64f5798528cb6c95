"""Sentences of followed: X is followed by more Y than Z is."""

SENTENCES: dict[str, str] = {}
