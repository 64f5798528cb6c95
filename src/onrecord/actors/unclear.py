"""Names that nobody can resolve without knowing more; each says what it would take."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.errors import OnrecordError, UnknownActorError


class AmbiguousActorError(UnknownActorError):
    """A name that several actors bear; `nearest` holds them, told apart."""

    def __init__(self, name: str, bearers: Sequence[str]) -> None:
        self.kind, self.name, self.nearest = "actor", name, tuple(bearers)
        OnrecordError.__init__(
            self,
            f"“{name}” is a name of several actors: " + "; ".join(bearers),
            todo="Write the one that is meant, or give a country.",
        )


class CountrylessActorError(UnknownActorError):
    """“the army”, “the rebels”: nobody's without a country, or nobody known in that country."""

    def __init__(self, name: str, country: str | None) -> None:
        self.kind, self.name, self.nearest = "actor", name, ()
        what = f"“{name}” does not say of which country"
        todo = "Give the country, or write the actor's own name."
        if country is not None:
            what = f"no actor is known as “{name}” of {country}"
            todo = "Write the actor's own name."
        OnrecordError.__init__(self, what, todo=todo)
