"""What the doctor looks at. Each check answers with one finding in words that say what to do."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.utils import timezone

from tandem.config.cli import database
from tandem.exchange.webhooks.queries import standing as webhook_standing
from tandem.marketing.links.models import Place, TrackedLink
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.backup.manifest import schema_of, unknown_migrations
from tandem.office.backup.queries import last_backup_at
from tandem.office.business.reach import is_loopback, unreachable_now
from tandem.office.clock.queries import failed_ticks
from tandem.office.jobs.queries import abandoned
from tandem.office.mail.queries import is_set_up, mail_standing
from tandem.office.mail.server import server_of
from tandem.office.mailboxes.queries import in_trouble
from tandem.office.outbox.queries import standing
from tandem.office.sqlite import files, journal

LITTLE_SPACE = 500 * 1024 * 1024
OLD_BACKUP = timedelta(days=7)
SLOW_MAIL = timedelta(minutes=15)
# File systems whose locks and flushes SQLite cannot rely on.
ELSEWHERE = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afpfs", "webdav"})
# SQLite's primary result codes READONLY and CANTOPEN: with WAL a reader, too, writes beside the file.
NOT_OURS_TO_READ = frozenset({8, 14})


@dataclass(frozen=True)
class Finding:
    name: str
    state: str
    words: str


def good(name: str, words: str) -> Finding:
    return Finding(name, "good", words)


def warning(name: str, words: str) -> Finding:
    return Finding(name, "warning", words)


def bad(name: str, words: str) -> Finding:
    return Finding(name, "bad", words)


def folder() -> Finding:
    data = Path(settings.DATA)
    if not data.is_dir() or not os.access(data, os.W_OK):
        return bad("folder", f"{data} cannot be written to.")
    if file_system(data) in ELSEWHERE:
        return bad(
            "folder", f"{data} is on a network file system. A database must be on a disk of this machine."
        )
    free = shutil.disk_usage(data).free
    if free < LITTLE_SPACE:
        return warning("folder", f"Only {free // 1024**2} MB are free for {data}.")
    return good("folder", f"{data}, {free // 1024**3} GB free.")


def file_system(path: Path) -> str:
    """The kind of file system that a folder is on, where the system tells (Linux)."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    found = [line.split(" ")[1:3] for line in mounts.read_text().splitlines()]
    above = [(place, kind) for place, kind in found if path.is_relative_to(place)]
    return max(above, key=lambda one: len(one[0]))[1] if above else ""


def engine() -> Finding:
    if connection.vendor != "sqlite":
        return postgres()
    file = files.active(Path(settings.DATA))
    if files.is_lost(file):
        return bad(
            "database", f"{file} was here and is gone. Bring back a backup: tandem restore FILE --replace"
        )
    if not file.exists():
        return warning("database", "There is no business yet. Begin with: tandem serve")
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as opened:
            found = opened.execute("PRAGMA quick_check(1)").fetchone()[0]
            dangling = opened.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in NOT_OURS_TO_READ:
            return bad("database", f"{file} cannot be read from here ({error}). Ask as who runs the server.")
        found, dangling = str(error), None
    if found != "ok" or dangling:
        return bad(
            "database", f"{file} is damaged ({found}). Bring back a backup: tandem restore FILE --replace"
        )
    return good("database", f"{file} is sound, {file.stat().st_size // 1024} kB.")


def postgres() -> Finding:
    with connection.cursor() as cursor:
        shown = {}
        for name in ("fsync", "synchronous_commit", "full_page_writes", "server_version"):
            cursor.execute(f"SHOW {name}")
            shown[name] = cursor.fetchone()[0]
    if shown["fsync"] == "off" or shown["full_page_writes"] == "off":
        return bad("database", "PostgreSQL runs with fsync or full_page_writes off: a power cut loses data.")
    if shown["synchronous_commit"] == "off":
        return warning(
            "database", "PostgreSQL runs with synchronous_commit off: the last changes can be lost."
        )
    return good("database", f"PostgreSQL {shown['server_version']}.")


def library() -> Finding:
    if connection.vendor != "sqlite":
        return good("sqlite", "not used")
    version, mode = sqlite3.sqlite_version, journal.right_mode(journal.library())
    file = files.active(Path(settings.DATA))
    if file.exists() and file.stat().st_size and journal.mode_of(file) == "wal" and mode != "wal":
        return bad(
            "sqlite",
            f"SQLite {version} can lose changes in the WAL mode that the file is in. Restart tandem serve.",
        )
    if mode == "wal":
        return good("sqlite", f"SQLite {version}, WAL.")
    return good("sqlite", f"SQLite {version}, rollback journal (3.51.3 or newer would be faster).")


