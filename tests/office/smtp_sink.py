"""A mail server for tests, that can refuse, keep silent or hang up at every point of the conversation."""

import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

# What the sink does with a message, decided from its recipient and how many tries it has seen for it:
# "ok", "refuse" (550), "grey" (450 at the recipient), "text-refused" (554 after the text), "text-later" (451
# after the text), "drop-before" (hangs up instead of 354), "drop-after" (takes the text, hangs up without
# a word), "hang" (takes the text and says nothing), "closing" (421).
Behaviour = Callable[[str, int], str]


@dataclass
class Received:
    recipient: str
    sender: str
    raw: bytes
    acknowledged: bool

    @property
    def message(self) -> Message:
        return message_from_bytes(self.raw)


@dataclass
class Sink:
    port: int = 0
    behave: Behaviour = lambda recipient, tries: "ok"
    received: list[Received] = field(default_factory=list)
    tries: dict[str, int] = field(default_factory=dict)
    connections: int = 0
    delay: float = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def copies(self) -> dict[str, int]:
        """How many copies each recipient has got, acknowledged or not."""
        counted: dict[str, int] = {}
        for one in self.received:
            counted[one.recipient] = counted.get(one.recipient, 0) + 1
        return counted


class Conversation(socketserver.StreamRequestHandler):
    sink: Sink

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        self.sink.connections += 1
        sender, recipient, doing = "", "", "ok"
        self.say("220 sink")
        while line := self.rfile.readline():
            verb = line.decode("utf-8", "replace").strip()
            if verb.upper().startswith(("EHLO", "HELO")):
                self.say("250-sink")
                self.say("250 SMTPUTF8")
            elif verb.upper().startswith("MAIL"):
                sender = verb.partition("<")[2].partition(">")[0]
                self.say("250 ok")
            elif verb.upper().startswith("RCPT"):
                recipient = verb.partition("<")[2].partition(">")[0]
                tries = self.sink.tries[recipient] = self.sink.tries.get(recipient, 0) + 1
                doing = self.sink.behave(recipient, tries)
                self.say(
                    {"refuse": "550 no such person", "grey": "450 come back", "closing": "421 closing"}.get(
                        doing, "250 ok"
                    )
                )
            elif verb.upper().startswith("DATA"):
                if not self.take_text(sender, recipient, doing):
                    return
            elif verb.upper().startswith("QUIT"):
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def take_text(self, sender: str, recipient: str, doing: str) -> bool:
        """Whether the conversation goes on."""
        if doing == "drop-before":
            return False
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line[1:] if line.startswith(b".") else line)
        time.sleep(self.sink.delay)
        if doing in ("text-refused", "text-later"):
            self.say("554 spam" if doing == "text-refused" else "451 busy")
            return True
        self.sink.received.append(Received(recipient, sender, b"".join(lines), doing == "ok"))
        if doing == "hang":
            self.rfile.readline()
            return False
        if doing == "drop-after":
            return False
        self.say("250 taken")
        return True


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is what these tests are about."""


@contextmanager
def smtp_sink(behave: Behaviour = lambda recipient, tries: "ok") -> Iterator[Sink]:
    sink = Sink(behave=behave)
    handler = type("Handler", (Conversation,), {"sink": sink})
    with Server(("127.0.0.1", 0), handler) as server:
        sink.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield sink
        finally:
            server.shutdown()
            thread.join()
