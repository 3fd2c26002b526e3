from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tandem.offers.catalogue.words import KIND_ICONS, LONGEST_CODE, LONGEST_NAME, LONGEST_UNIT, OfferKind
from tandem.offers.tax.models import TaxCode
from tandem.office.changes.models import Versioned


class Offer(Versioned):
    """Something the business sells: a product, a service, or a bundle of them.

    It is retired rather than deleted, as quotes and orders name it. No `tax` means that none is put on.
    """

    kind = models.CharField(_("Kind"), max_length=10, choices=OfferKind.choices, default=OfferKind.SERVICE)
    name = models.CharField(_("Name"), max_length=LONGEST_NAME)
    # The name as it is compared: no two offers are called the same.
    key = models.CharField(max_length=LONGEST_NAME, unique=True, editable=False)
    words = models.TextField(_("In words, for the customer"), blank=True)
    unit = models.CharField(_("Counted in"), max_length=LONGEST_UNIT, blank=True)
    code = models.CharField(_("Number"), max_length=LONGEST_CODE, blank=True)
    tax = models.ForeignKey(TaxCode, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # Of a bundle: its price is what its parts cost together, and not one of its own.
    adds_up = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    import_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~models.Q(code=""), name="offers_offer_code"),
            models.CheckConstraint(
                condition=models.Q(adds_up=False) | models.Q(kind=OfferKind.BUNDLE),
                name="offers_only_bundles_add_up",
            ),
        ]
        indexes = [models.Index(fields=["retired_at", "key"], name="offers_offer_listed")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("offers:offer", args=[self.pk])

    @property
    def is_bundle(self) -> bool:
        return self.kind == OfferKind.BUNDLE

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None

    @property
    def icon(self) -> str:
        return KIND_ICONS[self.kind]
