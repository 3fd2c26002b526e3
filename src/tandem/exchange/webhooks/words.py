"""What other programs are told of, and where they may stand."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

KIND = "webhook"
# After a new secret both are good for a day, so that nothing is lost while the other side is changed.
OLD_SECRET_LASTS = datetime.timedelta(days=1)
LOG_KEPT = datetime.timedelta(days=30)
SHOWN_DELIVERIES = 50
# By the standard: a receiver that says “gone” is left alone.
GONE = 410


class Fact(models.TextChoices):
    """What happened, as a subscriber names it."""

    ENQUIRY_HEARD = "enquiry.heard", _("Somebody asked")
    ENQUIRY_PASSED = "enquiry.passed", _("An enquiry was passed to sales")
    ENQUIRY_ACCEPTED = "enquiry.accepted", _("Sales accepted an enquiry")
    ENQUIRY_DECLINED = "enquiry.declined", _("Sales declined an enquiry")
    OPPORTUNITY_OPENED = "opportunity.opened", _("An opportunity was opened")
    OPPORTUNITY_WON = "opportunity.won", _("An opportunity was won")
    OPPORTUNITY_LOST = "opportunity.lost", _("An opportunity was lost")
    OPPORTUNITY_REOPENED = "opportunity.reopened", _("A won or lost one was opened again")
    QUOTE_SENT = "quote.sent", _("A quote was sent")
    QUOTE_ACCEPTED = "quote.accepted", _("A customer said yes to a quote")
    QUOTE_DECLINED = "quote.declined", _("A customer said no to a quote")
    QUOTE_WITHDRAWN = "quote.withdrawn", _("A quote was taken back")
    QUOTE_ENDED = "quote.ended", _("A quote ended without an answer")
    ORDER_ACCEPTED = "order.accepted", _("An order was accepted")
    ORDER_TAKEN_BACK = "order.taken_back", _("An order was taken back")


# Sent by hand, to see whether the other side hears.
TEST = "tandem.test"


class AddressRefused(Exception):
    """An address that nothing is sent to; the message is a sentence for the screen."""

    def __init__(self, sentence: object) -> None:
        super().__init__(str(sentence))
        self.sentence = str(sentence)


class NobodyThere(AddressRefused):
    """A name that leads nowhere just now; it may a little later."""
