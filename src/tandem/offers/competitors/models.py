from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.offers.competitors.words import LONGEST_NAME
from tandem.office.changes.models import Versioned


class Competitor(Versioned):
    """Somebody else who sells what we sell, by name. `key` is the name as it is told apart.

    One that turned out to be another by a second name is `joined_into` that one: losses keep the name that
    was said, and count for the one that stands.
    """

    name = models.CharField(_("Name"), max_length=LONGEST_NAME)
    key = models.CharField(max_length=LONGEST_NAME, unique=True)
    joined_into = models.ForeignKey(
        "self",
        verbose_name=_("The same as"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="also_called",
    )

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def known_as(self) -> str:
        """The name under which it is counted."""
        return self.joined_into.name if self.joined_into else self.name
