"""Sentences of opinion: what no record can answer."""

SENTENCES: dict[str, str] = {
    "opinion": "The record cannot speak to this: {why}.",
}
