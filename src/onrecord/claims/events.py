"""Who did what to whom: the `events` of a claim."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    model_validator,
)

from onrecord.claims.kinds import Kind

FORMS = (
    "{by: A, against: B, kind: airstrike} (A acts), {between: [A, B]} (no direction), "
    "or {involving: A}; an actor is a name, [A, B] is either of them, A+B a coalition"
)


def _coalition(name: str) -> str:
    if not all(part.strip() for part in name.split("+")):
        raise ValueError(f"“{name}” lacks a party on one side of the +; a coalition is A+B")
    return name


Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    AfterValidator(_coalition),
]


def _either(value: Any) -> Any:
    items = value if isinstance(value, list | tuple) else [value]
    if not items:
        raise ValueError("no actor given; write a name, [A, B] for either, or A+B for a coalition")
    return tuple(items)


def _write_either(value: tuple[str, ...]) -> Any:
    return value[0] if len(value) == 1 else list(value)


Actors = Annotated[
    tuple[Name, ...],
    BeforeValidator(_either, json_schema_input_type=Name | tuple[Name, ...]),
    PlainSerializer(_write_either, return_type=Any),
]
"""An actor, or several of which any will do; “A+B” is a coalition."""


def _pair(value: Any) -> Any:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ValueError("“between” takes two sides: [A, B]")
    return tuple(value)


def _write_pair(value: tuple[tuple[str, ...], tuple[str, ...]]) -> list[Any]:
    return [_write_either(side) for side in value]


Sides = Annotated[
    tuple[Actors, Actors], BeforeValidator(_pair), PlainSerializer(_write_pair, return_type=Any)
]


class Events(BaseModel):
    """A kind of event and its parties. Directed with `by`/`against`, undirected with `between`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: Actors | None = None
    against: Actors | None = None
    between: Sides | None = None
    involving: Actors | None = None
    kind: Kind | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Events:
        forms = [
            self.by is not None or self.against is not None,
            self.between is not None,
            self.involving is not None,
        ]
        if sum(forms) > 1:
            raise ValueError(f"more than one way of naming the parties; write one of {FORMS}")
        if not any(forms) and self.kind is None:
            raise ValueError(f"neither parties nor a kind; write {FORMS}")
        return self

    @property
    def directed(self) -> bool:
        """Whether it matters who acts."""
        return self.by is not None or self.against is not None

    def names(self) -> tuple[str, ...]:
        """Every actor named, coalitions taken apart, in order, once each."""
        groups = [self.by, self.against, *(self.between or ()), self.involving]
        flat = [part.strip() for group in groups if group for n in group for part in n.split("+")]
        return tuple(dict.fromkeys(flat))


def by(
    actor: str | list[str], *, against: str | list[str] | None = None, kind: Kind | None = None
) -> Events:
    """Events in which `actor` acts, against anyone or against the one named."""
    return Events.model_validate({"by": actor, "against": against, "kind": kind})


def between(one: str | list[str], other: str | list[str], *, kind: Kind | None = None) -> Events:
    """Events between two parties, whoever acts."""
    return Events.model_validate({"between": [one, other], "kind": kind})


def involving(actor: str | list[str], *, kind: Kind | None = None) -> Events:
    """Events with `actor` on either side."""
    return Events.model_validate({"involving": actor, "kind": kind})


Whole = Annotated[int, Field(ge=0, strict=True)]


class Number(BaseModel):
    """A claimed number, as a range; an open end says “at least” or “at most”."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    low: Whole | None = None
    high: Whole | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_number(cls, value: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            return {"low": value, "high": value}
        return value

    @model_validator(mode="after")
    def _in_order(self) -> Number:
        if self.low is None and self.high is None:
            raise ValueError("a number needs low, high, or both: {low: 14, high: 14}")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"the range runs backwards: {self.low} to {self.high}; swap them")
        return self

    def __str__(self) -> str:
        if self.low == self.high:
            return f"{self.low:,}"
        if self.high is None:
            return f"at least {self.low:,}"
        if self.low is None:
            return f"at most {self.high:,}"
        return f"{self.low:,} to {self.high:,}"


class Killed(Number):
    """A claimed death toll: `{by, of, low, high}`; `by` and `of` are optional."""

    by: Actors | None = None
    of: Actors | None = None
    """Whose dead are meant: an actor, or civilians."""
