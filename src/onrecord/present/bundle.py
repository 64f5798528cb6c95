"""The charts' JavaScript: bundled once by vl-convert, kept in the user's data folder."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

_SNIPPET = "window.vegaEmbed = vegaEmbed;"
"""Vega-Embed brings Vega, Vega-Lite and the interpreter that lets charts run without `eval`."""


def _folder() -> Path:
    home = os.environ.get("ONRECORD_HOME")
    if home:
        return Path(home) / "present"
    import platformdirs

    return Path(platformdirs.user_data_dir("onrecord")) / "present"


def chart_bundle() -> str:
    """The bundle, from the cache or made anew (about a second, no network).

    The cache is keyed by vl-convert's version. A file that was damaged or changed is made again;
    where the folder cannot be written, the bundle is made every time.
    """
    import vl_convert

    path = _folder() / f"charts-{version('vl-convert-python')}.js"
    with suppress(OSError, UnicodeDecodeError):
        checksum, _, script = path.read_bytes().decode().partition("\n")
        if checksum == _checksum(script):
            return script
    script = vl_convert.javascript_bundle(_SNIPPET)
    with suppress(OSError):
        _keep(path, f"{_checksum(script)}\n{script}")
    return script


def _checksum(script: str) -> str:
    return f"// sha256 {hashlib.sha256(script.encode()).hexdigest()}"


def _keep(path: Path, text: str) -> None:
    """Write beside the place and rename, so that no other process reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".charts-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
