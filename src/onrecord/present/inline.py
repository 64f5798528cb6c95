"""How scripts, styles and data get into one file safely: hashes, a policy, JSON without markup."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

_MARKUP = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without control characters and broken surrogates, each replaced by U+FFFD.

    A report may hold anything; these would break the page or the terminal and show nothing.
    """
    return _CONTROLS.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def json_block(value: Any) -> str:
    """JSON that can stand in a script element: no character in it can end the element.

    Raises ValueError for numbers that JSON does not have (NaN, infinity).
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character, escape in _MARKUP.items():
        text = text.replace(character, escape)
    return text.encode("utf-8", "replace").decode()


def script_text(script: str) -> str:
    """A script that cannot end its own element, with line ends as a browser reads them.

    The two sequences can only stand in strings, expressions or comments, where the escaped
    form means the same.
    """
    text = script.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"</(script)", r"<\\/\1", text, flags=re.IGNORECASE)
    return text.replace("<!--", "<\\!--")


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """A Content-Security-Policy: nothing runs but these scripts, and nothing is fetched."""
    return "; ".join(
        [
            "default-src 'none'",
            "img-src data:",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
