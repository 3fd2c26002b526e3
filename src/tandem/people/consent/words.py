from django.db import models
from django.utils.translation import gettext_lazy as _


class Use(models.TextChoices):
    """What a person may allow us to do."""

    ANSWER = "answer", _("Answer their enquiry")
    NEWSLETTER = "newsletter", _("Send the newsletter")
    PHOTOS = "photos", _("Show photos of their order")


class Basis(models.TextChoices):
    ASKED = "asked", _("They asked us")
    CONSENT = "consent", _("They agreed")
    CUSTOMER = "customer", _("They are a customer")
    OBJECTED = "objected", _("They said no")
