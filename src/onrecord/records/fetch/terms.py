"""What a publisher asks of those who use its data, to be shown before the first download."""

from __future__ import annotations

from onrecord.records.store import home

TERMS = {
    "acled": "ACLED's terms of use do not allow its rows to be passed on. Findings on it therefore "
    "carry event ids and totals only, unless --with-rows is given. "
    "The terms: https://acleddata.com/terms-and-conditions",
}


def terms_to_show(name: str) -> str | None:
    """The terms of a source, if it has any that this user has not been shown yet."""
    return None if (home() / f".{name}-terms-shown").exists() else TERMS.get(name)


def terms_were_shown(name: str) -> None:
    """Remember it, so that they are shown once."""
    try:
        home().mkdir(parents=True, exist_ok=True)
        (home() / f".{name}-terms-shown").touch()
    except OSError:
        pass  # then they are shown once more
