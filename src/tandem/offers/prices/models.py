from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tandem.money.amount import Amount
from tandem.offers.catalogue.models import Offer
from tandem.office.business.words import PRICES
from tandem.office.changes.models import Versioned


class PriceList(Versioned):
    """Prices for some customers, such as the trade. Where it has none, that of the usual list holds."""

    name = models.CharField(_("Name"), max_length=60)
    is_default = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True, blank=True)
    # The file that named it first.
    import_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["-is_default", "name", "id"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="offers_list_name"),
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="offers_one_usual_list"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Price(models.Model):
    """What one of an offer costs from a day on, until a later price begins. Earlier ones are kept.

    It keeps whether tax is in it, as that setting of the business may change.
    """

    # Begins an index of its own below.
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="prices", db_index=False)
    price_list = models.ForeignKey(PriceList, on_delete=models.PROTECT, related_name="prices")
    valid_from = models.DateField(_("From"))
    price_minor = models.BigIntegerField(_("Price"))
    currency = models.CharField(max_length=3)
    meant = models.CharField(max_length=5, choices=PRICES)
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    # The list that it came in by, as long as nobody set it anew.
    import_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["offer", "price_list", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "price_list", "valid_from"], name="offers_price_once_a_day"
            ),
            models.CheckConstraint(condition=models.Q(price_minor__gte=0), name="offers_price_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.price_minor} {self.currency}"

    @property
    def amount(self) -> Amount:
        return Amount(self.price_minor, self.currency)
