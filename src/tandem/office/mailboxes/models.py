import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.office.changes.models import Versioned
from tandem.office.files.models import StoredFile
from tandem.office.mailboxes.words import (
    LONGEST_ON_THE_WAY,
    TROUBLE_SENTENCES,
    Outcome,
    Reason,
    Security,
    SenderFrom,
    Trouble,
)


class Mailbox(Versioned):
    """One folder of one mailbox that is read every few minutes.

    `version` is of what people set; how far it was read is written by the worker, past the version.
    """

    address = models.EmailField(
        _("Address"), unique=True, help_text=_("The e-mail address that people write to.")
    )
    whose = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Whose"),
    )
    host = models.CharField(_("Server for incoming mail (IMAP)"), max_length=200)
    port = models.PositiveIntegerField(_("Port"), default=993)
    security = models.CharField(
        _("Encryption"), max_length=10, choices=Security.choices, default=Security.TLS
    )
    user = models.CharField(_("User name"), max_length=200)
    password_sealed = models.TextField(_("Password"), blank=True)
    folder = models.CharField(_("Folder"), max_length=200, default="INBOX")
    since = models.DateField(_("Read from this day on"))
    opens_door = models.BooleanField(_("A new message becomes an enquiry"), default=True)
    marks_read = models.BooleanField(_("Mark messages as read in the mailbox"), default=False)
    forwarders = models.TextField(_("Addresses that forward to it"), blank=True)
    is_active = models.BooleanField(_("Is read"), default=True)

    # How far it was read.
    uidvalidity = models.BigIntegerField(null=True)
    last_uid = models.BigIntegerField(default=0)
    # The message in hand: where the program dies with it in hand twice, it is listed and passed over.
    trying_uid = models.BigIntegerField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    # Whose turn it is: see office/mailboxes/jobs.py.
    wanted_at = models.DateTimeField(null=True)
    next_look_at = models.DateTimeField(null=True)
    owner = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempt = models.PositiveIntegerField(default=0)
    # What the status page tells.
    last_look_at = models.DateTimeField(null=True)
    last_good_at = models.DateTimeField(null=True)
    last_message_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=12, choices=Trouble.choices, blank=True)
    trouble_since = models.DateTimeField(null=True)

    class Meta:
        ordering = ["address"]
        verbose_name = _("Mailbox")
        verbose_name_plural = _("Mailboxes")

    def __str__(self) -> str:
        return self.address

    @property
    def trouble_sentence(self) -> str:
        return str(TROUBLE_SENTENCES[Trouble(self.trouble)]) if self.trouble else ""


class ReceivedMessage(models.Model):
    """One message as it was read, once. `taken_kind` and `taken_id` name the row that it became.

    `key` tells a message that was read before, whatever the server calls it now. `person_id` is the number
    of a person: the office knows no persons.
    """

    holds_personal_data = True

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="messages", db_index=False)
    uidvalidity = models.BigIntegerField()
    uid = models.BigIntegerField()
    key = models.CharField(max_length=64, db_index=True)
    message_id = models.CharField(max_length=250, blank=True, db_index=True)
    in_reply_to = models.CharField(max_length=250, blank=True)
    references = models.JSONField(default=list)
    sender = models.CharField(_("From"), max_length=254, blank=True)
    sender_folded = models.CharField(max_length=254, blank=True, db_index=True)
    sender_name = models.CharField(_("Name"), max_length=200, blank=True)
    sender_from = models.CharField(max_length=10, choices=SenderFrom.choices, default=SenderFrom.HEADER)
    forwarded_by = models.CharField(max_length=254, blank=True)
    to = models.CharField(_("To"), max_length=500, blank=True)
    subject = models.CharField(_("Subject"), max_length=500, blank=True)
    received_at = models.DateTimeField(_("Received"))
    sent_at = models.DateTimeField(_("Sent"), null=True)
    read_at = models.DateTimeField()
    size = models.PositiveBigIntegerField(default=0)
    text = models.TextField(_("Text"), blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.WAITS)
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    # What else is to be told: the sentence of who refused it, what of it could not be read.
    detail = models.CharField(max_length=300, blank=True)
    taken_kind = models.CharField(max_length=60, blank=True)
    taken_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True, db_index=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name = _("Received message")
        verbose_name_plural = _("Received messages")
        constraints = [models.UniqueConstraint(fields=["mailbox", "key"], name="office_message_once")]
        indexes = [
            models.Index(fields=["outcome", "-received_at", "-id"], name="office_message_outcome"),
            models.Index(fields=["taken_kind", "taken_id"], name="office_message_taken"),
        ]

    def __str__(self) -> str:
        """Told in the journal, which everybody reads: so neither the sender nor the subject."""
        return gettext("Message %(number)s") % {"number": self.pk}

    @property
    def happened_at(self) -> datetime.datetime:
        """When it was written, as far as that can be believed: a clock may be wrong by years."""
        if self.sent_at is None or self.sent_at > self.received_at:
            return self.received_at
        on_the_way = self.received_at - self.sent_at
        is_forwarded = self.sender_from == SenderFrom.ATTACHED
        return self.sent_at if is_forwarded or on_the_way <= LONGEST_ON_THE_WAY else self.received_at

    @property
    def written_by(self) -> str:
        return self.sender_name or self.sender


class Attachment(models.Model):
    """A file that came with a message: kept inert, or named with the reason why it is not kept."""

    holds_personal_data = True

    message = models.ForeignKey(ReceivedMessage, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField(default=0)
    stored = models.ForeignKey(StoredFile, null=True, on_delete=models.SET_NULL, related_name="+")
    not_kept = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("Attachment")
        verbose_name_plural = _("Attachments")

    def __str__(self) -> str:
        return self.name
