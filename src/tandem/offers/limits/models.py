from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.office.accounts.words import Role
from tandem.office.changes.models import Versioned


class DiscountLimit(Versioned):
    """The highest discount that somebody of a role may give without asking the owner."""

    role = models.CharField(_("Role"), max_length=10, choices=Role.choices, unique=True)
    percent = models.DecimalField(_("Highest discount"), max_digits=5, decimal_places=2, default=Decimal(100))

    class Meta:
        ordering = ["role"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(percent__gte=0) & models.Q(percent__lte=100), name="offers_limit_percent"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_role_display())
