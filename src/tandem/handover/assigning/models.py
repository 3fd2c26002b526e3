from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.handover.assigning.words import Way
from tandem.office.changes.models import Versioned


class Sharing(Versioned):
    """How this business shares out what is passed (its only row has the key 1; without a row, by hand)."""

    way = models.CharField(
        _("How enquiries are shared out"), max_length=10, choices=Way.choices, default=Way.BY_HAND
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="handover_one_sharing")]

    def __str__(self) -> str:
        return str(Way(self.way).label)


class Seller(Versioned):
    """Whether a seller takes part when enquiries are shared out; without a row they do.

    `back_on` is the first day on which somebody who is away takes part again by themselves.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    away = models.BooleanField(_("Not just now"), default=False)
    back_on = models.DateField(_("Back on"), null=True, blank=True)

    def __str__(self) -> str:
        return str(self.user)
