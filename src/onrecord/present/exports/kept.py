"""The folder that a check wrote, read again: its findings, its claims as they stand, its rows."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from onrecord.assess.comparison import Comparison
from onrecord.assess.finding import Checked, Finding, Incomplete, NotTestable
from onrecord.claims import AnyClaim, as_written
from onrecord.claims.file import ClaimsFile
from onrecord.errors import OnrecordError
from onrecord.present.exports.kept_rows import KeptRecord, kept_records

MOST_BYTES = 1_000_000_000
_AGAIN = "Run onrecord check or onrecord test again: it writes the folder anew."


@dataclass(frozen=True)
class Kept:
    """What a folder of findings holds.

    `checked` carries the claims as they stand in claims.yaml now, with their reviews: a claim may
    be reviewed after it was tested, as long as nothing else in it has changed.
    """

    folder: Path
    checked: Checked
    records: dict[str, KeptRecord]
    """By label; they hold the rows that events.geojson holds, and no others."""
    claims_yaml: str
    onrecord: str
    """The version that made the findings."""
    contents: dict[str, Any]
    """findings.json as it was read."""

    @property
    def excerpt(self) -> bool:
        """Whether the check that made the folder was asked to quote only the claims."""
        try:
            return "--excerpt" in shlex.split(self.checked.command or "")
        except ValueError:
            return False

    def refuse_rows_not_kept(self) -> None:
        """Raise OnrecordError where rows that may not be passed on are asked for and are not here.

        A check writes them only when it is asked to.
        """
        for finding in self.checked.findings:
            record = self.records.get(finding.record)
            if record is None or record.info.redistributable or record.table.num_rows:
                continue
            if finding.events or finding.possible or finding.other_events:
                raise OnrecordError(
                    f"the rows of {finding.record} are not in the folder: its terms do not allow "
                    "them to be passed on",
                    where=str(self.folder),
                    todo="Test the claims again with --with-rows.",
                )

    def claim(self, id_: str) -> AnyClaim:
        """The claim with this id. Raises OnrecordError, which names the others."""
        for claim in self.checked.claims:
            if claim.id == id_:
                return claim
        ids = ", ".join(claim.id for claim in self.checked.claims)
        raise OnrecordError(
            f"there is no claim “{id_}”",
            where=str(self.folder / "claims.yaml"),
            todo=f"Its claims are: {ids}." if ids else "It holds no claims.",
        )


def open_folder(folder: str | Path) -> Kept:
    """Read the folder of a check.

    Raises OnrecordError where a file is missing or damaged, where the report's text is not the one
    that was read, and where a claim was changed in more than its review since it was tested.
    """
    folder = Path(folder)
    if not (folder / "findings.json").is_file():
        raise OnrecordError(
            "no findings are here (findings.json is missing)",
            where=str(folder),
            todo="Give the folder that onrecord check wrote; by default that is onrecord-out.",
        )
    contents = _json(folder / "findings.json")
    claims = ClaimsFile.load(folder / "claims.yaml")
    written = {claim.id: _plain(as_written(claim)) for claim in claims.claims}
    try:
        findings = tuple(_finding(given, written) for given in contents["findings"])
        report = contents["report"]
        checked = Checked(
            title=report["title"],
            published=report["published"],
            author=report["author"],
            text=_text(folder, report["sha256"]),
            text_sha256=report["sha256"],
            notices=tuple(report["notices"]),
            claims=claims.claims,
            findings=findings,
            incomplete=tuple(Incomplete.model_validate(one) for one in contents["incomplete"]),
            not_testable=tuple(NotTestable.model_validate(o) for o in contents["not_testable"]),
            sourcing=contents["sourcing"],
            truth=contents["truth"],
            command=contents["command"],
            seed=contents["seed"],
            compared=tuple(_comparison(one) for one in contents.get("compared", ())),
        )
        records = kept_records(contents["records"], _features(folder / "events.geojson"))
        version = str(contents["onrecord"])
    except (KeyError, TypeError, AttributeError, ValueError, ValidationError) as error:
        what = str(error).splitlines()[0]
        raise OnrecordError(
            f"not the findings of this version of onrecord ({type(error).__name__}: {what})",
            where=str(folder / "findings.json"),
            todo=_AGAIN,
        ) from None
    _refuse_changed(claims, checked)
    return Kept(folder, checked, records, claims.dump(), version, contents)


def _json(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise OnrecordError("the file is larger than 1 GB", where=str(path), todo=_AGAIN)
        contents = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise OnrecordError(
            f"cannot be read ({error.strerror})", where=str(path), todo=_AGAIN
        ) from None
    except (ValueError, RecursionError) as error:
        raise OnrecordError(f"not JSON ({error})", where=str(path), todo=_AGAIN) from None
    if not isinstance(contents, dict):
        raise OnrecordError("not an object of JSON", where=str(path), todo=_AGAIN)
    return contents


def _features(path: Path) -> list[Mapping[str, Any]]:
    features: list[Mapping[str, Any]] = _json(path)["features"]
    return features


def _finding(given: Mapping[str, Any], claims: Mapping[str, Mapping[str, Any]]) -> Finding:
    """A finding as it was, under the review that its claim has now."""
    # The lines of a record whose rows stay at home are null in the file.
    lines = [{**line, "text": line["text"] or ""} for line in given["source_lines"]]
    changes: dict[str, Any] = {"source_lines": lines}
    if given["id"] in claims:
        own = {name: value for name, value in given["claim"].items() if name != "review"}
        review = claims[given["id"]].get("review")
        changes["review"] = review["status"] if review and "status" in review else "proposed"
        changes["claim"] = {**own, "review": review} if review else own
    return Finding.model_validate({**given, **changes})


def _comparison(given: Mapping[str, Any]) -> Comparison:
    """Two answers side by side; what a record's terms withheld is empty."""
    events = [
        {
            **event,
            "place": event["place"] or "",
            "fields": [
                {**one, "before": one["before"] or "", "after": one["after"] or ""}
                for one in event["fields"]
            ],
        }
        for event in given["events"]
    ]
    return Comparison.model_validate({**given, "events": events})


