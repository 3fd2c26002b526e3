from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.capture.words import Clamped
from tandem.marketing.enquiries.models import Enquiry


class CapturePhone(models.Model):
    """A phone that hands in what one user catches at one campaign. Its key is a public token."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    device = models.CharField(_("Phone"), max_length=60)
    signed_in_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    signed_out_at = models.DateTimeField(null=True, blank=True)
    last_sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-signed_in_at", "-id"]
        verbose_name = _("Phone of event mode")
        verbose_name_plural = _("Phones of event mode")

    def __str__(self) -> str:
        return self.device


class Caught(models.Model):
    """One capture as a phone told it. Its id was made on the phone: the same id again is the same capture."""

    capture_id = models.UUIDField(unique=True)
    phone = models.ForeignKey(CapturePhone, on_delete=models.PROTECT, related_name="+")
    # Nothing where the enquiry was taken out again: the phone may still ask whether it arrived.
    enquiry = models.ForeignKey(Enquiry, null=True, on_delete=models.SET_NULL, related_name="+")
    said_at = models.CharField(_("What the phone’s clock said"), max_length=60)
    behind_seconds = models.BigIntegerField(_("Seconds the phone’s clock was behind"), default=0)
    received_at = models.DateTimeField()
    clamped = models.CharField(max_length=10, choices=Clamped.choices, blank=True)

    class Meta:
        verbose_name = _("Capture on a phone")
        verbose_name_plural = _("Captures on phones")

    def __str__(self) -> str:
        return str(self.capture_id)
