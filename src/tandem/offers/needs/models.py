from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.offers.catalogue.models import Offer
from tandem.offers.needs.words import LONGEST_NEED
from tandem.office.changes.models import Versioned


class NeedKind(Versioned):
    """Something people need, in a few words of the business: “survives dogs”. Several offers may meet it."""

    words = models.CharField(_("Need"), max_length=LONGEST_NEED)
    # The words as they are compared: no need is there twice.
    key = models.CharField(max_length=LONGEST_NEED, unique=True, editable=False)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    import_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.words


class OfferNeed(models.Model):
    """That an offer meets a need."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="needs_met", db_index=False)
    need = models.ForeignKey(NeedKind, on_delete=models.CASCADE, related_name="met_by")

    class Meta:
        ordering = ["offer", "need"]
        constraints = [models.UniqueConstraint(fields=["offer", "need"], name="offers_need_once")]

    def __str__(self) -> str:
        return f"{self.offer_id} meets {self.need_id}"
