"""Options of reading by a language model, and the question before a report leaves the machine."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import all_of

if TYPE_CHECKING:
    from onrecord.reading.llm import Consent, Endpoint, Leaving

reader_options = all_of(
    click.option(
        "--reader",
        type=click.Choice(["rules", "llm", "rules+llm"]),
        default="rules",
        show_default=True,
        help="Who reads: the rules (offline), a language model, or both; claims that both read "
        "are marked.",
    ),
    click.option(
        "--llm-url",
        metavar="URL",
        help="Address of the language model, OpenAI-compatible (ONRECORD_LLM_URL; default: Ollama "
        "on this machine).",
    ),
    click.option(
        "--llm-model", metavar="NAME", help="Name of the language model (ONRECORD_LLM_MODEL)."
    ),
    click.option(
        "--yes-send",
        is_flag=True,
        help="The report may be sent to a language model on another machine (ONRECORD_LLM_SEND=1).",
    ),
)


def language_model(how: dict[str, Any]) -> Endpoint | None:
    """The model that the options ask for, None where only the rules read."""
    if how["reader"] == "rules":
        return None
    from onrecord.reading.llm import Endpoint

    return Endpoint.from_environment(how["llm_url"], how["llm_model"])


def consent_of(*, yes_send: bool) -> Consent:
    """Consent given by option or environment, else asked for where a person sits at a terminal."""
    from onrecord.reading.llm import always, consent_in_environment, stays_here

    if yes_send or consent_in_environment():
        return always
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return stays_here

    def ask(leaving: Leaving) -> bool:
        return bool(click.confirm(f"Send {leaving.says}?", default=False, err=True))

    return ask
