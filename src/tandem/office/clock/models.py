from django.db import models


class ClockTick(models.Model):
    """One due time of one recurring work. The row is written in the transaction of the work itself."""

    job = models.CharField(max_length=60)
    due_at = models.DateTimeField()
    # Empty while it failed and will be tried again, and for good when it was given up.
    done_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=1)
    not_before = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "due_at"], name="office_tick_once")]

    def __str__(self) -> str:
        return f"{self.job} {self.due_at:%Y-%m-%d %H:%M}"
