from django.db import models


class SearchDocument(models.Model):
    """What one row is found by. The index beside it is kept by the database (migrations/_search_index.py)."""

    kind = models.CharField(max_length=40)
    row_id = models.BigIntegerField()
    title = models.CharField(max_length=250)
    detail = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=200)
    at = models.DateTimeField()
    # Without case and accents, as they are searched; the second holds all three.
    folded_title = models.CharField(max_length=500, blank=True, db_index=True)
    folded = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "row_id"], name="office_search_once")]

    def __str__(self) -> str:
        return self.title
