from django.db import models
from django.utils.translation import gettext_lazy as _


class Theme(models.TextChoices):
    AUTO = "", _("As the device has it")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")
