"""Needs to begin with, by trade: what people of that trade hear, in their words. Everybody changes them."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

BY_TRADE: dict[str, Sequence[Any]] = {
    "upholstery": (
        _("Survives dogs"),
        _("Survives children"),
        _("Wipes clean"),
        _("Easy to get up from"),
        _("Keeps an heirloom"),
        _("No foam and no plastic"),
        _("Fits an odd shape"),
        _("Ready for a day that is fixed"),
    ),
    "joinery": (
        _("Fits an odd shape"),
        _("More room to put things"),
        _("Matches what is there"),
        _("Lasts outdoors"),
        _("Dust kept out of the house"),
        _("Ready for a day that is fixed"),
    ),
    "electrician": (
        _("Safe for children"),
        _("Passes the inspection"),
        _("Lower bills"),
        _("Charges a car"),
        _("Light where one works"),
        _("Help on the same day"),
    ),
    "garden": (
        _("Little work later"),
        _("Safe for children and dogs"),
        _("Hidden from the neighbours"),
        _("Good for bees"),
        _("Copes with shade"),
        _("Copes with dry summers"),
        _("Room to eat outside"),
    ),
    "hairdresser": (
        _("Quick in the morning"),
        _("Covers grey"),
        _("Gentle on the skin"),
        _("Ready for a wedding"),
        _("After work or on Saturdays"),
        _("Somebody who listens"),
    ),
    "photography": (
        _("Shy in front of a camera"),
        _("Children who do not sit still"),
        _("Pictures for a website"),
        _("Something to hang up"),
        _("Within a few days"),
        _("All rights to use them"),
    ),
    "bakery": (
        _("Without gluten"),
        _("Without nuts"),
        _("Vegan"),
        _("Feeds many"),
        _("Delivered and set up"),
        _("Looks like a celebration"),
    ),
    "web_design": (
        _("Found in a search"),
        _("Easy to change ourselves"),
        _("Works on a phone"),
        _("Sells online"),
        _("Everybody can read it"),
        _("Somebody who keeps it running"),
    ),
    "accountancy": (
        _("Less paper"),
        _("Taxes in time"),
        _("Knows where the money goes"),
        _("Pays people right"),
        _("Starting a business"),
        _("Explained in plain words"),
    ),
    "language_school": (
        _("Speaks soon"),
        _("Passes an examination"),
        _("For the job"),
        _("In the evening"),
        _("At home or online"),
        _("For children"),
    ),
    "cycling": (
        _("Carries children"),
        _("Carries shopping"),
        _("Up a hill without a sweat"),
        _("Fits into a train"),
        _("Comfortable with a bad back"),
        _("Hard to steal"),
        _("Ready again tomorrow"),
    ),
}


def starter_needs(trade: str) -> list[str]:
    return [str(words) for words in BY_TRADE.get(trade, ())]
