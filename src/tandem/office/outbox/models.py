from django.db import models

from tandem.office.outbox.words import State


class OutboxRow(models.Model):
    """One effect on the outside world, promised in the transaction that wanted it, and done at most once."""

    effect_key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=30)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    put_at = models.DateTimeField()
    not_before = models.DateTimeField()
    owner = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveIntegerField(default=0)
    first_tried_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    message_id = models.CharField(max_length=200, blank=True, db_index=True)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "not_before"], name="office_outbox_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.effect_key}"
