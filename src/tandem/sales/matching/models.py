from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.offers.catalogue.models import Offer
from tandem.offers.needs.models import NeedKind
from tandem.office.changes.models import Versioned
from tandem.sales.opportunities.models import Opportunity


class ReadyIn(Versioned):
    """How many days go by from yes until an offer is ready. Without a row nobody has said it."""

    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, related_name="+")
    days = models.PositiveSmallIntegerField(_("Days until it is ready"), null=True, blank=True)

    class Meta:
        verbose_name = _("Time until ready")
        verbose_name_plural = _("Times until ready")

    def __str__(self) -> str:
        return str(self.offer)


class PickedOffer(models.Model):
    """An offer that a seller picked for an opportunity: what the quote begins with."""

    # Begins an index of its own below.
    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.CASCADE, related_name="picked", db_index=False
    )
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+")
    quantity = models.DecimalField(_("How many"), max_digits=12, decimal_places=3, default=1)
    picked_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["picked_at", "id"]
        verbose_name = _("Picked offer")
        verbose_name_plural = _("Picked offers")
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "offer"], name="sales_picked_once"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="sales_picked_some"),
        ]

    def __str__(self) -> str:
        return str(self.offer)


class TakenBefore(models.Model):
    """How many took an offer, of the people who had a need of one kind and bought. Counted anew each night.

    There is a row only where the people are enough to tell a share of them. It names nobody.
    """

    # Begins an index of its own below.
    kind = models.ForeignKey(NeedKind, on_delete=models.CASCADE, related_name="+", db_index=False)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    took = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    # The ends of its range: they take longer to work out than to read.
    low = models.FloatField()
    high = models.FloatField()
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "offer"]
        constraints = [models.UniqueConstraint(fields=["kind", "offer"], name="sales_taken_once")]

    def __str__(self) -> str:
        return f"{self.took} of {self.people}"
