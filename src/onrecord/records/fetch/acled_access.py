"""Being let in by ACLED: OAuth with name and password, and what a refusal means.

The tokens live in memory only: an access token for 24 hours, one to refresh it for 14 days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr

from onrecord.records.fetch.addresses import server
from onrecord.records.fetch.answers import plain
from onrecord.records.fetch.credentials import ACLED_PASSWORD, ACLED_USER, credential
from onrecord.records.fetch.failures import (
    CredentialsError,
    EntitlementError,
    FetchError,
    StatusError,
)
from onrecord.records.fetch.session import Session

_CLIENT = SecretStr("acled")
_ACCOUNT = "An account is made at acleddata.com."
_ENTITLED = (
    "Log in at acleddata.com, accept the terms and complete the profile; which accounts may use "
    "the API, and for what, is said under “access levels” there."
)


@dataclass
class Access:
    """An account of ACLED, let in. Made by `let_in`."""

    session: Session
    base: str
    user: SecretStr
    password: SecretStr
    token: SecretStr | None = None
    refresh: SecretStr | None = None

    def get(self, path: str, params: Mapping[str, str]) -> dict[str, Any]:
        """The answer of the API at `path`. An expired token is refreshed, once for each request.

        Raises CredentialsError, or EntitlementError where the account is good but may not read.
        """
        if self.token is None:
            self._log_in()
        found = self._ask(path, params)
        if found is None:
            self._renew()
            found = self._ask(path, params)
        if found is None:
            raise EntitlementError(
                "ACLED lets the account in, but its API refuses the token it has just given",
                where=plain(f"{self.base}{path}"),
                todo=_ENTITLED,
            )
        return found

    def _ask(self, path: str, params: Mapping[str, str]) -> dict[str, Any] | None:
        """None: the token is not, or no longer, accepted."""
        assert self.token is not None  # noqa: S101  get has logged in
        bearer = SecretStr(f"Bearer {self.token.get_secret_value()}")
        url = f"{self.base}{path}"
        refusal: StatusError | None = None
        found: Any = None
        try:
            found = self.session.json(
                url, {"_format": "json"} | dict(params), {"Authorization": bearer}
            )
        except StatusError as error:
            status, refusal, said = error.status, error, error.said
        else:
            status, said = _inner_status(found), self._said(found)
        if status == 401:
            return None
        if status == 403:
            raise EntitlementError(
                "ACLED lets the account in, but does not let it read this by the API"
                + (f": {said}" if said else ""),
                where=plain(url),
                todo=_ENTITLED,
            )
        if refusal is not None:
            raise refusal
        if not isinstance(found, dict) or found.get("success") is False or status >= 400:
            raise FetchError(
                "ACLED did not answer the question" + (f": {said}" if said else ""),
                where=plain(url),
                todo="Check countries and days; try again later.",
            )
        return found

    def _said(self, found: Any) -> str:
        if not isinstance(found, dict):
            return ""
        said = found.get("message") or found.get("messages") or found.get("error") or ""
        return self.session.scrubbed(str(said)) if said else ""

    def _renew(self) -> None:
        if self.refresh is not None:
            form = {"grant_type": SecretStr("refresh_token"), "refresh_token": self.refresh}
            try:
                self._take(self._ask_token(form))
            except StatusError:
                pass  # too old: log in anew
            else:
                return
        self._log_in()

    def _log_in(self) -> None:
        form = {
            "grant_type": SecretStr("password"),
            "username": self.user,
            "password": self.password,
        }
        try:
            found = self._ask_token(form)
        except StatusError as error:
            refusal = error
        else:
            self._take(found)
            return
        if refusal.status in (400, 401):
            raise CredentialsError(
                f"ACLED does not know this name and password (HTTP {refusal.status})",
                where=refusal.where,
                todo=f"Check {ACLED_USER} (the e-mail address) and {ACLED_PASSWORD}. {_ACCOUNT}",
            )
        if refusal.status == 403:
            raise EntitlementError(
                "ACLED knows the account, but does not let it in",
                where=refusal.where,
                todo=_ENTITLED,
            )
        raise refusal

    def _ask_token(self, form: dict[str, SecretStr]) -> Any:
        return self.session.post(f"{self.base}/oauth/token", {**form, "client_id": _CLIENT})

    def _take(self, found: Any) -> None:
        tokens = found if isinstance(found, dict) else {}
        access, refresh = tokens.get("access_token"), tokens.get("refresh_token")
        if not isinstance(access, str) or not access:
            raise FetchError(
                "ACLED let us in, but gave no token",
                where=f"{self.base}/oauth/token",
                todo="Try again later.",
            )
        self.token = SecretStr(access)
        self.refresh = SecretStr(refresh) if isinstance(refresh, str) and refresh else None
        self.session.secrets += [s for s in (self.token, self.refresh) if s is not None]


def let_in(session: Session, base: str | None = None) -> Access:
    """Access with the credentials of the environment or the keyring. Raises CredentialsError."""
    user = credential(ACLED_USER, "the name of an account at ACLED", _ACCOUNT)
    password = credential(ACLED_PASSWORD, "the password of the account at ACLED", _ACCOUNT)
    session.secrets += [password, user]
    return Access(session, server("ONRECORD_ACLED_URL", base), user, password)


def _inner_status(found: Any) -> int:
    """The status that ACLED writes into an answer which HTTP calls good."""
    status = found.get("status", 200) if isinstance(found, dict) else 200
    try:
        return int(status)
    except (TypeError, ValueError):
        return 200
