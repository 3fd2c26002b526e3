from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.marketing.arrivals.words import LONGEST_REASON, Outcome
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import DOOR_ICONS, Door
from tandem.office.changes.models import Versioned
from tandem.office.files.models import StoredFile


class Arrival(Versioned):
    """Something that came in at a door, as it was sent. Most are heard at once; what looks wrong is kept
    aside, so that nothing is lost and nobody is bothered.
    """

    door = models.CharField(_("How it came"), max_length=10, choices=Door.choices)
    # Who calls it by which key: a form, a mailbox, another program.
    external_system = models.CharField(max_length=40, blank=True)
    external_key = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField(_("When it came"))
    # By the clock of whoever sent it.
    heard_at = models.DateTimeField(_("When they asked"))
    received = models.JSONField(_("What was sent"), default=dict, blank=True)
    outcome = models.CharField(_("What became of it"), max_length=7, choices=Outcome.choices)
    enquiry = models.ForeignKey(Enquiry, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(_("Why it was kept aside"), max_length=LONGEST_REASON, blank=True)
    # What is heard when it is let in; empty for what was never kept aside.
    waiting = models.JSONField(default=dict, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    dropped_reason = models.CharField(_("Why it was dropped"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("Arrival")
        verbose_name_plural = _("Arrivals")
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["outcome", "-received_at", "-id"], name="marketing_arrival_outcome"),
            models.Index(
                fields=["external_system", "external_key"],
                condition=~models.Q(external_key=""),
                name="marketing_arrival_key",
            ),
        ]

    @property
    def icon(self) -> str:
        return DOOR_ICONS.get(self.door, "")

    def __str__(self) -> str:
        """Who sent it, as far as it says so."""
        contact = self.waiting.get("contact", {})
        named = [contact.get("name"), *contact.get("emails", []), *contact.get("phones", [])]
        return next(filter(None, named), "") or gettext("Somebody")


class ArrivalFile(models.Model):
    """A file that came with an arrival. It is only ever given out to be saved."""

    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="files")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("File that came with an enquiry")
        verbose_name_plural = _("Files that came with enquiries")

    def __str__(self) -> str:
        return self.file.name
