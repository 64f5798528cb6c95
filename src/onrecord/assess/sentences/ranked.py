"""Sentences of ranked: the deadliest month since …; more than B."""

SENTENCES: dict[str, str] = {}
