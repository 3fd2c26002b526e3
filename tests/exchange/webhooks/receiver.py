"""Another program that listens: a real server on this machine, and what it holds a message to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks.webhooks import Webhook as Verifier


@dataclass
class Receiver:
    """Answers with the statuses in turn, the last of them for good, and keeps what came."""

    port: int = 0
    statuses: list[int] = field(default_factory=lambda: [200])
    got: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}/hook?shop=1"

    def next_status(self) -> int:
        return self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]

    def take(self, secret: str, headers: dict[str, str], body: str) -> Any:
        """As a careful receiver: signed, of now, and each message once. None for one that came before."""
        told = Verifier(secret).verify(body, headers)
        fresh = headers["webhook-id"] not in self.seen
        self.seen.add(headers["webhook-id"])
        return told if fresh else None


@contextmanager
def receiving(*statuses: int) -> Iterator[Receiver]:
    receiver = Receiver(statuses=list(statuses) or [200])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.got.append((self.path, headers, body))
            status = receiver.next_status()
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", f"http://localhost:{receiver.port}/elsewhere")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("localhost", 0), Handler)
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
