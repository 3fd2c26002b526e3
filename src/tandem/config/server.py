"""The server: one process with threads on SQLite, several on PostgreSQL; with the worker, and quick to stop.

Waitress reads requests and writes answers outside the threads that serve them, so somebody on a slow line
holds up nobody (the figures are in docs/structure.md).
"""

import gc
import importlib
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from functools import partial
from types import FrameType

from django.conf import settings
from django.db import connection, connections
from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import ErrorTask, ThreadedTaskDispatcher
from waitress.utilities import RequestEntityTooLarge

logger = logging.getLogger(__name__)
THREADS = 8
LARGEST_REQUEST = 110 * 1024 * 1024
# What is asked for when the server is told to stop is still answered, for this long.
LAST_ANSWERS_SECONDS = 1.0
# So many new objects that may hold others before what nobody needs is looked for. A page makes 20,000.
COLLECTED_AFTER = 10_000
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Dispatcher(ThreadedTaskDispatcher):  # type: ignore[misc]
    def shutdown(self, cancel_pending: bool = True, timeout: float = LAST_ANSWERS_SECONDS) -> bool:
        stopped: bool = super().shutdown(cancel_pending, timeout)
        return stopped


class TooLarge(RequestEntityTooLarge):  # type: ignore[misc]
    """What is refused before any page sees it is told in a sentence all the same."""

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        sentence = "This is larger than 100 MB. Split the file and give the parts one after the other.\n"
        return "413 Too large", [("Content-Type", "text/plain; charset=utf-8")], sentence.encode()


class Refusal(ErrorTask):  # type: ignore[misc]
    def execute(self) -> None:
        if isinstance(self.request.error, RequestEntityTooLarge):
            self.request.error = TooLarge("")
        super().execute()


class Channel(HTTPChannel):  # type: ignore[misc]
    error_task_class = Refusal


def listen(host: str, port: int) -> socket.socket:
    """Raises OSError where the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    if os.name != "nt":
        # After a restart the port is free at once; on Windows the option would let two servers share it.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    return listening


def serve(listening: socket.socket) -> None:
    """Serve until told to stop."""
    if connection.vendor == "sqlite" or not hasattr(os, "fork"):
        serve_in_this_process(listening, with_worker=True)
    else:
        serve_in_several(listening)


def serve_in_this_process(listening: socket.socket, *, with_worker: bool) -> None:
    application = importlib.import_module("tandem.config.wsgi").application
    worker = importlib.import_module("tandem.office.jobs.worker").Worker() if with_worker else None
    keep_what_was_loaded()
    stop_on_signal()
    dispatcher = Dispatcher()
    dispatcher.set_thread_count(THREADS)
    server = create_server(
        application,
        _dispatcher=dispatcher,
        sockets=[listening],
        ident=None,
        connection_limit=1000,
        asyncore_use_poll=True,
        channel_timeout=60,
        cleanup_interval=10,
        max_request_body_size=LARGEST_REQUEST,
        **proxy_settings(),
    )
    server.channel_class = Channel
    if worker is not None:
        worker.start()
    # Ends by the SystemExit of the signal, which waitress takes as the word to stop.
    server.run()
    if worker is not None:
        worker.stop(within_seconds=1.0)
    connections.close_all()


def keep_what_was_loaded() -> None:
    """What the start has made stays to the end. Python would look through all of it again and again for what
    nobody needs any more, 80 ms each time, in the middle of somebody's page; and through what pages make
    so often that it takes one part in twenty of their time.
    """
    gc.freeze()
    gc.set_threshold(COLLECTED_AFTER)


def proxy_settings() -> dict[str, object]:
    """With an https address there is a proxy in front, and the nearest is believed; otherwise nobody is."""
    if not settings.SECURE:
        return {"clear_untrusted_proxy_headers": True}
    return {
        "trusted_proxy": "127.0.0.1" if settings.HOST in LOOPBACK else "*",
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        "clear_untrusted_proxy_headers": True,
    }


def stop_on_signal() -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)


def work() -> None:
    """The worker alone, until told to stop."""
    worker = importlib.import_module("tandem.office.jobs.worker").Worker()
    stop_on_signal()
    worker.start()
    try:
        while True:
            time.sleep(3600)
    except SystemExit:
        worker.stop()
        connections.close_all()


def serve_in_several(listening: socket.socket) -> None:
    """PostgreSQL takes many writers: a process a core for pages, one for the worker; who dies is replaced."""
    connections.close_all()
    listening.set_inheritable(True)
    pages = partial(serve_in_this_process, listening, with_worker=False)
    parts: list[Callable[[], None]] = [pages] * max(2, os.cpu_count() or 1) + [work]
    running = {_begin(part): part for part in parts}
    stop_on_signal()
    try:
        while True:
            process, _status = os.wait()
            part = running.pop(process)
            logger.warning("A process of the server ended unasked and is replaced.")
            # Not at once: what dies at its start must not keep the machine busy.
            time.sleep(1)
            running[_begin(part)] = part
    except SystemExit:
        for process in running:
            os.kill(process, signal.SIGTERM)
        for _process in running:
            os.wait()


def _begin(part: Callable[[], None]) -> int:
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        part()
        code = 0
    except BaseException:
        logger.exception("A process of the server could not go on")
    finally:
        sys.stdout.flush()
        os._exit(code)
