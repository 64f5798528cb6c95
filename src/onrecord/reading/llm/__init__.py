"""Reading by a language model: proposals, each held against the report's own words."""

from onrecord.reading.llm.endpoint import (
    Consent,
    Endpoint,
    Leaving,
    ModelError,
    always,
    consent_in_environment,
    stays_here,
)
from onrecord.reading.llm.reader import ModelReading, read_with_model

__all__ = [
    "Consent", "Endpoint", "Leaving", "ModelError", "ModelReading", "always",
    "consent_in_environment", "read_with_model", "stays_here",
]  # fmt: skip
