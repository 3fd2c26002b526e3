from django.db import models
from django.utils.translation import gettext_lazy as _


class Door(models.TextChoices):
    """How an enquiry came in."""

    FORM = "form", _("Website form")
    QR = "qr", _("QR code")
    PHONE = "phone", _("Phone")
    WALK_IN = "walk_in", _("Walk-in")
    EMAIL = "email", _("E-mail")
    EVENT = "event", _("Event")
    IMPORT = "import", _("Spreadsheet")
    API = "api", _("Another program")


class State(models.TextChoices):
    HEARD = "heard", _("Heard")
    PASSED = "passed", _("Passed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    SET_ASIDE = "set_aside", _("Set aside")


class SetAsideReason(models.TextChoices):
    SPAM = "spam", _("Spam")
    DUPLICATE = "duplicate", _("The same enquiry twice")
    NOT_FOR_US = "not_for_us", _("Not for us")


class Outcome(models.TextChoices):
    """What became of an enquiry that sales took on."""

    OPEN = "open", _("Open")
    WON = "won", _("Became a customer")
    LOST = "lost", _("Did not buy")
