"""Answers that were worked out, and forecasts that are held against what came."""

from django.db import models

from tandem.office.jobs.models import Job


class Estimate(models.Model):
    """The newest answer to one question, with the version of the data that it saw; blank until there is one.

    `question` is the key of `asked`. `trouble` is the sentence that the last try ended with, if it failed;
    `tried` is the version of the data that it failed with.
    """

    question = models.CharField(max_length=32, unique=True)
    asked = models.JSONField()
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.JSONField(null=True)
    version = models.BigIntegerField(null=True)
    as_of = models.DateField(null=True)
    made_at = models.DateTimeField(null=True)
    seconds = models.FloatField(null=True)
    tried = models.BigIntegerField(null=True)
    trouble = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.question


class Measure(models.TextChoices):
    ENQUIRIES = "enquiries"
    CUSTOMERS = "customers"
    REVENUE = "revenue"


class KeptForecast(models.Model):
    """What was said of some coming weeks before they began; the first word of a day stands. Once they are
    over, `actual` is what came, and `hit` whether it lay within.
    """

    starts_on = models.DateField()
    weeks = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=9, choices=Measure.choices)
    level = models.FloatField()
    estimate = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    made_at = models.DateTimeField()
    actual = models.FloatField(null=True)
    hit = models.BooleanField(null=True)

    class Meta:
        ordering = ["starts_on", "weeks", "measure"]
        constraints = [
            models.UniqueConstraint(fields=["starts_on", "weeks", "measure"], name="together_forecast_once")
        ]

    def __str__(self) -> str:
        return f"{self.starts_on}, {self.weeks}: {self.measure}"
