from django.db import models


class PublicToken(models.Model):
    """The key in a link that works without signing in. Only its digest is kept."""

    purpose = models.CharField(max_length=30)
    digest = models.CharField(max_length=64, unique=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    single_use = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["purpose", "subject_id"], name="office_token_subject")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject_id}"
