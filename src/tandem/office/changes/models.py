from django.conf import settings
from django.db import models


class Versioned(models.Model):
    """A row that people edit: a change must name the version it saw."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class OneTimeKey(models.Model):
    """A form that has been sent: the same form sent again gets the same answer and has no second effect."""

    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    location = models.TextField(blank=True)
    messages = models.JSONField(default=list)
    used_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.digest[:8]
