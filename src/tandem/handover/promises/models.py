import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class MonthEnd(models.Model):
    """How many opportunities were open when a month ended, and how many of them had a next step with a day.

    Counted once, when the month is over, from the journal: a next step is overwritten by the one after it, so
    nothing but the journal knows what stood on that evening.
    """

    month = models.DateField(_("First day of the month"), unique=True)
    open = models.PositiveIntegerField(_("Open opportunities"))
    with_step = models.PositiveIntegerField(_("With a next step and its day"))
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(with_step__lte=models.F("open")), name="handover_month_end_counts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.with_step} of {self.open}"

    @property
    def next_month(self) -> datetime.date:
        return (self.month + datetime.timedelta(days=31)).replace(day=1)
