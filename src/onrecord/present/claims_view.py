"""The report's claims in the order of its text, each with its findings: the page's walk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.assess.finding import Checked, Finding, Incomplete, NotTestable
from onrecord.claims import AnyClaim
from onrecord.present import claim_words, wording
from onrecord.present.marks import Mark, Paragraph, paragraphs
from onrecord.present.words import VerdictWords, Words, answer_of


@dataclass(frozen=True)
class ClaimView:
    """A claim with everything that does not depend on a record."""

    id: str
    number: int
    says: str | None
    at: tuple[int, int] | None
    type: str
    title: str
    """What it claims in a few words: tells the claims of one sentence apart."""
    who: str
    """Who asserts it, and how firmly, in words."""
    review: str
    """The status of its review, in words; “not reviewed” until there is one."""
    by_machine: bool
    answers: tuple[VerdictWords, ...]
    """One for each record, or the one state it is in."""
    findings: tuple[Finding, ...]
    because: str = ""
    """Why there are no findings, where there are none."""
    shared_with: tuple[str, ...] = ()
    """Ids of the claims that share some of its passage."""

    @property
    def tokens(self) -> tuple[str, ...]:
        """The colours of its answers, each once."""
        return tuple(dict.fromkeys(a.token for a in self.answers))

    @property
    def token(self) -> str:
        """Its colour; `several` where records answer differently."""
        return self.tokens[0] if len(self.tokens) == 1 else "several"

    @property
    def word(self) -> str:
        return ", ".join(dict.fromkeys(a.word for a in self.answers))

    @property
    def disagree(self) -> bool:
        return len({f.verdict for f in self.findings}) > 1


def _review(words: Words, status: str, claim: AnyClaim | None) -> str:
    if status not in ("accepted", "edited", "rejected"):
        return words("claim.machine")
    text = words(f"claim.{status}")
    review = claim.review if claim is not None else None
    if review is not None and review.by:
        text = words("claim.reviewed_by", status=text, by=review.by)
    if review is not None and review.on:
        text = words("claim.reviewed_on", status=text, on=wording.day(words, review.on))
    return text


def _who(words: Words, stance: str, according_to: str) -> str:
    known = stance if words.has(f"claim.stance.{stance}") else "asserted"
    who = words("claim.author") if according_to == "author" else according_to
    return words(f"claim.stance.{known}", who=who or words("claim.unnamed"))


def claims_in_order(words: Words, checked: Checked) -> tuple[ClaimView, ...]:
    """Every claim once, by its place in the text; those without a place come last."""
    written = {claim.id: claim for claim in checked.claims}
    by_id: dict[str, list[Finding]] = {}
    for finding in checked.findings:
        by_id.setdefault(finding.id, []).append(finding)
    views = [_tested(words, id_, found, written.get(id_)) for id_, found in by_id.items()]
    untested: tuple[Incomplete | NotTestable, ...] = (*checked.incomplete, *checked.not_testable)
    views += [
        _untested(words, item, written.get(item.id)) for item in untested if item.id not in by_id
    ]
    views.sort(key=lambda c: (c.at is None, c.at[0] if c.at else 0, -c.at[1] if c.at else 0))
    return tuple(_numbered(n, view, views) for n, view in enumerate(views, 1))


def _numbered(number: int, view: ClaimView, views: Iterable[ClaimView]) -> ClaimView:
    shared = [
        other.id
        for other in views
        if other.id != view.id and view.at and other.at
        and other.at[0] < view.at[1] and view.at[0] < other.at[1]
    ]  # fmt: skip
    return ClaimView(**{**view.__dict__, "number": number, "shared_with": tuple(shared)})


def _tested(words: Words, id_: str, found: Sequence[Finding], claim: AnyClaim | None) -> ClaimView:
    first = found[0]
    return ClaimView(
        id=id_,
        number=0,
        says=first.says,
        at=first.at,
        type=first.type,
        title=claim_words.title(words, first.claim),
        who=_who(words, first.stance, first.according_to),
        review=_review(words, first.review, claim),
        by_machine=first.review == "proposed",
        answers=tuple(words.verdict(answer_of(f)) for f in found),
        findings=tuple(found),
    )


def missing_words(words: Words, missing: Iterable[str]) -> str:
    """What a claim lacks, in words: “the place, the time”."""
    found = []
    for one in missing:
        name, space, rest = one.partition(" ")
        known = f"missing.{name}"
        found.append((words(known) if words.has(known) else name) + space + rest)
    return ", ".join(found)


def _untested_title(words: Words, item: Incomplete | NotTestable, claim: AnyClaim | None) -> str:
    if isinstance(item, NotTestable):
        return words(
            "title.of", head=words("title.opinion").capitalize(), what=item.why.partition(":")[0]
        )
    if claim is None:
        return claim_words.title(words, {"type": item.type})
    return claim_words.title(words, claim.model_dump(mode="json", by_alias=True, exclude_none=True))


def _untested(words: Words, item: Incomplete | NotTestable, claim: AnyClaim | None) -> ClaimView:
    status = claim.review.status if claim is not None else "proposed"
    opinion = isinstance(item, NotTestable)
    return ClaimView(
        id=item.id,
        number=0,
        says=item.says,
        at=item.at,
        type="opinion" if opinion else getattr(item, "type", ""),
        title=_untested_title(words, item, claim),
        who=_who(
            words,
            claim.stance if claim is not None else "asserted",
            claim.according_to if claim is not None else "author",
        ),
        review=_review(words, status, claim),
        by_machine=status == "proposed",
        answers=(words.verdict("not testable" if opinion else "incomplete"),),
        findings=(),
        because=words("claim.why", why=item.why)
        if isinstance(item, NotTestable)
        else words("claim.missing", what=missing_words(words, item.missing)),
    )


def marked_text(
    text: str, claims: Sequence[ClaimView], *, excerpt: bool = False
) -> tuple[Paragraph, ...]:
    """The report's text with its claims marked; only their passages if `excerpt`."""
    marks = [Mark(c.id, *c.at) for c in claims if c.at is not None]
    if not excerpt:
        return paragraphs(text, marks)
    ranges: list[list[int]] = []
    for mark in sorted(marks, key=lambda m: (m.start, m.end)):
        if ranges and mark.start <= ranges[-1][1]:
            ranges[-1][1] = max(ranges[-1][1], mark.end)
        else:
            ranges.append([mark.start, mark.end])
    return tuple(
        paragraph
        for start, end in ranges
        for paragraph in paragraphs(text[start:end], _moved(marks, start, end))
    )


def _moved(marks: Iterable[Mark], start: int, end: int) -> list[Mark]:
    """The marks inside a range, counted from its beginning."""
    return [
        Mark(m.key, m.start - start, m.end - start)
        for m in marks
        if m.start >= start and m.end <= end
    ]
