from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.money.amount import Amount
from tandem.offers.catalogue.models import Offer


class Cost(models.Model):
    """What one of an offer costs the business itself from a day on, without tax. Not for marketing to see."""

    # Begins an index of its own below.
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="costs", db_index=False)
    valid_from = models.DateField(_("From"))
    cost_minor = models.BigIntegerField(_("What it costs us"))
    currency = models.CharField(max_length=3)
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["offer", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "valid_from"], name="offers_cost_once_a_day"),
            models.CheckConstraint(condition=models.Q(cost_minor__gte=0), name="offers_cost_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.cost_minor} {self.currency}"

    @property
    def amount(self) -> Amount:
        return Amount(self.cost_minor, self.currency)
