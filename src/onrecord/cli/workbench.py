"""`onrecord workbench`: the local web application, on this machine alone."""

from __future__ import annotations

import secrets
import socket
import threading
from contextlib import suppress
from pathlib import Path

import click

from onrecord.errors import MissingExtraError, OnrecordError


@click.command()
@click.argument(
    "folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path)
)
@click.option(
    "--record",
    "records",
    multiple=True,
    metavar="NAME_OR_FILE",
    help="A file, or a record of the store, to test on. May be repeated.",
)
@click.option(
    "--claims", default="claims.yaml", show_default=True, help="The claims file in the folder."
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Default: a free one.")
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of what is drawn.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def workbench(
    folder: Path, records: tuple[str, ...], claims: str, port: int, seed: int, no_browser: bool
) -> None:
    """Open the folder DIR (here, if none is given) in the workbench.

    DIR holds a report's text and its claims, or nothing yet: the report is then opened in the
    browser. The workbench answers on 127.0.0.1 only, to whoever has the address that it prints.
    """
    try:
        import uvicorn
    except ImportError:
        raise MissingExtraError("web", "The workbench") from None
    from onrecord.cli.progress import working
    from onrecord.workbench.app import create_app
    from onrecord.workbench.project import Project
    from onrecord.workbench.session import Session

    listening = _listening(port)
    port = int(listening.getsockname()[1])
    token = secrets.token_urlsafe(32)
    with working("Opening the project"):
        session = Session(Project(folder, claims=claims), records=records, seed=seed)
        app = create_app(session, token=token, port=port)
    threading.Thread(target=_prepared, daemon=True).start()
    for name, why in session.missing.items():
        click.echo(f"onrecord: {name}: {why}", err=True)
    address = f"http://127.0.0.1:{port}/start?token={token}"
    click.echo(f"The workbench: {address}\nStop it with Ctrl+C.")
    if not no_browser:
        click.launch(address)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,  # addresses carry the token
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=2,
    )
    uvicorn.Server(config).run(sockets=[listening])


def _listening(port: int) -> socket.socket:
    """A socket on 127.0.0.1 and nowhere else."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen()  # who follows the address before the server is up waits, not fails
    except OSError as error:
        listening.close()
        raise OnrecordError(
            f"the port {port} cannot be used ({error.strerror})",
            todo="Leave --port away: a free one is then taken.",
        ) from None
    return listening


def _prepared() -> None:
    """GeoNames made ready beforehand: the first unknown name would else wait ten seconds for it."""
    from onrecord.places import geonames

    with suppress(OnrecordError):
        geonames.prepare()
