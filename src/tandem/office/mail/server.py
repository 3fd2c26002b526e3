"""The mail server of the settings, and the conversation with it up to the final dot."""

import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings

from tandem.office.mail.words import NotSetUp
from tandem.office.outbox.words import Bounced, Later, Outcome, Sent

TIMEOUT_SECONDS = 30
PORTS = {"": 25, "tls": 587, "ssl": 465}


@dataclass(frozen=True)
class MailServer:
    host: str
    port: int
    user: str = ""
    password: str = ""
    security: str = ""
    timeout: float = TIMEOUT_SECONDS


def server_of(url: str) -> MailServer:
    """Read EMAIL_URL: `smtp://host`, `smtp+tls://user:password@host:587` or `smtp+ssl://…`.

    Raises ValueError with a sentence for the person who set it.
    """
    parts = urlsplit(url)
    scheme, _plus, security = parts.scheme.partition("+")
    if parts.scheme == "smtps":
        scheme, security = "smtp", "ssl"
    if scheme != "smtp" or security not in PORTS or not parts.hostname:
        raise ValueError("EMAIL_URL must look like smtp+tls://user:password@mail.example.com:587")
    asked = parse_qs(parts.query)
    if asked.get("tls") == ["True"] or asked.get("ssl") == ["True"]:
        security = "ssl" if "ssl" in asked else "tls"
    return MailServer(
        host=parts.hostname,
        port=parts.port or PORTS[security],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        security=security,
    )


def is_set_up() -> bool:
    return bool(settings.EMAIL_URL)


def from_address() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1] or settings.DEFAULT_FROM_EMAIL


def the_server() -> MailServer:
    if not is_set_up():
        raise NotSetUp
    return server_of(settings.EMAIL_URL)


def hand_over(
    server: MailServer, *, sender: str, recipient: str, message: bytes, handing: Callable[[], None]
) -> Outcome:
    """Give one message to the server. `handing` is called after it agreed to take the text, before it has it.

    A break after that is raised on: nobody can know what became of the message.
    """
    try:
        smtp = _connect(server)
    except (OSError, smtplib.SMTPException) as error:
        return Later(f"The mail server {server.host} cannot be reached: {error}", rest=True)
    try:
        refused = _talk_up_to_the_text(smtp, sender, recipient)
        if refused is not None:
            return refused
        handing()
        code, words = _give_text(smtp, message)
        return Sent() if code == 250 else _refusal(code, words)
    finally:
        _say_goodbye(smtp)


def _connect(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security == "ssl":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=server.timeout, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.security == "tls":
            smtp.starttls(context=context)
            smtp.ehlo_or_helo_if_needed()
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _talk_up_to_the_text(smtp: smtplib.SMTP, sender: str, recipient: str) -> Outcome | None:
    """None when the server waits for the text, else why not. Up to here every break is harmless."""
    options = ["SMTPUTF8"] if not (sender + recipient).isascii() and smtp.has_extn("smtputf8") else []
    try:
        steps: list[Callable[[], tuple[int, bytes]]] = [
            lambda: smtp.mail(sender, options),
            lambda: smtp.rcpt(recipient),
            lambda: smtp.docmd("DATA"),
        ]
        for step, expected in zip(steps, ((250,), (250, 251), (354,)), strict=True):
            code, words = step()
            if code not in expected:
                return _refusal(code, words)
    except UnicodeEncodeError:
        return Bounced("The mail server does not take addresses with such letters.")
    except (OSError, smtplib.SMTPException) as error:
        return Later(f"The mail server broke off: {error}", rest=True)
    return None


def _give_text(smtp: smtplib.SMTP, message: bytes) -> tuple[int, bytes]:
    lines = message.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    # A line that begins with a dot gets a second one, or it would end the text (RFC 5321, 4.5.2).
    text = b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines)
    smtp.send(text + (b".\r\n" if text.endswith(b"\r\n") else b"\r\n.\r\n"))
    return smtp.getreply()


def _refusal(code: int, words: bytes) -> Outcome:
    said = f"{code} {words.decode(errors='replace')}"
    if code >= 500:
        return Bounced(said)
    # 421: the server closes for everybody, not for this one message.
    return Later(said, rest=code in (-1, 421))


def _say_goodbye(smtp: smtplib.SMTP) -> None:
    try:
        if isinstance(smtp.sock, socket.socket):
            smtp.sock.settimeout(1)
        smtp.quit()
    except (OSError, smtplib.SMTPException):
        smtp.close()
