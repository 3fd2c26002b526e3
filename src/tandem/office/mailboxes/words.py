"""How a mailbox is reached, what can be wrong with it, and what became of a message."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

LARGEST_MESSAGE = 25 * 1024 * 1024
# A message that took longer has a wrong clock, or lay somewhere.
LONGEST_ON_THE_WAY = datetime.timedelta(days=30)
LOOK_EVERY = datetime.timedelta(minutes=3)
# After so many failures in a row somebody is told.
FAILURES_BEFORE_NOTICE = 3


class Security(models.TextChoices):
    TLS = "tls", _("Encrypted (TLS), the usual way")
    STARTTLS = "starttls", _("Encrypted after a greeting (STARTTLS)")
    PLAIN = "plain", _("Not encrypted: only for a server on this machine")


class Trouble(models.TextChoices):
    """Why a mailbox cannot be read, in a word; the sentence is in `TROUBLE_SENTENCES`."""

    HOST = "host", _("Server not found")
    REFUSED = "refused", _("Nobody answers")
    SILENT = "silent", _("No answer in time")
    CERTIFICATE = "certificate", _("Certificate not trusted")
    ENCRYPTION = "encryption", _("No encryption")
    PASSWORD = "password", _("User or password")
    FOLDER = "folder", _("Folder")
    KEY = "key", _("Password to be typed again")
    BROKE_OFF = "broke_off", _("Broke off")
    ODD = "odd", _("Not a mail server")


TROUBLE_SENTENCES = {
    Trouble.HOST: _("There is no server of this name. Look at the spelling, for example imap.example.org."),
    Trouble.REFUSED: _(
        "The server is there, but no mailbox answers at this port. 993 is usual, 143 with STARTTLS."
    ),
    Trouble.SILENT: _("The server did not answer in time. It may be busy, or the port is the wrong one."),
    Trouble.CERTIFICATE: _(
        "The server’s certificate is not for this name, or nobody vouches for it. "
        "Use the name that your mail provider gives, not another one for the same server."
    ),
    Trouble.ENCRYPTION: _(
        "The server does not speak this kind of encryption at this port. Try the other one."
    ),
    Trouble.PASSWORD: _(
        "The server does not take this user and password. Many providers want a password of its own for "
        "programs (an “app password”)."
    ),
    Trouble.FOLDER: _("There is no such folder in this mailbox. INBOX is the usual one."),
    Trouble.KEY: _(
        "The password was kept with another secret key than that of this Tandem, so it cannot be read. "
        "Type it once more."
    ),
    Trouble.BROKE_OFF: _(
        "The connection broke off. What was read until then is kept; the rest comes next time."
    ),
    Trouble.ODD: _("What answers there does not speak as a mailbox does. Look at the server and the port."),
}  # fmt: skip


class Outcome(models.TextChoices):
    WAITS = "waits", _("Waits for somebody to decide")
    TAKEN = "taken", _("Taken in")
    LEFT = "left", _("Left as it is")
    NOT_READ = "not_read", _("Could not be read")


class Reason(models.TextChoices):
    """Why a message is in the list instead of with a person."""

    NO_DOOR = "no_door", _("This mailbox is no door: you decide")
    OURS = "ours", _("Comes from one of us")
    NO_SENDER = "no_sender", _("Does not say who wrote it")
    BOUNCE = "bounce", _("Says that a mail did not arrive")
    AUTOMATIC = "automatic", _("Was sent by a program")
    LIST = "list", _("Newsletter or mailing list")
    SPAM = "spam", _("Marked as spam by your mail server")
    TWICE = "twice", _("The same message came to another mailbox")
    NOT_TAKEN = "not_taken", _("Could not be taken in by itself")
    TOO_LARGE = "too_large", _("Larger than 25 MB")
    TOO_TANGLED = "too_tangled", _("Has more parts inside each other than any mail program writes")
    LONG_HEAD = "long_head", _("Its head is longer than any mail program writes")
    BROKEN = "broken", _("Is damaged, or no message at all")


class SenderFrom(models.TextChoices):
    """Where it was read who wrote."""

    HEADER = "header", _("said by the message")
    REPLY_TO = "reply_to", _("sent for them by a program; read from where answers go")
    ATTACHED = "attached", _("forwarded; read from the attached message")
    TEXT = "text", _("forwarded; sender read from the text")
