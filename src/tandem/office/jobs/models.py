from django.conf import settings
from django.db import models

from tandem.office.jobs.words import State


class Job(models.Model):
    """Long work that somebody started and can watch. After a kill it goes on from its cursor."""

    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    sentence = models.CharField(max_length=300, blank=True)
    result_url = models.CharField(max_length=500, blank=True)
    error = models.CharField(max_length=500, blank=True)
    cursor = models.JSONField(default=dict)
    put_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveIntegerField(default=0)
    owner = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "lease_until"], name="office_job_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in (State.DONE, State.FAILED)

    @property
    def percent(self) -> int:
        """How far it is, from 0 to 100; 0 while the whole is not known."""
        return min(100, self.done * 100 // self.total) if self.total else 0
