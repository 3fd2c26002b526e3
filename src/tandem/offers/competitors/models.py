from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.offers.competitors.words import LONGEST_NAME
from tandem.office.changes.models import Versioned


class Competitor(Versioned):
    """Somebody else who sells what we sell, by name. `key` is the name as it is told apart."""

    name = models.CharField(_("Name"), max_length=LONGEST_NAME)
    key = models.CharField(max_length=LONGEST_NAME, unique=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
