"""Sentences of coincided: A strikes C where and when B fights C."""

SENTENCES: dict[str, str] = {}
