"""The claim types: one small model each, in one union discriminated by `type`."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    field_validator,
    model_validator,
)

from onrecord.claims.events import Actors, Events, Killed, Number, Whole
from onrecord.claims.when import Day, When
from onrecord.claims.where import Km, Where

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Review(_Part):
    """What a person has said of a claim."""

    status: Literal["proposed", "accepted", "edited", "rejected"] = "proposed"
    by: str | None = None
    on: Day | None = None
    note: str | None = None


class Anchor(_Part):
    """A dated event that the report names and that fixes the window (a ceasefire, a deal)."""

    event: Annotated[str, Field(min_length=1)]
    on: Day


class Series(_Part):
    """Events, and where: a series to compare with, or one leg of a claim."""

    events: Events
    where: Where | None = None


class Scale(_Part):
    """How near in space and how soon after counts as together."""

    within: Km
    days: Annotated[int, Field(ge=0, le=366, strict=True)]


class Rivals(_Part):
    """What a ranked claim compares with: periods since a day, places, or actors."""

    periods: Literal["day", "week", "month", "quarter", "year"] | None = None
    since: Day | None = None
    places: Where | None = None
    actors: Annotated[tuple[Actors, ...], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _one(self) -> Rivals:
        given = [n for n in ("periods", "places", "actors") if getattr(self, n) is not None]
        if len(given) != 1:
            raise ValueError("among takes one of periods (with since), places, actors")
        return self


class ClaimBase(BaseModel):
    """Fields that every claim has."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    needs: ClassVar[tuple[str, ...]] = ("events", "where", "when")
    """Fields without which the claim cannot be tested; they may be absent where `incomplete`."""

    id: Id = ""
    type: str
    says: str | None = None
    at: tuple[Whole, Whole] | None = None
    according_to: str = "author"
    stance: Literal["asserted", "attributed", "hedged", "denied"] = "asserted"
    incomplete: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    """What the reader took for granted, one plain sentence each."""
    read_by: tuple[Literal["rules", "llm"], ...] = ()
    """Which readers found the claim; both where they agree, none where a person wrote it."""
    review: Review = Review()

    @field_validator("at")
    @classmethod
    def _forwards(cls, at: tuple[int, int] | None) -> tuple[int, int] | None:
        if at is not None and at[0] >= at[1]:
            raise ValueError(f"the range of characters is empty or backwards: {list(at)}")
        return at

    @model_validator(mode="after")
    def _complete(self) -> ClaimBase:
        missing = [name for name in self.needs if getattr(self, name) is None]
        if missing and not self.incomplete:
            raise ValueError(
                f"{', '.join(missing)} missing; a claim that is not finished says "
                f"incomplete: [{', '.join(missing)}]"
            )
        return self

    @model_validator(mode="after")
    def _name_it(self) -> ClaimBase:
        """A claim without an id gets one from its content, the same in whatever form it came."""
        if not self.id:
            content = self.model_dump(
                mode="json", exclude_none=True, exclude={"id", "read_by", "review"}
            )
            text = json.dumps(content, sort_keys=True, ensure_ascii=False)
            digest = hashlib.sha256(text.encode()).hexdigest()[:8]
            self.__dict__["id"] = f"{self.type}-{digest}"  # the model is frozen to all others
        return self


class _Selecting(ClaimBase):
    events: Events | None = None
    where: Where | None = None
    when: When | None = None


class Occurred(_Selecting):
    """A attacked B at P on D, killing N."""

    type: Literal["occurred"] = "occurred"
    killed: Number | None = None


class Nothing(_Selecting):
    """Nothing of the kind happened there and then; without `events`, nothing at all."""

    needs = ("where", "when")
    type: Literal["none"] = "none"
    anchored_by: Anchor | None = None


class Only(_Selecting):
    """This was the only battle going on there."""

    type: Literal["only"] = "only"


class Count(_Selecting):
    """There were N raids."""

    needs = ("events", "number", "where", "when")
    type: Literal["count"] = "count"
    number: Number | None = None


class Toll(ClaimBase):
    """A killed N; N were killed in P."""

    needs = ("killed", "where", "when")
    type: Literal["toll"] = "toll"
    killed: Killed | None = None
    where: Where | None = None
    when: When | None = None


