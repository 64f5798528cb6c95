"""Credentials, from the environment or the system's keyring; never from or to a file of ours."""

from __future__ import annotations

import os

from pydantic import SecretStr

from onrecord.records.fetch.failures import CredentialsError

KEYRING = "onrecord"
"""The name of the service under which the keyring holds them."""

UCDP_TOKEN = "ONRECORD_UCDP_TOKEN"  # noqa: S105  the name of a variable
ACLED_USER = "ONRECORD_ACLED_USER"
ACLED_PASSWORD = "ONRECORD_ACLED_PASSWORD"  # noqa: S105


def credential(variable: str, what: str, how: str) -> SecretStr:
    """The credential of this name: the environment's, else the keyring's.

    `what` it is and `how` to come by one are for the error. Raises CredentialsError.
    """
    value = os.environ.get(variable, "").strip() or _from_keyring(variable)
    if value:
        return SecretStr(value)
    raise CredentialsError(
        f"{what} is needed, and there is none",
        todo=f"{how} Then set {variable}, or keep it in the system's keyring "
        f'(pip install "onrecord[keyring]"; keyring set {KEYRING} {variable}).',
    )


def _from_keyring(variable: str) -> str:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    try:
        return (keyring.get_password(KEYRING, variable) or "").strip()
    except (KeyringError, RuntimeError, OSError):
        # A keyring that is locked or absent is as good as none: the error above says what to do.
        return ""
