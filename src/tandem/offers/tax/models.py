from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tandem.office.changes.models import Versioned


class TaxCode(Versioned):
    """A kind of tax that offers are sold under, such as the standard rate. What it is, is dated (TaxRate)."""

    key = models.SlugField(max_length=20, unique=True)
    name = models.CharField(_("Name"), max_length=60)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(Lower("name"), name="offers_tax_name")]

    def __str__(self) -> str:
        return self.name


class TaxRate(models.Model):
    """What a tax code is from a day on, until a later one begins; with where that is written."""

    # Begins an index of its own below.
    code = models.ForeignKey(TaxCode, on_delete=models.CASCADE, related_name="rates", db_index=False)
    valid_from = models.DateField(_("From"))
    percent = models.DecimalField(_("Rate"), max_digits=6, decimal_places=3)
    source = models.CharField(_("Where it is written"), max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="offers_rate_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(percent__gte=0) & models.Q(percent__lte=100), name="offers_rate_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent.normalize():f}%"

    @property
    def share(self) -> Decimal:
        """As `money.tax` takes it: Decimal("0.2") is 20%."""
        return self.percent / 100
