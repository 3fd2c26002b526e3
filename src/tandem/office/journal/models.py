from django.conf import settings
from django.db import models


class JournalLine(models.Model):
    """One thing that somebody did, with the changed columns before and after. Never edited, only added.

    `at` is when it was written down, `happened_at` when it happened: a call may be noted in the evening.
    """

    at = models.DateTimeField(db_index=True)
    happened_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=120, blank=True)
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=60, blank=True)
    row_id = models.BigIntegerField(null=True, blank=True)
    title = models.CharField(max_length=250, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    note = models.CharField(max_length=500, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undoes = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["kind", "row_id"], name="office_journal_row")]

    def __str__(self) -> str:
        return f"{self.verb} {self.title}".strip()
