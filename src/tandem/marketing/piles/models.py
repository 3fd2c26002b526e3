from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.office.changes.models import Versioned
from tandem.people.timeline.words import Purpose


class Activity(Versioned):
    """One thing that somebody did in a month, in a line of their own, and the pile they put it on.

    `origin` tells what was known already when it was sorted, such as a campaign (piles/queries.py); a line
    that was typed has none. It is one's own, as hours are: nobody else reads it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # The first day of the month.
    month = models.DateField()
    words = models.CharField(_("What did you do?"), max_length=120)
    minutes = models.PositiveIntegerField(_("About how many minutes?"), null=True, blank=True)
    purpose = models.CharField(_("What for"), max_length=10, choices=Purpose.choices, blank=True)
    origin = models.CharField(max_length=60, blank=True)
    added_at = models.DateTimeField()
    sorted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["month", "added_at", "id"]
        verbose_name = _("Activity of a month")
        verbose_name_plural = _("Activities of a month")
        indexes = [models.Index(fields=["user", "month"], name="marketing_activity_month")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "month", "origin"],
                condition=~models.Q(origin=""),
                name="marketing_activity_known_once",
            )
        ]

    def __str__(self) -> str:
        return self.words
