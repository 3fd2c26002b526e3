from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Agreement(models.Model):
    """One version of what both desks hold to be a good enquiry, and what they promise each other.

    A version is never edited: a change makes the next one, and old enquiries keep the one they were passed
    under.
    Promises are in working hours of the business.
    """

    number = models.PositiveIntegerField(unique=True)
    pass_within_hours = models.PositiveSmallIntegerField(_("Marketing passes on within"), default=2)
    decide_within_hours = models.PositiveSmallIntegerField(_("Sales accepts or declines within"), default=8)
    answer_within_hours = models.PositiveSmallIntegerField(_("Sales answers within"), default=4)
    least_ticks = models.PositiveSmallIntegerField(_("Ticks that a good enquiry has at least"), default=0)
    enquiries_a_week = models.PositiveIntegerField(_("Enquiries a week"), null=True, blank=True)
    decline_reasons = models.JSONField(default=list)
    agreed_at = models.DateTimeField()
    agreed_for_marketing = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    agreed_for_sales = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}"


class Criterion(models.Model):
    """One tick of an agreement: a sentence, and a detail such as "within 30 miles"."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(_("Sentence"), max_length=120)
    detail = models.CharField(_("Detail"), max_length=200, blank=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.words
