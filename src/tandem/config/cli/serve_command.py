"""`tandem serve`: the server with its worker."""

import argparse
import socket

from django.conf import settings
from django.utils import timezone

from tandem.config import server
from tandem.config.cli import database
from tandem.config.cli.plain import Plain
from tandem.config.first_run.actions import claim_link
from tandem.config.first_run.queries import is_claimed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=settings.HOST, help="where to listen (TANDEM_HOST)")
    parser.add_argument("--port", type=int, default=settings.PORT, help="where to listen (TANDEM_PORT)")


def run(options: argparse.Namespace) -> int:
    listening = listen(options.host, options.port)
    if not database.exists():
        database.make_empty()
    elif database.bring_up_to_date():
        print("The database was backed up and upgraded.")
    if not is_claimed():
        print(f"Begin here (this link works once): {claim_link(at=timezone.now())}")
    serve_on(listening)
    return 0


def listen(host: str, port: int) -> socket.socket:
    """Take the port before anything else is done. Raises Plain where it is taken."""
    settings.PORT = port
    try:
        return server.listen(host, port)
    except OSError as error:
        raise Plain(
            f"Tandem cannot listen on {host}:{port} ({error.strerror}). Choose another with --port.", 2
        ) from error


def serve_on(listening: socket.socket) -> None:
    database.settle_journal()
    host, port = listening.getsockname()[:2]
    shown = "localhost" if host in ("127.0.0.1", "::1", "0.0.0.0", "::") else host  # noqa: S104
    print(f"Tandem is on {settings.PUBLIC_URL or f'http://{shown}:{port}'}", flush=True)
    server.serve(listening)
