from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.office.changes.models import Versioned
from tandem.sales.directions.words import Map


class Directions(Versioned):
    """Where *Directions* leads (its only row has the key 1; without a row, nowhere)."""

    leads_to = models.CharField(
        _("Where Directions leads"), max_length=5, choices=Map.choices, default=Map.NONE
    )

    class Meta:
        verbose_name_plural = "directions"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="sales_one_directions")]

    def __str__(self) -> str:
        return str(Map(self.leads_to).label)
