"""A real mail server for tests: Debian's Dovecot, run in a folder that is thrown away."""

import getpass
import grp
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from imaplib import IMAP4
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.needs import missing

USER, PASSWORD = "hello", "under the green chair"
CONFIG = """
base_dir = {place}/run
state_dir = {place}/state
protocols = imap
listen = 127.0.0.1
log_path = {place}/log
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
ssl = {ssl}
{certificate}
disable_plaintext_auth = no
mail_location = maildir:{place}/mail/%u
first_valid_uid = 0
first_valid_gid = 0
auth_mechanisms = plain login
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {place}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={place}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
auth_failure_delay = 0
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""


@dataclass
class Dovecot:
    """Its mailbox is INBOX of `USER`; `deliver` puts a message there as a mail server does."""

    place: Path
    port: int
    tls_port: int
    delivered: int = 0

    @property
    def inbox(self) -> Path:
        return self.place / "mail" / USER

    def deliver(self, raw: bytes) -> None:
        """In a moment of its own, as the server counts messages in the order of their files."""
        self.delivered += 1
        name = f"{1_750_000_000 + self.delivered}.M{self.delivered}P1.test"
        unfinished = self.inbox / "tmp" / name
        unfinished.write_bytes(raw)
        _belongs_to(unfinished, self.inbox)
        unfinished.rename(self.inbox / "new" / name)

    def emptied(self) -> None:
        for message in (*self.inbox.glob("new/*"), *self.inbox.glob("cur/*")):
            message.unlink()

    def count_anew(self) -> None:
        """The server forgets its numbers, as after a restore: another UIDVALIDITY."""
        for kept in (*self.inbox.glob("dovecot*"), *self.inbox.glob(".dovecot*")):
            kept.unlink()
        time.sleep(1.1)  # It takes the second of the day for it.

    def signed_in(self) -> IMAP4:
        client = IMAP4("127.0.0.1", self.port)
        client.login(USER, PASSWORD)
        return client

    def flags(self) -> list[bytes]:
        client = self.signed_in()
        client.select("INBOX", readonly=True)
        _answer, lines = client.fetch("1:*", "(FLAGS)")
        client.logout()
        return [line for line in lines if isinstance(line, bytes)]


def _belongs_to(path: Path, like: Path) -> None:
    if os.geteuid() == 0:
        owner = like.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _users() -> dict[str, object]:
    """As root, Dovecot wants other users for what it does; as anybody else, it can only be that one."""
    if os.geteuid() == 0:
        owner = pwd.getpwnam("nobody")
        return {
            "internal": "dovecot",
            "internal_group": "dovecot",
            "login": "dovenull",
            "uid": owner.pw_uid,
            "gid": owner.pw_gid,
        }
    me, group = getpass.getuser(), grp.getgrgid(os.getegid()).gr_name
    return {"internal": me, "internal_group": group, "login": me, "uid": os.geteuid(), "gid": os.getegid()}


def _certificate(place: Path) -> str:
    """Made here, so that nobody vouches for it."""
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", str(place / "key.pem"),
         "-out", str(place / "cert.pem")],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        return ""
    return f"ssl_cert = <{place}/cert.pem\nssl_key = <{place}/key.pem"


@contextmanager
def dovecot() -> Iterator[Dovecot]:
    program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        missing("dovecot", "there is no Dovecot on this machine")
    # A short path: its sockets may not have long ones.
    with TemporaryDirectory(prefix="dc-") as folder:
        place = Path(folder)
        place.chmod(0o755)
        server = Dovecot(place, _free_port(), _free_port())
        for name in ("tmp", "new", "cur"):
            (server.inbox / name).mkdir(parents=True)
        users = _users()
        if os.geteuid() == 0:
            for path in (place / "mail", server.inbox, *server.inbox.iterdir()):
                os.chown(path, int(str(users["uid"])), int(str(users["gid"])))
        (place / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}::::::\n")
        certificate = _certificate(place)
        config = CONFIG.format(
            place=place, port=server.port, tls_port=server.tls_port, ssl="yes" if certificate else "no",
            certificate=certificate, **users,
        )  # fmt: skip
        (place / "dovecot.conf").write_text(config)
        process = subprocess.Popen([str(program), "-F", "-c", str(place / "dovecot.conf")])
        try:
            _wait_for(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(10)


def _wait_for(server: Dovecot, process: "subprocess.Popen[bytes]") -> None:
    for _try in range(100):
        if process.poll() is not None:
            break
        try:
            server.signed_in().logout()
        except (OSError, IMAP4.error, ssl.SSLError):
            time.sleep(0.1)
        else:
            return
    log = server.place / "log"
    raise RuntimeError(f"Dovecot did not start: {log.read_text() if log.exists() else 'it said nothing'}")