def schema() -> Finding:
    if unknown_migrations(schema_of("default")):
        return bad("version", "The database belongs to a newer version of Tandem.")
    if database.pending():
        return warning("version", "The database is older than this version: tandem serve upgrades it.")
    return good("version", "Program and database belong together.")


def owners() -> Finding:
    if User.objects.filter(role=Role.OWNER, is_active=True).exists():
        return good("owner", "There is an owner.")
    return warning("owner", "Nobody is owner yet. tandem serve prints the link to begin with.")


def mail() -> Finding:
    if not is_set_up():
        waiting = mail_standing().waiting
        return warning("mail", f"EMAIL_URL is not set, so no mail leaves the house; {waiting} wait.")
    try:
        server = server_of(settings.EMAIL_URL)
    except ValueError as error:
        return bad("mail", f"{error}.")
    since = mail_standing().oldest_waiting_since
    if since is not None and timezone.now() - since > SLOW_MAIL:
        return warning("mail", f"Mail has been waiting for {server.host} since {since:%d %B %H:%M} (UTC).")
    return good("mail", f"Mail goes through {server.host}.")


def mailboxes() -> Finding:
    failing = [f"{mailbox} ({mailbox.get_trouble_display()})" for mailbox in in_trouble()]
    if failing:
        return warning("mailboxes", f"Mail is not read: {', '.join(failing)}. Settings, Mailboxes tells why.")
    return good("mailboxes", "Every mailbox that is to be read is read.")


def outbox() -> Finding:
    now = standing()
    if now.unknown:
        return warning("outbox", f"Of {now.unknown} nobody knows whether they arrived: see Settings, Outbox.")
    return good("outbox", f"{now.waiting} waiting, {now.bounced} could not be sent.")


def webhooks() -> Finding:
    """Other programs that are told what happens."""
    now = webhook_standing()
    failing = [f"{name} does not take what it is told" for name in now.failing]
    gone = [f"{name} was stopped, as the other side says that it is gone" for name in now.gone]
    if failing or gone:
        sentence = "; ".join((*failing, *gone))
        return warning("webhooks", f"{sentence}. Settings, Tell other programs, shows each try.")
    return good("webhooks", f"{now.told} other programs are told, and answer.")


def clock() -> Finding:
    failed = failed_ticks()
    if failed:
        return warning("clock", f"{failed[-1].job} failed: {failed[-1].error}")
    return good("clock", "Recurring work runs.")


def jobs() -> Finding:
    left = abandoned(timezone.now())
    if left:
        return warning("jobs", f"{len(left)} jobs wait to be taken up again: is the worker running?")
    return good("jobs", "No job is left behind.")


def backups() -> Finding:
    last = last_backup_at()
    if last is None:
        return warning("backup", "There is no backup yet. Make one: tandem backup FILE")
    if timezone.now() - last > OLD_BACKUP:
        return warning("backup", f"The last automatic backup is of {last:%d %B %Y}.")
    return good("backup", f"The last automatic backup is of {last:%d %B %Y}.")


def address() -> Finding:
    trouble = unreachable_now()
    if trouble and (settings.PUBLIC_URL or Place.objects.exists() or TrackedLink.objects.exists()):
        return warning("address", f"Codes and links lead nobody here. {trouble}")
    if settings.PUBLIC_URL and not settings.SECURE:
        return warning("address", "TANDEM_PUBLIC_URL begins with http: others can read along. Use https.")
    return good("address", settings.PUBLIC_URL or "only on this machine")


def phones() -> Finding:
    """Phones keep what they catch only where a browser trusts the address: https, and not this machine."""
    if not settings.PUBLIC_URL:
        return warning(
            "phones", "TANDEM_PUBLIC_URL is not set, so no phone can open event mode. See docs/install.md."
        )
    if is_loopback(urlsplit(settings.PUBLIC_URL).hostname or ""):
        return warning(
            "phones", f"{settings.PUBLIC_URL} is this machine itself: no phone can open event mode there."
        )
    if not settings.SECURE:
        return warning(
            "phones", f"{settings.PUBLIC_URL} has no https: event mode works on phones with a signal only."
        )
    return good("phones", f"Event mode works without a signal on {settings.PUBLIC_URL}.")


FIRST: tuple[Callable[[], Finding], ...] = (folder, library, engine)
THEN: tuple[Callable[[], Finding], ...] = (
    schema,
    owners,
    mail,
    mailboxes,
    outbox,
    webhooks,
    clock,
    jobs,
    backups,
    address,
    phones,
)


def findings() -> Iterator[Finding]:
    """All findings; what needs tables is looked at only where there are sound ones of this version."""
    sound = True
    for check in FIRST:
        found = check()
        sound = sound and found.state != "bad"
        yield found
    if not sound or not database.exists():
        return
    for check in THEN:
        found = check()
        yield found
        if check is schema and found.state != "good":
            return
