from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferKind(models.TextChoices):
    PRODUCT = "product", _("Product")
    SERVICE = "service", _("Service")
    BUNDLE = "bundle", _("Bundle")


KIND_ICONS: dict[str, str] = {
    OfferKind.PRODUCT: "store",
    OfferKind.SERVICE: "hand-heart",
    OfferKind.BUNDLE: "layers",
}
LONGEST_NAME, LONGEST_UNIT, LONGEST_CODE = 120, 40, 60


def name_key(name: str) -> str:
    """What two names have in common that are the same to a person."""
    return " ".join(name.split()).casefold()[:LONGEST_NAME]
