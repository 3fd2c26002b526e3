from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MorningChoice(models.Model):
    """Whether somebody wants the day’s steps by mail. Whoever has no row was not asked yet, and gets none."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    wanted = models.BooleanField(_("The day’s steps by mail"))
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.wanted}"
