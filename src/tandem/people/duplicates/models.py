from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.people.persons.models import Person


class Merge(models.Model):
    """Two persons who became one: what moved, so that it can be taken apart again."""

    kept = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    gone = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Merge")
        verbose_name_plural = _("Merges")

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"


class NotTheSame(models.Model):
    """Two persons of whom somebody said that they are different, so that they are not offered again."""

    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("Known to be different")
        verbose_name_plural = _("Known to be different")
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="people_not_the_same_once")]

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.other_id}"
