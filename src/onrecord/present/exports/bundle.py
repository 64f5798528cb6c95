"""The bundle: one zip with everything that is needed to make the findings again, and checksums."""

from __future__ import annotations

import hashlib
import io
import json
import platform
import shlex
import sys
import zipfile
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import onrecord
from onrecord.claims.file import ClaimsFile
from onrecord.errors import OnrecordError
from onrecord.present.events_csv import events_csv
from onrecord.present.events_geojson import events_geojson, geojson_text
from onrecord.present.exports.citation import citation
from onrecord.present.exports.excerpts import excerpt_text, sourcing_excerpt
from onrecord.present.exports.kept import Kept
from onrecord.present.exports.zipped import fixed_zip
from onrecord.present.findings_json import findings_json, findings_text

SUMS = "SHA256SUMS"
MOST_BYTES = 2_000_000_000
"""What a bundle may hold when it is unpacked."""
_LIBRARIES = ("altair", "duckdb", "numpy", "pyarrow", "pydantic", "scipy", "shapely", "spacy",
              "vl-convert-python")  # fmt: skip


def bundle(
    kept: Kept,
    *,
    excerpt: bool = False,
    with_rows: bool = False,
    actors: Iterable[Path] = (),
) -> bytes:
    """The zip as bytes; the same folder gives the same bytes, on the same installation.

    It holds claims, findings, the report's text (only its claims if `excerpt`, or if the check
    itself was made so), the events, of records whose terms do not allow it their ids alone (unless
    `with_rows`), versions, citations and SHA256SUMS. `actors`: the files that the check was given
    with --actors. Raises OnrecordError where one of them cannot be read, and where rows are asked
    for that the folder does not hold.
    """
    if with_rows:
        kept.refuse_rows_not_kept()
    excerpt = excerpt or kept.excerpt
    checked = kept.checked
    if excerpt:
        sourcing = sourcing_excerpt(checked.sourcing)
        checked = checked.model_copy(update={"sourcing": sourcing})
    findings = findings_json(checked, kept.records, with_rows=with_rows)
    findings["onrecord"] = kept.onrecord
    collection = events_geojson(checked, kept.records, with_rows=with_rows)
    own = {f"actors/{name}": contents for name, contents in _actors(actors).items()}
    parts = {
        "claims.yaml": kept.claims_yaml.encode("utf-8", "replace"),
        "findings.json": findings_text(findings).encode("utf-8", "replace"),
        "events.csv": events_csv(checked, kept.records, with_rows=with_rows).encode(),
        "events.geojson": geojson_text(collection).encode(),
        "versions.json": _versions(kept),
        "citation.txt": citation(checked, kept.records, kept.onrecord).encode(),
        **own,
    }
    if checked.text is not None:
        if excerpt:
            parts["excerpt.txt"] = excerpt_text(checked).encode("utf-8", "replace")
            parts["claims.yaml"] = _without_text(kept.claims_yaml).encode("utf-8", "replace")
        else:
            parts["report.txt"] = checked.text.encode("utf-8", "replace")
    parts["README.txt"] = _readme(kept, parts, excerpt).encode("utf-8", "replace")
    parts[SUMS] = _sums(parts)
    return fixed_zip(parts)


def _without_text(claims_yaml: str) -> str:
    """The claims file without the line that points at a text which is not in the bundle."""
    lines = claims_yaml.splitlines(keepends=True)
    kept = [line for line in lines if line.strip() not in ("text: report.txt",)]
    return ClaimsFile.parse("".join(kept)).dump()


