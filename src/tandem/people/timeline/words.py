from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    MARKETING = "marketing", _("Marketing")
    SELLING = "selling", _("Selling")
    CARE = "care", _("Care")


# How it is asked of whoever notes something.
ASKED_AS = {
    Purpose.MARKETING: _("So they ask"),
    Purpose.SELLING: _("So they buy"),
    Purpose.CARE: _("So they stay"),
}


class Direction(models.TextChoices):
    INCOMING = "incoming", _("They to us")
    OUTGOING = "outgoing", _("We to them")
    TWO_WAY = "two_way", _("Both spoke")
    INTERNAL = "internal", _("Among us")


# We said something to them: an answer may be among these, and only these are announced.
SPOKEN = (Direction.OUTGOING, Direction.TWO_WAY)


class Kind(models.TextChoices):
    ENQUIRY = "enquiry", _("Enquiry")
    CALL = "call", _("Call")
    MEETING = "meeting", _("Meeting")
    VISIT = "visit", _("Visit")
    MESSAGE = "message", _("Message")
    EMAIL = "email", _("E-mail")
    NOTE = "note", _("Note")
    STEP = "step", _("Step")


# What one notes by hand.
BY_HAND = (Kind.CALL, Kind.MEETING, Kind.VISIT, Kind.MESSAGE, Kind.EMAIL, Kind.NOTE)
# What somebody writes and waits for an answer to.
AWAITS = (Kind.EMAIL, Kind.MESSAGE)


class Outcome(models.TextChoices):
    """What became of a call that we made."""

    ANSWERED = "answered", _("They answered")
    LEFT = "left", _("I left a message")
    NOBODY = "nobody", _("Nobody answered")


# Who spoke, where a call went so.
SPOKE = {
    Outcome.ANSWERED: Direction.TWO_WAY,
    Outcome.LEFT: Direction.OUTGOING,
    Outcome.NOBODY: Direction.OUTGOING,
}
