"""How long a server asks to wait: the header `Retry-After` (RFC 9110, 10.2.3)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

_SECONDS = re.compile(r"\d{1,9}", re.ASCII)


def asked_to_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, from a number or an HTTP date; None where the header is absent or broken.

    A date is taken relative to the server's own `Date`, so that a wrong clock here does not matter.
    """
    text = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    until = _date(text)
    if until is None:
        return None
    now = _date(headers.get("date", "")) or dt.datetime.now(dt.UTC)
    return max(0.0, (until - now).total_seconds())


def _date(text: str) -> dt.datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
