"""The conversation with a mail server from which mail is read. Nothing is changed there, unless asked for.

Every break becomes `CannotLook` with a word of `mailboxes.words.Trouble`; what the server itself said is not
shown: it may hold anything.
"""

import datetime
import imaplib
import re
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import (
    ImapToolsError,
    MailboxFolderSelectError,
    MailboxLoginError,
    MailboxStarttlsError,
)

from tandem.office.mail.letter import LONGEST_HEAD

TIMEOUT_SECONDS = 30.0
HEADS_AT_ONCE = 20
ABOUT = re.compile(rb"UID (?P<uid>\d+)|RFC822\.SIZE (?P<size>\d+)|INTERNALDATE \"(?P<at>[^\"]+)\"")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class CannotLook(Exception):
    def __init__(self, trouble: str) -> None:
        super().__init__(trouble)
        self.trouble = trouble


@dataclass(frozen=True)
class Place:
    """Where a mailbox is, and what opens it."""

    host: str
    port: int
    security: str
    user: str
    password: str
    folder: str = "INBOX"
    timeout: float = TIMEOUT_SECONDS

    def __repr__(self) -> str:
        """Without the password: this may end up in a log."""
        return f"Place({self.user!r} at {self.host}:{self.port}, {self.folder!r})"


@dataclass(frozen=True)
class Head:
    """What a message is called by the server, how large it is, when it came, and its head."""

    uid: int
    size: int
    received_at: datetime.datetime | None
    head: bytes


class Folder:
    """An open folder."""

    def __init__(self, box: BaseMailBox) -> None:
        self._client: Any = box.client
        self.uidvalidity = self._told("UIDVALIDITY")
        self.number = self._told("EXISTS")

    def _told(self, name: str) -> int:
        _name, values = self._client.response(name)
        found = values[-1] if values and values[-1] is not None else b"0"
        return int(found) if found.isdigit() else 0

    def uids_after(self, uid: int, since: datetime.date) -> list[int]:
        """In rising order."""
        day = f"{since.day}-{MONTHS[since.month - 1]}-{since.year}"
        found = self._ask("SEARCH", f"UID {uid + 1}:* SINCE {day}")
        numbers = {int(word) for line in found if line for word in line.split() if word.isdigit()}
        # The last message answers to n:* even where its number is below n.
        return sorted(number for number in numbers if number > uid)

    def heads(self, uids: Sequence[int]) -> Iterator[Head]:
        """A few at a time; whatever is gone meanwhile is left out."""
        for start in range(0, len(uids), HEADS_AT_ONCE):
            asked = ",".join(map(str, uids[start : start + HEADS_AT_ONCE]))
            wanted = f"(UID RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER]<0.{LONGEST_HEAD}>)"
            for about, content in _pairs(self._ask("FETCH", asked, wanted)):
                told = {
                    name: value
                    for one in ABOUT.finditer(about)
                    for name, value in one.groupdict().items()
                    if value
                }
                if "uid" in told:
                    uid, size = int(told["uid"]), int(told.get("size", b"0"))
                    yield Head(uid, size, _moment(told.get("at", b"")), content)

    def whole(self, uid: int) -> bytes | None:
        """None where it is gone."""
        return next(
            (content for _about, content in _pairs(self._ask("FETCH", str(uid), "(BODY.PEEK[])"))), None
        )

    def mark_read(self, uid: int) -> None:
        self._ask("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")

    def _ask(self, *words: str) -> list[Any]:
        answer, lines = self._client.uid(*words)
        if answer != "OK":
            raise CannotLook("odd")
        return lines or []


def _pairs(lines: list[Any]) -> Iterator[tuple[bytes, bytes]]:
    """What is said about each message, and its text. Some servers say the number only after the text."""
    for place, line in enumerate(lines):
        if isinstance(line, tuple):
            after = lines[place + 1] if place + 1 < len(lines) else b""
            yield line[0] + b" " + (after if isinstance(after, bytes) else b""), line[1]


def _moment(written: bytes) -> datetime.datetime | None:
    try:
        return datetime.datetime.strptime(written.decode("ascii").strip(), "%d-%b-%Y %H:%M:%S %z").astimezone(
            datetime.UTC
        )
    except (ValueError, OverflowError):
        return None


@contextmanager
def opened(place: Place, *, writes: bool = False) -> Iterator[Folder]:
    """The folder, for reading only unless it `writes`. Raises CannotLook, also out of its block."""
    try:
        box = _connected(place)
        try:
            _sign_in(box, place)
            box.folder.set(place.folder, readonly=not writes)
            yield Folder(box)
        finally:
            with suppress(Exception):
                box.client.sock.settimeout(2)
                box.logout()
    except CannotLook:
        raise
    except MailboxFolderSelectError as error:
        raise CannotLook("folder") from error
    except TimeoutError as error:
        raise CannotLook("silent") from error
    except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
        raise CannotLook("broke_off") from error


def _connected(place: Place) -> BaseMailBox:
    context = ssl.create_default_context()
    try:
        if place.security == "tls":
            return MailBox(place.host, place.port, timeout=place.timeout, ssl_context=context)
        if place.security == "starttls":
            return MailBoxStartTls(place.host, place.port, timeout=place.timeout, ssl_context=context)
        return MailBoxUnencrypted(place.host, place.port, timeout=place.timeout)
    except (socket.gaierror, UnicodeError) as error:
        raise CannotLook("host") from error
    except TimeoutError as error:
        raise CannotLook("silent") from error
    except ssl.SSLCertVerificationError as error:
        raise CannotLook("certificate") from error
    except (ssl.SSLError, MailboxStarttlsError, ValueError) as error:
        raise CannotLook("encryption") from error
    except imaplib.IMAP4.error as error:
        # imaplib says so itself where a server does not offer STARTTLS.
        raise CannotLook("encryption" if place.security == "starttls" else "odd") from error
    except OSError as error:
        raise CannotLook("refused") from error


def _sign_in(box: BaseMailBox, place: Place) -> None:
    try:
        if (place.user + place.password).isascii():
            box.login(place.user, place.password, initial_folder=None)
        else:
            box.login_utf8(place.user, place.password, initial_folder=None)
    except (imaplib.IMAP4.abort, OSError):
        raise
    except (MailboxLoginError, imaplib.IMAP4.error) as error:
        raise CannotLook("password") from error
