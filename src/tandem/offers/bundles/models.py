from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.offers.catalogue.models import Offer


class BundlePart(models.Model):
    """How many of an offer are in a bundle. An optional one is offered along with it and not counted in."""

    # Begins an index of its own below.
    bundle = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="parts", db_index=False)
    part = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="in_bundles")
    quantity = models.DecimalField(_("How many"), max_digits=12, decimal_places=3, default=1)
    optional = models.BooleanField(_("If they like"), default=False)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["bundle", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["bundle", "part"], name="offers_part_once"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="offers_part_some"),
            models.CheckConstraint(
                condition=~models.Q(bundle=models.F("part")), name="offers_part_of_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity.normalize():f} × {self.part_id}"
