from django.conf import settings
from django.db import models


class Erasure(models.Model):
    """A person was erased on request. Keeps no personal data: only keyed hashes of the addresses never to
    use again.
    """

    person_id = models.BigIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    counts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.person_id}"


class SuppressedAddress(models.Model):
    """The keyed hash of an e-mail address or phone number of somebody who must not be written to again."""

    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest[:8]