def _text(folder: Path, sha256: str | None) -> str | None:
    if sha256 is None:
        return None
    path = folder / "report.txt"
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise OnrecordError(
            f"the report's text cannot be read ({error.strerror})", where=str(path), todo=_AGAIN
        ) from None
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise OnrecordError(
            "this is not the text that was read: its checksum differs", where=str(path), todo=_AGAIN
        )
    return raw.decode("utf-8")


def _as_tested(claim: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in claim.items() if name not in ("review", "resolved")}


def _refuse_changed(file: ClaimsFile, checked: Checked) -> None:
    """A finding speaks of the claim as it was tested, and of no other."""
    tested = {f.id: _as_tested(f.claim) for f in checked.findings}
    open_ = {item.id: item.missing for item in checked.incomplete}
    opinions = {item.id for item in checked.not_testable}
    for claim in checked.claims:
        if claim.id in tested:
            same = _as_tested(_plain(as_written(claim))) == tested[claim.id]
        elif claim.id in open_:
            # Why it was not tested is kept, and not the claim itself: what was filled in since
            # shows only where something else is missing now.
            same = claim.type != "opinion" and set(claim.incomplete) <= set(open_[claim.id])
        else:
            same = claim.id in opinions and claim.type == "opinion"
        if not same:
            raise OnrecordError(
                f"the claim “{claim.id}” was changed after it was tested",
                where=file.spot(claim.id),
                todo="Test it again: onrecord test "
                f"{file.name} --record … --out {Path(file.name).parent}",
            )
    gone = sorted({*tested, *open_, *opinions} - {claim.id for claim in checked.claims})
    if gone:
        raise OnrecordError(
            f"the claim “{gone[0]}” was taken out after it was tested",
            where=file.name,
            todo=_AGAIN,
        )


def _plain(value: Any) -> Any:
    """As JSON gives it back."""
    return json.loads(json.dumps(value, default=_iso))


def _iso(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} in a claim")