class Ranked(_Selecting):
    """The deadliest month since …; more than B."""

    needs = ("measure", "events", "where", "when", "among")
    type: Literal["ranked"] = "ranked"
    measure: Literal["events", "killed"] | None = None
    among: Rivals | None = None


class Changed(_Selecting):
    """Attacks by A on B rose, or fell, when …"""

    needs = ("events", "where", "when", "direction")
    type: Literal["changed"] = "changed"
    direction: Literal["rose", "fell"] | None = None
    before: When | None = None
    anchored_by: Anchor | None = None
    versus: Series | None = None
    times: Annotated[float, Field(gt=0, allow_inf_nan=False, strict=True)] | None = None
    """The claimed factor: 3 for “tripled”, 0.5 for “halved”."""

    @model_validator(mode="after")
    def _one_story(self) -> Changed:
        before, when, times = self.before, self.when, self.times
        if before is not None and when is not None and when.first is not None:
            if before.first is None or before.last is None:
                raise ValueError("before needs two ends: 2017-07-01/2017-09-30")
            if before.last >= when.first:
                raise ValueError(f"before ({before}) must end before the window ({when}) begins")
        if times is not None and (times > 1) != (self.direction == "rose") and times != 1:
            raise ValueError(
                f"times: {times:g} does not fit “{self.direction}”; a rise is a factor above 1 "
                "(3 for tripled), a fall one below (0.5 for halved)"
            )
        return self


class Displaced(ClaimBase):
    """A stopped fighting B and turned to C."""

    needs = ("actor", "left", "took_up", "when")
    type: Literal["displaced"] = "displaced"
    actor: Actors | None = None
    left: Series | None = None
    took_up: Series | None = None
    when: When | None = None
    anchored_by: Anchor | None = None


class Coincided(_Selecting):
    """A strikes C where and when B fights C."""

    needs = ("events", "during", "where", "when")
    type: Literal["coincided"] = "coincided"
    during: Series | None = None
    scale: Scale | None = None


class Targeted(ClaimBase):
    """A hits B rather than C."""

    needs = ("actor", "hit", "rather_than", "where", "when")
    type: Literal["targeted"] = "targeted"
    actor: Actors | None = None
    hit: Actors | None = None
    rather_than: Actors | None = None
    where: Where | None = None
    when: When | None = None


class Followed(_Selecting):
    """X is followed by more Y than Z is."""

    needs = ("events", "after", "versus", "where", "when")
    type: Literal["followed"] = "followed"
    after: Series | None = None
    versus: Series | None = None


class Controls(ClaimBase):
    """A holds P."""

    needs = ("actor", "where", "when")
    type: Literal["controls"] = "controls"
    actor: Actors | None = None
    where: Where | None = None
    when: When | None = None


class Aligned(ClaimBase):
    """A favours B against C: a profile of simpler claims, never a claim about intent."""

    needs = ("actor", "favours", "against", "where", "when")
    type: Literal["aligned"] = "aligned"
    actor: Actors | None = None
    favours: Actors | None = None
    against: Actors | None = None
    where: Where | None = None
    when: When | None = None


class Opinion(ClaimBase):
    """Moral judgement, appeal, forecast without date: not testable, and marked so."""

    needs = ("why",)
    type: Literal["opinion"] = "opinion"
    why: str | None = None


AnyClaim = (
    Occurred
    | Nothing
    | Only
    | Count
    | Toll
    | Ranked
    | Changed
    | Displaced
    | Coincided
    | Targeted
    | Followed
    | Controls
    | Aligned
    | Opinion
)
Claim = Annotated[AnyClaim, Field(discriminator="type")]

MODELS: dict[str, type[ClaimBase]] = {
    model.model_fields["type"].default: model for model in AnyClaim.__args__
}
TYPES: tuple[str, ...] = tuple(MODELS)

CLAIM: TypeAdapter[AnyClaim] = TypeAdapter(Claim)


def as_written(claim: AnyClaim) -> dict[str, Any]:
    """A claim as the mapping that a claims file holds: no defaults, plain values, fixed order."""
    written = claim.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    head = {"id": claim.id, "type": claim.type}
    tail = ("incomplete", "assumed", "read_by", "review")
    middle = {k: v for k, v in written.items() if k not in head and k not in tail}
    return head | middle | {k: written[k] for k in tail if k in written}
