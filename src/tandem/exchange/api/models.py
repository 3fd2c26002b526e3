from django.db import models

from tandem.office.keys.models import ApiKey


class KeyedWrite(models.Model):
    """A write that came with an Idempotency-Key: the same again gets the same answer, without its effect.

    Only digests are kept, and which row it was about: the answer is made anew from the row, so nobody's data
    lies here.
    """

    api_key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="+")
    key_digest = models.CharField(max_length=64)
    request_digest = models.CharField(max_length=64)
    row_id = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["api_key", "key_digest"], name="exchange_keyed_write_once")
        ]

    def __str__(self) -> str:
        return self.key_digest[:8]
