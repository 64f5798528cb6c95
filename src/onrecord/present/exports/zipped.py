"""A zip whose bytes depend on nothing but what is in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_FIRST = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold."""


def fixed_zip(parts: Mapping[str, bytes], *, compress: bool = False) -> bytes:
    """The parts in the order of their names, all of one time and with one set of rights.

    Without `compress` the same parts give the same bytes on every machine; compressed, they do with
    the same version of zlib.
    """
    out = io.BytesIO()
    kind = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name, _FIRST)
            entry.compress_type = kind
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, parts[name])
    return out.getvalue()
