from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.people.persons.models import Person
from tandem.sales.needs.words import LONGEST_NEED


class UnmetNeed(models.Model):
    """What somebody wanted that we do not offer, as a seller noted it.

    `origin` and `origin_id` name where: a passing that was declined, an opportunity that was lost, or a need
    that was heard. Each has one at most. `work_id` is the opportunity, where there was one: the same need is
    told of it once.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(_("What they wanted that we do not offer"), max_length=LONGEST_NEED)
    key = models.CharField(max_length=LONGEST_NEED)
    origin = models.CharField(max_length=40)
    origin_id = models.BigIntegerField()
    work_id = models.BigIntegerField(null=True)
    told_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["-told_at", "-id"]
        verbose_name = _("Unmet need")
        verbose_name_plural = _("Unmet needs")
        indexes = [models.Index(fields=["told_at", "key"], name="sales_need_told")]
        constraints = [
            models.UniqueConstraint(fields=["origin", "origin_id"], name="sales_need_once_a_thing"),
            models.UniqueConstraint(fields=["work_id", "key"], name="sales_need_once_a_work"),
        ]

    def __str__(self) -> str:
        return self.words