def _actors(paths: Iterable[Path]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for path in paths:
        if path.name in found:
            raise OnrecordError(
                f"two files of actors are called {path.name}", where=str(path), todo="Rename one."
            )
        try:
            found[path.name] = path.read_bytes()
        except OSError as error:
            raise OnrecordError(f"cannot be read ({error.strerror})", where=str(path)) from None
    return found


def _versions(kept: Kept) -> bytes:
    libraries = {}
    for name in _LIBRARIES:
        try:
            libraries[name] = version(name)
        except PackageNotFoundError:
            continue
    about = {
        "findings_made_by": {"onrecord": kept.onrecord},
        "bundled_by": {
            "onrecord": onrecord.__version__,
            "python": ".".join(map(str, sys.version_info[:3])),
            "implementation": platform.python_implementation(),
            "libraries": libraries,
        },
        "records": {
            label: {
                "sha256": record.info.sha256,
                "rows": record.info.rows,
                "accessed": record.info.accessed.isoformat() if record.info.accessed else None,
            }
            for label, record in kept.records.items()
        },
        "seed": kept.checked.seed,
    }
    return (json.dumps(about, indent=2, ensure_ascii=False) + "\n").encode()


def command(kept: Kept, actors: Iterable[str] = ()) -> str:
    """The command that makes the findings again from the bundle's own claims."""
    words = ["onrecord", "test", "claims.yaml"]
    for label in kept.records:
        words += ["--record", label]
    for name in actors:
        words += ["--actors", name]
    if kept.checked.seed is not None:
        words += ["--seed", str(kept.checked.seed)]
    return " ".join(map(shlex.quote, words))


def _readme(kept: Kept, parts: Mapping[str, bytes], excerpt: bool) -> str:
    actors = sorted(name for name in parts if name.startswith("actors/"))
    lines = [
        "The findings of onrecord on one report, with what is needed to make them again.",
        "",
        "In this folder, unpacked, with the same version of onrecord (versions.json):",
        "",
        f"    {command(kept, actors)}",
        "",
        "The records must be in onrecord's store under these names (onrecord records get, or",
        "onrecord records add FILE --name NAME --version VERSION). Each is the same as the one",
        "used if its SHA-256 is:",
        "",
        *(f"    {label}  {record.info.sha256}" for label, record in kept.records.items()),
        "",
    ]
    if kept.checked.command:
        lines += ["The findings were first made by:", "", f"    {kept.checked.command}", ""]
        if "--actors" in kept.checked.command and not actors:
            lines += [
                "That command names files of actors which are not in this bundle; without them",
                "names may be taken otherwise (onrecord bundle DIR --actors FILE puts them in).",
                "",
            ]
    if excerpt:
        lines += ["Of the report, only the passages that make a claim are here (excerpt.txt).", ""]
    withheld = [label for label, record in kept.records.items() if not record.info.redistributable]
    if withheld:
        lines += [
            f"The terms of {', '.join(withheld)} do not allow rows to be passed on.",
            "",
        ]
    lines += [f"{SUMS} holds the SHA-256 of every file: sha256sum -c {SUMS}, or", ""]
    lines += ["    onrecord bundle --verify FILE.zip", ""]
    return "\n".join(lines)


def _sums(parts: Mapping[str, bytes]) -> bytes:
    lines = [f"{hashlib.sha256(parts[name]).hexdigest()}  {name}\n" for name in sorted(parts)]
    return "".join(lines).encode()


def verify_bundle(path: Path) -> tuple[str, ...]:
    """The names of the files in a bundle, every one of which has the checksum written in it.

    Nothing is unpacked. Raises OnrecordError where the file is no bundle, where a file is missing,
    added or changed, and where it would unpack to more than 2 GB.
    """
    where = str(path)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise OnrecordError("it would unpack to more than 2 GB", where=where)
            names = [entry.filename for entry in entries]
            if len(set(names)) != len(names):
                raise OnrecordError("it holds two files of one name", where=where)
            if SUMS not in names:
                raise OnrecordError(f"not a bundle: it holds no {SUMS}", where=where)
            wanted = _read_sums(archive.read(SUMS), where)
            for entry in entries:
                if entry.filename != SUMS:
                    _refuse_other(archive, entry.filename, wanted, where)
    except OSError as error:
        raise OnrecordError(f"cannot be read ({error.strerror})", where=where) from None
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise OnrecordError(f"not a zip that can be read ({error})", where=where) from None
    missing = sorted(set(wanted) - set(names))
    if missing:
        raise OnrecordError(f"it lacks {missing[0]}, which {SUMS} names", where=where)
    return tuple(sorted(wanted))


def _read_sums(raw: bytes, where: str) -> dict[str, str]:
    wanted: dict[str, str] = {}
    for number, line in enumerate(io.StringIO(raw.decode("utf-8", "replace")), 1):
        digest, gap, name = line.rstrip("\n").partition("  ")
        if not gap or len(digest) != 64:
            raise OnrecordError(f"not a checksum: {line[:80]!r}", where=f"{where}, {SUMS}:{number}")
        wanted[name] = digest
    return wanted


def _refuse_other(
    archive: zipfile.ZipFile, name: str, wanted: Mapping[str, str], where: str
) -> None:
    if name not in wanted:
        raise OnrecordError(f"it holds {name}, which {SUMS} does not name", where=where)
    digest: Any = hashlib.sha256()
    with archive.open(name) as part:
        while piece := part.read(1 << 20):
            digest.update(piece)
    if digest.hexdigest() != wanted[name]:
        raise OnrecordError(
            f"{name} was changed after the bundle was made: its checksum differs",
            where=where,
            todo="Ask whoever made it for the original.",
        )
