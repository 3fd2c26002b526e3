from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.money.rounding import RoundedPer
from tandem.money.tax import Method, Prices
from tandem.office.business.words import PRICES, ROUNDED_PER, TRADES


class Business(models.Model):
    """The one business of this database (its only row has the key 1)."""

    name = models.CharField(_("Name of the business"), max_length=120, blank=True)
    trade = models.CharField(_("Trade"), max_length=40, blank=True, choices=TRADES)
    country = models.CharField(_("Country"), max_length=2, default="GB")
    subdivision = models.CharField(_("Part of the country"), max_length=10, blank=True)
    currency = models.CharField(_("Currency"), max_length=3, default="GBP")
    # Whether tax is in the prices that are typed, and where it is rounded; documents keep both.
    prices = models.CharField(_("Prices"), max_length=5, choices=PRICES, default=Prices.NET.value)
    rounded_per = models.CharField(
        _("Tax is rounded"), max_length=10, choices=ROUNDED_PER, default=RoundedPer.DOCUMENT.value
    )
    zone = models.CharField(_("Time zone"), max_length=64, default="Europe/London")
    is_sample = models.BooleanField(default=False)
    installed_at = models.DateTimeField(auto_now_add=True)
    set_up_at = models.DateTimeField(null=True, blank=True)
    checklist_dismissed_at = models.DateTimeField(null=True, blank=True)
    # Of a sample that was loaded into a site already set up: what its owner had said until then.
    kept_aside = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="office_one_business")]

    def __str__(self) -> str:
        return self.name or str(_("Your business"))

    @property
    def method(self) -> Method:
        """How the money of a new document is worked out."""
        return Method(prices=Prices(self.prices), rounded_per=RoundedPer(self.rounded_per))


class WorkingHours(models.Model):
    """One stretch of work on one weekday (Monday is 0), in the zone of the business.

    One that closes before it opens is a night shift, and ends on the next day.
    """

    weekday = models.PositiveSmallIntegerField(_("Weekday"))
    opens = models.TimeField(_("From"))
    closes = models.TimeField(_("To"))

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="office_hours_weekday"),
            models.CheckConstraint(condition=~models.Q(opens=models.F("closes")), name="office_hours_some"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H:%M}–{self.closes:%H:%M}"


class ClosedDay(models.Model):
    """A day off besides the public holidays of the country."""

    day = models.DateField(_("Day"), unique=True)
    words = models.CharField(_("What for"), max_length=80, blank=True)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.words}".strip()
