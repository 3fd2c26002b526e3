from pathlib import Path

from django.conf import settings
from django.db import models


class StoredFile(models.Model):
    """One uploaded file. Its bytes lie below the data folder under a random name, never the given one."""

    name = models.CharField(max_length=200)
    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return folder() / self.key[:2] / self.key


def folder() -> Path:
    return Path(settings.DATA) / "files"
