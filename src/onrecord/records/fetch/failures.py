"""What can go wrong with a download, each worded for the person who asked for it.

None of these is ever raised inside an `except` block for an error of the network library: that
error holds the request and its headers, and would hang on to ours as its cause.
"""

from __future__ import annotations

from onrecord.errors import RecordError


class FetchError(RecordError):
    """A download failed. What has arrived is kept; the store is as it was."""


class TransientError(FetchError):
    """It may work in a moment: the line was cut, or the server is busy.

    `retry_after`: seconds that the server asks to wait, if it says so.
    """

    def __init__(
        self,
        what: str,
        *,
        where: str | None = None,
        todo: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        self.retry_after = retry_after
        super().__init__(what, where=where, todo=todo)


class StatusError(FetchError):
    """The server refused: HTTP `status`, and what it `said` (cleaned, without credentials)."""

    def __init__(self, status: int, said: str, *, where: str, todo: str) -> None:
        self.status = status
        self.said = said
        told = f": {said}" if said else ""
        super().__init__(f"the server answered {status}{told}", where=where, todo=todo)


class CredentialsError(FetchError):
    """Credentials are missing, or the server does not accept them."""


class EntitlementError(FetchError):
    """The credentials are good, but the account may not read these data by the API."""


class ChecksumError(FetchError):
    """What arrived is not the file that the publisher lists."""


class CancelledError(FetchError):
    """The caller's `cancelled` said so. What has arrived is kept."""

    def __init__(self) -> None:
        super().__init__("the download was stopped", todo="Start it again and it goes on.")
