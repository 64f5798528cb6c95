"""The files of a check: all of them written, or none half."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from onrecord.assess.finding import Checked
from onrecord.errors import OnrecordError
from onrecord.present.events_csv import events_csv
from onrecord.present.events_geojson import events_geojson, geojson_text
from onrecord.present.findings_json import findings_json, findings_text
from onrecord.present.page import page
from onrecord.present.words import Words, catalogue
from onrecord.records.schema import Record


def write_all(
    checked: Checked,
    records: Mapping[str, Record],
    out: Path,
    *,
    excerpt: bool = False,
    with_rows: bool = False,
    claims_yaml: str | None = None,
    language: str = "en",
) -> dict[str, Path]:
    """Write the page and its companions into the folder `out`, which is made if it is not there.

    Everything is first written beside its place and then renamed, so that no file is ever half
    written; what was in the folder before under these names is replaced.

    Args:
        excerpt: the page quotes only the passages that make a claim. report.txt is whole: it is
            what every `at` counts in, and stays with whoever ran the check.
        with_rows: write rows of records whose terms do not allow them to be passed on.
        claims_yaml: the contents of claims.yaml, which the claims room writes.

    Returns:
        The path of each file by its name.

    Raises:
        OnrecordError: `out` is a file, cannot be written, or the disk is full.
    """
    texts = {
        "report.html": page(
            checked, records, excerpt=excerpt, with_rows=with_rows, language=language
        ),
        "findings.json": findings_text(findings_json(checked, records, with_rows=with_rows)),
        "events.csv": events_csv(checked, records, with_rows=with_rows),
        "events.geojson": geojson_text(events_geojson(checked, records, with_rows=with_rows)),
    }
    if checked.text is not None:
        texts["report.txt"] = checked.text
    if claims_yaml is not None:
        texts["claims.yaml"] = claims_yaml
    return _write(out, texts, catalogue(language))


def write_page(
    checked: Checked,
    records: Mapping[str, Record],
    path: Path,
    *,
    excerpt: bool = False,
    with_rows: bool = False,
    language: str = "en",
) -> Path:
    """Write the page alone, to `path`. Raises OnrecordError as `write_all` does."""
    html = page(checked, records, excerpt=excerpt, with_rows=with_rows, language=language)
    return write_text(path, html, language=language)


def write_text(path: Path, text: str, *, language: str = "en") -> Path:
    """Write one text as UTF-8 with its own line ends, by renaming: never half of it.

    Raises OnrecordError where that cannot be done.
    """
    path = Path(path)
    return _write(path.parent, {path.name: text}, catalogue(language))[path.name]


def write_files(
    out: Path, contents: Mapping[str, str | bytes], *, language: str = "en"
) -> dict[str, Path]:
    """Write several files into the folder `out`, all or none: texts as UTF-8, bytes as they are.

    Raises OnrecordError where that cannot be done.
    """
    return _write(Path(out), contents, catalogue(language))


def write_tree(
    out: Path, contents: Mapping[str, str | bytes], *, language: str = "en"
) -> tuple[Path, ...]:
    """Write files into `out` and the folders below it, named as “charts/a.svg”; in their order.

    All files of one folder are written or none. Raises OnrecordError where that cannot be done.
    """
    by_folder: dict[Path, dict[str, str | bytes]] = {}
    for name, content in contents.items():
        path = Path(out) / name
        by_folder.setdefault(path.parent, {})[path.name] = content
    for folder, parts in by_folder.items():
        write_files(folder, parts, language=language)
    return tuple(Path(out) / name for name in contents)


def _write(out: Path, texts: Mapping[str, str | bytes], words: Words) -> dict[str, Path]:
    with _plainly(out, words):
        if out.exists() and not out.is_dir():
            raise OnrecordError(
                words("files.is_file"), where=str(out), todo=words("files.is_file_todo")
            )
        out.mkdir(parents=True, exist_ok=True)
        waiting: dict[str, Path] = {}
        try:
            for name, text in texts.items():
                waiting[name] = _temporary(out, name, text)
            for name, temporary in waiting.items():
                temporary.replace(out / name)
        finally:
            for temporary in waiting.values():
                temporary.unlink(missing_ok=True)
    return {name: out / name for name in texts}


def _temporary(out: Path, name: str, text: str | bytes) -> Path:
    """The contents in a new file beside its place, on the disk, with any new file's rights."""
    path = out / f".{name}.{secrets.token_hex(6)}"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode("utf-8", "replace"))
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


@contextmanager
def _plainly(out: Path, words: Words) -> Iterator[None]:
    """What the system says of a failed write, in words of our own."""
    try:
        yield
    except OSError as error:
        where = str(error.filename or out)
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise OnrecordError(
                words("files.no_permission"), where=where, todo=words("files.no_permission_todo")
            ) from error
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise OnrecordError(
                words("files.full"), where=str(out), todo=words("files.full_todo")
            ) from error
        if error.errno in (errno.ENOTDIR, errno.EEXIST):
            raise OnrecordError(
                words("files.is_file"), where=where, todo=words("files.is_file_todo")
            ) from error
        reason = error.strerror or str(error)
        raise OnrecordError(words("files.failed", reason=reason), where=where) from error
