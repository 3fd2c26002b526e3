from django.db import models


class LimitBucket(models.Model):
    """How much somebody may still knock at a public door: where several processes serve, they share it here.

    Only PostgreSQL has several; with SQLite there is one process, and it keeps this in its memory.
    """

    # A keyed hash of door and address: the table tells nobody's address.
    key = models.CharField(primary_key=True, max_length=64)
    level = models.FloatField()
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key[:8]
