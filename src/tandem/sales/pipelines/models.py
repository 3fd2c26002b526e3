from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.office.changes.models import Versioned


class Pipeline(Versioned):
    """A way that a sale goes, with stages of its own. One is the usual one, which what comes in enters.

    A retired one takes in nothing new; what went through it stays on record.
    """

    name = models.CharField(_("Name"), max_length=60)
    position = models.PositiveIntegerField(_("Order"))
    is_default = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=models.Q(is_default=True),
                name="sales_pipeline_one_default",
            ),
            models.CheckConstraint(
                condition=models.Q(is_default=False) | models.Q(retired_at=None),
                name="sales_pipeline_default_stands",
            ),
        ]

    def __str__(self) -> str:
        return self.name
