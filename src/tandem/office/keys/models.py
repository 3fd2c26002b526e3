from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.office.keys.words import Scope


class ApiKey(models.Model):
    """What another program signs in with, in the name of one person. Only its digest is kept."""

    name = models.CharField(_("What it is for"), max_length=80)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_keys")
    scope = models.CharField(_("What it may do"), max_length=10, choices=Scope.choices)
    begins = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    # To the hour: a request that only reads does not wait for its turn to write.
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.begins}…)"
